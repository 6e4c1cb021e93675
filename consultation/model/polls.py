"""Polls and ballots."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.mandates import Hurdle
from consultation.model.questions import Answer, Given, Question, QuestionDraft, QuestionKind, Tally
from consultation.model.references import (
    Actor,
    PersonRef,
    PollId,
    QuestionId,
    RoomId,
    SessionId,
    SuggestionId,
    TemplateId,
)
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session


class Audience(StrEnum):
    """Where a poll is put: in the plenary channel, in one room, or in every room at once."""

    PLENARY = "plenary"
    ROOM = "room"
    ROOMS = "rooms"


class Shows(StrEnum):
    """When the counts of a poll may be seen on its card."""

    LIVE = "live"
    """At any time."""
    AFTER_VOTING = "after voting"
    """By whoever has answered, privately; by everybody from the close on."""
    AT_CLOSE = "at the close"
    """By nobody before the close."""


class Secrecy(StrEnum):
    """Who can know what somebody answered. Said on the card in these words' meaning, and never loosened once people answer."""

    NAMED = "named"
    """Everybody: names stand beside answers."""
    HIDDEN = "names hidden"
    """Nobody is shown it, but it is stored: organisers with the database could see it."""
    ANONYMOUS = "anonymous"
    """Nobody, not even with the database, once the poll is closed."""


class Electorate(StrEnum):
    """Whose vote a ballot is: a person's own, or that of the organisation which gave a person its mandate."""

    PEOPLE = "people"
    ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True)
class Poll:
    """One question put to people. Times are UTC; open while `closed_at` is None.

    `room` is the room it is put in where the audience is ROOM. `is_open_to_options` lets those who answer propose more options.
    """

    id: PollId
    session: SessionId
    question: Question
    audience: Audience
    opened_by: PersonRef
    opened_at: datetime
    closed_at: datetime | None = None
    room: RoomId | None = None
    shows: Shows = Shows.LIVE
    secrecy: Secrecy = Secrecy.HIDDEN
    electorate: Electorate = Electorate.PEOPLE
    is_open_to_options: bool = False
    hurdle: Hurdle | None = None


@dataclass(frozen=True, slots=True)
class PollDraft:
    """What an organiser typed to put a poll, not judged yet. The first and the fields from `options` to `unsure` are a `QuestionDraft`.

    `minutes` is after how many it closes by itself; empty where somebody closes it. It opens at once, or in the phase named by
    `opens_in`, or at `opens_at` (UTC).
    """

    question: str
    kind: QuestionKind
    audience: Audience
    options: str = ""
    minutes: str = ""
    least: str = ""
    most: str = ""
    unsure: str = ""
    room: RoomId | None = None
    shows: Shows = Shows.LIVE
    secrecy: Secrecy = Secrecy.HIDDEN
    electorate: Electorate = Electorate.PEOPLE
    is_open_to_options: bool = False
    quorum: str = ""
    majority: str = ""
    opens_in: str = ""
    opens_at: datetime | None = None

    @property
    def asks(self) -> QuestionDraft:
        """The question in it."""
        return QuestionDraft(self.question, self.kind, self.options, self.least, self.most, self.unsure)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answer to a question. `room` is the room it was cast from, None in plenary.

    `version` is that of the question which they saw, `order` the platform's stamp of the act. An `anonymous` one is kept so that only
    its question's key tells whose it is, and bears no name at all once the question is closed.
    """

    question: QuestionId
    person: PersonRef
    answer: Answer
    cast_at: datetime
    room: RoomId | None = None
    order: str = ""
    version: int = 1
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Voter:
    """One person before a poll: whether they are on the session's list, the room they sit in or lead, their answer so far.

    `observes` is True for somebody on the list who only watches.
    """

    on_list: bool
    room: RoomId | None = None
    answer: Answer | None = None
    order: str = ""
    observes: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """An answer that somebody gives. `order` is the platform's stamp of the act and is compared as text; empty where it has none.

    `seen` is the version of the question that was before them, 0 where nobody can tell: then it is the newest.
    """

    actor: Actor
    poll: PollId
    given: Given
    order: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote that was counted. `changed` is True when it takes the place of an earlier answer of the same person.

    `tally` is how the poll stands then, where that is shown to those who have answered only.
    """

    poll: Poll
    answer: Answer
    changed: bool
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody may ask in a session: in which of its open `rooms`, in these only or in plenary too, and in which phases to come.

    `organisations` is how many have a vote; `templates` are those of polls that can be asked again, by name.
    """

    session: Session
    rooms: tuple[Room, ...] = ()
    only_rooms: bool = False
    to_come: tuple[tuple[Phase, str], ...] = ()
    organisations: int = 0
    templates: tuple[tuple[TemplateId, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A poll as it stands for one person, who may have answered."""

    session: Session
    poll: Poll
    answer: Answer | None = None


class PollDeed(StrEnum):
    """What was done about a poll or a survey."""

    OPENED = "opened"
    EXTENDED = "extended"
    REMINDED = "reminded"
    CLOSED = "closed"
    REOPENED = "reopened"
    ADDED = "added an answer to"
    STRUCK = "took organisations off the list of"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a poll's record: what was done at that moment (UTC) by whom, None where it happened by itself, and why."""

    poll: PollId
    at: datetime
    deed: PollDeed
    by: PersonRef | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer that somebody would add to a poll, waiting for a yes."""

    id: SuggestionId
    poll: PollId
    person: PersonRef
    text: str
    at: datetime
