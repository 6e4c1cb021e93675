"""Surveys: saved page by page, changed until the close, counted by question, compared with the same questions asked before."""

import pytest

from consultation.errors import (
    InvalidField,
    NoSuchThing,
    NotAnOrganiser,
    NothingToAnswer,
    NotSignedUp,
    SurveyClosed,
)
from consultation.model.cards import SurveyCard, SurveyReminderCard
from consultation.model.change import Method
from consultation.model.people import SignUpDraft
from consultation.model.polls import Secrecy
from consultation.model.questions import Filled, QuestionKind
from consultation.model.sessions import Session
from consultation.model.surveys import Survey, SurveyDraft, Written
from consultation.services.reminders import Reminded
from storage.keys import PAIRS
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person

QUESTIONS = """\
Additional roles help my patients
"Which first?" "Records" "Rota"
My practice is ready
"""


async def begun(
    consultation: Consultation,
    secrecy: Secrecy = Secrecy.HIDDEN,
    *,
    people: int = 8,
    pairs: bool = False,
    questions: str = QUESTIONS,
) -> tuple[Session, Survey]:
    session = await consultation.in_rooms(people)
    draft = SurveyDraft("Before we begin", questions, secrecy, pairs)
    survey = await consultation.services.surveys.begin(ORGANISER, session.id, draft)
    assert isinstance(survey, Survey)
    return session, survey


async def answers(consultation: Consultation, name: str, survey: Survey, *rows: int | None) -> None:
    """Fill in the whole form: a row for each question, None for one left empty."""
    given = {
        question.id: Filled(("" if row is None else str(row),))
        for question, row in zip(survey.every_question, rows, strict=False)
    }
    await consultation.services.surveys.save(person(name), survey.id, Written(0, given))


async def card(consultation: Consultation) -> SurveyCard:
    await consultation.paint()
    shown = [one for one in consultation.platform.cards(SurveyCard) if isinstance(one, SurveyCard)]
    return shown[-1]


async def test_a_line_is_a_question_and_one_without_marks_asks_how_far_people_agree(
    consultation: Consultation,
) -> None:
    _, survey = await begun(consultation)
    assert [one.kind for one in survey.questions] == [
        QuestionKind.AGREEMENT,
        QuestionKind.CHOICE,
        QuestionKind.AGREEMENT,
    ]
    assert survey.questions[1].options == ("Records", "Rota")


@pytest.mark.parametrize(
    ("title", "questions", "said"),
    [
        (" ", QUESTIONS, "what this survey is about"),
        ("Well", " ", "at least one question"),
        ("Well", '"Which?" "One"', "Question 1"),
        ("Well", "Fine\n" + "x" * 400, "Question 2"),
        ("Well", "\n".join(f"Number {n}" for n in range(31)), "31 questions"),
    ],
)
async def test_what_cannot_be_asked_is_told_with_its_line(
    consultation: Consultation, title: str, questions: str, said: str
) -> None:
    session = await consultation.open()
    with pytest.raises(InvalidField, match=said):
        await consultation.services.surveys.begin(ORGANISER, session.id, SurveyDraft(title, questions))


