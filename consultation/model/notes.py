"""Notes and the tags that facilitators give them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.references import MessageRef, NoteId, PersonRef, RoomId, SessionId


class Tag(StrEnum):
    """What a kept note is. The order is the order of the legend and of the digest."""

    HEADLINE = "headline"
    CONCERN = "concern"
    OPPORTUNITY = "opportunity"
    PROPOSAL = "proposal"
    QUOTE = "quote"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the platform holds it now.

    `text` is plain words; `order` is the platform's stamp of this wording, which grows with every edit; `ours` is True for what the
    bot itself posted.
    """

    message: MessageRef
    text: str
    author: PersonRef | None
    said_at: datetime
    permalink: str
    order: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Tagging:
    """One person put one tag on a message, or took it off.

    `order` is the platform's own stamp of the act: a later one wins, however late or often it is delivered.
    """

    message: MessageRef
    person: PersonRef
    tag: Tag
    present: bool
    order: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something said that a facilitator or organiser kept.

    `room` is None for what was kept in plenary. `tags` are in legend order, each once however many people gave it. `said_at` is
    the message's own time, UTC. The author is not kept: notes are unattributed.
    """

    id: NoteId
    session: SessionId
    room: RoomId | None
    message: MessageRef
    text: str
    said_at: datetime
    permalink: str
    tags: tuple[Tag, ...]
