"""Voters are told what counts: once each, a few at a time, and not while a burst of votes is coming in."""

import asyncio
from functools import partial

from consultation.model.references import Actor, PersonRef, PlaceRef, PollId, Tenant
from handlers.slack.background import BackgroundTasks
from handlers.slack.blocks import Message
from handlers.slack.idle import BUSY, PATIENCE, WINDOW_SECONDS, IdleDetector
from handlers.slack.payloads import Asker
from handlers.slack.receipts import AT_ONCE, Receipts
from tests.support.slack import FakeTime

POLL = PollId("p1")


def asker(name: str) -> Asker:
    return Asker(Actor(Tenant("slack:T1"), PersonRef(name)), PlaceRef("C1"))


class Post:
    """Remembers who was told what, and how many at the same moment."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.now = self.most = 0

    async def deliver(self, to: Asker, message: Message) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        if message.text == "lost":
            raise ConnectionError
        self.told.append((to.actor.person, message.text))


async def test_everybody_is_told_and_few_at_a_time() -> None:
    post, background = Post(), BackgroundTasks()
    receipts = Receipts(post.deliver, background)
    for number in range(50):
        receipts.add(asker(f"U{number}"), POLL, partial(Message, "counted", ()))
    await background.idle()
    assert len(post.told) == 50
    assert post.most == AT_ONCE


async def test_whoever_changes_their_mind_meanwhile_is_told_the_newest_only() -> None:
    post, background = Post(), BackgroundTasks()
    receipts = Receipts(post.deliver, background)
    for text in ("Yes", "No", "Yes again"):
        receipts.add(asker("U1"), POLL, partial(Message, text, ()))
    receipts.add(asker("U1"), PollId("p2"), partial(Message, "other poll", ()))
    await background.idle()
    assert post.told == [("U1", "Yes again"), ("U1", "other poll")]


async def test_one_that_is_lost_holds_up_nobody() -> None:
    post, background = Post(), BackgroundTasks()
    receipts = Receipts(post.deliver, background)
    for number in range(20):
        receipts.add(asker(f"U{number}"), POLL, partial(Message, "lost" if number % 2 else "counted", ()))
    await background.idle()
    assert len(post.told) == 10


async def test_a_burst_is_waited_for_and_not_for_ever() -> None:
    moment, passing = 0.0, FakeTime()
    idle = IdleDetector(passing, lambda: moment)
    await idle.wait()
    assert passing.waited == []
    for _ in range(BUSY):
        idle.note_arrival()
    busy = [idle.busy]
    await idle.wait()
    assert passing.waited == [WINDOW_SECONDS] * PATIENCE
    moment = 2 * WINDOW_SECONDS
    busy.append(idle.busy)
    for _ in range(BUSY - 1):
        idle.note_arrival()
    assert [*busy, idle.busy] == [True, False, False]


async def test_voters_are_told_once_what_a_burst_has_left_is_counted() -> None:
    post, background, passing = Post(), BackgroundTasks(), FakeTime()
    idle = IdleDetector(passing, lambda: 0.0)
    receipts = Receipts(post.deliver, background, idle)
    with idle.put_off():
        receipts.add(asker("U1"), POLL, partial(Message, "counted", ()))
        for _ in iter(lambda: len(passing.waited) < PATIENCE - 1, False):
            await asyncio.sleep(0)
        assert post.told == []
    await background.idle()
    assert post.told == [("U1", "counted")]
