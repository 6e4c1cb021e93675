"""When a survey closes by itself, and how it says so before: in a unit of work under way."""

from collections.abc import Callable
from datetime import datetime

from consultation.cards import new_card, warned, warning_of
from consultation.model.cards import CardKind
from consultation.model.polls import PollDeed
from consultation.model.references import PersonRef
from consultation.model.sessions import Session
from consultation.model.surveys import Survey, SurveyEntry
from consultation.ports.storage import Work
from consultation.services.pace import OF_SURVEYS


async def begin_survey(
    work: Work,
    new_id: Callable[[], str],
    session: Session,
    survey: Survey,
    closes_at: datetime | None = None,
) -> None:
    """Keep a survey and put its card in plenary; it closes by itself at this moment (UTC), where there is one."""
    await work.surveys.begin(survey)
    await set_close(work, survey, closes_at, survey.opened_at)
    await work.survey_record.note(SurveyEntry(survey.id, survey.opened_at, PollDeed.OPENED, survey.opened_by))
    await work.cards.add(new_card(new_id, session.id, CardKind.SURVEY, session.place, survey.id))


async def set_close(work: Work, survey: Survey, closes_at: datetime | None, since: datetime) -> None:
    """Let a survey close by itself at this moment (UTC), with a warning where it is open for long enough; at none, by hand."""
    await OF_SURVEYS.set_close(work, survey.id, survey.session, closes_at, since)


async def close_survey(work: Work, survey: Survey, at: datetime, by: PersonRef | None = None) -> None:
    """Close a survey at this moment (UTC); one that is closed stays as it is."""
    await set_close(work, survey, None, at)
    if survey.closed_at is not None:
        return
    await work.surveys.close(survey, at)
    await work.survey_record.note(SurveyEntry(survey.id, at, PollDeed.CLOSED, by))
    await work.cards.touch(survey.session, CardKind.SURVEY, survey.id, first=True)
    await touch_warnings(work, survey)


async def warn(work: Work, new_id: Callable[[], str], session: Session, survey: Survey) -> None:
    """Say in plenary that a survey is about to close; after more time was given, anew."""
    subject = warning_of(survey.id, len(await _warnings(work, survey)) + 1)
    await work.cards.add(new_card(new_id, session.id, CardKind.SURVEY_WARNING, session.place, subject))


async def touch_warnings(work: Work, survey: Survey) -> None:
    """Bring every word that a survey is about to close up to date."""
    for subject in await _warnings(work, survey):
        await work.cards.touch(survey.session, CardKind.SURVEY_WARNING, subject)


async def _warnings(work: Work, survey: Survey) -> set[str]:
    known = await work.cards.of(survey.session, CardKind.SURVEY_WARNING)
    return {card.subject for card in known if warned(card.subject) == str(survey.id)}
