"""What the columns and rows of a linear programme stand for."""

from enum import Enum, auto
from typing import NamedTuple

from consultation.model.references import ThemeId

ENDLESS = float("inf")


class Kind(Enum):
    """What a column stands for."""

    SEAT = auto()
    LEAD = auto()
    POOL_IN = auto()
    POOL_SEAT = auto()
    OPEN = auto()
    EXCESS = auto()
    GIVE = auto()


class Column(NamedTuple):
    """One column: what it stands for, and what taking it costs at each level."""

    kind: Kind
    who: int
    where: int
    cost: float = 0.0
    rank: int = 0
    mix: float = 0.0
    upper: float = 1.0


class Rule(Enum):
    """What a row holds; all but PLACE, LINK and LEAD are the organiser's to change."""

    PLACE = auto()
    LINK = auto()
    LEAD = auto()
    LEAD_TOTAL = auto()
    SIZE = auto()
    ROLE = auto()
    ORGANISATION = auto()
    APART = auto()
    STAY = auto()


class Row(NamedTuple):
    """One row: the rule, what it is about (a role, an organisation, a group), the room, and its bounds."""

    rule: Rule
    about: str | int
    room: int
    lower: float
    upper: float


class Pool(NamedTuple):
    """Guests who are alike to every rule but the limit of an organisation, when none of their choices can be had.

    That limit is kept when the pool's seats are dealt out (dealing.py): it would make a pool of nearly everybody.
    """

    role: str
    ruled_out: frozenset[ThemeId]


class Stay(NamedTuple):
    """Where guests sit now, and how many of them may move."""

    seats: dict[int, int]
    moves: int
