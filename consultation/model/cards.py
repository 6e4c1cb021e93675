"""Cards: everything that stays visible. A card is a projection of what is stored and can always be drawn again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.captures import CreditAsked
from consultation.model.digest import DigestPart, Point
from consultation.model.documents import DocumentLink
from consultation.model.mandates import Mandate, Outcome
from consultation.model.notes import LEGEND, LegendEntry
from consultation.model.people import SignUpCount
from consultation.model.polls import Poll
from consultation.model.programme import ProgrammeDigest
from consultation.model.questions import Tally
from consultation.model.references import CardId, MessageRef, PersonRef, PlaceRef, SessionId
from consultation.model.rooms import Progress, Room
from consultation.model.sessions import Session, Theme
from consultation.model.statements import Conversation, Findings, Turnout
from consultation.model.surveys import Survey, SurveyResults


class CardKind(StrEnum):
    """What a card shows."""

    SIGN_UP = "sign-up"
    ROOM = "room"
    POLL = "poll"
    OVERVIEW = "overview"
    WARNING = "warning"
    REMINDER = "reminder"
    STATEMENTS = "statements"
    SURVEY = "survey"
    SURVEY_REMINDER = "survey reminder"
    SURVEY_WARNING = "survey warning"
    PROGRESS = "progress"
    DIGEST = "digest"
    WELCOME = "welcome"
    NOTICE = "notice"
    CREDIT = "credit"
    POINTS = "points"
    RANKING = "ranking"
    PROGRAMME = "programme"
    MANDATE = "mandate"


@dataclass(frozen=True, slots=True)
class CardRow:
    """Where a card is and how far behind it is.

    `subject` names what it shows within its kind (a room, a poll, a part of the digest); `wanted` counts changes of state, `shown` is
    the change last seen on the platform; the card is stale while they differ. `first` is True while what it shows is final and goes
    before everything else.
    """

    id: CardId
    session: SessionId
    kind: CardKind
    subject: str
    place: PlaceRef
    wanted: int
    shown: int
    message: MessageRef | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class SignUpCard:
    """The invitation in the plenary channel: the session and how many have signed up."""

    session: Session
    count: SignUpCount


@dataclass(frozen=True, slots=True)
class RoomCard:
    """What a room sees on top: its theme, prompts, facilitator, the legend of tags, the way to talk."""

    session: Session
    room: Room
    theme: Theme
    participants: int
    legend: tuple[LegendEntry, ...] = LEGEND


@dataclass(frozen=True, slots=True)
class PollCard:
    """A poll with its live tally. `room` is the room whose tally it is, None in plenary.

    `closes_at` (UTC) is when it closes by itself, None where somebody closes it. `together` is True for the card in plenary of a poll
    that was put in every room, with what each came to in `by_room` if it may be told apart. `names` has for each row who chose it, where names are told, `organisations` which
    of them, where they vote. `outcome` is what a
    vote of yes or no needs and has come to. `reopened` says why it was opened again, each time it was; told once it is closed.
    """

    session: Session
    poll: Poll
    tally: Tally
    room: Room | None = None
    closes_at: datetime | None = None
    together: bool = False
    by_room: tuple[tuple[Room, Tally], ...] = ()
    names: tuple[tuple[PersonRef, ...], ...] = ()
    organisations: tuple[tuple[str, ...], ...] = ()
    outcome: Outcome | None = None
    reopened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementsCard:
    """A question with statements: how much was said, and what came out once it is closed, None before."""

    session: Session
    conversation: Conversation
    turnout: Turnout
    findings: Findings | None = None


@dataclass(frozen=True, slots=True)
class OverviewCard:
    """All open polls of a session at a glance, each with its tally, where there are too many to keep every card live."""

    session: Session
    polls: tuple[tuple[Poll, Tally], ...]


@dataclass(frozen=True, slots=True)
class WarningCard:
    """A poll is about to close by itself, at this moment (UTC); None where it has closed."""

    poll: Poll
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReminderCard:
    """To one person who has not answered a poll: what it asks, and where."""

    session: Session
    poll: Poll
    place: PlaceRef


@dataclass(frozen=True, slots=True)
class SurveyCard:
    """A survey: how many have answered, and once it is closed what it came to, None before.

    `closes_at` (UTC) is when it closes by itself; None where nobody set a time.
    """

    session: Session
    survey: Survey
    people: int
    results: SurveyResults | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SurveyWarningCard:
    """A survey is about to close by itself, at this moment (UTC); None where it has closed."""

    survey: Survey
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class SurveyReminderCard:
    """What somebody is written who has answered nothing yet."""

    session: Session
    survey: Survey


@dataclass(frozen=True, slots=True)
class ProgressCard:
    """What the organiser sees while rooms are being opened."""

    session: Session
    progress: Progress


@dataclass(frozen=True, slots=True)
class DigestCard:
    """One message of a published digest. `files` are those of its report, once they are handed out; only the first message has them.

    `superseded` is True once there is a later version; `under` is the message in whose thread this one stands.
    """

    session: Session
    part: DigestPart
    files: tuple[DocumentLink, ...] = ()
    superseded: bool = False
    under: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class WelcomeCard:
    """What one person is told once their room is open: where they sit, and why. `leads` is True for its facilitator.

    `reason` is one sentence; empty where nobody knows it any more.
    """

    session: Session
    room: Room
    theme: Theme
    reason: str
    leads: bool
    round: int = 1


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """Something that an organiser has to know and perhaps to mend, in one sentence."""

    session: Session
    text: str


@dataclass(frozen=True, slots=True)
class CreditCard:
    """The question whether a note may name who said it, and the answer so far."""

    session: Session
    asked: CreditAsked


@dataclass(frozen=True, slots=True)
class PointsCard:
    """A room's draft points, for the room to agree on. `remarks` counts corrections and what is missing."""

    session: Session
    room: Room
    theme: Theme
    points: tuple[Point, ...]
    agree: int
    remarks: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class RankingCard:
    """The actions for everybody to vote on, in the order that they stand in now."""

    session: Session
    actions: tuple[Point, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """What a whole programme found."""

    session: Session
    found: ProgrammeDigest


@dataclass(frozen=True, slots=True)
class MandateCard:
    """What `holder` is told, to whom an organisation's vote was handed, and whether they cast it still."""

    session: Session
    mandate: Mandate
    holder: PersonRef


def thread_of(card: "Card") -> MessageRef | None:
    """The message under which a card stands in a thread, where it does."""
    return card.under if isinstance(card, DigestCard) else None


Card = (
    SignUpCard
    | RoomCard
    | PollCard
    | OverviewCard
    | WarningCard
    | ReminderCard
    | StatementsCard
    | SurveyCard
    | SurveyReminderCard
    | SurveyWarningCard
    | ProgressCard
    | DigestCard
    | WelcomeCard
    | NoticeCard
    | CreditCard
    | PointsCard
    | RankingCard
    | ProgrammeCard
    | MandateCard
)
