"""What surveys came to, over all and room by room; and how that changed since the same was asked before."""

from collections.abc import Sequence

from consultation.model.polls import Secrecy
from consultation.model.questions import Chosen, Question
from consultation.model.references import PersonRef
from consultation.model.rooms import Room
from consultation.model.sessions import Session
from consultation.model.surveys import Survey, SurveyResult, SurveyResults
from consultation.pace import reasons
from consultation.ports.storage import Work
from consultation.results import Room as RoomTally
from consultation.results import SurveyReport
from consultation.services.tallies import as_told
from consultation.surveys import change_of
from consultation.tallies import tally

YES = Chosen((0,))
"""To the question whether answers may be compared."""


async def results_of(work: Work, survey: Survey) -> SurveyResults:
    """What a closed survey came to, each question with its own base."""
    asked = await work.surveys.asked(survey)
    results = [await _result(work, survey, question, asked) for question in survey.questions]
    return SurveyResults(
        survey,
        await work.surveys.answered(survey),
        asked,
        tuple(results),
        reasons(await work.survey_record.of(survey.id)),
    )


async def report_on(work: Work, session: Session, survey: Survey) -> SurveyReport:
    """The same with what each room answered: the room in which people sat, or which they led, when they answered."""
    rooms, asked = await work.rooms.all(session.id), await work.surveys.asked(survey)
    found = [
        (await _result(work, survey, question, asked), await _by_room(work, session, rooms, question))
        for question in survey.questions
    ]
    record = await work.survey_record.of(survey.id)
    return SurveyReport(survey, session.question, tuple(found), reasons(record))


async def _by_room(
    work: Work, session: Session, rooms: Sequence[Room], question: Question
) -> tuple[RoomTally, ...]:
    counted = [(room, tally(question, await work.polls.piles(question.id, room.id))) for room in rooms]
    if not any(one.answers for _, one in counted):
        return ()
    return tuple((room.number, room_name(session, room), one) for room, one in counted)


def room_name(session: Session, room: Room) -> str:
    """A room as files name it."""
    theme = session.theme(room.theme)
    return f"Room {room.number}: {theme.name}" if theme else f"Room {room.number}"


async def _result(work: Work, survey: Survey, question: Question, asked: int) -> SurveyResult:
    counted = await as_told(work, question, tally(question, await work.polls.piles(question.id), asked))
    names = await _names(work, survey, question)
    if survey.follows is None:
        return SurveyResult(question, counted, names=names)
    session = await work.sessions.any(survey.session)
    assert session is not None  # it goes with its session
    before = await work.surveys.get(session.tenant, survey.follows)
    if before is None or before.closed_at is None:
        return SurveyResult(question, counted, names=names)
    twin = before.questions[survey.questions.index(question)]
    earlier, later = await work.surveys.answers(twin), await work.surveys.answers(question)
    change = change_of(question, earlier, later, await _agreeing(work, before, survey))
    return SurveyResult(question, counted, change, names)


async def _names(work: Work, survey: Survey, question: Question) -> tuple[tuple[PersonRef, ...], ...]:
    """Who chose each row, where names are told."""
    if survey.secrecy is not Secrecy.NAMED:
        return ()
    answers = await work.surveys.answers(question)
    chosen = {person: answer.options for person, answer in answers.items() if isinstance(answer, Chosen)}
    rows = range(len(question.rows))
    return tuple(tuple(person for person, options in chosen.items() if row in options) for row in rows)


async def _agreeing(work: Work, before: Survey, after: Survey) -> set[PersonRef]:
    """Who agreed both times that their answers are compared; of an anonymous survey only they bear a token at all."""
    if before.consent is None or after.consent is None:
        return set()
    if after.secrecy is Secrecy.ANONYMOUS:
        return {name for question in after.questions for name in await work.surveys.answers(question)}
    said = [await work.surveys.answers(one.consent) for one in (before, after) if one.consent]
    return {name for name in said[0] if all(one.get(name) == YES for one in said)}
