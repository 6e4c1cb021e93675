"""Polls, ballots and their tallies."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.references import Actor, PersonRef, PollId, RoomId, SessionId


class PollKind(StrEnum):
    """What a poll asks for: one of the organiser's own options, or a place on the five-point agreement scale."""

    CHOICE = "choice"
    AGREEMENT = "agreement"


class Audience(StrEnum):
    """Where a poll is put: in the plenary channel, or in every room at once."""

    PLENARY = "plenary"
    ROOMS = "rooms"


AGREEMENT_SCALE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
"""The five-point scale, strongest agreement first; the first two count as agreeing."""


@dataclass(frozen=True, slots=True)
class Poll:
    """One question put to people. `options` are in the order shown; times are UTC; open while `closed_at` is None."""

    id: PollId
    session: SessionId
    question: str
    kind: PollKind
    audience: Audience
    options: tuple[str, ...]
    opened_by: PersonRef
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PollDraft:
    """What an organiser typed to put a poll, not judged yet. `options` is the text as typed, an option a line.

    `minutes` is after how many it closes by itself; empty where somebody closes it.
    """

    question: str
    kind: PollKind
    audience: Audience
    options: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answer: the index of an option. `room` is the room it was cast from, None in plenary."""

    poll: PollId
    person: PersonRef
    option: int
    cast_at: datetime
    room: RoomId | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counted answers, one number for each option in its order. A person counts once, with their latest answer."""

    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        """How many people have answered: the base of every percentage."""
        return sum(self.counts)

    def percent(self, *options: int) -> int:
        """The share that these options have together, in whole per cent rounded half up; 0 without answers."""
        chosen = sum(self.counts[option] for option in options)
        return (200 * chosen + self.answers) // (2 * self.answers) if self.answers else 0

    @property
    def percent_agree(self) -> int:
        """On the agreement scale: the share that agrees or strongly agrees."""
        return self.percent(0, 1)


@dataclass(frozen=True, slots=True)
class Voter:
    """One person before a poll: whether they are on the session's list, the room they sit in or lead, their answer so far."""

    on_list: bool
    room: RoomId | None = None
    answer: int | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """An answer that somebody gives. `order` is the platform's stamp of the act and is compared as text; empty where it has none."""

    actor: Actor
    poll: PollId
    option: int
    order: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote that was counted. `changed` is True when it takes the place of an earlier answer of the same person."""

    poll: Poll
    option: str
    changed: bool
