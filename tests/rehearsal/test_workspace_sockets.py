import asyncio
from contextlib import AsyncExitStack

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from rehearsal.workspace import Timing
from tests.rehearsal.stage import NOON, Json, Stage, stage
from tests.support.patience import SECONDS


async def ticketed(s: Stage) -> str:
    url: str = (await s.client.apps_connections_open(app_token=s.bot.app_token))["url"]
    return url


async def connected(s: Stage, stack: AsyncExitStack) -> aiohttp.ClientWebSocketResponse:
    """Open one socket and read its greeting."""
    socket = await stack.enter_async_context(s.http.ws_connect(await ticketed(s)))
    assert (await socket.receive_json())["type"] == "hello"
    return socket


async def test_a_socket_is_greeted_and_its_ticket_is_used_up() -> None:
    async with stage() as s:
        url = await ticketed(s)
        async with s.http.ws_connect(url) as socket:
            hello = await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await s.http.ws_connect(url)

    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": s.bot.app_id}


async def test_each_envelope_goes_to_one_socket_in_turn() -> None:
    async with stage() as s, AsyncExitStack() as stack:
        sockets = [await connected(s, stack) for _ in range(2)]
        for text in ("one", "two"):
            await s.act("ada", "say", channel=s.channel(), text=text)
        envelopes = [await socket.receive_json() for socket in sockets]

    assert sorted(envelope["payload"]["event"]["text"] for envelope in envelopes) == ["one", "two"]
    assert {envelope["type"] for envelope in envelopes} == {"events_api"}
    assert [e["retry_attempt"] for e in envelopes] == [0, 0]


async def test_ten_sockets_may_be_open_and_no_eleventh() -> None:
    async with stage() as s, AsyncExitStack() as stack:
        for _ in range(10):
            await connected(s, stack)
        async with s.http.ws_connect(await ticketed(s)) as eleventh:
            frame = await eleventh.receive_json()

    assert (frame["type"], frame["reason"]) == ("disconnect", "too_many_websockets")


async def test_the_payload_of_an_acknowledgement_is_the_answer_of_a_command() -> None:
    async with stage() as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        act = asyncio.create_task(s.act("ada", "command", channel=s.channel(), text="/tally"))
        envelope = await socket.receive_json()
        answer = {"text": "Seen by all", "response_type": "in_channel"}
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": answer})
        answered = await act
        shown = (await s.seen("grace"))[-1]

    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert answered["answer"]["text"] == shown["text"] == "Seen by all"
    assert (shown["subtype"], shown["user"]) == ("bot_message", s.bot.bot_user)


async def test_an_answer_that_slack_would_refuse_fails_the_command() -> None:
    async with stage() as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        act = asyncio.create_task(s.act("ada", "command", channel=s.channel(), text="/tally"))
        envelope = await socket.receive_json()
        payload = {"blocks": [{"type": "poll"}]}
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": payload})

        assert (await act)["error"] == "invalid_command_response"


