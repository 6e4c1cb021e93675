from collections.abc import Callable
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultation.errors import InvalidField
from consultation.model.references import ThemeId
from consultation.model.sessions import Theme
from consultation.themes import parse_themes, write_themes

TYPED = """\
General practice in the ICS
- What would help first?
\u2013 Who decides?
  • Where do you meet?
* Meet at https://example.org/room
- https://example.org/meet/1

Future models
"""
PARSED = (
    Theme(
        ThemeId("t0"),
        "General practice in the ICS",
        ("What would help first?", "Who decides?", "Where do you meet?", "Meet at https://example.org/room"),
        "https://example.org/meet/1",
    ),
    Theme(ThemeId("t1"), "Future models"),
)


def ids() -> Callable[[], str]:
    numbers = count()
    return lambda: f"t{next(numbers)}"


def parsed(text: str, existing: tuple[Theme, ...] = ()) -> tuple[Theme, ...]:
    return parse_themes(text, existing, ids())


def refusal(text: str) -> str:
    with pytest.raises(InvalidField) as refused:
        parsed(text)
    assert refused.value.field == "themes"
    return refused.value.sentence


def test_a_line_is_a_theme_and_a_dash_makes_a_prompt_or_a_link() -> None:
    assert parsed(TYPED) == PARSED


def test_what_is_written_can_be_read_again() -> None:
    assert write_themes(PARSED) == (
        "General practice in the ICS\n"
        "- What would help first?\n"
        "- Who decides?\n"
        "- Where do you meet?\n"
        "- Meet at https://example.org/room\n"
        "- https://example.org/meet/1\n"
        "Future models"
    )
    assert parsed(write_themes(PARSED)) == PARSED


@pytest.mark.parametrize("text", ["", "  \n\n\t", "\u200b"])
def test_nothing_typed_is_no_theme(text: str) -> None:
    assert parsed(text) == ()
    assert write_themes(()) == ""


def test_a_theme_of_the_same_name_keeps_its_id_in_any_place_and_case() -> None:
    existing = (Theme(ThemeId("old"), "Future models", ("Why?",)), Theme(ThemeId("gone"), "Estates"))
    themes = parsed("Workforce\nFUTURE MODELS\n- What else?", existing)
    assert themes == (
        Theme(ThemeId("t0"), "Workforce"),
        Theme(ThemeId("old"), "FUTURE MODELS", ("What else?",)),
    )


@pytest.mark.parametrize("link", ["http://example.org", "HTTPS://meet.example.org/a?b=c&d=(e)#f"])
def test_a_line_that_is_only_a_link_is_where_the_room_meets(link: str) -> None:
    (theme,) = parsed(f"Workforce\n-{link}\n- Why?")
    assert (theme.link, theme.prompts) == (link, ("Why?",))


@pytest.mark.parametrize(
    "words", ["ftp://example.org", "https://", "javascript:alert(1)", "see https://example.org"]
)
def test_anything_else_is_a_prompt(words: str) -> None:
    (theme,) = parsed(f"Workforce\n- {words}")
    assert (theme.link, theme.prompts) == (None, (words,))


def test_the_same_link_twice_is_one_link_and_two_are_refused() -> None:
    (theme,) = parsed("A\n- https://a.example\n- https://a.example")
    assert theme.link == "https://a.example"
    assert (
        refusal("A\n- https://a.example\n- https://b.example")
        == "The theme “A” has two meeting links. Please keep one."
    )


def test_a_dash_alone_is_passed_over() -> None:
    assert parsed("A\n-\n- \nB")[0] == Theme(ThemeId("t0"), "A")


def test_the_limits_fit_and_one_more_does_not() -> None:
    assert len(parsed("\n".join(f"Theme {number}" for number in range(100)))) == 100
    assert "There are 101 themes and 100 fit" in refusal(
        "\n".join(f"Theme {number}" for number in range(101))
    )
    assert parsed("n" * 140)[0].name == "n" * 140
    assert "has 141 characters and 140 fit" in refusal("n" * 141)
    assert len(parsed("A" + "\n- why?" * 10)[0].prompts) == 10
    assert "has more than 10 prompts" in refusal("A" + "\n- why?" * 11)
    assert parsed("A\n- " + "p" * 500)[0].prompts == ("p" * 500,)
    assert "has 501 characters and 500 fit" in refusal("A\n- " + "p" * 501)
    assert "longer than 3000 characters" in refusal("A\n- https://a.example/" + "x" * 3000)


def test_a_refusal_never_repeats_a_page_of_text() -> None:
    assert len(refusal("n" * 9000)) < 250
    assert len(refusal("- " + "n" * 9000)) < 250


def test_no_two_themes_are_alike() -> None:
    assert refusal("Workforce\nEstates\nWORKFORCE") == (
        "The theme “WORKFORCE” is there twice. Please change or remove one."
    )


def test_a_prompt_needs_a_theme_above_it() -> None:
    assert refusal("- Why?\nWorkforce") == (
        "“- Why?” comes before any theme. Write the theme's name on a line above it, without a dash."
    )


def test_words_are_cleaned_but_kept() -> None:
    (theme,) = parsed("\ufeff\u05e9\u05dc\u05d5\u05dd  👩‍👩‍👧\u202e & <!channel>\r\n-  a\tb ")
    assert theme.name == "\u05e9\u05dc\u05d5\u05dd 👩‍👩‍👧 & <!channel>"
    assert theme.prompts == ("a b",)


LINES = st.tuples(
    st.sampled_from(["", "", "- ", "-", "• ", "* ", "\u2013 "]),
    st.one_of(st.text(max_size=20), st.sampled_from(["https://a.example", "-", "- -x", "Same"])),
)


@given(st.lists(LINES.map("".join), max_size=12).map("\n".join))
@example("A\n- - nested\n- -")
def test_reading_what_was_written_gives_the_same_themes(text: str) -> None:
    with suppress(InvalidField):
        themes = parsed(text)
        assert parsed(write_themes(themes), existing=themes) == themes
