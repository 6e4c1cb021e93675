"""What the cards of surveys show: the survey itself, a reminder of it, a warning before it closes."""

from consultation.cards import warned
from consultation.model.cards import CardKind, CardRow, SurveyCard, SurveyReminderCard, SurveyWarningCard
from consultation.model.deadlines import DeadlineKind
from consultation.model.references import SurveyId
from consultation.model.sessions import Session
from consultation.ports.storage import Work
from consultation.services.survey_results import results_of

KINDS = frozenset({CardKind.SURVEY, CardKind.SURVEY_REMINDER, CardKind.SURVEY_WARNING})

SurveyCards = SurveyCard | SurveyReminderCard | SurveyWarningCard


async def compose_survey(work: Work, session: Session, row: CardRow) -> SurveyCards | None:
    """What a card of one of these kinds shows now; None when its survey is gone."""
    survey = await work.surveys.get(session.tenant, SurveyId(warned(row.subject)))
    if survey is None:
        return None
    if row.kind is CardKind.SURVEY_REMINDER:
        return SurveyReminderCard(session, survey)
    closes_at = await work.deadlines.of(DeadlineKind.SURVEY_CLOSES, survey.id)
    if row.kind is CardKind.SURVEY_WARNING:
        return SurveyWarningCard(survey, closes_at)
    results = await results_of(work, survey) if survey.closed_at else None
    return SurveyCard(session, survey, await work.surveys.answered(survey), results, closes_at)
