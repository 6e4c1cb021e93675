"""The digest of a whole programme: what its sessions found, what came back, and how answers moved."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class SessionFinding:
    """One published session in short. `headlines` are its rooms' own; `starts_at` is UTC."""

    question: str
    starts_at: datetime | None
    participants: int
    notes: int
    headlines: tuple[str, ...]
    actions: tuple[str, ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class CameBack:
    """Something that several sessions said alike: in the words of the first, with the numbers (from 1) of the sessions."""

    text: str
    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A question that several sessions were asked: for each its number, the share that agrees in per cent, and the answers."""

    question: str
    shares: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class ProgrammeDigest:
    """What a programme found, from what was published: nothing else is looked at."""

    name: str
    sessions: tuple[SessionFinding, ...]
    came_back: tuple[CameBack, ...]
    moved: tuple[Moved, ...]
    still_to_come: int


@dataclass(frozen=True, slots=True)
class ProgrammeReport:
    """A programme's digest as its files are made from it. Times are told in `zone`."""

    found: ProgrammeDigest
    zone: tzinfo = UTC
