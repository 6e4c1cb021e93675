"""Staying connected: whatever happens to a socket, another takes its place, and what can't be mended is said."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.response import BoltResponse

from handlers.slack import socket_mode
from handlers.slack.client import SlackClient
from handlers.slack.errors import CannotConnect, OutOfReach
from handlers.slack.pacer import Pacer
from handlers.slack.raw import Json
from handlers.slack.socket_mode import CROWDED_SECONDS, STRANGER, TOO_MANY, Socket
from soak.line import Cut, How, line
from soak.town import until
from tests.support.slack import FakeTime
from tests.support.slack_door import APP_TOKEN, BOT_TOKEN, HANG, TLS, Door, open_door

PING = 0.2


@pytest.fixture
async def door(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    monkeypatch.setattr(socket_mode, "PING_SECONDS", PING)
    async with open_door() as opened:
        yield opened


async def taken(_: Json) -> BoltResponse:
    return BoltResponse(status=200, body="")


@asynccontextmanager
async def connecting(
    door: Door, receive: Callable[[Json], Awaitable[BoltResponse]] = taken
) -> AsyncIterator[tuple[Socket, FakeTime, list[str]]]:
    """A socket that is still to be opened, the time by which it pauses, and what its organisers are told."""
    told: list[str] = []
    pauses = FakeTime()
    async with aiohttp.ClientSession() as session:
        client = SlackClient(BOT_TOKEN, door.api, session, Pacer(FakeTime()))
        socket = Socket(client, APP_TOKEN, receive, on_trouble=told.append, time=pauses)
        try:
            yield socket, pauses, told
        finally:
            await socket.close()


@asynccontextmanager
async def connected(
    door: Door, receive: Callable[[Json], Awaitable[BoltResponse]] = taken
) -> AsyncIterator[tuple[Socket, FakeTime, list[str]]]:
    async with connecting(door, receive) as (socket, pauses, told):
        await socket.open()
        yield socket, pauses, told


async def says(door: Door, frame: object) -> None:
    await door.sockets[-1].send_json(frame)


def refresh(reason: str = "refresh_requested") -> object:
    return {"type": "disconnect", "reason": reason}


@pytest.mark.parametrize("how", [503, 408, TLS, HANG])
async def test_after_a_refresh_a_refused_handshake_is_followed_by_a_new_address(
    door: Door, how: int | str
) -> None:
    """The library alone would try the spent address for ever."""
    async with connected(door):
        door.handshakes_fail = [how]
        await says(door, refresh())
        await door.until(lambda: len(door.sockets) == 2)
        await door.sends("e1", "help")
        await door.until(lambda: "e1" in door.acknowledged)
    assert door.handshakes == ["1", "2", "3"]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "something new"])
async def test_until_the_next_connection_is_there_the_old_one_is_answered(door: Door, reason: str) -> None:
    async with connected(door):
        await says(door, refresh(reason))
        await door.sends("e1", "help")
        await door.until(lambda: len(door.sockets) == 2 and "e1" in door.acknowledged)


async def test_a_connection_that_is_cut_without_a_word_is_found_by_its_missing_pongs(door: Door) -> None:
    async with connected(door) as (socket, _, told):
        door.deaf = True
        await door.until(lambda: len(door.sockets) == 2)
        door.deaf = False
        await door.sends("e1", "help")
        await door.until(lambda: "e1" in door.acknowledged)
        assert socket.liveness.connected
    assert told == []


async def test_five_refused_handshakes_in_a_row_are_the_end(door: Door) -> None:
    async with connected(door) as (socket, _, _):
        door.handshakes_fail = [503] * 5
        await says(door, refresh())
        with pytest.raises(OutOfReach, match="five tries"):
            await socket.lost()
    assert len(door.handshakes) == 6


def answer(status: int, error: str, **headers: str) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status, headers=headers)


@pytest.mark.parametrize(
    ("status", "error", "headers"),
    [(429, "ratelimited", {"Retry-After": "20"}), (500, "internal_error", {}), (200, "fatal_error", {})],
)
async def test_while_no_address_can_be_had_it_is_asked_for_ever_more_rarely(
    door: Door, status: int, error: str, headers: dict[str, str]
) -> None:
    async with connected(door) as (_, pauses, _):
        door.no_addresses = [answer(status, error, **headers) for _ in range(11)]
        began = len(pauses.waited)
        await says(door, refresh())
        await door.until(lambda: len(door.sockets) == 2)
        waited = pauses.waited[began:]
    assert waited[0] == 0
    assert all(0.7 <= pause <= 30 for pause in waited[1:])
    moments = [sum(waited[: index + 1]) for index in range(len(waited))]
    assert max(sum(at <= other < at + 60 for other in moments) for at in moments) <= 12
    if headers:
        assert min(waited[1:]) >= 20


async def test_while_slack_can_not_be_found_it_is_looked_for_and_found_again(door: Door) -> None:
    async with connected(door) as (socket, pauses, told):
        socket.client.base_url = "http://127.0.0.1:1/api/"
        began = len(pauses.waited)
        await says(door, refresh("link_closed"))
        await door.sockets[0].close()
        await until(lambda: len(pauses.waited) >= began + 12 and not socket.liveness.connected)
        socket.client.base_url = door.api
        await door.until(lambda: len(door.sockets) == 2)
    assert max(pauses.waited[began:]) <= 30
    assert told == []


async def test_a_line_cut_at_any_byte_of_a_frame_is_followed_by_another(door: Door) -> None:
    """The 500 cuts of the soak are by chance; here are a few, at the beginning of an envelope and within it."""
    async with line(int(door.url.rpartition(":")[2])) as way:
        door.url = f"http://127.0.0.1:{way.port}"
        async with connected(door):
            for number, after in enumerate((0, 1, 2, 3, 4, 5, 100, 200, 300)):
                way.cut = Cut(after, (How.RST, How.FIN)[number % 2])
                await door.sends(f"cut{number}", "help")
                await door.until(lambda number=number: len(door.sockets) == number + 2)
                await door.sends(f"e{number}", "help")
                await door.until(lambda number=number: f"e{number}" in door.acknowledged)


async def test_an_answer_that_is_no_address_is_asked_for_again(door: Door) -> None:
    door.no_addresses = [
        web.json_response([]),
        web.json_response({"ok": True}),
        web.Response(text="<html>", content_type="text/html"),
    ]
    async with connected(door):
        assert door.asked == 4


async def test_at_a_start_five_failures_of_any_kind_are_the_end(door: Door) -> None:
    door.no_addresses = [answer(500, "internal_error") for _ in range(5)]
    async with connecting(door) as (socket, _, _):
        with pytest.raises(OutOfReach):
            await socket.open()
    assert door.asked == 5


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "not_allowed_token_type"])
async def test_a_token_that_is_not_accepted_any_more_is_the_end_at_once(door: Door, error: str) -> None:
    async with connected(door) as (socket, _, _):
        door.no_addresses = [answer(200, error)]
        await says(door, refresh())
        with pytest.raises(CannotConnect, match="SLACK_APP_TOKEN") as problem:
            await socket.lost()
    assert not isinstance(problem.value, OutOfReach)
    assert door.asked == 2


async def test_socket_mode_switched_off_is_the_end_and_says_where_to_switch_it_on(door: Door) -> None:
    async with connected(door) as (socket, _, _):
        await says(door, refresh("link_disabled"))
        with pytest.raises(CannotConnect, match="Switch it on"):
            await socket.lost()
    door.greeting = {"type": "disconnect", "reason": "link_disabled"}
    async with connecting(door) as (socket, _, _):
        with pytest.raises(CannotConnect, match="Switch it on"):
            await socket.open()


async def test_too_many_connections_are_no_storm_and_are_told_once(door: Door) -> None:
    door.greeting = {"type": "disconnect", "reason": "too_many_websockets"}
    async with connecting(door) as (socket, pauses, told):
        opening = asyncio.create_task(socket.open())
        await door.until(lambda: len(door.sockets) == 8)
        assert socket.liveness.trouble == "too_many_websockets"
        assert all(pause >= CROWDED_SECONDS for pause in pauses.waited[1:])
        assert told == [TOO_MANY]
        door.greeting = {"type": "hello", "num_connections": 1}
        await opening
        assert (socket.liveness.connected, socket.liveness.trouble) == (True, "")


async def test_a_connection_that_is_not_ours_is_seen_and_told(door: Door) -> None:
    door.greeting = {"type": "hello", "num_connections": 2}
    async with connected(door) as (socket, _, told):
        assert (socket.liveness.strangers, told) == (1, [STRANGER])


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "no JSON",
        "[" * 100_000,
        "[]",
        "17",
        '"hello"',
        "null",
        "{}",
        '{"type": 1}',
        '{"envelope_id": 1, "payload": {}}',
        '{"envelope_id": "e0", "payload": [1]}',
        '{"envelope_id": "e0", "type": "events_api", "payload": null}',
        '{"type": "hello", "num_connections": "many"}',
    ],
)
async def test_a_misshapen_frame_is_passed_over(
    door: Door, frame: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(door):
        await door.sockets[-1].send_str(frame)
        await door.sends("e1", "help")
        await door.until(lambda: door.acknowledged == ["e1"])
    assert all(record.exc_info is None for record in caplog.records)
    assert len(door.sockets) == 1


async def test_what_is_not_taken_is_not_acknowledged(door: Door) -> None:
    async def full(body: Json) -> BoltResponse:
        return BoltResponse(status=503 if body["text"] == "lost" else 200, body="")

    async with connected(door, full):
        await door.sends("e1", "lost")
        await door.sends("e2", "help")
        await door.until(lambda: door.acknowledged == ["e2"])


async def test_a_stop_takes_nothing_new(door: Door) -> None:
    came = []

    async def receive(body: Json) -> BoltResponse:
        came.append(body["text"])
        if body["text"] == "first":
            closing.append(asyncio.create_task(socket.close()))
            await asyncio.sleep(0)
            await door.sends("e2", "second")
        return BoltResponse(status=200, body="")

    closing: list[asyncio.Task[None]] = []
    async with connected(door, receive) as (socket, _, _):
        await door.sends("e1", "first")
        await door.until(lambda: "e1" in door.acknowledged)
        await asyncio.gather(*closing)
    assert came == ["first"]
