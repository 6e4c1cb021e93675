"""Rooms, who sits in them, and the steps by which they are opened."""

from dataclasses import dataclass
from enum import StrEnum

from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, StepId, ThemeId


@dataclass(frozen=True, slots=True)
class Room:
    """One breakout on one theme. `place` is None until the room is open on the platform.

    `number` is among all rooms of the session, `theme_number` among those of its theme, both from 1. `reason` says why its facilitator leads it.
    """

    id: RoomId
    session: SessionId
    number: int
    theme: ThemeId
    facilitator: PersonRef | None = None
    place: PlaceRef | None = None
    theme_number: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a room, with the rank of its theme in the person's preference (1 is first, None unranked), and why it is theirs.

    Who `observes` sits there without taking part.
    """

    person: PersonRef
    room: RoomId
    rank: int | None
    reason: str = ""
    observes: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """That somebody sat in a room once it was open, or led it: what they leave later takes nothing back. Observers do neither."""

    person: PersonRef
    room: RoomId
    leads: bool = False


class StepKind(StrEnum):
    """One act of opening a room, in the order in which they are carried out."""

    OPEN = "open"
    PURPOSE = "purpose"
    TOPIC = "topic"
    SEAT = "seat"


class StepState(StrEnum):
    """Where a step stands: decided and not yet done, done, or refused by the platform with a reason."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the platform refused while a room was being opened: for one person, or for the whole room."""

    room: RoomId
    reason: str
    person: PersonRef | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A decided act that is carried out once: after a crash the next start goes on where the last one stopped.

    `people` are those to be seated (SEAT only, at most as many as the platform invites in one call); `troubles` are what the
    platform refused on the way.
    """

    id: StepId
    session: SessionId
    room: RoomId
    kind: StepKind
    position: int
    state: StepState = StepState.PENDING
    people: tuple[PersonRef, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Occupied:
    """The rooms that have somebody in them, and those that have `lost` everybody since people were placed.

    `quiet` are those of the former in which nobody takes part: there are only who leads them, or observers.
    """

    rooms: tuple[Room, ...]
    lost: tuple[Room, ...] = ()
    quiet: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the opening of a session's rooms has come, with the troubles met on the way."""

    rooms: int
    rooms_open: int
    people: int
    people_seated: int
    troubles: tuple[Trouble, ...] = ()

    @property
    def finished(self) -> bool:
        """True when every room is open and everyone has been asked in, troubles aside."""
        return self.rooms_open == self.rooms and self.people_seated == self.people
