"""Mandates: who casts an organisation's vote, and what a decision needs."""

from dataclasses import dataclass
from enum import StrEnum

from consultation.model.references import PersonRef, SessionId


@dataclass(frozen=True, slots=True)
class Mandate:
    """One organisation's vote in a session. `lead` decides who holds it, `holder` casts it; both None until somebody of it has come."""

    session: SessionId
    organisation: str
    lead: PersonRef | None = None
    holder: PersonRef | None = None


class Majority(StrEnum):
    """What a yes needs. Abstentions are answers: they count for the quorum, and only where a majority of all is asked for against."""

    SIMPLE = "simple"
    """More yes than no."""
    ABSOLUTE = "absolute"
    """More than half of all who may vote say yes."""
    TWO_THIRDS = "two thirds"
    """At least two thirds of yes and no are yes."""


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What is needed for a decision, said before anybody answers. `quorum` is in per cent of all who may vote, 0 for none."""

    quorum: int = 0
    majority: Majority = Majority.SIMPLE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote came to. Of `entitled` who may vote, `voted` did and `quorum` had to; a yes needed `needed` votes."""

    entitled: int
    voted: int
    quorum: int
    yes: int
    no: int
    abstained: int
    needed: int

    @property
    def is_quorate(self) -> bool:
        """Whether enough have voted."""
        return self.voted >= self.quorum

    @property
    def is_carried(self) -> bool:
        """Whether it is decided with yes: enough have voted, and enough of them say yes."""
        return self.is_quorate and self.yes >= self.needed
