"""What an organiser does to a placement by hand, before rooms open."""

from dataclasses import dataclass
from enum import StrEnum

from consultation.model.arrangement import Arrangement, Change
from consultation.model.placement import RoomKey, Wish
from consultation.model.references import PersonRef
from consultation.model.sessions import Session


class Doing(StrEnum):
    """One thing that can be done by hand."""

    MOVE = "move"
    SWAP = "swap"
    LOCK = "lock"
    UNLOCK = "unlock"
    TOGETHER = "together"
    APART = "apart"
    FREE = "free"
    IMPROVE = "improve"
    ABSENT = "absent"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is to be done with whom. `room` is where to (MOVE), `most` how many people may be moved (IMPROVE)."""

    doing: Doing
    people: tuple[PersonRef, ...] = ()
    room: RoomKey | None = None
    most: int = 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """A placement as it stands before its rooms open, and whether there is a change to undo. `away` are the wishes of who is not coming."""

    session: Session
    arrangement: Arrangement
    undoable: bool = False
    away: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Considered:
    """What an adjustment would come to. `token` names the adjustment together with what it was looked at on."""

    arranged: Arranged
    change: Change
    token: str
