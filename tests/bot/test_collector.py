"""When Python looks for what nobody uses."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.collector import WORTH_IT, Collector, take_over
from handlers.slack.idle import BUSY, IdleDetector


class Ring:
    """Something that only the collector can find, with as much beside it as makes a look worth while."""

    def __init__(self) -> None:
        self.itself = self
        self.ballast: list[list[object]] = [[] for _ in range(WORTH_IT)]


class Stopped(Exception):
    """The test has seen enough."""


@pytest.fixture
def taken_over() -> Iterator[None]:
    threshold = gc.get_threshold()
    take_over()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()


async def is_found(presses: int) -> bool:
    """Whether a ring is found within a look, after so many presses."""
    idle = IdleDetector(clock=lambda: 0.0)
    for _ in range(presses):
        idle.note_arrival()
    left = weakref.ref(Ring())
    looks = 0

    async def one_look(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks > 1:
            raise Stopped

    with pytest.raises(Stopped):
        await Collector(idle, one_look).run()
    return left() is None


@pytest.mark.usefixtures("taken_over")
async def test_in_an_idle_moment_what_nobody_uses_is_found() -> None:
    assert await is_found(presses=1)


@pytest.mark.usefixtures("taken_over")
async def test_a_burst_is_not_held_up_by_looking_for_it() -> None:
    assert not await is_found(presses=BUSY)


@pytest.mark.usefixtures("taken_over")
async def test_what_the_start_has_made_is_never_looked_through_again() -> None:
    assert gc.get_freeze_count() > 0
