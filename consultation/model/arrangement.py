"""A placement that an organiser works on: what they may change, and what each change does."""

from dataclasses import dataclass

from consultation.model.placement import Figures, Obstacle, Placement, PlacementRequest, RoomKey
from consultation.model.references import PersonRef


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A placement with the seats that are locked, and what it was before the last change (None at the start)."""

    request: PlacementRequest
    placement: Placement
    locked: frozenset[PersonRef] = frozenset()
    before: "Arrangement | None" = None


@dataclass(frozen=True, slots=True)
class Change:
    """What came of a change: the arrangement after it, the figures on both sides, and the rules that it breaks.

    `mended` are the rules on who sits with whom that it keeps and that were not kept before.
    """

    arrangement: Arrangement
    was: Figures
    now: Figures
    broken: tuple[Obstacle, ...] = ()
    moved: tuple[PersonRef, ...] = ()
    mended: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomState:
    """A room as a late joiner finds it: how many take part, who leads, and how many of each role and organisation are there."""

    key: RoomKey
    seats: int
    facilitator: PersonRef | None
    roles: tuple[tuple[str, int], ...] = ()
    organisations: tuple[tuple[str, int], ...] = ()
    people: frozenset[PersonRef] = frozenset()


@dataclass(frozen=True, slots=True)
class LateSeat:
    """Where a late joiner sits, or leads, with the rank of the theme for them and one sentence of reason."""

    room: RoomKey
    rank: int | None
    leads: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line of a spreadsheet can't be taken. The first line is 1."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One person's seat as a spreadsheet says it; `room` is None for who is to be placed."""

    person: PersonRef
    room: RoomKey | None
    leads: bool = False
    locked: bool = False
