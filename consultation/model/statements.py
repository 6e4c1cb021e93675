"""Statements: what people propose on one question, and who agrees with what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.references import Actor, ConversationId, PersonRef, SessionId, StatementId


class Opinion(StrEnum):
    """What somebody thinks of a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASSED = "pass"


class Standing(StrEnum):
    """Where a statement is: waiting for an organiser's yes, put to everybody, or hidden with a reason."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One question on which people propose statements and judge each other's.

    `reviewed`: a statement is shown only once an organiser has let it through. Times are UTC; open while `closed_at` is None.
    """

    id: ConversationId
    session: SessionId
    question: str
    reviewed: bool
    opened_by: PersonRef
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConversationDraft:
    """What an organiser typed to begin, not judged yet. `statements` are the first ones, one a line."""

    question: str
    statements: str = ""
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    """Something short that one can agree with, word for word. `person` proposed it; `reason` says why it is hidden."""

    id: StatementId
    conversation: ConversationId
    text: str
    standing: Standing
    person: PersonRef
    proposed_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpinionVote:
    """What somebody says of a statement. `order` is the platform's stamp of the act and is compared as text."""

    actor: Actor
    statement: StatementId
    opinion: Opinion
    order: str = ""


@dataclass(frozen=True, slots=True)
class OpinionBallot:
    """One opinion as it is kept."""

    conversation: ConversationId
    statement: StatementId
    person: PersonRef
    opinion: Opinion
    cast_at: datetime
    order: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """How one person stands to one statement, and the stamp of the act that said so."""

    opinion: Opinion
    order: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where one person is among the statements: the one before them, None at the end, and how far they are.

    `answered` of `total` shown statements are behind them. `last` is what they have just said, and `stance` what they said of the
    statement before them earlier.
    """

    conversation: Conversation
    statement: Statement | None
    answered: int
    total: int
    last: tuple[Statement, Opinion] | None = None
    stance: Opinion | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What one person has said so far, in the order of the statements."""

    conversation: Conversation
    opinions: tuple[tuple[Statement, Opinion], ...]


@dataclass(frozen=True, slots=True)
class Reception:
    """How a statement was received: people by opinion, each with their latest. The base of the shares are all three."""

    statement: Statement
    agree: int
    disagree: int
    passed: int

    @property
    def voters(self) -> int:
        """How many people have said something of it."""
        return self.agree + self.disagree + self.passed

    def percent(self, people: int) -> float:
        """What share so many of its voters are, in per cent; 0 without voters."""
        return 100 * people / self.voters if self.voters else 0.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What came out: what most agree on and what divides, the clearest first. `judged` statements had voters enough."""

    agreed: tuple[Reception, ...]
    divided: tuple[Reception, ...]
    judged: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """How much was said: people who answered, their opinions, statements shown, and those that wait for a yes."""

    people: int
    opinions: int
    shown: int
    waiting: int
