"""What organisers and facilitators changed in a draft, as an append-only record, and what rooms said of their points."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.digest import Digest, Point, RoomFinding
from consultation.model.references import NoteId, PersonRef, RoomId, SessionId
from consultation.model.sessions import Session


class Change(StrEnum):
    """What was done with a point. `text` of its revision says the rest."""

    REWORD = "reword"
    """`text` are its words from now on."""
    DROP = "drop"
    """It is left out; `text` is the reason."""
    RESTORE = "restore"
    """It is back, after it was left out or held back."""
    HOLD = "hold"
    """It is kept back from what is published."""
    ORDER = "order"
    """`text` is its place among the points of its room, from 0."""
    MERGE = "merge"
    """It says the same as the note whose id `text` is."""
    PART = "part"
    """It stands by itself again."""
    CARRY = "carry"
    """It goes forward as an action."""
    CONFIRM = "confirm"
    """Its room's facilitator confirms it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one point, with who made it and when (UTC). Later ones win."""

    session: SessionId
    note: NoteId
    change: Change
    text: str
    by: PersonRef
    at: datetime


class Verdict(StrEnum):
    """What somebody in a room says of its draft points."""

    AGREE = "agree"
    NOT_QUITE = "not quite"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Review:
    """One person's verdict on their room's points; `text` is the correction, or what is missing."""

    room: RoomId
    person: PersonRef
    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A room's points as they were edited: `lines` as typed, and the ids chosen in the lists beside them."""

    lines: str
    reason: str = ""
    hold: tuple[NoteId, ...] = ()
    back: tuple[NoteId, ...] = ()
    carry: tuple[NoteId, ...] = ()
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class DraftRoom:
    """A room's points for somebody to edit. `away` are those left out or held back; `token` names what was shown."""

    session: Session
    number: int
    theme: str
    points: tuple[tuple[str, Point], ...]
    away: tuple[Point, ...]
    reviews: tuple[Review, ...]
    carried: frozenset[NoteId]
    token: str


@dataclass(frozen=True, slots=True)
class RoomState:
    """How far a room's points are: verdicts, and whether its facilitator has confirmed them all."""

    finding: RoomFinding
    agree: int
    remarks: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole draft for the organiser. `alike` are pairs of points that may say the same, most alike first."""

    session: Session
    digest: Digest
    rooms: tuple[RoomState, ...]
    alike: tuple[tuple[Point, Point], ...] = ()
