"""Health looks inbound, and tells counts and nothing else."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import aiohttp
import pytest

from bot.health import DEAF_SECONDS, Health
from bot.http_server import CannotListen, listening
from bot.lag import Lag
from handlers.slack.app import Serving
from handlers.slack.liveness import Liveness
from tests.support.slack import FakeSlack, in_rooms, slack
from tests.support.slack_door import Door, open_door, over_http, over_socket

__all__ = ["in_rooms", "slack"]

SENTINEL = "s3ntin3l"
Way = Callable[[Door, FakeSlack], AbstractAsyncContextManager[Serving]]


@dataclass
class Patient:
    """A program whose health is asked for."""

    serving: Serving
    storing: bool = True
    looks: int = 0
    clock: float = 0.0
    health: Health = field(init=False)
    port: int = 0

    def __post_init__(self) -> None:
        self.health = Health(self.serving, self.writable, self.stale, clock=lambda: self.clock)

    async def writable(self) -> bool:
        self.looks += 1
        return self.storing

    async def stale(self) -> int:
        return 3

    async def asked(self, path: str) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as answer,
        ):
            return answer.status, await answer.text()


@pytest.fixture
async def patient(slack: FakeSlack) -> AsyncIterator[Patient]:
    liveness = Liveness(connected=True)
    one = Patient(Serving((), liveness, slack.backlog, asyncio.Event().wait))
    async with listening("127.0.0.1", 0, one.health.routes()) as one.port:
        yield one


async def test_a_program_that_is_reached_and_stores_is_well(patient: Patient) -> None:
    for path in ("/healthz", "/readyz"):
        status, told = await patient.asked(path)
        assert (status, json.loads(told)["ok"]) == (200, True)


async def test_one_that_can_store_nothing_is_not(patient: Patient) -> None:
    patient.storing = False
    assert [(await patient.asked(path))[0] for path in ("/healthz", "/readyz")] == [503, 503]
    patient.storing = True
    patient.clock += 2
    assert (await patient.asked("/healthz"))[0] == 200


async def test_a_socket_without_a_pong_is_deaf(patient: Patient) -> None:
    liveness = patient.serving.liveness
    liveness.heard_at = liveness.clock() - DEAF_SECONDS - 1
    status, told = await patient.asked("/healthz")
    assert (status, json.loads(told)["seconds_since_slack"] > DEAF_SECONDS) == (503, True)


@pytest.mark.parametrize(
    ("connected", "trouble", "well"), [(False, "too_many_websockets", 503), (False, "", 200)]
)
async def test_being_cut_off_for_a_moment_is_no_illness_and_a_trouble_is(
    patient: Patient, connected: bool, trouble: str, well: int
) -> None:
    patient.serving.liveness.connected, patient.serving.liveness.trouble = connected, trouble
    status, told = await patient.asked("/healthz")
    assert (status, json.loads(told)["trouble"]) == (well, trouble)
    assert (await patient.asked("/readyz"))[0] == 503


async def test_asking_often_looks_at_the_storage_once(patient: Patient) -> None:
    for _ in range(5):
        await patient.asked("/healthz")
    assert patient.looks == 1


@pytest.mark.parametrize("way", [over_socket, over_http])
async def test_metrics_count_what_came_in_and_hold_no_name_id_or_text(slack: FakeSlack, way: Way) -> None:
    async with open_door() as door, way(door, slack) as serving:
        await door.sends(f"e-{SENTINEL}", f"help {SENTINEL}")
        await door.until(lambda: door.responses)
        patient = Patient(serving)
        async with listening("127.0.0.1", 0, patient.health.routes()) as patient.port:
            _, told = await patient.asked("/metrics")
            told += (await patient.asked("/healthz"))[1]
    assert 'plenary_acknowledged_seconds_count{kind="command"}' in told
    assert 'plenary_slack_calls_total{method="response_url",outcome="ok"}' in told
    assert "plenary_stale_cards 3.0" in told
    for never in (SENTINEL, "T1", "C1", "U1", "xoxb"):
        assert never not in told


async def test_a_port_that_is_taken_is_a_sentence(patient: Patient) -> None:
    with pytest.raises(CannotListen, match=f"port {patient.port}"):
        async with listening("127.0.0.1", patient.port, ()):
            pass


async def test_a_loop_that_stands_still_is_seen_and_forgotten_in_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    moment, turns, stands_still, stops = 0.0, 0, {3: 1.0}, {10, 610}

    async def sleep(seconds: float) -> None:
        nonlocal moment, turns
        turns += 1
        moment += seconds + stands_still.get(turns, 0.0)
        if turns in stops:
            raise asyncio.CancelledError

    lag = Lag(lambda: moment, sleep)
    for worst in (1.0, 0.0):
        with pytest.raises(asyncio.CancelledError):
            await lag.run()
        assert lag.worst == pytest.approx(worst)
    assert caplog.text.count("stood still for 1.0 s") == 1
