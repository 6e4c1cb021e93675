"""The pace at which votes are counted in a burst."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from consultation.model.intake import Delivery, Stored
from handlers.slack.background import BackgroundTasks
from handlers.slack.backlog import GATHER_SECONDS, PAUSE_MOST, VOTES_AT_ONCE, VOTES_IN_A_BURST, Acts, Backlog
from handlers.slack.idle import BUSY, IdleDetector
from handlers.slack.raw import Json
from storage.intake import InHand
from tests.support.slack import FakeTime

if TYPE_CHECKING:
    from consultation.ports.intake import Intake

AWAY_SECONDS = 600.0


MANY = 3 * VOTES_AT_ONCE


class Hour:
    """Votes that are counted at once, or after ten minutes in which the database was away; so many more press meanwhile."""

    def __init__(self, lasts: float, presses: int) -> None:
        self.moment, self.lasts, self.presses = 0.0, lasts, presses
        self.time, self.together = FakeTime(), list[int]()
        self.idle = IdleDetector(self.time, lambda: self.moment)

    @contextmanager
    def acting_on(self, _: Sequence[int]) -> Iterator[InHand]:
        yield InHand("us", settled=True)

    async def count(self, votes: Sequence[Json]) -> None:
        self.moment += self.lasts
        self.together.append(len(votes))
        for _ in range(self.presses):
            self.idle.note_arrival()


async def pauses(hour: Hour) -> set[float]:
    """Seconds that were waited after each transaction, once many votes are counted."""
    background = BackgroundTasks()
    backlog = Backlog(cast("Intake", hour), cast("Acts", hour), background, hour.time, hour.idle)
    for number in range(MANY):
        vote = {"type": "block_actions", "actions": [{"action_id": "vote:0"}]}
        backlog.add(Stored(number, Delivery(str(number), "block_actions", "")), vote, vote=True)
    await background.idle()
    assert sum(hour.together) == MANY
    return set(hour.time.waited) - {GATHER_SECONDS}


async def test_a_burst_leaves_what_comes_in_as_much_time_as_counting_took() -> None:
    assert await pauses(Hour(0.125, BUSY)) == {0.125}


async def test_while_much_comes_in_what_comes_in_waits_for_fewer_votes_at_once() -> None:
    burst, silence = Hour(0.0, BUSY), Hour(0.0, 0)
    await pauses(burst)
    await pauses(silence)
    assert (max(burst.together[1:]), silence.together) == (VOTES_IN_A_BURST, [VOTES_AT_ONCE] * 3)


async def test_once_nothing_comes_in_what_a_burst_left_is_counted_without_a_pause() -> None:
    assert await pauses(Hour(0.125, 0)) == set()


async def test_where_time_stands_still_counting_comes_to_its_end() -> None:
    assert await pauses(Hour(0.0, BUSY)) == {0.0}


async def test_a_database_that_was_away_for_long_is_not_waited_for_once_more() -> None:
    assert await pauses(Hour(AWAY_SECONDS, BUSY)) == {PAUSE_MOST}
