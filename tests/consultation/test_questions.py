from dataclasses import replace

import pytest

from consultation.errors import InvalidField, InvalidFields
from consultation.model.questions import AGREEMENT_SCALE, YES_NO, Question, QuestionDraft, QuestionKind
from consultation.model.references import QuestionId
from consultation.questions import add_option, draft_question

OPTIONS = "Records\nRota\nRooms"


def judged(kind: QuestionKind, options: str = "", **bounds: str) -> Question:
    return draft_question(QuestionDraft("What next?", kind, options, **bounds), QuestionId("q"))


def refusal(kind: QuestionKind, options: str = "", **bounds: str) -> InvalidField:
    with pytest.raises(InvalidField) as refused:
        judged(kind, options, **bounds)
    return refused.value


@pytest.mark.parametrize(
    ("kind", "typed", "options", "least", "most"),
    [
        (QuestionKind.CHOICE, OPTIONS, ("Records", "Rota", "Rooms"), None, None),
        (QuestionKind.SEVERAL, OPTIONS, ("Records", "Rota", "Rooms"), 1, 3),
        (QuestionKind.AGREEMENT, "", AGREEMENT_SCALE, None, None),
        (QuestionKind.YES_NO, "", YES_NO, None, None),
        (QuestionKind.RATING, "", (), 1, 5),
        (QuestionKind.RANKING, OPTIONS, ("Records", "Rota", "Rooms"), 1, 3),
        (QuestionKind.POINTS, OPTIONS, ("Records", "Rota", "Rooms"), None, 10),
        (QuestionKind.NUMBER, "", (), None, None),
        (QuestionKind.SHORT_TEXT, "", (), None, 150),
        (QuestionKind.LONG_TEXT, "", (), None, 3000),
    ],
)
def test_every_kind_can_be_asked_with_nothing_but_what_it_needs(
    kind: QuestionKind, typed: str, options: tuple[str, ...], least: int | None, most: int | None
) -> None:
    question = judged(kind, typed)
    assert question == Question(QuestionId("q"), kind, "What next?", options, least, most)


def test_the_labels_of_the_scale_can_be_replaced_and_its_points_can_not() -> None:
    labels = ("Love it", "Like it", "Neutral", "Dislike it", "Hate it")
    assert judged(QuestionKind.AGREEMENT, "\n".join(labels)).options == labels
    assert "five answers" in refusal(QuestionKind.AGREEMENT, "Good\nBad").sentence


def test_a_rating_is_counted_by_its_values() -> None:
    rating = judged(QuestionKind.RATING, "Poor\nExcellent", least="0", most="10")
    assert rating.rows == tuple(map(str, range(11)))
    assert rating.options == ("Poor", "Excellent")


@pytest.mark.parametrize(
    ("kind", "options", "bounds", "field"),
    [
        (QuestionKind.SEVERAL, "Only one", {}, "options"),
        (QuestionKind.SEVERAL, OPTIONS, {"most": "0"}, "most"),
        (QuestionKind.SEVERAL, OPTIONS, {"most": "two"}, "most"),
        (QuestionKind.SEVERAL, OPTIONS, {"least": "3", "most": "2"}, "most"),
        (QuestionKind.RATING, "", {"most": "11"}, "most"),
        (QuestionKind.RATING, "", {"least": "1", "most": "1"}, "most"),
        (QuestionKind.RATING, "Poor", {}, "options"),
        (QuestionKind.POINTS, OPTIONS, {"most": "101"}, "most"),
        (QuestionKind.NUMBER, "", {"least": "9", "most": "3"}, "most"),
        (QuestionKind.NUMBER, "Some", {}, "options"),
        (QuestionKind.LONG_TEXT, "Some", {}, "options"),
        (QuestionKind.CHOICE, OPTIONS, {"unsure": "x" * 76}, "unsure"),
    ],
)
def test_what_can_not_be_asked_is_refused_at_its_field(
    kind: QuestionKind, options: str, bounds: dict[str, str], field: str
) -> None:
    assert refusal(kind, options, **bounds).field == field


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidFields) as refused:
        draft_question(QuestionDraft(" ", QuestionKind.SEVERAL, "One", most="x"), QuestionId("q"))
    assert [problem.field for problem in refused.value.problems] == ["question", "options", "most"]


def test_twenty_five_options_can_be_ticked_and_ten_pressed() -> None:
    posters = "\n".join(f"Poster {number}" for number in range(25))
    assert len(judged(QuestionKind.SEVERAL, posters).options) == 25
    assert "10 fit" in refusal(QuestionKind.CHOICE, posters).sentence


def test_an_option_added_before_the_first_ballot_makes_no_new_version() -> None:
    question = add_option(judged(QuestionKind.CHOICE, OPTIONS), " Rest ", answered=False)
    assert (question.options[-1], question.version, question.since) == ("Rest", 1, ())


def test_an_option_added_after_the_first_ballot_makes_a_new_version_that_leaves_the_rest_alone() -> None:
    before = judged(QuestionKind.CHOICE, OPTIONS)
    after = add_option(add_option(before, "Rest", answered=True), "Run", answered=True)
    assert after == replace(
        before, options=(*before.options, "Rest", "Run"), version=3, since=(1, 1, 1, 2, 3)
    )


@pytest.mark.parametrize(
    ("kind", "option", "says"),
    [
        (QuestionKind.CHOICE, " ", "Write the answer"),
        (QuestionKind.CHOICE, "ROTA", "there already"),
        (QuestionKind.CHOICE, "x" * 76, "holds 75 characters"),
        (QuestionKind.AGREEMENT, "Perhaps", "are fixed"),
    ],
)
def test_an_option_that_can_not_be_added_is_refused(kind: QuestionKind, option: str, says: str) -> None:
    with pytest.raises(InvalidField, match=says):
        add_option(judged(kind, OPTIONS if kind is QuestionKind.CHOICE else ""), option, answered=True)


def test_no_more_options_are_added_than_fit() -> None:
    full = judged(QuestionKind.CHOICE, "\n".join(map(str, range(10))))
    with pytest.raises(InvalidField, match="no more fit"):
        add_option(full, "One more", answered=False)
