"""Everything about surveys that Plenary shows, made from one text and some sizes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from consultation.model.cards import SurveyCard, SurveyReminderCard, SurveyWarningCard
from consultation.model.change import Change, Method
from consultation.model.library import Shelf
from consultation.model.polls import PollDeed, Secrecy
from consultation.model.questions import AGREEMENT_SCALE, Figures, Question, QuestionKind, Round, Tally
from consultation.model.references import PersonRef, PlaceRef, QuestionId, SurveyId
from consultation.model.sessions import Session
from consultation.model.surveys import Sheet, Survey, SurveyDraft, SurveyEntry, SurveyResult, SurveyResults
from consultation.services.surveys import SurveyDesk
from consultation.surveys import pages_of
from handlers.slack.blocks import Message, View
from handlers.slack.views import survey_desk, surveys

WHEN = datetime(2026, 12, 2, 19, 30, tzinfo=UTC)
PLACE = PlaceRef("C0PLENARY")
KINDS = tuple(QuestionKind)


def survey(session: Session, text: str, number: int = 0, questions: int = 30) -> Survey:
    asked = tuple(_question(text, place) for place in range(questions))
    return Survey(
        SurveyId(f"v{number}"),
        session.id,
        text[:150],
        asked,
        tuple(Secrecy)[number % 3],
        PersonRef("U0ORG"),
        WHEN,
    )


def _question(text: str, place: int) -> Question:
    kind = KINDS[place % len(KINDS)]
    options = tuple(f"{text[:70]}{index}" for index in range(5))
    rating = kind is QuestionKind.RATING
    return Question(
        QuestionId(f"q{place}"),
        kind,
        text[:300],
        AGREEMENT_SCALE if kind is QuestionKind.AGREEMENT else () if rating else options,
        1 if rating else None,
        5 if rating else None,
    )


def _result(question: Question) -> SurveyResult:
    counts = tuple(range(2, 2 + len(question.rows)))
    texts = tuple((question.wording, 2) for _ in range(9)) if "text" in question.kind else ()
    figures = Figures(Decimal("3.25"), Decimal(3), Decimal(1), Decimal(5))
    names = tuple((PersonRef("U0P1"),) * 20 for _ in question.rows)
    change = Change(12.4, 3.0, 21.0, Method.PAIRED, 30, 58, 39)
    scores = counts if question.kind in (QuestionKind.RANKING, QuestionKind.POINTS) else ()
    rounds = (Round(counts, ()),) if question.kind is QuestionKind.RANKING else ()
    tally = Tally(counts, unsure=2, texts=texts, figures=figures, scores=scores, rounds=rounds)
    return SurveyResult(question, tally, change, names)


def _record(one: Survey) -> tuple[SurveyEntry, ...]:
    noted = [SurveyEntry(one.id, WHEN, deed, one.opened_by, one.title) for deed in PollDeed]
    return tuple(noted * 4)


def surveying(session: Session, text: str) -> Iterator[tuple[str, Message | View]]:
    """Every view of surveys, by a name that says which."""
    yield "put a survey", surveys.survey_form(Shelf(session, ()), PLACE, SurveyDraft(text[:150]))
    for number in range(3):
        one = survey(session, text, number)
        for page, questions in enumerate(pages_of(one)):
            sheet = Sheet(one, page, len(pages_of(one)), questions, {})
            yield f"survey page {page}, {one.secrecy}", surveys.page_form(sheet, PLACE)
            yield f"survey saved {page}, {one.secrecy}", surveys.saved(sheet)
        for people in (0, 3, 58):
            yield (
                f"survey card, {one.secrecy}, {people}",
                surveys.survey_card(SurveyCard(session, one, people, closes_at=WHEN)),
            )
            closed = replace(one, closed_at=WHEN)
            results = SurveyResults(
                closed, people, people + 9, tuple(map(_result, one.questions)), (text[:300],) * 4
            )
            yield (
                f"survey card closed, {one.secrecy}, {people}",
                surveys.survey_card(SurveyCard(session, closed, people, results)),
            )
            for standing in (
                SurveyDesk(one, people),
                SurveyDesk(one, people, closes_at=WHEN, record=_record(one)),
                SurveyDesk(closed, people, results, record=_record(closed)),
            ):
                yield (
                    f"survey desk, {one.secrecy}, {people}, {standing.results is None}, {standing.closes_at}",
                    survey_desk.desk(standing),
                )
    opened = survey(session, text)
    for closed_at in (None, opened.opened_at):
        ended = replace(opened, closed_at=closed_at)
        yield f"survey reminder, {closed_at}", surveys.reminder(SurveyReminderCard(session, ended))
        yield f"survey warning, {closed_at}", surveys.warning(SurveyWarningCard(ended, WHEN))
    yield "open a survey again", survey_desk.reopen_form(SurveyDesk(opened, 3), PLACE)
