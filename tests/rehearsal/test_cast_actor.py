"""The cast's hands and eyes, tried on a small bot: a card with a button, a form, a private answer."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, cast

import pytest

from rehearsal.cast import actor
from rehearsal.cast.actor import Actor, Eyes, Refused
from rehearsal.cast.control import Control
from rehearsal.cast.pace import AT_ONCE, SMOOTH, Pace
from rehearsal.cast.people import Character
from rehearsal.cast.shown import NotShown
from rehearsal.cast.window import NotSeen
from tests.rehearsal.stage import Stage, button, form, stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_bolt.async_app import AsyncApp

Call = Any


def tallier(app: AsyncApp, times: int = 0) -> None:
    """A bot with a card (/tally), a form behind its button, and a private answer to the form, unless it is busy so many times."""
    busy = repeat(True, times)

    @app.command("/tally")
    async def tally(ack: Call, client: Call, command: Call) -> None:
        await ack()
        await client.chat_postMessage(channel=command["channel_id"], text="Card", blocks=[button()])

    @app.action("press")
    async def press(ack: Call, body: Call, client: Call) -> None:
        await ack()
        await client.views_open(
            trigger_id=body["trigger_id"], view=form(private_metadata=body["channel"]["id"])
        )

    @app.view("words")
    async def words(ack: Call, body: Call, client: Call) -> None:
        if body["view"]["state"]["values"]["word"]["text"]["value"] == "no":
            await ack(response_action="errors", errors={"word": "Anything but no."})
            return
        if next(busy, False):
            await ack(response_action="errors", errors={"word": "That took too long. Please try again."})
            return
        await ack()
        channel, user = body["view"]["private_metadata"], body["user"]["id"]
        await client.chat_postEphemeral(channel=channel, user=user, text="Thanks", blocks=[button("again")])


@asynccontextmanager
async def ada_at_her_screen(busy: int = 0) -> AsyncIterator[tuple[Stage, Eyes]]:
    async with stage(partial(tallier, times=busy)) as built, Control(built.address.url) as control:
        ada = Actor(built.person("ada"), Character("ada", "Ada Lovelace", "Analyst", "Home"), control)
        async with ada.looks(whole=True) as eyes:
            yield built, eyes


async def test_a_person_types_presses_fills_in_and_reads_the_answer() -> None:
    async with ada_at_her_screen() as (built, eyes):
        channel = built.channel()
        await eyes.types("/tally", channel)
        card = await eyes.sees("the card", channel, lambda post: post.by_app and not post.private)
        await eyes.actor.presses("Press", on=card)
        await eyes.fills_in("Words", {"A word": "hello"})
        answer = await eyes.is_told("Press", channel)

        assert answer.private
        assert eyes.window.views == []


async def test_who_is_told_to_try_again_does_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actor, "PAUSES", (0.0,) * 5)
    async with ada_at_her_screen(busy=2) as (built, eyes):
        await eyes.types("/tally", built.channel())
        card = await eyes.sees("the card", built.channel(), lambda post: post.by_app)
        await eyes.actor.presses("Press", on=card)
        await eyes.fills_in("Words", {"A word": "hello"})
        assert (await eyes.is_told("Press", built.channel())).text == "Thanks"


async def test_a_form_that_is_refused_says_why() -> None:
    async with ada_at_her_screen() as (built, eyes):
        await eyes.types("/tally", built.channel())
        card = await eyes.sees("the card", built.channel(), lambda post: post.by_app)
        await eyes.actor.presses("Press", on=card)

        with pytest.raises(Refused, match=r"sent “Words” and was told: Anything but no\."):
            await eyes.fills_in("Words", {"A word": "no"})
        with pytest.raises(NotShown, match="There is no field “Colour”"):
            await eyes.fills_in("Words", {"Colour": "red"})


class BusyWorkspace:
    """Answers what it was told to, one answer an act, and then that all is well."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers, self.asked = [*answers], 0

    async def act(self, _person: str, _what: str, **_arguments: object) -> dict[str, Any]:
        self.asked += 1
        return self.answers.pop(0) if self.answers else {"ok": True}


SLOW = "That took too long, and nothing was changed. Please try again in a minute."


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearsal.cast.actor.PAUSES", (0.0, 0.0))


def ada_in(busy: BusyWorkspace, troubles: list[str]) -> Actor:
    control = cast("Control", busy)
    return Actor("U1", Character("ada", "Ada", "", ""), control, lambda: troubles.append("slow"))


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize(
    "answer", [{"ok": False, "error": "operation_timeout"}, {"ok": True, "errors": {"word": SLOW}}]
)
async def test_somebody_whom_a_busy_bot_keeps_waiting_tries_again(answer: dict[str, Any]) -> None:
    busy, troubles = BusyWorkspace(answer, answer), list[str]()
    assert await ada_in(busy, troubles).act("sent “Words”", "submit") == {"ok": True}
    assert (busy.asked, troubles) == (3, ["slow", "slow"])


