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

    async def takes_close(self, work: Work, subject: str, at: datetime) -> bool:
        """Whether it is to close at this moment (UTC), which is so once: more time may have been given since somebody looked."""
        return await _takes(work, self.closes, subject, at)

    async def takes_warning(self, work: Work, subject: str, at: datetime) -> bool:
        """Whether it is to warn at this moment (UTC), which is so once; what is over already closes without a word before."""
        if not await _takes(work, self.warns, subject, at):
            return False
        closes_at = await work.deadlines.of(self.closes, subject)
        return closes_at is not None and closes_at > at


async def _takes(work: Work, kind: DeadlineKind, subject: str, at: datetime) -> bool:
    due_at = await work.deadlines.of(kind, subject)
    if due_at is None or due_at > at:
        return False
    await work.deadlines.clear(kind, subject)
    return True


OF_POLLS = Pace(DeadlineKind.POLL_CLOSES, DeadlineKind.POLL_WARNS)
OF_SURVEYS = Pace(DeadlineKind.SURVEY_CLOSES, DeadlineKind.SURVEY_WARNS)
