"""Deadlines: what happens by itself when its time has come."""

from dataclasses import dataclass
from datetime import datetime

from consultation.model.deadlines import Deadline, DeadlineKind
from consultation.model.references import PollId, SurveyId
from consultation.ports.clock import Clock
from consultation.ports.intake import Arrivals
from consultation.ports.storage import Storage
from consultation.services.polls import Polls
from consultation.services.survey_opening import SurveyOpening


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Carries out deadlines. A deadline goes in the same transaction as its effect: a restart neither skips nor repeats one."""

    storage: Storage
    clock: Clock
    polls: Polls
    surveys: SurveyOpening
    arrivals: Arrivals

    async def keep(self) -> datetime | None:
        """Carry out what is due. Answers when (UTC) the next deadline is, or None when there is none."""
        async with self.storage.look() as work:
            due = await work.deadlines.due(self.clock.now())
        if due:
            # Who pressed before the end was told that it is kept: it is counted before the poll closes.
            await self.arrivals.settled()
        for deadline in due:
            await self._carry_out(deadline)
        await self.polls.open_planned()
        await self.surveys.keep_to_phases()
        async with self.storage.look() as work:
            opens, closes = await work.poll_plans.next(), await work.deadlines.next()
        return min(filter(None, (opens, closes)), default=None)

    async def _carry_out(self, deadline: Deadline) -> None:
        kind, subject = deadline.kind, deadline.subject
        if kind is DeadlineKind.POLL_WARNS:
            await self.polls.warn(PollId(subject))
        elif kind is DeadlineKind.POLL_CLOSES:
            await self.polls.close_at_its_time(PollId(subject))
        elif kind is DeadlineKind.SURVEY_WARNS:
            await self.surveys.warn(SurveyId(subject))
        else:
            await self.surveys.close_at_its_time(SurveyId(subject))
