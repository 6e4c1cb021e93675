"""31 exercises and systems of the same world: what they ask can be put as it stands, kept as a template, and counted."""

import json
from itertools import count
from typing import Any

import pytest

from consultation.library import draft_of_survey, line_of
from consultation.model.polls import Poll, PollDraft, Secrecy
from consultation.model.questions import Filled, QuestionKind
from consultation.model.references import PersonRef, SessionId, SurveyId
from consultation.model.statements import ConversationDraft
from consultation.model.surveys import Survey, SurveyDraft, Written
from consultation.polls import is_poll_line, read_poll_line
from consultation.services.survey_opening import survey_of_draft
from consultation.statements import judge_question
from consultation.surveys import pages_of
from tests.support.consultation import Consultation
from tests.support.people import NOW, ORGANISER, person
from tests.support.shared import CONSULTATION, needs_shared

pytestmark = needs_shared

EXERCISES: list[dict[str, Any]] = (
    json.loads((CONSULTATION / "seed_exercises.json").read_text(encoding="utf-8"))["items"]
    if CONSULTATION.is_dir()
    else []
)
ASKING = [one for one in EXERCISES if one["questions_asked"] or one["statements_to_put_to_people"]]


def drafted(exercise: dict[str, Any]) -> SurveyDraft:
    """An exercise as somebody types it: a statement a line, and each question for words."""
    lines = [
        *exercise["statements_to_put_to_people"],
        *(f'long "{one}"' for one in exercise["questions_asked"]),
    ]
    return SurveyDraft(exercise["name"], "\n".join(lines), pairs=True)


def survey(exercise: dict[str, Any]) -> Survey:
    numbers = count()
    return survey_of_draft(
        drafted(exercise),
        SurveyId("s1"),
        SessionId("e1"),
        lambda: f"q{next(numbers)}",
        PersonRef("UORG"),
        NOW,
    )


def asked(one: Survey) -> list[tuple[QuestionKind, str, tuple[str, ...]]]:
    return [(question.kind, question.wording, question.options) for question in one.questions]


def test_all_of_them_are_here() -> None:
    assert len(EXERCISES) == 31
    assert sum(len(one["questions_asked"]) for one in EXERCISES) == 39
    assert sum(len(one["statements_to_put_to_people"]) for one in EXERCISES) == 32


@pytest.mark.parametrize("exercise", ASKING, ids=lambda one: one["id"])
def test_what_an_exercise_asks_can_be_put_word_for_word_and_kept(exercise: dict[str, Any]) -> None:
    first = survey(exercise)
    wordings = [one.wording for one in first.questions]
    typed = [*exercise["statements_to_put_to_people"], *exercise["questions_asked"]]
    assert wordings == [" ".join(text.split()) for text in typed]
    assert len(pages_of(first)) >= 1
    again = draft_of_survey(first)
    kept = {"questions_asked": [], "statements_to_put_to_people": again.questions.split("\n")}
    assert asked(survey(exercise | kept)) == asked(first)
    for question in first.questions:
        line = line_of(question)
        draft = read_poll_line(line) if is_poll_line(line) else None
        assert draft is None or draft.question == question.wording


@pytest.mark.parametrize(
    "exercise", [one for one in ASKING if one["statements_to_put_to_people"]], ids=lambda one: one["id"]
)
def test_its_statements_can_be_judged_by_everybody(exercise: dict[str, Any]) -> None:
    statements = exercise["statements_to_put_to_people"]
    question, first = judge_question(ConversationDraft(exercise["name"], "\n".join(statements)))
    assert question == exercise["name"]
    assert len(first) == len(statements)


async def test_the_fullest_exercise_is_asked_before_and_after_and_comes_to_what_was_said(
    consultation: Consultation,
) -> None:
    """People agree with its first statement, one less with each after it; of its questions each is answered in words."""
    exercise = max(ASKING, key=lambda one: len(one["statements_to_put_to_people"]))
    session = await consultation.in_rooms(people=8)
    surveys = consultation.services.surveys
    put = await surveys.begin(ORGANISER, session.id, drafted(exercise))
    assert isinstance(put, Survey)
    statements = len(exercise["statements_to_put_to_people"])
    for voter in range(8):
        for page, questions in enumerate(pages_of(put)):
            given = {
                one.id: Filled(("0" if voter < 8 - put.every_question.index(one) % 8 else "4",))
                for one in questions
                if one.kind is QuestionKind.AGREEMENT
            }
            await surveys.save(person(f"U{voter}"), put.id, Written(page, given))
    await surveys.close(ORGANISER, put.id)
    desk = await surveys.desk(ORGANISER, put.id)
    assert desk.results is not None
    shares = [one.tally.percent_agree for one in desk.results.results[:statements]]
    assert shares == [(200 * (8 - place % 8) + 8) // 16 for place in range(statements)]


async def test_a_view_on_each_recommendation_is_asked_of_organisations_in_every_way(
    consultation: Consultation,
) -> None:
    """The same statement as a poll of each secrecy: counted the same."""
    session = await consultation.in_rooms(people=8)
    text = next(one for one in ASKING if one["statements_to_put_to_people"])["statements_to_put_to_people"][0]
    line = read_poll_line(f'agree "{text}"')
    assert line is not None
    for secrecy in Secrecy:
        draft = PollDraft(line.question, line.kind, line.audience, secrecy=secrecy)
        consultation.clock.passes(seconds=60)
        poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
        assert isinstance(poll, Poll)
        for voter in range(8):
            await consultation.services.polls.vote(
                person(f"U{voter}"), poll.id, Filled(("0" if voter < 6 else "4",))
            )
        _, tally = await consultation.services.polls.close(ORGANISER, poll.id)
        assert (tally.counts, tally.percent_agree) == ((6, 0, 0, 0, 2), 75)
