"""Each thing that Slack delivers takes effect once, however often, when and where it is delivered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import cast

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.errors import InvalidField
from consultation.model.cards import CardKind
from consultation.model.references import PlaceRef, SessionId, Tenant
from handlers.slack.answers import CALM, SLOW
from handlers.slack.carrier import LATE, PARKED
from handlers.slack.intake import Intake, delivery_of
from handlers.slack.payloads import delivery_key
from handlers.slack.raw import Json
from storage.database import Database
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
    await organiser.commands("/consult")
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


async def test_a_form_that_is_sent_back_counts_once_it_is_mended_whatever_was_stored_before(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    form, tries = organiser.submission(question="Once?"), count(1)

    async def acknowledged() -> BoltResponse:
        return BoltResponse(status=200)

    async def listener(ack: AsyncAck, body: Json) -> BoltResponse:
        async with slack.storage.work() as work:
            await work.cards.touch(SessionId(str(body["type"])), CardKind.POLL)
        if next(tries) == 1:
            raise InvalidField("question", "Not like this.")
        return await ack()

    judged = Intake(slack.intake, slack.backlog, slack.alarm).judged(listener)
    ack = cast("AsyncAck", acknowledged)
    with pytest.raises(InvalidField):
        await judged(ack, form)
    for _ in range(2):
        await judged(ack, form)
    assert next(tries) == 3
