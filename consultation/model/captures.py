"""What was kept without an emoji: by the form on a message, or typed by a scribe."""

from dataclasses import dataclass

from consultation.model.notes import LegendEntry
from consultation.model.references import MessageRef, NoteId, PersonRef
from consultation.model.sessions import Session


@dataclass(frozen=True, slots=True)
class Keeping:
    """What somebody may keep notes with here. `words` are those of the message at hand, empty where there is none."""

    session: Session
    legend: tuple[LegendEntry, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was just kept, as pairs of tag and words, and the messages that it can be undone by. `asked` is whom a name was asked of."""

    notes: tuple[tuple[str, str], ...]
    messages: tuple[MessageRef, ...]
    asked: PersonRef | None = None


@dataclass(frozen=True, slots=True)
class CreditAsked:
    """Words that somebody said and may be named with."""

    note: NoteId
    person: PersonRef
    text: str
    credit: str
    answered: bool
