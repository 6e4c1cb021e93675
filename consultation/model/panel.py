"""What a person sees when they ask where things stand."""

from dataclasses import dataclass
from enum import StrEnum

from consultation.model.mandates import Mandate
from consultation.model.people import SignUp, SignUpCount
from consultation.model.polls import Poll
from consultation.model.rooms import Progress, Room
from consultation.model.sessions import Session
from consultation.model.statements import Conversation, Turnout
from consultation.model.surveys import Survey


class Act(StrEnum):
    """What can be done with a session. The values are the words that follow the slash command."""

    NEW = "new"
    EDIT = "edit"
    OPEN = "open"
    PLACE = "place"
    MOVE = "move"
    UNPLACE = "unplace"
    ROOMS = "rooms"
    ROUND = "round"
    POLL = "poll"
    POLLS = "polls"
    STATEMENTS = "statements"
    SURVEY = "survey"
    MANDATE = "mandate"
    LIBRARY = "library"
    ANSWER = "answer"
    PROPOSE = "propose"
    WRAP_UP = "wrapup"
    CLOSE = "close"
    NOTE = "note"
    TAGS = "tags"
    DRAFT = "draft"
    SUMMARY = "summary"
    RANK = "rank"
    DIGEST = "digest"
    CORRECT = "correct"
    PROGRAMME = "programme"
    REPORT = "report"
    JOIN = "join"
    WITHDRAW = "withdraw"
    FORGET = "forget"
    STATUS = "status"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Talk:
    """An open round of statements, and how much was said in it."""

    conversation: Conversation
    turnout: Turnout


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a session stands for one person.

    For an organiser `next` is the one act that comes next and `beside` are the others that can be done now. `rooms` and `progress` are
    filled once people are placed, `round` is the one they are in, of `rounds`; `sign_up` and `room` are the person's own, `mandate` is the
    organisation that they lead or vote for. `posted` counts messages of the digest that are in the channel, of so many `to_post`.
    """

    session: Session
    organiser: bool
    count: SignUpCount
    next: Act | None
    beside: tuple[Act, ...]
    rooms: tuple[Room, ...] = ()
    progress: Progress | None = None
    open_polls: tuple[Poll, ...] = ()
    talks: tuple[Talk, ...] = ()
    surveys: tuple[Survey, ...] = ()
    closed_surveys: tuple[Survey, ...] = ()
    notes: int = 0
    sign_up: SignUp | None = None
    room: Room | None = None
    others: tuple[Session, ...] = ()
    mandate: Mandate | None = None
    round: int = 1
    rounds: int = 1
    posted: int = 0
    to_post: int = 0
