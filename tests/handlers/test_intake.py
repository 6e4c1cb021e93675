"""Each thing that Slack delivers takes effect once, however often, when and where it is delivered."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.errors import ConsultationError
from consultation.model.notes import Tag
from consultation.model.polls import Poll
from consultation.model.references import Actor, MessageRef, PlaceRef, Tenant
from consultation.model.sessions import Session
from consultation.model.statements import OpinionVote, Walk
from consultation.services.deadlines import Deadlines
from consultation.services.notes import Notes
from consultation.services.sessions import Sessions
from consultation.services.statements import Statements
from consultation.services.survey_opening import SurveyOpening
from handlers.slack.alarm import NOTHING_STORED, STORED_AGAIN
from handlers.slack.answers import CALM, SLOW
from handlers.slack.backlog import STARTS_MOST
from handlers.slack.carrier import LATE, PARKED, Carrier
from handlers.slack.intake import delivery_of
from handlers.slack.payloads import delivery_key
from storage.database import Database
from storage.intake import IntakeStore
from tests.support.slack import PLENARY, Body, FakeSlack, event
from tests.support.storage import ENGINES, POSTGRESQL

on_both = pytest.mark.parametrize("engine", ENGINES)
"""That each thing happens once is the work of the database, so each is asked."""


async def deliveries(slack: FakeSlack) -> dict[str, Body]:
    """One of each kind, none of them delivered yet."""
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    said = await slack.person("U0").says(slack.rooms()[0], "Important")
    await organiser.commands("/consult poll")
    return {
        "command": organiser.command('/consult poll "Once?"', PLENARY),
        "vote": slack.person("U0").press("Yes"),
        "act": organiser.press("Start wrap-up"),
        "form": organiser.submission(question="Once?", kind="agreement", audience="plenary"),
        "reaction": slack.facilitator_of(slack.rooms()[0]).reaction(said, "bulb"),
        "home": event({"type": "app_home_opened", "user": "U0", "tab": "home", "event_ts": "1.1"}),
    }


@pytest.mark.parametrize("kind", ["command", "vote", "act", "form", "reaction", "home"])
async def test_a_delivery_repeated_has_no_second_effect(slack: FakeSlack, kind: str) -> None:
    body = (await deliveries(slack))[kind]
    assert (await slack.deliver(body)).status == 200
    calls, privates = len(slack.api.calls), len(slack.api.privates)
    answers = [await slack.deliver(body) for _ in range(3)]
    slack.start()
    answers += [await slack.deliver(body)]
    assert {answer.status for answer in answers} == {200}
    assert (len(slack.api.calls), len(slack.api.privates)) == (calls, privates)


@on_both
@pytest.mark.parametrize("kind", ["command", "vote", "act", "form", "reaction"])
async def test_deliveries_at_the_same_moment_have_one_effect(slack: FakeSlack, kind: str) -> None:
    body = (await deliveries(slack))[kind]
    calls = len(slack.api.calls)
    answers = await asyncio.gather(*(slack.deliver(body) for _ in range(4)))
    assert {answer.status for answer in answers} == {200}
    assert len(slack.api.calls) - calls == (0 if kind == "reaction" else 1)


async def test_a_first_delivery_that_calls_itself_a_repeat_is_taken(slack: FakeSlack) -> None:
    """Slack's own first try may be the one that was lost."""
    ada = slack.person("U1")
    await slack.deliver({**ada.command("/consult help"), "retry_attempt": 2})
    assert len(ada.told) == 1


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
    await slack.errands.idle()
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
        await slack.errands.idle()
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
    await slack.errands.idle()


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


async def test_a_connection_that_ends_while_something_is_stored_keeps_it_from_nothing(
    slack: FakeSlack,
) -> None:
    """Stored, it is done, now and not only at the next start; its repetition is acknowledged and does nothing."""
    ada = slack.person("U1")
    for moment in range(40):
        body, told = ada.command("/consult help"), len(ada.told)
        request = AsyncBoltRequest(mode="socket_mode", body=dict(body), headers={})
        delivering = asyncio.create_task(slack.app.async_dispatch(request))
        for _ in range(moment):
            await asyncio.sleep(0)
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
        assert (await slack.deliver(body)).status == 200
        assert len(ada.told) == told + 1, moment


class Deadlock(Exception):
    """What a server says when two transactions were in each other's way."""

    sqlstate = "40P01"