@pytest.mark.usefixtures("_at_once")
async def test_a_form_that_closes_while_somebody_waits_was_taken() -> None:
    late, gone = ({"ok": False, "error": error} for error in ("operation_timeout", "not_found"))
    assert (await ada_in(BusyWorkspace(late, gone), []).act("sent “Words”", "submit"))["ok"]
    with pytest.raises(Refused, match="not_found"):
        await ada_in(BusyWorkspace(gone), []).act("sent “Words”", "submit")


@pytest.mark.usefixtures("_at_once")
async def test_somebody_who_waits_in_vain_gives_up() -> None:
    busy = BusyWorkspace(*[{"ok": False, "error": "operation_timeout"}] * 9)
    with pytest.raises(Refused, match="operation_timeout"):
        await ada_in(busy, []).act("pressed “Join”", "click")
    assert busy.asked == 3


@pytest.mark.usefixtures("_at_once")
async def test_somebody_who_is_refused_does_not_insist() -> None:
    busy = BusyWorkspace({"ok": True, "errors": {"word": "Anything but no."}})
    with pytest.raises(Refused, match="Anything but no"):
        await ada_in(busy, []).act("sent “Words”", "submit")
    assert busy.asked == 1


async def test_a_busy_machine_has_fewer_people_act_at_once_and_more_again_once_all_goes_well() -> None:
    pace, acting, most = Pace(None, 1), 0, 0

    async def act() -> None:
        nonlocal acting, most
        acting, most = acting + 1, max(most, acting + 1)
        await asyncio.sleep(0)
        acting -= 1

    pace.slower()
    pace.slower()
    assert pace.at_once == AT_ONCE // 4
    await pace.crowd([act] * SMOOTH, (0, 0))
    assert (most, pace.at_once) == (AT_ONCE // 4, AT_ONCE // 4 + 1)
    for _ in range(9):
        pace.slower()
    assert pace.at_once == 1
    await pace.crowd([act] * (SMOOTH * AT_ONCE), (0, 0))
    assert pace.at_once == AT_ONCE


async def test_what_does_not_appear_is_said_in_a_sentence() -> None:
    async with ada_at_her_screen() as (built, eyes):
        with pytest.raises(NotSeen, match=r"Waited 0.05 s for the card in #plenary\."):
            await eyes.patient(0.05).sees("the card in #plenary", built.channel(), lambda post: post.by_app)


async def test_what_others_do_is_seen_as_it_happens() -> None:
    async with ada_at_her_screen() as (built, eyes):
        channel = built.channel()
        said = await built.act("grace", "say", channel=channel, text="Morning")
        post = await eyes.sees("the greeting", channel, lambda post: post.text == "Morning")
        await eyes.actor.reacts(channel, post.ts, "wave")
        waved = (("wave", (eyes.actor.id,)),)
        await eyes.sees("the wave", channel, lambda post: post.reactions == waved)
        await eyes.actor.takes_back(channel, post.ts, "wave")
        await eyes.sees("no wave", channel, lambda post: post.ts == said["ts"] and not post.reactions)
        await built.act("grace", "edit", channel=channel, ts=said["ts"], text="Good morning")
        await eyes.sees("the edit", channel, lambda post: post.text == "Good morning")
        await built.act("grace", "delete", channel=channel, ts=said["ts"])
        await eyes.window.until("the deletion", lambda: not eyes.window.posts(channel) or None)


async def test_what_was_said_in_a_private_room_before_one_came_in_is_seen() -> None:
    async with ada_at_her_screen() as (built, eyes):
        made = await built.call("conversations.create", name="room-1", is_private=True)
        room = made["channel"]["id"]
        await built.call("chat.postMessage", channel=room, text="Welcome")
        await built.call("conversations.invite", channel=room, users=eyes.actor.id)

        await eyes.sees("the welcome", room, lambda post: post.text == "Welcome")
        assert eyes.actor.id in eyes.window.channels[room].members


async def test_an_act_in_a_place_that_is_not_there_is_refused_by_name() -> None:
    async with ada_at_her_screen() as (_, eyes):
        with pytest.raises(Refused, match="Ada Lovelace said something and was told: channel_not_found"):
            await eyes.actor.says("C0", "Anyone?")


async def test_several_people_wait_for_different_things_at_once() -> None:
    async with ada_at_her_screen() as (built, eyes):
        channel = built.channel()
        waiting = [
            asyncio.create_task(eyes.sees(word, channel, lambda post, word=word: post.text == word))  # type: ignore[misc]  # mypy can't infer a lambda with a default
            for word in ("one", "two")
        ]
        for word in ("two", "one"):
            await built.act("grace", "say", channel=channel, text=word)

        assert [post.text for post in await asyncio.gather(*waiting)] == ["one", "two"]
