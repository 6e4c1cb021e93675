"""How many people each room may hold: what the themes allow, and as even as that when sizes are to be even."""

from collections.abc import Sequence
from typing import NamedTuple


class Bounds(NamedTuple):
    """The least and the most people of a room."""

    least: int
    most: int


def fits(bounds: Sequence[Bounds], people: int) -> bool:
    """Whether so many people can sit in these rooms."""
    return sum(room.least for room in bounds) <= people <= sum(room.most for room in bounds)


def even(bounds: Sequence[Bounds], people: int) -> list[Bounds]:
    """The bounds that are left when `people` are spread as evenly as these bounds allow: no room could take one from a fuller one.

    Rooms are filled like basins to one level, each between its own least and most; what does not make a whole level may stand in any room
    that is not full. People must fit: sum of least <= people <= sum of most.
    """
    low, high = 0, max((room.most for room in bounds), default=0)
    while low < high:
        level = (low + high + 1) // 2
        if sum(_at(room, level) for room in bounds) <= people:
            low = level
        else:
            high = level - 1
    left = people - sum(_at(room, low) for room in bounds)
    return [Bounds(_at(room, low), _at(room, low + 1) if left else _at(room, low)) for room in bounds]


def _at(room: Bounds, level: int) -> int:
    return min(max(level, room.least), room.most)