@pytest.mark.parametrize("engine", [POSTGRESQL])
async def test_conflicts_in_the_database_are_nobodys_concern(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies, writing, units = await deliveries(slack), Database.writing, count(1)

    @asynccontextmanager
    async def conflicting(database: Database, **how: bool) -> AsyncIterator[AsyncConnection]:
        async with writing(database, **how) as connection:
            yield connection
            if next(units) % 3 == 0:
                raise DBAPIError("COMMIT", None, Deadlock())

    monkeypatch.setattr(Database, "writing", conflicting)
    answers = [await slack.deliver(body) for body in bodies.values() for _ in range(2)]
    assert {(answer.status, answer.body) for answer in answers} == {(200, "")}
    monkeypatch.undo()
    said = [private.body["text"] for private in slack.api.privates]
    assert not {CALM, SLOW, LATE, PARKED} & set(said)
    assert await notes_of(slack) == 1
    assert await slack.intake.undone() == []
    assert next(units) > 15


async def notes_of(slack: FakeSlack) -> int:
    async with slack.storage.look() as work:
        session = (await work.sessions.at(Tenant("slack:T1"), PlaceRef(PLENARY)))[-1]
        return len(await work.notes.all(session.id))


async def test_two_presses_are_two_presses(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.commands("/consult help")
    await ada.commands("/consult help")
    assert len(ada.told) == 2


def test_a_form_is_named_by_its_view_however_often_it_is_sent() -> None:
    sent = {"type": "view_submission", "view": {"id": "V1", "hash": "1.a"}, "trigger_id": "1"}
    assert delivery_key(sent) == delivery_key({**sent, "trigger_id": "2"})


async def test_what_bears_no_name_is_always_taken(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    for _ in range(2):
        await slack.deliver({**ada.command("/consult help"), "trigger_id": ""})
    assert len(ada.told) == 2


async def test_what_slack_can_repeat_no_more_is_forgotten(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    old, young = ada.command("/consult help"), ada.command("/consult help")
    for body, hours in ((old, 30), (young, 30)):
        await slack.deliver(body)
        slack.clock.passes(seconds=hours * 3600)
    await slack.deliver(ada.command("/consult help"))
    assert not await slack.intake.is_known(delivery_of(old).key)
    assert await slack.intake.is_known(delivery_of(young).key)


async def test_a_press_that_is_stored_is_counted_before_its_poll_closes_at_its_time(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", kind="yes or no", audience="plenary", minutes="5")
    await slack.paints()
    assert await slack.intake.take(delivery_of(slack.person("U0").press("Yes")))
    slack.clock.passes(minutes=6)
    keeping = asyncio.create_task(deadlines(slack).keep())
    assert (
        keeping not in (await asyncio.wait([keeping], timeout=0.5))[0]
    )  # it has been stored, and not counted
    slack.start()
    await slack.backlog.resume()
    await keeping
    (poll,) = await polls_of(slack)
    assert poll.closed_at is not None
    async with slack.storage.look() as work:
        assert sum(pile.people for pile in await work.polls.piles(poll.question.id)) == 1


@on_both
async def test_a_vote_whose_words_went_with_the_close_of_its_anonymous_poll_stands_in_no_starts_way(
    slack: FakeSlack, database: Database
) -> None:
    """As after a kill between the close and the turn of a vote that was stored too late for it."""
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", kind="yes or no", audience="plenary", secrecy="anonymous")
    await slack.paints()
    ada = slack.person("U1")
    await slack.intake.take(delivery_of(slack.person("U0").press("Yes")))
    await slack.intake.take(delivery_of(ada.command("/consult help")))
    await organiser.presses("Close")
    told = len(ada.told)
    await started(slack, database, 0)
    assert len(ada.told) == told + 1
    await started(slack, database, 0)
    assert await slack.intake.undone() == []


async def test_an_opinion_that_came_with_a_vote_and_failed_is_counted_afterwards(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted in two transactions: the first must not mark what waits for the second."""
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await organiser.commands("/consult statements What would help?")
    await organiser.submits(statements="More time", reviewed=True)
    await slack.paints()
    grace, vote_all, tries = slack.person("U1"), Statements.vote_all, count(1)
    await grace.presses("Take part")

    async def broken_once(
        services: Statements, votes: Sequence[OpinionVote]
    ) -> Sequence[Walk | ConsultationError]:
        if next(tries) == 1:
            raise OSError("the disk is away")
        return await vote_all(services, votes)

    monkeypatch.setattr(Statements, "vote_all", broken_once)
    bodies = slack.person("U0").press("Yes"), grace.press("Agree")
    await asyncio.gather(*map(slack.deliver, bodies))
    assert "Your answer is *Yes*" in slack.person("U0").told[-1]
    assert "all 1 statement" in grace.told[-1]


def deadlines(slack: FakeSlack) -> Deadlines:
    opening = SurveyOpening(slack.storage, slack.clock, slack.services.polls.identity, slack.services.notices)
    return Deadlines(slack.storage, slack.clock, slack.services.polls, opening, slack.intake)


async def polls_of(slack: FakeSlack) -> Sequence[Poll]:
    async with slack.storage.look() as work:
        (session,) = await work.sessions.under_way()
        return await work.polls.all(session.id)
