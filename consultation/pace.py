"""When what is asked opens, warns and closes by itself: the same for polls and surveys."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from consultation.errors import InvalidField
from consultation.model.polls import Entry, PollDeed
from consultation.model.surveys import SurveyEntry
from consultation.texts import clean

MINUTES = (1, 2, 3, 5, 10, 15, 30, 60)
"""After how many minutes a poll or a survey may close by itself."""

WARNING = timedelta(minutes=1)
"""How long before it closes by itself a poll or a survey says so: long enough to answer, too short to put off."""

WARNED_LEAST = timedelta(minutes=2)
"""A poll that is open for less needs no warning: its card has just been seen."""


def require_moment(opens_at: datetime, opens_in: str, now: datetime) -> None:
    """Raises InvalidField for `opens_at` (UTC) where a phase is chosen too, or where it has passed."""
    if opens_in:
        raise InvalidField("opens_at", "Choose a time or a phase, not both. Clear one of them.")
    if opens_at <= now:
        raise InvalidField("opens_at", "This time has passed. Choose a later one, or ask now.")


def warning_time(closes_at: datetime, opened_at: datetime) -> datetime | None:
    """When (UTC) a poll says that it is about to close; None where it is open too shortly for that."""
    return closes_at - WARNING if closes_at - opened_at >= WARNED_LEAST else None


def closing_time(minutes: str, opened_at: datetime, field: str = "minutes") -> datetime | None:
    """When (UTC) a poll or survey closes by itself; None where somebody closes it. Raises InvalidField for the form's `field`."""
    if not minutes:
        return None
    if minutes not in {str(one) for one in MINUTES}:
        raise InvalidField(field, "Choose one of the times that are offered.")
    return opened_at + timedelta(minutes=int(minutes))


NOTE_MOST = 300
"""Characters of the reason for opening something again."""


def judge_note(note: str, what: str) -> str:
    """Why a poll or survey (`what`) is opened again, as it is kept. Raises InvalidField for `note`."""
    reason = clean(note)
    if not reason:
        raise InvalidField("note", f"Write why the {what} is opened again. It stays in its record.")
    if len(reason) > NOTE_MOST:
        raise InvalidField("note", f"This has {len(reason)} characters and {NOTE_MOST} fit.")
    return reason


def reasons(record: Sequence[Entry] | Sequence[SurveyEntry]) -> tuple[str, ...]:
    """Why a poll or survey was opened again, each time it was; nothing where it was closed once."""
    return tuple(one.note for one in record if one.deed is PollDeed.REOPENED)
