"""The pace at which votes are counted in a burst."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from consultation.model.intake import Delivery, Stored
from handlers.slack.background import BackgroundTasks
from handlers.slack.backlog import PAUSE_MOST, VOTES_AT_ONCE, Acts, Backlog
from handlers.slack.idle import IdleDetector
from handlers.slack.raw import Json
from storage.intake import InHand
from tests.support.slack import FakeTime

if TYPE_CHECKING:
    from consultation.ports.intake import Intake

AWAY_SECONDS = 600.0


class Hour:
    """Votes that are counted at once, or after ten minutes in which the database was away."""

    def __init__(self, lasts: float) -> None:
        self.moment, self.lasts, self.counted = 0.0, lasts, 0

    @contextmanager
    def acting_on(self, _: Sequence[int]) -> Iterator[InHand]:
        yield InHand("us", settled=True)

    async def count(self, votes: Sequence[Json]) -> None:
        self.moment += self.lasts
        self.counted += len(votes)


async def counted(hour: Hour) -> list[float]:
    passing, background = FakeTime(), BackgroundTasks()
    idle = IdleDetector(passing, lambda: hour.moment)
    backlog = Backlog(cast("Intake", hour), cast("Acts", hour), background, passing, idle)
    for number in range(2 * VOTES_AT_ONCE):
        vote = {"type": "block_actions", "actions": [{"action_id": "vote:0"}]}
        backlog.add(Stored(number, Delivery(str(number), "block_actions", "")), vote, vote=True)
    await background.idle()
    assert hour.counted == 2 * VOTES_AT_ONCE
    return passing.waited[-2:]


async def test_a_burst_leaves_what_comes_in_as_much_time_as_counting_took() -> None:
    assert await counted(Hour(0.125)) == [0.125, 0.125]


async def test_where_time_stands_still_counting_comes_to_its_end() -> None:
    assert await counted(Hour(0.0)) == [0.0, 0.0]


async def test_a_database_that_was_away_for_long_is_not_waited_for_once_more() -> None:
    assert await counted(Hour(AWAY_SECONDS)) == [PAUSE_MOST, PAUSE_MOST]
