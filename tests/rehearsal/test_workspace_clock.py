import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from rehearsal.workspace import Clock
from tests.rehearsal.stage import NOON, Json, Stage, form, refusal, stage
from tests.rehearsal.test_workspace_sockets import connected
from tests.support.patience import SECONDS

HOUR = 3600.0


class Press:
    """A bot that answers /tally and keeps what came with it."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []

    def __call__(self, app: AsyncApp) -> None:
        app.command("/tally")(self.tally)

    async def tally(self, ack: AsyncAck, body: Json) -> None:
        self.bodies.append(body)
        await ack()

    async def pressed(self, s: Stage) -> Json:
        await s.act("ada", "command", channel=s.channel(), text="/tally")
        return self.bodies[-1]


async def test_a_clock_that_stands_still_gives_its_time_to_messages() -> None:
    async with stage(at=NOON) as s:
        first = (await s.client.chat_postMessage(channel=s.channel(), text="One"))["ts"]
        await s.advance(HOUR)
        second = (await s.client.chat_postMessage(channel=s.channel(), text="Two"))["ts"]

    assert (first, second) == ("1763726400.000000", "1763730000.000000")


async def test_a_trigger_lives_three_seconds_of_the_clock() -> None:
    press = Press()
    async with stage(press, at=NOON) as s:
        fresh, late = [(await press.pressed(s))["trigger_id"] for _ in range(2)]
        await s.advance(3)
        assert (await s.client.views_open(trigger_id=fresh, view=form()))["ok"]
        await s.advance(0.1)
        assert await refusal(s.client.views_open(trigger_id=late, view=form())) == "expired_trigger_id"


async def test_a_response_address_lives_half_an_hour_of_the_clock() -> None:
    press = Press()
    async with stage(press, at=NOON) as s:
        url = (await press.pressed(s))["response_url"]
        answers = []
        for minutes in (29, 2):
            await s.advance(minutes * 60)
            async with s.http.post(url, json={"text": "Still here"}) as answer:
                answers.append((answer.status, (await answer.json()).get("error")))

    assert answers == [(200, None), (404, "expired_url")]


async def test_an_act_fails_when_the_clock_passes_the_time_for_its_acknowledgement() -> None:
    async with stage(at=NOON) as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        act = asyncio.create_task(s.act("ada", "command", channel=s.channel(), text="/tally"))
        await socket.receive_json()
        await s.advance(2.9)
        assert not act.done()
        await s.advance(0.1)

        assert (await act)["error"] == "operation_timeout"


async def test_an_event_comes_again_when_the_clock_says_so() -> None:
    async with stage(at=NOON) as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        attempts = [(await socket.receive_json())["retry_attempt"]]
        for pause in (3, 63, 303):
            await s.advance(pause)
            attempts.append((await socket.receive_json())["retry_attempt"])

    assert attempts == [0, 1, 2, 3]


async def test_a_clock_can_be_held_moved_and_released() -> None:
    async with stage() as s:
        began = datetime.now(UTC).timestamp()
        held = await s.post("/control/clock", {"mode": "controlled"})
        later = await s.post("/control/clock", {"advance": HOUR})
        earlier = await s.post("/control/clock", {"mode": "controlled", "at": NOON})
        released = await s.post("/control/clock", {"mode": "real"})

    assert (held["mode"], later["now"] - held["now"]) == ("controlled", HOUR)
    assert (earlier["now"], released["mode"]) == (NOON, "real")
    assert released["now"] >= began


async def test_a_released_clock_never_goes_back() -> None:
    async with stage() as s:
        await s.post("/control/clock", {"mode": "controlled"})
        ahead = (await s.post("/control/clock", {"advance": HOUR}))["now"]
        assert (await s.post("/control/clock", {"mode": "real"}))["now"] >= ahead


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "Give advance (seconds), or mode (controlled or real) and perhaps at (unix time)."),
        ({"speed": 2}, "Give advance (seconds), or mode (controlled or real) and perhaps at (unix time)."),
        ({"mode": "fast"}, "mode must be controlled or real."),
        ({"mode": "real", "at": NOON}, "A real clock can't be set or moved."),
        ({"advance": 5}, "The clock goes by itself: set its mode to controlled first."),
        ({"mode": "controlled", "advance": -1}, "advance must be a number of at least 0."),
        ({"mode": "controlled", "at": "noon"}, "at must be a number of at least 0."),
    ],
)
async def test_a_clock_says_what_it_does_not_understand(asked: Json, sentence: str) -> None:
    async with stage() as s:
        assert await s.post("/control/clock", asked) == {"ok": False, "error": sentence}


async def test_a_body_that_is_no_object_is_a_bad_request() -> None:
    async with stage() as s:
        for text in ("[]", "{", "null"):
            async with s.http.post(f"{s.address.url}/control/clock", data=text) as answer:
                assert answer.status == 400
                assert (await answer.json())["ok"] is False


async def test_what_is_due_happens_in_order_each_at_its_moment() -> None:
    clock = Clock(NOON)
    seen: list[tuple[str, float]] = []
    clock.at(NOON + 20, lambda: seen.append(("second", clock.now())))

    def later() -> None:
        clock.at(NOON + 15, lambda: seen.append(("first", clock.now())))

    clock.at(NOON + 10, later)
    clock.at(NOON + 5, lambda: seen.append(("never", 0))).cancel()
    await clock.advance(30)

    assert seen == [("first", NOON + 15), ("second", NOON + 20)]
    assert clock.now() == NOON + 30


async def test_what_waits_keeps_its_length_when_the_clock_is_set_back() -> None:
    clock = Clock(NOON)
    seen: list[float] = []
    clock.at(NOON + 10, lambda: seen.append(clock.now()))
    await clock.hold(NOON - HOUR)
    await clock.advance(10)

    assert seen == [NOON - HOUR + 10]


async def test_an_answer_that_is_on_its_way_is_not_late_when_the_clock_leaps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rehearsal.workspace.clock.GRACE", SECONDS)
    clock = Clock(NOON)
    answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.01, answer.set_result, None)
    waiting = asyncio.create_task(clock.settled(answer, 3))
    await asyncio.sleep(0)
    await clock.advance(HOUR)

    assert await waiting


async def test_the_machines_clock_rings_for_what_was_added_later_but_comes_sooner() -> None:
    clock = Clock()
    rung: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    clock.at(clock.now() + HOUR, lambda: rung.set_result("late"))
    clock.at(clock.now(), lambda: rung.set_result("soon"))

    assert await rung == "soon"