async def test_a_socket_that_breaks_hands_its_events_to_the_next() -> None:
    async with stage(timing=Timing(retries=(0.0,))) as s, AsyncExitStack() as stack:
        first = await connected(s, stack)
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        lost = await first.receive_json()
        await first.close()
        second = await connected(s, stack)
        again = await second.receive_json()

    assert again["payload"] == lost["payload"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert again["envelope_id"] != lost["envelope_id"]


async def test_a_socket_is_warned_ten_seconds_before_it_is_refreshed() -> None:
    async with stage(at=NOON) as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        told = await s.post("/control/disconnect", {"reason": "warning"})
        warning = await socket.receive_json()
        await s.act("ada", "say", channel=s.channel(), text="Still here")
        event = await socket.receive_json()
        await socket.send_json({"envelope_id": event["envelope_id"]})
        await s.advance(10)
        rest = await frames(socket)

    assert told["told"] == 1
    assert (warning["type"], warning["reason"]) == ("disconnect", "warning")
    assert event["payload"]["event"]["text"] == "Still here"
    assert [frame["reason"] for frame in rest] == ["refresh_requested"]


@pytest.mark.parametrize(("query", "lasting"), [("", 18_060), ("&debug_reconnects=true", 360)])
async def test_a_socket_lasts_as_long_as_its_greeting_says(query: str, lasting: int) -> None:
    async with stage(at=NOON) as s, AsyncExitStack() as stack:
        socket = await stack.enter_async_context(s.http.ws_connect(await ticketed(s) + query))
        hello = await socket.receive_json()
        await s.advance(lasting - 10)
        warning = await socket.receive_json()
        await s.advance(10)
        rest = await frames(socket)

    assert hello["debug_info"]["approximate_connection_time"] == lasting
    assert [frame["reason"] for frame in (warning, *rest)] == ["warning", "refresh_requested"]


async def test_a_socket_that_is_refreshed_gets_nothing_more_but_may_still_acknowledge() -> None:
    async with stage() as s, AsyncExitStack() as stack:
        old = await connected(s, stack)
        act = asyncio.create_task(s.act("ada", "command", channel=s.channel(), text="/tally"))
        envelope = await old.receive_json()
        await s.post("/control/disconnect", {})
        farewell = await old.receive_json()
        new = await connected(s, stack)
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        event = await new.receive_json()
        await old.send_json({"envelope_id": envelope["envelope_id"]})
        answered = await act

    assert farewell["reason"] == "refresh_requested"
    assert event["payload"]["event"]["text"] == "Hello"
    assert answered["ok"]


async def test_one_of_several_sockets_can_be_told_to_go() -> None:
    async with stage() as s, AsyncExitStack() as stack:
        first, second = [await connected(s, stack) for _ in range(2)]
        told = await s.post("/control/disconnect", {"reason": "too_many_websockets", "socket": 1})
        rest = await frames(second)
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        event = await first.receive_json()

    assert told["told"] == 1
    assert [frame["reason"] for frame in rest] == ["too_many_websockets"]
    assert event["type"] == "events_api"


async def test_socket_mode_switched_off_disables_every_link() -> None:
    async with stage() as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        await s.post("/control/delivery", {"socket_mode": False})
        told = await frames(socket)
        newcomer = await stack.enter_async_context(s.http.ws_connect(await ticketed(s)))
        refused = await frames(newcomer)

    assert [(frame["type"], frame["reason"]) for frame in told] == [("disconnect", "link_disabled")]
    assert [(frame["type"], frame["reason"]) for frame in refused] == [("disconnect", "link_disabled")]


async def test_a_bot_that_is_refreshed_comes_back_by_itself() -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    def listening(app: AsyncApp) -> None:
        @app.event("message")
        async def hear(event: Json) -> None:
            heard.put_nowait(event["text"])

    async with stage(listening) as s, s.live("ada") as page:
        for text in ("before", "after"):
            await s.act("ada", "say", channel=s.channel(), text=text)
            async with asyncio.timeout(SECONDS):
                assert await heard.get() == text
            if text == "before":
                await s.post("/control/disconnect", {})
                while not (await page.until("app"))["app"]["connected"]:
                    pass


@pytest.mark.parametrize("junk", ["[1]", "{", "null", "[" * 100_000, '{"envelope_id": [1]}'])
async def test_a_frame_that_means_nothing_is_passed_over(junk: str) -> None:
    async with stage() as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        await socket.send_str(junk)
        act = asyncio.create_task(s.act("ada", "command", channel=s.channel(), text="/tally"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})

        assert (await act)["ok"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("disconnect", {"reason": "tired"}),
        ("disconnect", {"app": "A0"}),
        ("disconnect", {"socket": "first"}),
        ("delivery", {"socket_mode": "yes"}),
        ("delivery", {"mode": "http"}),
        ("delivery", {"events_an_hour": -1}),
        ("again", {}),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_sentence_or_a_word(path: str, asked: Json) -> None:
    async with stage() as s:
        answer = await s.post(f"/control/{path}", asked)

    assert not answer["ok"]
    assert answer["error"]


async def test_a_workspace_that_stops_says_goodbye() -> None:
    async with AsyncExitStack() as stack, aiohttp.ClientSession() as http:
        async with stage() as s:
            socket = await stack.enter_async_context(http.ws_connect(await ticketed(s)))
            page = await stack.enter_async_context(
                http.ws_connect(f"{s.address.url}/control/live?as={s.person('ada')}")
            )
            heard, listening = (asyncio.create_task(frames(end)) for end in (socket, page))
            await s.client.auth_test()
        assert [(frame["type"], frame.get("reason")) for frame in await heard] == [
            ("hello", None),
            ("disconnect", "refresh_requested"),
        ]
        assert await listening == []


async def frames(socket: aiohttp.ClientWebSocketResponse) -> list[Json]:
    """Return what comes until the other side closes."""
    return [frame.json() async for frame in socket]
