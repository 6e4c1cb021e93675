"""What goes wrong with deliveries and sockets when a tester says so, on the bare wire and with the official framework."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import permutations

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from tests.rehearsal.stage import NOON, Json, Stage, button, stage
from tests.rehearsal.test_workspace_faults import fault, off
from tests.rehearsal.test_workspace_sockets import connected, ticketed
from tests.support.patience import SECONDS


class Wire:
    """One socket that acknowledges whatever comes, and keeps it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def take(self, count: int = 1) -> list[Json]:
        """Return the next envelopes, each of them acknowledged."""
        taken = []
        async with asyncio.timeout(SECONDS):
            for _ in range(count):
                envelope: Json = await self.socket.receive_json()
                await self.socket.send_json({"envelope_id": envelope["envelope_id"]})
                taken.append(envelope)
        return taken

    async def texts(self, count: int) -> list[str]:
        return [str(envelope["payload"]["event"]["text"]) for envelope in await self.take(count)]


@asynccontextmanager
async def wired(at: float | None = None) -> AsyncIterator[tuple[Stage, Wire]]:
    async with stage(at=at) as s, AsyncExitStack() as stack:
        yield s, Wire(await connected(s, stack))


async def say(s: Stage, *texts: str) -> None:
    for text in texts:
        await s.act("ada", "say", channel=s.channel(), text=text)


async def outcomes(s: Stage) -> list[tuple[int, str, list[str]]]:
    """Return attempt, outcome and faults of every delivery so far."""
    return [(d["attempt"], d["outcome"], d["faults"]) for d in await s.get("/control/deliveries")]


async def quiet(s: Stage) -> None:
    """Wait until nothing is under way to the bot."""
    async with asyncio.timeout(SECONDS):
        while any(outcome == "under way" for _, outcome, _ in await outcomes(s)):
            """Ask again."""


async def test_an_event_comes_three_times_at_once_with_one_event_id() -> None:
    async with wired() as (s, wire):
        await fault(s, "duplicate", type="message", copies=2, times=1)
        await say(s, "Hello")
        taken = await wire.take(3)
        await say(s, "Once")
        assert await wire.texts(1) == ["Once"]

    assert len({envelope["envelope_id"] for envelope in taken}) == 3
    assert len({envelope["payload"]["event_id"] for envelope in taken}) == 1
    assert {envelope["retry_attempt"] for envelope in taken} == {0}


async def test_copies_can_look_like_retries_and_come_later() -> None:
    async with wired(NOON) as (s, wire):
        await fault(s, "duplicate", copies=3, retries=True, seconds=600)
        await say(s, "Hello")
        attempts = [(await wire.take())[0]["retry_attempt"]]
        for _ in range(3):
            await quiet(s)
            await s.advance(600)
            attempts.append((await wire.take())[0]["retry_attempt"])

    assert attempts == [0, 1, 2, 3]


async def test_a_press_can_come_twice_and_the_framework_hears_it_twice() -> None:
    heard: list[str] = []

    def listeners(app: AsyncApp) -> None:
        @app.action("press")
        async def press(ack: AsyncAck, body: Json) -> None:
            heard.append(str(body["trigger_id"]))
            await ack()

    async with stage(listeners) as s:
        await fault(s, "duplicate", type="block_actions")
        posted = await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()])
        place = {"channel": s.channel(), "ts": posted["ts"], "block_id": "buttons", "action_id": "press"}
        assert (await s.act("ada", "click", **place))["ok"]
        async with asyncio.timeout(SECONDS):
            while len(heard) < 2:
                await s.state("ada")

    assert heard[0] == heard[1]


@pytest.mark.parametrize("order", list(permutations(range(3)))[:3])
async def test_events_come_in_any_order(order: tuple[int, ...]) -> None:
    async with wired() as (s, wire):
        await fault(s, "reorder", type="message", order=list(order), times=3)
        await say(s, "0", "1", "2")
        assert await wire.texts(3) == [str(place) for place in order]


async def test_pairs_come_in_reverse_and_a_lone_one_when_the_fault_is_switched_off() -> None:
    async with wired() as (s, wire):
        await fault(s, "reorder")
        await say(s, "one", "two", "three")
        assert await wire.texts(2) == ["two", "one"]
        await off(s)
        assert await wire.texts(1) == ["three"]


async def test_a_shuffle_is_the_same_for_the_same_seed() -> None:
    async with wired() as (s, wire):
        orders = []
        for seed in (1, 1):
            await fault(s, "reorder", of=5, order="shuffle", seed=seed)
            await say(s, *"abcde")
            orders.append("".join(await wire.texts(5)))
            await off(s)

    assert orders[0] == orders[1] != "abcde"


