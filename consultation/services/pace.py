"""Closing by itself, with a warning before: kept as deadlines, for polls and surveys alike."""

from dataclasses import dataclass
from datetime import datetime

from consultation.model.deadlines import Deadline, DeadlineKind
from consultation.model.references import SessionId
from consultation.pace import warning_time
from consultation.ports.storage import Work


@dataclass(frozen=True, slots=True)
class Pace:
    """The deadlines of what is asked: when it closes, and when it warns of that."""

    closes: DeadlineKind
    warns: DeadlineKind

    async def set_close(
        self, work: Work, subject: str, session: SessionId, closes_at: datetime | None, since: datetime
    ) -> None:
        """Let it close by itself at this moment (UTC), with a warning where it is open for long enough; at none, by hand."""
        await work.deadlines.clear(self.closes, subject)
        await work.deadlines.clear(self.warns, subject)
        if closes_at is None:
            return
        await work.deadlines.set(Deadline(self.closes, subject, session, closes_at))
        if warns_at := warning_time(closes_at, since):
            await work.deadlines.set(Deadline(self.warns, subject, session, warns_at))


OF_POLLS = Pace(DeadlineKind.POLL_CLOSES, DeadlineKind.POLL_WARNS)
OF_SURVEYS = Pace(DeadlineKind.SURVEY_CLOSES, DeadlineKind.SURVEY_WARNS)
