"""The builders: every text fits its field, every payload is whole, nothing is lost for ears."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.blocks import (
    Option,
    actions,
    button,
    checkbox,
    confirm,
    context,
    divider,
    field,
    fields,
    header,
    home_view,
    message,
    metadata,
    modal,
    moment_select,
    radio,
    section,
    select,
    text_input,
)
from tests.handlers.showing import PLACE
from tests.support.blockkit import assert_slack_accepts

ANY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
    st.sampled_from(["", " ", "👩‍👩‍👧‍👦" * 800, "&" * 4000, "a" * 9000, "<" * 3001]),
)


@given(ANY)
def test_slack_takes_any_text_in_any_block(text: str) -> None:
    ask = confirm(text, text, text, no=text, danger=True)
    buttons = actions("d", button(text, "press", text, confirm=ask, spoken_label=text))
    blocks = [header("a", text), section("b", text), fields("c", text), buttons, context("e", text)]
    for block in blocks:
        assert_slack_accepts(message(block, divider("f")))


@given(ANY)
def test_slack_takes_any_text_in_any_field_of_a_form(text: str) -> None:
    options = [Option(text, "a", text), Option("b", "b")]
    inputs = [
        field("a", text, text_input(text, example=text), hint=text),
        field("b", text, select(options, "a", hint=text or "Choose")),
        field("c", text, radio(options, "a")),
        field("d", text, checkbox(options[0], checked=True), optional=True),
        field("e", text, moment_select(datetime(2026, 1, 1, tzinfo=UTC))),
    ]
    assert_slack_accepts(modal("form", text, inputs, submit=text, metadata=metadata("", PLACE)))


def test_a_question_too_long_for_a_heading_becomes_a_bold_line() -> None:
    assert header("a", "q" * 150)["type"] == "header"
    assert header("a", "q" * 151)["text"] == {"type": "mrkdwn", "text": f"*{'q' * 151}*", "verbatim": True}


def test_a_home_keeps_its_first_hundred_blocks() -> None:
    assert_slack_accepts(home_view([divider(str(number)) for number in range(130)]))


def test_ears_hear_every_text_without_bars_and_arrows() -> None:
    shown = message(
        header("a", "A & B"),
        section("b", "`███░░  60 %`  Yes <https://example.org|↗>"),
        fields("c", "*Rooms*\n4"),
        context("d", "small"),
    )
    assert shown.text == "A &amp; B\n60 % Yes\n*Rooms*: 4\nsmall"


def test_ears_hear_what_can_be_pressed_unless_it_was_said() -> None:
    shown = message(
        section("a", "Yes or no?"),
        actions("b", button("Yes", "x"), button("Help", "y", spoken_label="Help: commands")),
    )
    assert shown.text == "Yes or no?\nButtons: Help: commands."


@pytest.mark.parametrize("number", [99, 100, 101, 250])
def test_a_menu_shows_every_option(number: int) -> None:
    element = select([Option(str(one), str(one)) for one in range(number)])
    groups = element.get("option_groups", [{"options": element.get("options")}])
    assert isinstance(groups, list)
    assert sum(len(group["options"]) for group in groups) == number
