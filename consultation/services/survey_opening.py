"""Putting a survey where people are, and taking it to its end: by hand, or as the session comes to a phase."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from consultation.errors import ConsultationError
from consultation.model.library import Planned
from consultation.model.panel import Act
from consultation.model.references import PersonRef, SessionId, SurveyId
from consultation.model.sessions import Phase, Session
from consultation.model.surveys import Survey, SurveyDraft
from consultation.pace import closing_time
from consultation.phases import require
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.services.notices import Notices
from consultation.services.pace import OF_SURVEYS
from consultation.services.survey_pace import begin_survey, close_survey, warn
from consultation.surveys import asked_again, consent_question, judge_survey, require_answerable
from consultation.texts import quoted


@dataclass(frozen=True, slots=True)
class SurveyOpening:
    """Surveys that open or close by themselves."""

    storage: Storage
    clock: Clock
    identity: Identity
    notices: Notices

    async def keep_to_phases(self) -> None:
        """Close the surveys whose phase has come, then open those that were planned for it."""
        async with self.storage.look() as work:
            over, planned = await work.surveys.due(), await work.poll_plans.due(self.clock.now())
        if over:
            async with self.storage.work() as work:
                for survey in over:
                    await close_survey(work, survey, self.clock.now())
        for one in planned:
            if isinstance(one.draft, SurveyDraft):
                await self._open(one, one.draft)

    async def _open(self, planned: Planned, draft: SurveyDraft) -> None:
        async with self.storage.work() as work:
            session = await work.sessions.any(planned.session)
            if not await work.poll_plans.remove(planned.id) or session is None:
                return
            try:
                require(Act.SURVEY, session.phase)
                require_answerable(draft, session.phase)
                survey = await self._survey(work, session, planned, draft)
            except ConsultationError as problem:
                sentence = f"The survey {quoted(draft.title)} was not put at its time. {problem.sentence}"
                await self.notices.tell(work, session, sentence)
            else:
                closes_at = closing_time(draft.minutes, survey.opened_at, "closes_in")
                await begin_survey(work, self.identity.new, session, survey, closes_at)

    async def close_at_its_time(self, survey_id: SurveyId) -> None:
        """The time of a survey is over: it closes by itself."""
        async with self.storage.work() as work:
            now = self.clock.now()
            survey = await work.surveys.any(survey_id)
            if await OF_SURVEYS.takes_close(work, survey_id, now) and survey is not None:
                await close_survey(work, survey, now)

    async def warn(self, survey_id: SurveyId) -> None:
        """A survey is about to close by itself: say so where it stands."""
        async with self.storage.work() as work:
            if not await OF_SURVEYS.takes_warning(work, survey_id, self.clock.now()):
                return
            survey = await work.surveys.any(survey_id)
            session = await work.sessions.any(survey.session) if survey else None
            if survey is None or session is None or survey.closed_at is not None:
                return
            await warn(work, self.identity.new, session, survey)

    async def _survey(self, work: Work, session: Session, planned: Planned, draft: SurveyDraft) -> Survey:
        new_id, by, now = self.identity.new, planned.asked_by, self.clock.now()
        before = await work.surveys.get(session.tenant, draft.follows) if draft.follows else None
        if before is not None:
            return again_of(before, SurveyId(planned.id), new_id, by, now)
        return survey_of_draft(
            replace(draft, follows=None), SurveyId(planned.id), session.id, new_id, by, now
        )


def survey_of_draft(
    draft: SurveyDraft,
    survey_id: SurveyId,
    session: SessionId,
    new_id: Callable[[], str],
    by: PersonRef,
    at: datetime,
) -> Survey:
    """The survey that a draft asks for, open from this moment (UTC). Raises InvalidField, InvalidFields."""
    title, questions, consent = judge_survey(draft, new_id)
    return Survey(
        id=survey_id,
        session=session,
        title=title,
        questions=questions,
        secrecy=draft.secrecy,
        opened_by=by,
        opened_at=at,
        consent=consent,
        closes_in=Phase(draft.closes_in) if draft.closes_in else None,
    )


def again_of(
    before: Survey, survey_id: SurveyId, new_id: Callable[[], str], by: PersonRef, at: datetime
) -> Survey:
    """The same questions once more, from this moment (UTC) on."""
    return replace(
        before,
        id=survey_id,
        questions=asked_again(before, new_id),
        opened_by=by,
        opened_at=at,
        closed_at=None,
        consent=consent_question(new_id) if before.consent else None,
        follows=before.id,
        closes_in=None,
    )
