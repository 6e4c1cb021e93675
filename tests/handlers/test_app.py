"""The way in, over a socket and over HTTP: logging in, being reached, and leaving in order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from handlers.slack import app as edge
from handlers.slack import socket_mode
from handlers.slack.app import Serving, SlackEdge
from handlers.slack.errors import CannotConnect, OutOfReach
from handlers.slack.pacer import Pacer
from tests.support.slack import FakeSlack, FakeTime
from tests.support.slack_door import APP_TOKEN, BOT_TOKEN, Door, open_door, over_http, over_socket

Way = Callable[[Door, FakeSlack], AbstractAsyncContextManager[Serving]]
both_ways = pytest.mark.parametrize("way", [over_socket, over_http])


@pytest.fixture
async def door(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    monkeypatch.setattr(socket_mode, "PING_SECONDS", 0.05)
    async with open_door() as opened:
        yield opened


@both_ways
async def test_a_command_is_acknowledged_and_answered(door: Door, slack: FakeSlack, way: Way) -> None:
    async with way(door, slack):
        await door.sends("e1", "help")
        await door.until(lambda: door.acknowledged == ["e1"] and door.responses)
    assert "/consult" in door.responses[0]["text"]


async def test_who_we_are_and_what_time_it_is_are_asked_once(door: Door) -> None:
    async with SlackEdge.reach(BOT_TOKEN, APP_TOKEN, door.api) as reached:
        us = reached.platform.us
    assert reached.told_at is not None
    assert abs(reached.told_at - datetime.now(UTC)) < timedelta(hours=1)
    assert (us.team, us.bot_user, us.bot_id, us.address) == (
        "T1",
        "UBOT",
        "BBOT",
        "https://example.slack.com/",
    )


async def test_a_wrong_bot_token_is_a_sentence_that_names_the_setting(door: Door) -> None:
    with pytest.raises(CannotConnect) as problem:
        async with SlackEdge.reach("xoxb-bad", APP_TOKEN, door.api):
            pass
    assert "SLACK_BOT_TOKEN" in problem.value.sentence
    assert "xoxb-bad" not in problem.value.sentence


async def test_a_wrong_app_token_ends_the_start_instead_of_being_tried_for_ever(
    door: Door, slack: FakeSlack
) -> None:
    with pytest.raises(CannotConnect, match="SLACK_APP_TOKEN"):
        async with (
            SlackEdge.reach(BOT_TOKEN, "xapp-bad", door.api) as reached,
            reached.serve(slack.services, slack.intake),
        ):
            pass
    assert door.asked == 1


async def test_a_slack_out_of_reach_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "Pacer", lambda: Pacer(FakeTime()))
    with pytest.raises(OutOfReach, match="can't be reached"):
        async with SlackEdge.reach(BOT_TOKEN, APP_TOKEN, "http://127.0.0.1:9/api/"):
            pass


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (web.Response(text="<html>Back soon", content_type="text/html"), "can't be reached"),
        (web.Response(text='{"ok": tr', content_type="application/json"), "can't be reached"),
        (web.Response(text='{"ok": true}', content_type="application/json"), "is not Slack"),
        (web.Response(text="[]", content_type="application/json"), "can't be reached"),
        (web.Response(text="[1]", content_type="application/json"), "is not Slack"),
        (web.Response(text="17", content_type="application/json"), "is not Slack"),
    ],
)
async def test_what_is_not_slack_is_a_sentence_too(
    door: Door, monkeypatch: pytest.MonkeyPatch, answer: web.Response, sentence: str
) -> None:
    monkeypatch.setattr(edge, "Pacer", lambda: Pacer(FakeTime()))
    door.instead = answer
    with pytest.raises(CannotConnect, match=sentence):
        async with SlackEdge.reach(BOT_TOKEN, APP_TOKEN, door.api):
            pass


@both_ways
async def test_what_is_under_way_is_acknowledged_before_leaving(
    door: Door, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    under_way, may_end = asyncio.Event(), asyncio.Event()
    find = type(slack.services.sessions).find

    async def slow(*asked: object) -> object:
        under_way.set()
        await may_end.wait()
        return await find(*asked)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(type(slack.services.sessions), "find", slow)
    async with way(door, slack):
        await door.sends("e1", "open")
        await under_way.wait()
        asyncio.get_running_loop().call_later(0.05, may_end.set)
    assert door.acknowledged == ["e1"]
    assert "There is no session here yet" in door.responses[0]["text"]


@both_ways
async def test_what_can_not_be_stored_is_not_acknowledged(
    door: Door, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    """Slack then delivers it again: over a socket it hears nothing, over HTTP a 503 that doesn't ask it to stop."""
    take, refused = slack.intake.take, asyncio.Semaphore(0)

    async def full(*_: object) -> None:
        refused.release()
        raise OSError("database or disk is full")

    monkeypatch.setattr(slack.intake, "take", full)
    async with way(door, slack):
        await door.sends("e1", "help")
        await door.sends("e2", "help")
        for _ in range(2):
            await refused.acquire()
        monkeypatch.setattr(slack.intake, "take", take)
        await door.sends("e3", "help")
        await door.until(lambda: door.acknowledged)
    assert door.acknowledged == ["e3"]
