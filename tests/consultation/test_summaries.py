"""Key themes and next steps are read as they are typed, and written so that they can be read again."""

import pytest

from consultation.errors import InvalidField
from consultation.model.summaries import KeyTheme, Statement, Summary
from consultation.summaries import read_summary, write_summary

TYPED = """Time
- People want longer visits. (rooms 1 and 3)
• Nobody has time to learn. (room 2)

Space
• There are too few rooms."""
READ = Summary(
    (
        KeyTheme(
            "Time",
            (Statement("People want longer visits.", (1, 3)), Statement("Nobody has time to learn.", (2,))),
        ),
        KeyTheme("Space", (Statement("There are too few rooms."),)),
    ),
    ("The board meets in May.", "We write to all practices."),
)


def test_a_line_is_a_theme_and_a_line_with_a_dash_a_statement_of_the_rooms_it_names() -> None:
    assert read_summary(TYPED, "The board meets in May.\n- We write to all practices.", {1, 2, 3}) == READ


def test_what_is_written_to_be_edited_reads_the_same_again() -> None:
    assert read_summary(*write_summary(READ), {1, 2, 3}) == READ


def test_nothing_is_nothing() -> None:
    assert read_summary(" \n", "", ()) == Summary()


@pytest.mark.parametrize(
    ("themes", "sentence"),
    [
        ("- First.", "“- First.” comes before any theme"),
        ("Time", "The theme “Time” says nothing yet"),
        ("Time\n- Short. (room 9)", "There is no room 9"),
        ("Time\n- " + "long " * 90, "has 449 characters and 400 fit"),
        ("\n".join(f"{number}\n- One." for number in range(9)), "There are 9 themes and 8 fit"),
        (
            "Time\n" + ("- " + "words " * 60 + "\n") * 8 + "Space\n" + ("- " + "words " * 60 + "\n") * 8,
            "3,000 fit",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(themes: str, sentence: str) -> None:
    with pytest.raises(InvalidField) as refused:
        read_summary(themes, "", {1})
    assert refused.value.field == "themes"
    assert sentence in str(refused.value)


def test_too_many_steps_are_said_in_a_sentence() -> None:
    with pytest.raises(InvalidField, match="There are 13 next steps and 12 fit"):
        read_summary("", "Step\n" * 13, ())
