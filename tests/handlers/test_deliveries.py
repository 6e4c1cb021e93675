"""Deliveries repeated late, many times over, in any order, and of our own making: each takes effect once, or not at all."""

import asyncio
from collections.abc import Sequence
from itertools import permutations, product

import pytest

from consultation.model.references import PlaceRef, Tenant
from consultation.model.sessions import Session
from consultation.services.tallies import tally_of
from handlers.slack.held_back import HELD_BACK
from tests.handlers.test_intake import deliveries
from tests.support.slack import PLENARY, Body, FakeSlack, Person, event
from tests.support.slack_api import BOT, BOT_ID

KINDS = ["command", "vote", "act", "form", "reaction", "home"]
MINUTES = 60
HOURS = 3600


async def session_of(slack: FakeSlack) -> Session:
    async with slack.storage.look() as work:
        return (await work.sessions.at(Tenant("slack:T1"), PlaceRef(PLENARY)))[-1]


async def notes_of(slack: FakeSlack) -> list[str]:
    session = await session_of(slack)
    async with slack.storage.look() as work:
        return [note.text for note in await work.notes.all(session.id)]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_delivery_repeated_ten_minutes_and_a_day_later_has_no_second_effect(
    slack: FakeSlack, kind: str
) -> None:
    body = (await deliveries(slack))[kind]
    await slack.deliver(body)
    calls, privates = len(slack.api.calls), len(slack.api.privates)
    for seconds in (10 * MINUTES, 24 * HOURS - 10 * MINUTES):
        slack.clock.passes(seconds=seconds)
        slack.start()
        assert (await slack.deliver(body)).status == 200
    assert (len(slack.api.calls), len(slack.api.privates)) == (calls, privates)


