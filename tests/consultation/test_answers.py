from decimal import Decimal

import pytest

from consultation.answers import fields_of, name_of, read_answer
from consultation.errors import InvalidField, NoSuchThing
from consultation.model.questions import (
    AGREEMENT_SCALE,
    Answer,
    Chosen,
    Filled,
    Pressed,
    Question,
    QuestionKind,
    Ranked,
    Shared,
    Unsure,
    Value,
    Words,
)
from consultation.model.references import QuestionId

OPTIONS = ("Records", "Rota", "Rooms", "Rest")


def asked(
    kind: QuestionKind,
    options: tuple[str, ...] = OPTIONS,
    least: int | None = None,
    most: int | None = None,
    unsure: str = "Don't know",
) -> Question:
    return Question(QuestionId("q"), kind, "What next?", options, least, most, unsure)


CHOICE = asked(QuestionKind.CHOICE)
AGREEMENT = asked(QuestionKind.AGREEMENT, AGREEMENT_SCALE)
RATING = asked(QuestionKind.RATING, ("Poor", "Excellent"), 0, 10)
SEVERAL = asked(QuestionKind.SEVERAL, least=2, most=3)
RANKING = asked(QuestionKind.RANKING, most=3)
POINTS = asked(QuestionKind.POINTS, most=10)
NUMBER = asked(QuestionKind.NUMBER, (), -5, 100)
SHORT = asked(QuestionKind.SHORT_TEXT, (), most=20)
LONG = asked(QuestionKind.LONG_TEXT, (), most=3000)


@pytest.mark.parametrize(
    ("question", "row", "answer"),
    [
        (CHOICE, 3, Chosen((3,))),
        (CHOICE, 4, Unsure()),
        (AGREEMENT, 0, Chosen((0,))),
        (RATING, 0, Value(Decimal(0))),
        (RATING, 10, Value(Decimal(10))),
        (RATING, 11, Unsure()),
        (NUMBER, 0, Unsure()),
    ],
)
def test_a_button_is_an_answer(question: Question, row: int, answer: Answer) -> None:
    assert read_answer(question, Pressed(row)) == answer


@pytest.mark.parametrize(
    ("question", "row"),
    [
        (CHOICE, -1),
        (CHOICE, 5),
        (RATING, 12),
        (SEVERAL, 0),
        (NUMBER, 1),
        (asked(QuestionKind.CHOICE, unsure=""), 4),
    ],
)
def test_a_button_of_another_question_is_none(question: Question, row: int) -> None:
    with pytest.raises(NoSuchThing, match="option"):
        read_answer(question, Pressed(row))


@pytest.mark.parametrize(
    ("question", "fields", "answer"),
    [
        (CHOICE, ("2",), Chosen((2,))),
        (RATING, ("7",), Value(Decimal(7))),
        (SEVERAL, ("3", "0", "3"), Chosen((0, 3))),
        (RANKING, ("2", "0", "1"), Ranked((2, 0, 1))),
        (RANKING, ("2", "", "1"), Ranked((2, 1))),
        (POINTS, ("3", "", "7", ""), Shared((3, 0, 7, 0))),
        (POINTS, ("1",), Shared((1, 0, 0, 0))),
        (NUMBER, (" 3,50 ",), Value(Decimal("3.5"))),
        (NUMBER, ("-0",), Value(Decimal(0))),
        (NUMBER, ("100",), Value(Decimal(100))),
        (SHORT, ("  so\nit is ",), Words("so it is")),
        (LONG, ("so\n\nit is ",), Words("so\n\nit is")),
    ],
)
def test_a_form_is_an_answer(question: Question, fields: tuple[str, ...], answer: Answer) -> None:
    assert read_answer(question, Filled(fields)) == answer


@pytest.mark.parametrize(
    ("question", "fields", "field", "says"),
    [
        (CHOICE, (), "answer", "Choose an answer"),
        (SEVERAL, ("1",), "answer", "at least 2 answers"),
        (SEVERAL, ("0", "1", "2", "3"), "answer", "at most 3 answers. You have chosen 4"),
        (RANKING, ("", "", ""), "answer_0", "like best"),
        (RANKING, ("2", "2"), "answer_1", "“Rooms” has a place already"),
        (POINTS, ("6", "5"), "answer_0", "10 points to give, and these are 11"),
        (POINTS, ("", ""), "answer_0", "Give your 10 points"),
        (POINTS, ("1", "-1"), "answer_1", "whole numbers"),
        (POINTS, ("1.5",), "answer_0", "whole numbers"),
        (NUMBER, ("ten",), "answer", "in digits"),
        (NUMBER, ("1e5",), "answer", "in digits"),
        (NUMBER, ("NaN",), "answer", "in digits"),
        (NUMBER, ("101",), "answer", "highest number that can be given is 100"),
        (NUMBER, ("-5.5",), "answer", "lowest number that can be given is -5"),
        (SHORT, ("x" * 21,), "answer", "has 21 characters and 20 fit"),
        (LONG, ("\u200b",), "answer", "Write your answer"),
    ],
)
def test_what_can_not_be_counted_is_refused_at_its_field(
    question: Question, fields: tuple[str, ...], field: str, says: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        read_answer(question, Filled(fields))
    assert (refused.value.field, says in refused.value.sentence) == (field, True)
    assert field in fields_of(question)


@pytest.mark.parametrize("field", ["9", "-1", "x", "1" * 5000, "٣"])
def test_an_option_that_is_not_there_is_no_answer(field: str) -> None:
    with pytest.raises((NoSuchThing, InvalidField)):
        read_answer(SEVERAL, Filled((field, field)))


def test_not_to_know_is_an_answer_of_its_own_where_it_is_offered() -> None:
    assert read_answer(NUMBER, Filled(("",), unsure=True)) == Unsure()
    with pytest.raises(InvalidField, match="in digits"):
        read_answer(asked(QuestionKind.NUMBER, (), unsure=""), Filled(("",), unsure=True))


def test_to_answer_and_not_to_know_can_not_both_be() -> None:
    with pytest.raises(InvalidField, match="not both") as refused:
        read_answer(NUMBER, Filled(("5",), unsure=True))
    assert refused.value.field == "unsure"


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (CHOICE, Chosen((1,)), "Rota"),
        (SEVERAL, Chosen((0, 3)), "Records, Rest"),
        (RANKING, Ranked((2, 0)), "1. Rooms, 2. Records"),
        (POINTS, Shared((3, 0, 7, 0)), "Records: 3, Rooms: 7"),
        (NUMBER, Value(Decimal("1E+2")), "100"),
        (NUMBER, Value(Decimal("3.50")), "3.5"),
        (LONG, Words("so\nit is"), "so it is"),
        (CHOICE, Unsure(), "Don't know"),
    ],
)
def test_an_answer_is_said_in_words(question: Question, answer: Answer, said: str) -> None:
    assert name_of(question, answer) == said
