"""Who could move from one place to another, and at what gain: the ways that people are between the places of a crowd (crowds.py).

For each place and each place that somebody there could go on to, those who could, the best of them last. Who has left since is struck when
they come up, so that a move costs a few entries and nothing is looked through again.
"""

from bisect import insort
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Option: TypeAlias = tuple[int, int]
"""A place that would do for somebody, and what it costs."""

FAR = 1 << 62
"""Further than any way."""

Step: TypeAlias = tuple[int, int]
"""What is gained if somebody moves on (below zero: lost), and who that is."""

_NOBODY: Step = (-2 * FAR, -1)
"""Stands below everybody, so that no list is ever empty."""


class Moves:
    """Everybody's place, what it costs them, and where each of them could go."""

    def __init__(self) -> None:
        self.here: list[dict[int, int]] = []
        self.place_of: list[int] = []
        self._options: list[Sequence[Option]] = []
        self._steps: list[dict[int, list[Step]]] = []
        self._gains: list[dict[int, int] | None] = []

    def place(self) -> None:
        """Add a place, with nobody in it."""
        self.here.append({})
        self._steps.append({})
        self._gains.append(None)

    def person(self) -> int:
        """Add somebody who is nowhere yet; their number."""
        self._options.append(())
        self.place_of.append(-1)
        return len(self.place_of) - 1

    def limit(self, person: int, options: Sequence[Option]) -> None:
        """From now on only these places will do for the person."""
        self._options[person] = options
        if self.place_of[person] >= 0:
            self._gains[self.place_of[person]] = None

    def put(self, person: int, place: int, cost: int) -> None:
        """Put somebody into a place, wherever they were."""
        before = self.place_of[person]
        if before >= 0:
            del self.here[before][person]
        self.here[place][person] = cost
        self.place_of[person] = place
        self._gains[place] = None

    def gains(self, place: int) -> Mapping[int, int]:
        """Where somebody in this place could go, and what they would gain at most; who gains so much may have left (see `best`)."""
        gains = self._gains[place]
        if gains is None:
            steps = self._steps[place] = self._from(place)
            gains = self._gains[place] = {other: ways[-1][0] for other, ways in steps.items()}
        return gains

    def _from(self, place: int) -> dict[int, list[Step]]:
        steps: dict[int, list[Step]] = {}
        for person, cost in self.here[place].items():
            for other, price in self._options[person]:
                if other in steps:
                    steps[other].append((cost - price, person))
                else:
                    steps[other] = [_NOBODY, (cost - price, person)]
        steps.pop(place, None)
        for ways in steps.values():
            ways.sort()
        return steps

    def steps(self, place: int, other: int) -> list[Step]:
        """Who could go from one place to the other, the best last, who is still there."""
        steps, gains = self._steps[place][other], self._gains[place]
        assert gains is not None
        gains[other] = self.best(place, steps)
        return steps

    def best(self, place: int, steps: list[Step]) -> int:
        """The most that anybody gains who is still in this place and could make one of these steps."""
        place_of = self.place_of
        while place_of[steps[-1][1]] != place and len(steps) > 1:
            steps.pop()
        return steps[-1][0]

    def move(self, place: int, other: int, steps: list[Step]) -> list[tuple[int, int, list[Step]]]:
        """Move the last of these steps from one place to another: where they could go on to from there, the gain, and who else could."""
        target, gains = self._steps[other], self._gains[other]
        assert gains is not None
        gain, person = steps.pop()
        cost = self.here[place].pop(person) - gain
        self.here[other][person] = cost
        self.place_of[person] = other
        onward = []
        for further, price in self._options[person]:
            if further != other:
                gain = cost - price
                if further in target:
                    insort(target[further], (gain, person))
                    gains[further] = max(gains[further], gain)
                else:
                    target[further] = [_NOBODY, (gain, person)]
                    gains[further] = gain
                onward.append((further, gain, target[further]))
        return onward