@pytest.mark.parametrize("secrecy", list(Secrecy))
async def test_what_is_saved_halfway_is_there_later_and_can_be_changed(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    _, survey = await begun(consultation, secrecy)
    await answers(consultation, "U0", survey, 0, None, None)
    sheet = await consultation.services.surveys.sheet(person("U0"), survey.id)
    assert sheet.answered == 1
    await answers(consultation, "U0", survey, 4, 1, None)
    await answers(consultation, "U1", survey, 1, None, None)
    await consultation.services.surveys.close(ORGANISER, survey.id)
    shown = await card(consultation)
    assert shown.results is not None
    assert [one.tally.counts for one in shown.results.results] == [(0, 1, 0, 0, 1), (0, 1), (0, 0, 0, 0, 0)]
    assert [one.tally.answers for one in shown.results.results] == [2, 1, 0]
    assert shown.people == 2


@pytest.mark.parametrize("line", ['He said "no" twice', '"Bad blood" stays', "“Curly” too", '5" is enough'])
async def test_quotation_marks_inside_a_statement_are_a_part_of_it(
    consultation: Consultation, line: str
) -> None:
    _, survey = await begun(consultation, questions=line)
    assert [(one.kind, one.wording) for one in survey.questions] == [(QuestionKind.AGREEMENT, line)]


async def test_nothing_is_shown_before_the_close_but_how_many_answered(consultation: Consultation) -> None:
    _, survey = await begun(consultation, Secrecy.ANONYMOUS)
    await answers(consultation, "U0", survey, 0, 0, 0)
    shown = await card(consultation)
    assert (shown.people, shown.results) == (1, None)


async def test_nothing_is_taken_after_the_close(consultation: Consultation) -> None:
    session, survey = await begun(consultation)
    await consultation.services.surveys.close(ORGANISER, survey.id)
    with pytest.raises(SurveyClosed):
        await answers(consultation, "U0", survey, 0)
    with pytest.raises(SurveyClosed):
        await consultation.services.surveys.sheet(person("U0"), survey.id)
    with pytest.raises(NothingToAnswer):
        await consultation.services.surveys.current(person("U0"), session.id)


async def test_a_survey_closes_with_its_session(consultation: Consultation) -> None:
    session, _ = await begun(consultation)
    await consultation.services.sessions.close(ORGANISER, session.id)
    assert (await card(consultation)).survey.closed_at is not None


async def test_only_who_takes_part_answers_and_only_organisers_do_the_rest(
    consultation: Consultation,
) -> None:
    session, survey = await begun(consultation)
    await consultation.services.people.join(person("Eve"), session.id, SignUpDraft((), observes=True))
    for name in ("Eve", "Nobody"):
        with pytest.raises(NotSignedUp):
            await answers(consultation, name, survey, 0)
    someone, services = person("U0"), consultation.services.surveys
    for refused in (
        services.begin(someone, session.id, SurveyDraft("Mine", "Well")),
        services.remind(someone, survey.id),
        services.close(someone, survey.id),
        services.ask_again(someone, survey.id),
    ):
        with pytest.raises(NotAnOrganiser):
            await refused


@pytest.mark.parametrize("secrecy", list(Secrecy))
async def test_a_reminder_goes_to_those_only_who_have_answered_nothing(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    _, survey = await begun(consultation, secrecy, people=4)
    await answers(consultation, "U0", survey, 0)
    assert await consultation.services.surveys.remind(ORGANISER, survey.id) == Reminded(7, 0)
    assert await consultation.services.surveys.remind(ORGANISER, survey.id) == Reminded(0, 7)
    await consultation.paint()
    assert len(consultation.platform.cards(SurveyReminderCard)) == 7


async def test_an_answer_that_was_not_offered_is_not_kept(consultation: Consultation) -> None:
    _, survey = await begun(consultation)
    with pytest.raises(NoSuchThing):
        await answers(consultation, "U0", survey, 7)
    assert (await consultation.services.surveys.sheet(person("U0"), survey.id)).answered == 0


async def test_a_long_survey_comes_in_pages(consultation: Consultation) -> None:
    _, survey = await begun(consultation, questions="\n".join(f"Number {n}" for n in range(30)))
    first = await consultation.services.surveys.sheet(person("U0"), survey.id)
    assert (first.pages, len(first.questions)) == (3, 12)
    given = {first.questions[0].id: Filled(("0",))}
    second = await consultation.services.surveys.save(person("U0"), survey.id, Written(0, given))
    assert (second.page, second.answered) == (1, 1)
    with pytest.raises(NoSuchThing):
        await consultation.services.surveys.sheet(person("U0"), survey.id, 3)


@pytest.mark.parametrize("secrecy", [Secrecy.HIDDEN, Secrecy.ANONYMOUS])
async def test_the_same_people_are_compared_before_and_after_where_they_agreed(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    """30 of 34 agree to be compared; 12 of them change their mind, and nobody changes it back."""
    _, before = await begun(consultation, secrecy, people=34, pairs=True, questions="Additional roles help")
    for number in range(34):
        await answers(consultation, f"U{number}", before, 3 if number < 20 else 0, 0 if number < 30 else 1)
    await consultation.services.surveys.close(ORGANISER, before.id)
    after = await consultation.services.surveys.ask_again(ORGANISER, before.id)
    for number in range(34):
        await answers(consultation, f"U{number}", after, 3 if number < 8 else 0, 0 if number < 30 else 1)
    await consultation.services.surveys.close(ORGANISER, after.id)
    results = (await card(consultation)).results
    assert results is not None
    (change,) = [one.change for one in results.results]
    assert change is not None
    assert (change.method, change.paired, change.before, change.after) == (Method.PAIRED, 30, 34, 34)
    assert change.unpaired == 8
    assert change.points == pytest.approx(100 * 12 / 30)
    assert change.low > 0


async def test_nothing_is_said_of_a_change_of_few(consultation: Consultation) -> None:
    _, before = await begun(consultation, pairs=True)
    await answers(consultation, "U0", before, 0, None, None, 0)
    await consultation.services.surveys.close(ORGANISER, before.id)
    after = await consultation.services.surveys.ask_again(ORGANISER, before.id)
    await answers(consultation, "U0", after, 4, None, None, 0)
    await consultation.services.surveys.close(ORGANISER, after.id)
    results = (await card(consultation)).results
    assert results is not None
    assert [one.change for one in results.results] == [None, None, None]


async def test_what_pairs_two_surveys_goes_with_the_second(consultation: Consultation) -> None:
    _, before = await begun(consultation, Secrecy.ANONYMOUS, pairs=True)
    await answers(consultation, "U0", before, 0, None, None, 0)
    await consultation.services.surveys.close(ORGANISER, before.id)

    async def keys() -> list[str]:
        async with consultation.storage._database.writing() as connection:
            return [
                one
                for one in await consultation.storage._keys.names(connection)
                if not one.startswith("intake")
            ]

    assert await keys() == [f"{PAIRS}{before.id}"]
    after = await consultation.services.surveys.ask_again(ORGANISER, before.id)
    await answers(consultation, "U0", after, 0, None, None, 0)
    await consultation.services.surveys.close(ORGANISER, after.id)
    assert await keys() == []
    async with consultation.storage.look() as work:
        names = [set(await work.surveys.answers(one.questions[0])) for one in (before, after)]
    assert names[0] == names[1]
    assert not any("U0" in name for name in names[0])


async def test_two_presses_on_ask_again_put_one_survey(consultation: Consultation) -> None:
    session, survey = await begun(consultation)
    await consultation.services.surveys.close(ORGANISER, survey.id)
    twice = [await consultation.services.surveys.ask_again(ORGANISER, survey.id) for _ in range(2)]
    assert twice[0].id == twice[1].id
    async with consultation.storage.look() as work:
        assert len(await work.surveys.all(session.id)) == 2
