"""Which sentence of one report says what a sentence of another says, told by their words."""

from collections.abc import Sequence
from math import sqrt

import highspy

from consultation.similarity import stems, weights


def in_place(theirs: Sequence[str], ours: Sequence[str]) -> int:
    """How many of their sentences are most like ours at the same place, where each has one counterpart and no two share one."""
    return sum(place == found for place, found in enumerate(counterparts(theirs, ours)))


def counterparts(theirs: Sequence[str], ours: Sequence[str]) -> list[int]:
    """For each of their sentences the place of ours, so that all pairs together are as alike as they can be."""
    alike = _likeness(theirs, ours)
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # the package types only a part of itself
    model.silent()
    taken = [[model.addVariable(lb=0, ub=1, obj=value) for value in row] for row in alike]
    for row in taken:
        model.addConstr(sum(row) == 1)
    for column in zip(*taken, strict=True):
        model.addConstr(sum(column) <= 1)
    model.maximize()
    chosen = [[model.variableValue(one) for one in row] for row in taken]
    return [row.index(max(row)) for row in chosen]


def _likeness(theirs: Sequence[str], ours: Sequence[str]) -> list[list[float]]:
    """How much of the words of each pair is common to both, rare ones weighing more: 0 to 1."""
    rows, columns = ([stems(text) for text in texts] for texts in (theirs, ours))
    weight = weights([*rows, *columns])

    def whole(text: frozenset[str]) -> float:
        return sum(weight[stem] for stem in text)

    return [
        [whole(row & column) / sqrt(whole(row) * whole(column) or 1) for column in columns] for row in rows
    ]
