"""Documents: files that people are given."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.references import HandoutId, PlaceRef, SessionId


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name with its ending, its title, what it holds in words for who can't see it, and its content."""

    name: str
    title: str
    alternative: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """Where a file that was handed out can be opened, by those who are where it was handed out."""

    title: str
    address: str


WHOLE_PROGRAMME = -1
"""In place of a version: the files are of the whole programme."""


class HandoutState(StrEnum):
    """How far the files of a report have come."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Handout:
    """Files of a session's report on their way to a place.

    `version` is that of the published digest that they tell, 0 for what it would be now. `public` ones go to everybody of the
    session, after the digest itself; others to the organiser who asked for them. WHOLE_PROGRAMME tells what its programme found.
    """

    id: HandoutId
    session: SessionId
    place: PlaceRef
    version: int
    public: bool
    asked_at: datetime
