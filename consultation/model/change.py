"""What changed between two times of asking the same question."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How a change was compared, and its interval made; both by R. G. Newcombe from Wilson's score intervals, without correction."""

    PAIRED = (
        "the same people before and after (Newcombe's hybrid score interval for paired differences, 95 %)"
    )
    """Newcombe, Statistics in Medicine 17 (1998), 2635-2650, method 10."""
    UNPAIRED = (
        "those who answered before and those who answered after (Newcombe's hybrid score interval, 95 %)"
    )
    """Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """People who answered twice, by whether they agreed before and after."""

    both: int
    before_only: int
    after_only: int
    neither: int

    @property
    def people(self) -> int:
        """How many people answered twice."""
        return self.both + self.before_only + self.after_only + self.neither


@dataclass(frozen=True, slots=True)
class Side:
    """Everybody who answered at one time: how many agree, of how many."""

    agree: int
    people: int


@dataclass(frozen=True, slots=True)
class Change:
    """By how many percentage points the share that agrees has changed, with its interval.

    `paired` people answered both times and let it be known, `before` and `after` are all who answered at each time; `unpaired` are those
    of them who could not be paired.
    """

    points: float
    low: float
    high: float
    method: Method
    paired: int
    before: int
    after: int

    @property
    def unpaired(self) -> int:
        """How many answers have no partner."""
        return self.before + self.after - 2 * self.paired
