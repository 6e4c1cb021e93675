"""People who sign up."""

from dataclasses import dataclass
from datetime import datetime

from consultation.model.references import PersonRef, SessionId, ThemeId


@dataclass(frozen=True, slots=True)
class SignUp:
    """One person's place on the list of a session, with their preference.

    `ranking` holds theme ids, first choice first; it may be partial or empty. `signed_up_at` is UTC. Who `observes` sits in a room without
    taking part. `absent`: an organiser knows that they are not coming, so that no seat is kept for them.
    """

    session: SessionId
    person: PersonRef
    ranking: tuple[ThemeId, ...]
    signed_up_at: datetime
    role: str = ""
    organisation: str = ""
    can_facilitate: bool = False
    observes: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class SignUpCount:
    """How many are on a session's list, and how many of them offered to facilitate."""

    people: int
    can_facilitate: int


@dataclass(frozen=True, slots=True)
class SignUpDraft:
    """What somebody typed to sign up, not judged yet. `choices` are in the order of the form; None where left empty."""

    choices: tuple[ThemeId | None, ...] = ()
    role: str = ""
    organisation: str = ""
    can_facilitate: bool = False
    observes: bool = False
