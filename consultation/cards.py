"""Rules for cards, and the budget within which they are brought up to date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from consultation.model.cards import CardKind, CardRow
from consultation.model.references import CardId, PersonRef, PlaceRef, PollId, SessionId, SurveyId


def new_card(
    new_id: Callable[[], str], session_id: SessionId, kind: CardKind, place: PlaceRef, subject: str = ""
) -> CardRow:
    """A card that is still to be shown for the first time."""
    return CardRow(CardId(new_id()), session_id, kind, subject, place, wanted=1, shown=0)


@dataclass(slots=True)
class Budget:
    """A token bucket: at most `per_minute` acts in the long run, `burst` of them at once.

    Figures come from the platform; time comes in as an argument. Not safe for threads.
    """

    per_minute: float
    burst: int
    _tokens: float = -1.0
    _at: datetime | None = None

    def wait(self, now: datetime, reserved: int = 0) -> timedelta:
        """How long to wait for the next act that leaves so many of the burst for others; zero when it may be done now."""
        self._fill(now)
        missing = 1.0 + reserved - self._tokens
        return timedelta(minutes=max(0.0, missing) / self.per_minute)

    def spend(self, now: datetime) -> None:
        """Count one act. Acts beyond the budget are owed and make the next wait longer."""
        self._fill(now)
        self._tokens -= 1.0

    def _fill(self, now: datetime) -> None:
        if self._at is None:
            self._tokens = float(self.burst)
        else:
            gained = (now - self._at) / timedelta(minutes=1) * self.per_minute
            self._tokens = min(float(self.burst), self._tokens + max(0.0, gained))
        self._at = now


def welcome_of(person: PersonRef, number: int) -> str:
    """The subject of the card that tells somebody their room in this round: each round tells anew."""
    return person if number == 1 else f"{person} {number}"


def warning_of(subject: PollId | SurveyId, number: int) -> str:
    """The subject of a card that says that a poll or survey is about to close: each time tells anew."""
    return subject if number == 1 else f"{subject} {number}"


def warned(subject: str) -> PollId:
    """Which poll such a card is about."""
    return PollId(subject.partition(" ")[0])


def welcomed(subject: str) -> PersonRef:
    """Whom such a card is for."""
    return PersonRef(subject.partition(" ")[0])
