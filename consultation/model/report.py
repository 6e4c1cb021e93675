"""The report: what a session found, as everything that may be read outside its rooms. It holds no person's id."""

from dataclasses import dataclass

from consultation.model.questions import QuestionKind, Tally
from consultation.model.summaries import KeyTheme


@dataclass(frozen=True, slots=True)
class Source:
    """Where insight came from, and how much of it: `n` of `unit`, such as 58 answers of a pre-session survey."""

    name: str
    n: int
    unit: str = "answers"


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A kept note as the report refers to it. `ref` (such as "1.03") is unique in the report; `tags` begin with what the note is."""

    ref: str
    tags: tuple[str, ...]
    text: str
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class ReportPoint:
    """What a room says, with the notes that stand behind it. `confirmed` is None where nobody was asked; `rooms` are all that said it."""

    tags: tuple[str, ...]
    text: str
    refs: tuple[str, ...]
    confirmed: bool | None = None
    rooms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRoom:
    """One room: its number and theme, how many sat in it, what they would say first, their points and the notes behind them.

    Number 0 is the plenary.
    """

    number: int
    theme: str
    participants: int
    headlines: tuple[str, ...] = ()
    points: tuple[ReportPoint, ...] = ()
    notes: tuple[ReportNote, ...] = ()

    @property
    def title(self) -> str:
        """The room as people name it."""
        return f"Room {self.number}: {self.theme}" if self.number else self.theme


@dataclass(frozen=True, slots=True)
class ReportPoll:
    """A poll or one row of a survey: counted answers over all, and by room number where it was put in the rooms.

    `note` says how the share that agrees moved since the same was asked before, or what a vote came to; empty where there is nothing to say.
    """

    question: str
    kind: QuestionKind
    options: tuple[str, ...]
    tally: Tally
    by_room: tuple[tuple[int, Tally], ...] = ()
    source: str = "Poll"
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportWritings:
    """What people wrote in answer to one question, as far as a moderator let it through: each text with how many wrote it, most first.

    `answers` is how many wrote something, `kept_back` the words of how many of them are not shown.
    """

    question: str
    source: str
    answers: int
    texts: tuple[tuple[str, int], ...]
    kept_back: int = 0


@dataclass(frozen=True, slots=True)
class ReportAction:
    """A proposal carried to the report, in rank order. `votes` is None where it was not put to the vote."""

    text: str
    rooms: tuple[int, ...] = ()
    votes: int | None = None
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class ReportSession:
    """A later session of the programme. `when` is written as people read it."""

    question: str
    when: str
    guest: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a session's report, infographic and data are made from. Each text is as it was said, not escaped.

    `when` is the session's date as people read it; `themes` and `actions` are in the order shown; `version` counts from 1 and
    `changes` says what is new in a later one. `named` is True where some words are credited to a role or a name.
    """

    question: str
    programme: str | None
    when: str
    guest: str | None
    participants: int
    facilitators: int
    sources: tuple[Source, ...]
    themes: tuple[KeyTheme, ...]
    rooms: tuple[ReportRoom, ...]
    polls: tuple[ReportPoll, ...]
    actions: tuple[ReportAction, ...]
    next_steps: tuple[str, ...]
    next_sessions: tuple[ReportSession, ...]
    version: int = 1
    changes: str = ""
    writings: tuple[ReportWritings, ...] = ()
    named: bool = False

    @property
    def notes(self) -> int:
        """All notes of all rooms, each once."""
        return sum(len(room.notes) for room in self.rooms)
