"""The digest: what was found, as data. Platforms show it; reports draw it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from consultation.model.change import Change
from consultation.model.questions import QuestionKind, Tally
from consultation.model.references import NoteId, PollId, SessionId
from consultation.model.summaries import Summary


@dataclass(frozen=True, slots=True)
class Evidence:
    """One note behind a point, in its own words, with whom these may be credited to."""

    note: NoteId
    room: int
    text: str
    permalink: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was said as the digest shows it, with the way back to where it was said.

    `note` is the note that it began with. `keepers` counts the people who kept it, `labels` are the themes and sub-themes that they
    gave it, `credit` is a role or a name that may be told of these very words; those of what stands behind it are told there. `rooms` are the numbers of the rooms that said it; `evidence` are the notes behind it
    where they are several, or their words others. `confirmed` is None where its room was not asked, `votes` where nobody voted.
    """

    note: NoteId
    text: str
    permalink: str
    keepers: int = 1
    labels: tuple[str, ...] = ()
    credit: str = ""
    rooms: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confirmed: bool | None = None
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The points of one room that bear one tag: those that more people kept first, then in the order in which they were said.

    `emoji` is the tag's, by its name without colons; empty where there is none.
    """

    tag: str
    points: tuple[Point, ...]
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class RoomFinding:
    """What one room found. `notes` counts messages kept, each once; headlines and actions have their own places."""

    number: int
    theme: str
    participants: int
    notes: int
    headlines: tuple[Point, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class PollFinding:
    """A poll's outcome: the tally over all, and by room number where the poll was put in the rooms.

    Who shows it tells rooms apart only where that may be (`disclosure.rooms_to_tell`).

    `survey` is the title of the survey that it is a question of; empty for a poll that stands alone. `withheld` is True where too few
    answered to be broken down: the tally is then that of nobody's answers, with how many there are. `change` is how the
    share that agrees moved since the survey was asked before, `decision` what a vote came to that needed a quorum or a majority. `reopened` is
    True for a poll that was opened again after its close; the title of a survey says so.
    """

    poll: PollId
    question: str
    kind: QuestionKind
    options: tuple[str, ...]
    tally: Tally
    by_room: tuple[tuple[int, Tally], ...] = ()
    survey: str = ""
    withheld: bool = False
    change: Change | None = None
    decision: str = ""
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class NextSession:
    """A later session of the same programme. `starts_at` is UTC, None while it is to be announced."""

    question: str
    starts_at: datetime | None
    guest: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a session found: by theme and room, polls with their base, actions, and what comes next.

    `shared` is what several rooms said. `version` counts from 1; `changes` says what is new in a later one. `summary` is what somebody
    wrote above all rooms; `surveys` are titles with how many people answered, in the order of opening.
    """

    session: SessionId
    question: str
    programme: str | None
    starts_at: datetime | None
    guest: str | None
    participants: int
    facilitators: int
    rooms: tuple[RoomFinding, ...]
    polls: tuple[PollFinding, ...]
    actions: tuple[Point, ...]
    next_sessions: tuple[NextSession, ...]
    shared: tuple[Point, ...] = ()
    version: int = 1
    changes: str = ""
    summary: Summary = field(default_factory=Summary)
    surveys: tuple[tuple[str, int], ...] = ()

    @property
    def notes(self) -> int:
        """All notes kept in rooms, each once."""
        return sum(room.notes for room in self.rooms)

    @property
    def credits(self) -> bool:
        """Whether any words are credited to a role or a name."""
        points = (
            point
            for room in self.rooms
            for found in ((*room.headlines,), *(one.points for one in room.sections))
            for point in found
        )
        return any(point.credit or any(one.credit for one in point.evidence) for point in points)


class PartKind(StrEnum):
    """What a part of a digest tells."""

    OVERVIEW = "overview"
    ROOM = "room"
    OUTCOMES = "outcomes"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class DigestPart:
    """As much of a digest as one message holds: `number` (from 1) of `of`.

    OVERVIEW tells the session, the counts and each room's headline, from `digest`. ROOM tells `room`, whose sections may be a slice of the
    whole; `continued` is True for all slices but the first. EVIDENCE tells the notes behind the points of `room`, in the thread under the
    part whose number is `under`. OUTCOMES tells the `polls`, `actions`, `next_steps` and `next_sessions` given
    here.
    """

    kind: PartKind
    number: int
    of: int
    digest: Digest
    room: RoomFinding | None = None
    polls: tuple[PollFinding, ...] = ()
    actions: tuple[Point, ...] = ()
    next_sessions: tuple[NextSession, ...] = ()
    continued: bool = False
    under: int = 0
    next_steps: tuple[str, ...] = ()