async def test_each_vote_delivered_four_times_at_the_same_moment_has_one_effect(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms(people=10)
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    voters = [slack.person(f"U{number}") for number in range(10)]
    before = [len(voter.told) for voter in voters]
    presses = [voter.press(("Yes", "No")[turn % 2]) for turn in range(4) for voter in voters]
    answers = await asyncio.gather(*(slack.deliver(press) for press in presses for _ in range(4)))
    assert {answer.status for answer in answers} == {200}
    told = [len(voter.told) - earlier for voter, earlier in zip(voters, before, strict=True)]
    assert all(1 <= answers <= 4 for answers in told)  # those counted together are answered together
    async with slack.storage.look() as work:
        (poll,) = await work.polls.all((await session_of(slack)).id)
        assert (await tally_of(work, poll)).counts == (0, 10)


def in_every_order(number: int, most: int) -> list[tuple[int, ...]]:
    """Every way in which so many things can arrive, each at least once; and some in which `most` arrive."""
    longer = [one for one in product(range(number), repeat=most) if set(one) == set(range(number))]
    return [*permutations(range(number)), *longer[::3]]


async def test_reactions_in_any_order_and_number_leave_what_was_done_last(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    place = slack.rooms()[0]
    facilitator, author = slack.facilitator_of(place), slack.person("U0")
    for number, order in enumerate(in_every_order(3, 4)):
        for last in (True, False):
            said = await author.says(place, f"Thought {number} {last}")
            acts = [facilitator.reaction(said, "bulb", added=added) for added in (last, not last, last)]
            for which in order:
                await slack.deliver(acts[which])
            assert (f"Thought {number} {last}" in await notes_of(slack)) is last, order


async def _heard(slack: FakeSlack, bodies: Sequence[Body]) -> None:
    for body in bodies:
        await slack.deliver(body)


def _message_events(author: Person, place: str, stamp: str) -> dict[str, Body]:
    """What Slack sends about a message that was said, changed and deleted."""
    said: Body = {"type": "message", "user": author.name, "text": "As said", "ts": stamp}
    edited = {**said, "text": "As edited", "edited": {"user": author.name, "ts": f"{stamp}1"}}
    changed = {"subtype": "message_changed", "message": edited, "previous_message": said, "hidden": True}
    gone = {"subtype": "message_deleted", "deleted_ts": stamp, "previous_message": edited, "hidden": True}
    where: Body = {"type": "message", "channel": place, "channel_type": "channel"}
    return {
        "said": event({**said, **where, "event_ts": stamp}),
        "changed": event({**where, **changed, "ts": f"{stamp}1", "event_ts": f"{stamp}1"}),
        "deleted": event({**where, **gone, "ts": f"{stamp}2", "event_ts": f"{stamp}2"}),
    }


async def test_what_was_deleted_is_in_no_note_whatever_is_heard_of_it_first(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    place = slack.rooms()[0]
    facilitator, author = slack.facilitator_of(place), slack.person("U0")
    for order in permutations(("said", "changed", "deleted", "tagged")):
        stamp = slack.api.stamp()
        events = _message_events(author, place, stamp)
        events["tagged"] = facilitator.reaction((place, stamp), "bulb")
        await _heard(slack, [events[name] for name in order])
        assert await notes_of(slack) == [], order


async def test_a_changed_message_is_kept_as_it_was_changed_whatever_is_heard_first(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    place = slack.rooms()[0]
    facilitator, author = slack.facilitator_of(place), slack.person("U0")
    orders = list(permutations(("said", "changed", "tagged")))
    for order in orders:
        stamp = slack.api.stamp()
        events = _message_events(author, place, stamp)
        # What Slack would hand over, for a tag that is heard of first.
        slack.api.messages[place, stamp] = {**events["changed"]["event"]["message"]}
        events["tagged"] = facilitator.reaction((place, stamp), "bulb")
        await _heard(slack, [events[name] for name in order])
    assert await notes_of(slack) == ["As edited"] * len(orders)


@pytest.mark.parametrize("command", ["open", 'poll "Well?" "Yes" "No"'])
async def test_a_command_typed_three_times_by_an_impatient_hand_has_one_effect_and_three_answers(
    slack: FakeSlack, command: str
) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session()
    if command != "open":
        organiser = await slack.session_in_rooms()
    told = len(organiser.told)
    for _ in range(3):
        await organiser.commands(f"/consult {command}")
        slack.clock.passes(seconds=3)
    before = len(slack.api.made("chat.postMessage"))
    await slack.paints()
    assert len(slack.api.made("chat.postMessage")) - before == 1
    assert len(organiser.told) - told == 3


async def test_what_slack_held_back_is_told_to_the_organiser_once(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    for minute in (1, 2):
        body = {"token": "x", "team_id": "T1", "api_app_id": "A1", "type": HELD_BACK}
        assert (await slack.deliver({**body, "minute_rate_limited": 60 * minute})).status == 200
    await slack.paints()
    assert sum("held back" in text for text in slack.private_messages_to(organiser.name)) == 1


async def test_our_own_words_by_whomever_they_are_echoed_move_us_to_nothing(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    ours = slack.cards_in(slack.rooms()[0])[0]
    by = (
        {"user": BOT, "bot_id": BOT_ID},
        {"user": "UOTHERBOT", "bot_id": "BOTHER", "subtype": "bot_message"},
        {"bot_id": "BWORKFLOW", "subtype": "bot_message", "workflow_id": "Wf1"},
    )
    calls = len(slack.api.calls)
    for who in by:
        stamp = slack.api.stamp()
        said = {"type": "message", "text": ours["text"], "blocks": ours["blocks"], "ts": stamp, **who}
        where = {"channel": slack.rooms()[0], "channel_type": "channel"}
        changed = {"subtype": "message_changed", "message": said, "previous_message": said, "type": "message"}
        item = {"type": "message", "channel": slack.rooms()[0], "ts": stamp}
        reacted = {"type": "reaction_added", "user": BOT, "reaction": "bulb", "item": item, "event_ts": stamp}
        await _heard(
            slack, [event({**said, **where}), event({**changed, **where, "ts": stamp}), event(reacted)]
        )
    await slack.paints()
    assert len(slack.api.calls) == calls
