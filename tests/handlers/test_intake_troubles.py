"""What fails is tried again and parked in the end; what can't be stored is not acknowledged."""

import asyncio
from collections.abc import Sequence
from itertools import count

import pytest

from consultation.model.notes import Tag
from consultation.model.references import Actor, MessageRef, PlaceRef
from consultation.model.sessions import Session
from consultation.services.notes import Notes
from consultation.services.sessions import Sessions
from handlers.slack.alarm import NOTHING_STORED, STORED_AGAIN
from handlers.slack.backlog import STARTS_MOST
from handlers.slack.carrier import LATE, PARKED, Carrier
from handlers.slack.intake import delivery_of
from storage.database import Database
from storage.intake import IntakeStore
from tests.handlers.test_intake import deliveries, notes_of, on_both
from tests.support.slack import Body, FakeSlack


async def test_what_fails_is_acknowledged_and_tried_again_by_itself(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (await deliveries(slack))["reaction"]
    tag, tries = Notes.tag, []

    async def broken_twice(notes: Notes, actor: Actor, message: MessageRef, tag_: Tag, order: str) -> bool:
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError("the disk is full")
        return await tag(notes, actor, message, tag_, order)

    monkeypatch.setattr(Notes, "tag", broken_twice)
    assert (await slack.deliver(body)).status == 200
    assert len(tries) == 3
    assert await notes_of(slack) == 1


@pytest.mark.parametrize("kind", ["vote", "reaction"])
async def test_what_breaks_where_nobody_looks_for_it_is_done_in_the_same_life(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Not only at the next start; and so are the votes behind it in the line."""
    body = (await deliveries(slack))[kind]
    carry_out, together, tries = Carrier.carry_out, Carrier.count, count(1)

    async def broken_once(carrier: Carrier, one: Body) -> bool:
        if next(tries) == 1:
            raise RuntimeError("a fault of a library's")
        return await carry_out(carrier, one)

    async def not_this_one(carrier: Carrier, votes: Sequence[Body]) -> None:
        if any(one["user"]["id"] == "U0" for one in votes):
            raise RuntimeError("a fault of ours")
        await together(carrier, votes)

    monkeypatch.setattr(Carrier, "carry_out", broken_once)
    monkeypatch.setattr(Carrier, "count", not_this_one)
    others = [slack.person(name) for name in ("U1", "U2", "U3")]
    await asyncio.gather(*(slack.deliver(one) for one in (body, *(other.press("No") for other in others))))
    assert [other.told[-1].startswith("Your answer is *No") for other in others] == [True] * 3
    slack.start()
    assert await slack.intake.undone() == []
    assert next(tries) == 3


@on_both
async def test_what_fails_five_times_is_parked_and_holds_up_nobody(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = slack.person("U1")
    find, tries = Sessions.find, []

    async def poisoned(services: Sessions, actor: Actor, place: PlaceRef) -> Session:
        if actor.person == "U1":
            tries.append(1)
            raise RuntimeError("poison")
        return await find(services, actor, place)

    monkeypatch.setattr(Sessions, "find", poisoned)
    await ada.commands("/consult open")
    assert (len(tries), ada.told) == (5, [LATE, PARKED])
    slack.start()
    await slack.backlog.resume()
    await slack.background.idle()
    assert len(tries) == 5
    grace = slack.person("U2")
    await grace.commands("/consult open")
    assert "no session" in grace.told[-1]


@on_both
async def test_what_was_stored_and_not_done_is_done_at_the_next_start(slack: FakeSlack) -> None:
    """As after a kill between the acknowledgement and the listener."""
    body = (await deliveries(slack))["reaction"]
    assert await slack.intake.take(delivery_of(body)) is not None
    for _ in range(2):
        slack.start()
        await slack.backlog.resume()
        await slack.background.idle()
    assert await notes_of(slack) == 1
    assert (await slack.deliver(body)).status == 200
    assert await slack.intake.undone() == []


async def started(slack: FakeSlack, database: Database, times: int) -> None:
    """So many starts, each of which was killed before it did anything; then one that was not."""
    for _ in range(times):
        await IntakeStore(database, slack.clock).undone()
    slack.intake = IntakeStore(database, slack.clock)
    slack.start()
    await slack.backlog.resume()
    await slack.background.idle()


async def test_what_was_never_tried_is_done_however_often_the_program_was_killed_before(
    slack: FakeSlack, database: Database
) -> None:
    body = (await deliveries(slack))["reaction"]
    await slack.intake.take(delivery_of(body))
    await started(slack, database, 8)
    assert await notes_of(slack) == 1


async def test_what_ends_the_program_at_every_start_is_parked_in_the_end(
    slack: FakeSlack, database: Database
) -> None:
    ada = slack.person("U1")
    await slack.intake.take(delivery_of(ada.command("/consult help")))
    await started(slack, database, STARTS_MOST)
    assert ada.told == [PARKED]


async def test_what_can_not_be_stored_is_not_acknowledged(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OSError("database or disk is full")

    body = (await deliveries(slack))["vote"]
    monkeypatch.setattr(slack.intake, "take", full)
    assert (await slack.deliver(body)).status == 503
    monkeypatch.undo()
    assert (await slack.deliver(body)).status == 200
    assert "Yes" in slack.person("U0").told[-1]


async def test_where_nothing_can_be_stored_organisers_hear_of_it_once_and_of_its_end(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, looks = (await deliveries(slack))["vote"], iter([False, False, True])

    async def full(*_: object) -> None:
        raise OSError("database or disk is full")

    async def looked() -> bool:
        return next(looks)

    monkeypatch.setattr(slack.intake, "take", full)
    monkeypatch.setattr(slack.alarm, "can_write", looked)
    assert [answer.status for answer in await asyncio.gather(*map(slack.deliver, [body] * 3))] == [503] * 3
    assert slack.person("UORG").told[-2:] == [NOTHING_STORED, STORED_AGAIN]
    assert slack.person("UORG").told.count(NOTHING_STORED) == 1
    monkeypatch.undo()
    assert (await slack.deliver(body)).status == 200
