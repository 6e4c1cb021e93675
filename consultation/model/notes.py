"""Notes and the tags that facilitators give them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.references import MessageRef, NoteId, PersonRef, RoomId, SessionId


class Tag(StrEnum):
    """What a kept note is, where a programme has no tags of its own. Headlines and actions have places of their own in a digest."""

    HEADLINE = "headline"
    CONCERN = "concern"
    OPPORTUNITY = "opportunity"
    PROPOSAL = "proposal"
    QUOTE = "quote"
    QUESTION = "question"
    ACTION = "action"


class TagKind(StrEnum):
    """What a tag says of a note: what it is, or which theme or sub-theme it belongs to."""

    WHAT = "what"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One tag as people see it: its name, the name of its emoji without colons, and what it is for, in one sentence.

    A `retired` one is of an earlier set: nothing new is kept with it, and what was kept stays.
    """

    tag: str
    emoji: str
    meaning: str
    kind: TagKind = TagKind.WHAT
    retired: bool = False


LEGEND = (
    LegendEntry(Tag.HEADLINE, "mega", "What the room would say if it had one sentence."),
    LegendEntry(Tag.CONCERN, "warning", "A worry, a risk or something in the way."),
    LegendEntry(Tag.OPPORTUNITY, "bulb", "Something that helps, or could."),
    LegendEntry(Tag.PROPOSAL, "hammer_and_wrench", "Something that somebody should do or change."),
    LegendEntry(Tag.QUOTE, "speech_balloon", "Words worth keeping exactly as they were said."),
    LegendEntry(Tag.QUESTION, "question", "Something that is still open."),
    LegendEntry(Tag.ACTION, "dart", "A proposal to carry forward as an action of the report."),
)
"""The tags of a programme that has none of its own, in the order of the legend and of the digest."""


class Credit(StrEnum):
    """How the person who said something is told of: not at all (the Chatham House rule), by their role, or by name with their yes."""

    NONE = "none"
    ROLE = "role"
    NAME = "name"


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
class Marked:
    """A message as it stands, with the emoji on it: their names without colons, and who put each."""

    said: Said
    emoji: Mapping[str, frozenset[PersonRef]]


@dataclass(frozen=True, slots=True)
class Tagging:
    """One person put one tag on a message, or took it off.

    `order` is the platform's own stamp of the act: a later one wins, however late or often it is delivered.
    """

    message: MessageRef
    person: PersonRef
    tag: str
    present: bool
    order: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something said, or typed by a scribe, that a facilitator or organiser kept.

    `room` is None for what was kept in plenary. `tags` are in legend order, each once however many people gave it; `keepers` counts
    these people. `said_at` is the message's own time, UTC. `credit` is a role, or a name whose bearer said yes; empty as a rule.
    """

    id: NoteId
    session: SessionId
    room: RoomId | None
    message: MessageRef
    text: str
    said_at: datetime
    permalink: str
    tags: tuple[str, ...]
    keepers: int = 1
    credit: str = ""
