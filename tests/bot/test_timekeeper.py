"""Deadlines are kept by the time that passes, whatever becomes of the machine's clock."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from typing_extensions import override

from bot import clock as clocks
from bot.clock import SteadyClock
from bot.timekeeper import LOOK_SECONDS, Timekeeper
from consultation.model.polls import Audience, PollDraft
from consultation.model.questions import QuestionKind
from consultation.services.deadlines import Deadlines
from tests.support.consultation import Consultation
from tests.support.patience import SECONDS
from tests.support.people import ORGANISER
from tests.support.settling import AllSettled
from tests.support.tasks import meanwhile

DRAFT = PollDraft("Shall we?", QuestionKind.AGREEMENT, Audience.PLENARY, minutes="5")


class OwnClock(SteadyClock):
    """A clock whose time passes when it is told to, and whose machine may set another."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation, self.ahead = consultation, timedelta()

    @override
    def now(self) -> datetime:
        return self.consultation.clock.now()

    @override
    def apart(self) -> timedelta:
        return self.ahead


@pytest.fixture
def jumps() -> list[str]:
    return []


@pytest.fixture
def keeper(consultation: Consultation, jumps: list[str]) -> Timekeeper:
    async def told(sentence: str) -> None:
        jumps.append(sentence)

    clock = OwnClock(consultation)
    deadlines = Deadlines(
        consultation.storage, clock, consultation.services.polls, consultation.surveys_opening, AllSettled()
    )
    return Timekeeper(deadlines, clock, asyncio.Event(), told)


async def test_a_poll_closes_when_its_time_is_over_and_not_before(
    consultation: Consultation, keeper: Timekeeper
) -> None:
    session = await consultation.open()
    poll = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
    consultation.clock.passes(minutes=4, seconds=50)
    assert await keeper.keep() == 10.0
    assert await is_open(consultation, poll.id)
    consultation.clock.passes(seconds=10)
    assert await keeper.keep() == LOOK_SECONDS
    assert not await is_open(consultation, poll.id)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system keeps its time zone to itself")
@pytest.mark.parametrize(
    "asked_at",
    [
        datetime(2027, 3, 28, 0, 58, tzinfo=UTC),  # in London the clock goes from 01:00 to 02:00 meanwhile
        datetime(2027, 10, 31, 0, 58, tzinfo=UTC),  # and from 02:00 back to 01:00
        datetime(2028, 2, 28, 23, 58, tzinfo=UTC),  # into a leap day
        datetime(2027, 12, 31, 23, 58, tzinfo=UTC),
    ],
)
async def test_summer_time_and_the_calendar_move_no_deadline(
    consultation: Consultation,
    keeper: Timekeeper,
    jumps: list[str],
    asked_at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        session = await consultation.open()
        consultation.clock.at = asked_at
        poll = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
        seen = []
        for _ in range(2):
            consultation.clock.passes(minutes=2, seconds=30)
            await keeper.keep()
            seen.append(await is_open(consultation, poll.id))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (seen, jumps) == ([True, False], [])


async def test_what_became_due_while_nobody_was_there_happens_at_the_next_start(
    consultation: Consultation, keeper: Timekeeper
) -> None:
    session = await consultation.open()
    poll = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
    consultation.clock.passes(hours=3)
    await keeper.keep()
    assert not await is_open(consultation, poll.id)


async def test_a_poll_that_somebody_closes_leaves_no_deadline(consultation: Consultation) -> None:
    session = await consultation.open()
    poll = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
    await consultation.services.polls.close(ORGANISER, poll.id)
    async with consultation.storage.look() as work:
        assert await work.deadlines.next() is None


async def test_setting_the_machines_clock_closes_nothing_and_is_told_once(
    consultation: Consultation, keeper: Timekeeper, jumps: list[str]
) -> None:
    session = await consultation.open()
    poll = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
    for ahead in (timedelta(days=3), timedelta(days=3, seconds=5), timedelta(hours=-2)):
        keeper.clock.ahead = ahead  # type: ignore[attr-defined]  # the test's own clock
        await keeper.keep()
    assert await is_open(consultation, poll.id)
    assert ["4320 minutes" in jumps[0], "4440 minutes" in jumps[1], len(jumps)] == [True, True, 2]


def test_the_steady_clock_begins_with_the_machines_and_goes_on_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed = [100.0]
    monkeypatch.setattr(clocks, "_passed", lambda: passed[0])
    clock = SteadyClock()
    began = clock.now()
    passed[0] += 90
    assert clock.now() - began == timedelta(seconds=90)
    assert abs(clock.apart() + timedelta(seconds=90)) < timedelta(seconds=30)


@pytest.mark.parametrize(("hours", "apart"), [(72, -72), (-2, 2), (0, 0)])
async def test_a_start_after_a_jump_keeps_to_the_platforms_time_and_is_told(
    keeper: Timekeeper, jumps: list[str], hours: int, apart: int
) -> None:
    told = datetime.now(UTC) + timedelta(hours=hours)
    clock = SteadyClock(told)
    assert abs(clock.now() - told) < timedelta(minutes=5)
    assert round(clock.apart() / timedelta(hours=1)) == apart
    keeper.clock = clock
    for _ in range(2):
        await keeper.keep()
    assert len(jumps) == (1 if hours else 0)


async def test_a_deadline_that_comes_up_sooner_wakes_the_timekeeper(
    consultation: Consultation, keeper: Timekeeper
) -> None:
    session = await consultation.open()
    async with meanwhile(keeper.run()), asyncio.timeout(SECONDS):
        poll = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
        consultation.clock.passes(minutes=6)
        while await is_open(consultation, poll.id):
            keeper.changed.set()
            await asyncio.sleep(0)


async def is_open(consultation: Consultation, poll_id: str) -> bool:
    async with consultation.storage.look() as work:
        poll = await work.polls.any(poll_id)  # type: ignore[arg-type]  # an opaque name
    return poll is not None and poll.closed_at is None
