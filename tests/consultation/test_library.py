"""How a question of a template stands in a form."""

import pytest

from consultation.library import line_of
from consultation.model.questions import YES_NO, Question, QuestionKind
from consultation.model.references import QuestionId
from consultation.polls import read_poll_line

LABELS = ("Records", "Rota", "Rent", "Rest", "Roof")


def question(kind: QuestionKind, wording: str = "Which first?", *options: str) -> Question:
    return Question(QuestionId("q"), kind, wording, options)


@pytest.mark.parametrize(
    ("kind", "options", "line"),
    [
        (QuestionKind.CHOICE, LABELS[:2], '"Which first?" "Records" "Rota"'),
        (QuestionKind.RANKING, LABELS[:2], 'rank "Which first?" "Records" "Rota"'),
        (QuestionKind.YES_NO, YES_NO, 'yesno "Which first?"'),
        (QuestionKind.AGREEMENT, (), "Which first?"),
    ],
)
def test_a_word_stands_before_a_question_only_where_its_answers_do_not_say_how_it_is_asked(
    kind: QuestionKind, options: tuple[str, ...], line: str
) -> None:
    assert line_of(question(kind, "Which first?", *options)) == line


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        (QuestionKind.CHOICE, LABELS[:2]),
        (QuestionKind.SEVERAL, LABELS[:3]),
        (QuestionKind.AGREEMENT, LABELS),
        (QuestionKind.RANKING, LABELS),
    ],
)
def test_what_stands_in_the_form_is_read_as_the_same_question(
    kind: QuestionKind, options: tuple[str, ...]
) -> None:
    again = read_poll_line(line_of(question(kind, "Which “first”?", *options)))
    assert again is not None
    assert (again.question, again.kind, tuple(again.options.splitlines())) == (
        "Which “first”?",
        kind,
        options,
    )