async def test_an_event_is_heard_only_at_its_second_retry() -> None:
    async with wired(NOON) as (s, wire):
        await fault(s, "unheard", type="message", tries=2, times=1)
        await say(s, "Hello")
        await s.advance(61)
        heard = (await wire.take())[0]
        assert heard["retry_attempt"] == 2
        await quiet(s)
        assert await outcomes(s) == [
            (0, "timeout", ["unheard"]),
            (1, "timeout", ["unheard"]),
            (2, "acknowledged", ["unheard"]),
        ]


async def test_an_event_that_is_never_heard_is_given_up_after_its_retries() -> None:
    async with wired(NOON) as (s, _wire):
        await fault(s, "unheard")
        await say(s, "Hello")
        await s.advance(3600)
        assert [attempt for attempt, _, _ in await outcomes(s)] == [0, 1, 2, 3]


async def test_an_event_whose_acknowledgement_is_lost_comes_again_with_the_same_event_id() -> None:
    async with wired(NOON) as (s, wire):
        await fault(s, "unacknowledged", tries=3, times=1)
        await say(s, "Hello")
        taken = await wire.take(2)
        for pause in (60, 300):
            await quiet(s)
            await s.advance(pause)
            taken += await wire.take()

    assert [envelope["retry_attempt"] for envelope in taken] == [0, 1, 2, 3]
    assert len({envelope["payload"]["event_id"] for envelope in taken}) == 1


async def test_a_command_that_is_not_heard_fails_for_the_person() -> None:
    async with wired() as (s, _wire):
        await fault(s, "unheard", type="/tally")
        answer = await s.act("ada", "command", channel=s.channel(), text="/tally")
        assert answer["error"] == "operation_timeout"


async def test_an_event_can_be_late() -> None:
    async with wired(NOON) as (s, wire):
        await fault(s, "late", type="events_api", seconds=90)
        await say(s, "Hello")
        assert await outcomes(s) == []
        await s.advance(90)
        assert await wire.texts(1) == ["Hello"]


async def test_the_log_tells_each_delivery_with_its_envelope_and_outcome() -> None:
    async with wired(NOON) as (s, wire):
        await say(s, "Hello", "Again")
        envelopes = await wire.take(2)
        await quiet(s)
        first, second = await s.get("/control/deliveries")
        assert await s.get(f"/control/deliveries?since={first['n']}") == [second]

    assert (first["envelope"], first["outcome"]) == (envelopes[0]["envelope_id"], "acknowledged")
    assert (first["at"], first["ms"], first["app"], first["attempt"]) == (NOON, 0, s.bot.app_id, 0)


@pytest.mark.parametrize("status", [408, 503])
async def test_a_handshake_can_be_refused(status: int) -> None:
    async with stage() as s:
        await fault(s, "handshake", status=status, times=1)
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await s.http.ws_connect(await ticketed(s))
        async with s.http.ws_connect(await ticketed(s)) as socket:
            assert (await socket.receive_json())["type"] == "hello"

    assert caught.value.status == status


async def test_a_handshake_can_hang_until_the_fault_is_switched_off() -> None:
    async with stage() as s:
        await fault(s, "handshake", hang=True)
        opening = asyncio.create_task(s.http.ws_connect(await ticketed(s)))
        while not (await s.get("/control/faults"))["faults"][0]["hits"]:
            assert not opening.done()
        await off(s)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await opening


async def test_a_line_falls_silent_without_a_farewell_and_a_new_one_is_heard() -> None:
    async with wired(NOON) as (s, wire):
        await fault(s, "silence")
        await wire.socket.ping()
        await say(s, "Hello")
        silent = asyncio.create_task(wire.socket.receive())
        await s.advance(3)
        assert not silent.done()
        async with AsyncExitStack() as stack:
            second = Wire(await connected(s, stack))
            await say(s, "Again")
            await s.advance(3)
            assert await second.texts(1) == ["Again"]
            assert not silent.done()
            await off(s)
            assert (await silent).type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}


async def test_a_new_line_can_be_silent_from_the_start() -> None:
    async with stage() as s:
        await fault(s, "silence", new=True, times=1)
        async with s.http.ws_connect(await ticketed(s)) as silent:
            greeting = asyncio.create_task(silent.receive())
            async with AsyncExitStack() as stack:
                await connected(s, stack)
            assert not greeting.done()
            await off(s)
            assert (await greeting).type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}
