"""Deadlines: what is to happen by itself at a moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.references import SessionId


class DeadlineKind(StrEnum):
    """What happens when a deadline is reached."""

    POLL_CLOSES = "poll closes"
    POLL_WARNS = "poll warns"
    SURVEY_CLOSES = "survey closes"
    SURVEY_WARNS = "survey warns"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that happens to `subject` (a poll's or survey's id) at `due_at`, UTC."""

    kind: DeadlineKind
    subject: str
    session: SessionId
    due_at: datetime
