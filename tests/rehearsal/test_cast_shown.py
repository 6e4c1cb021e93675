from datetime import UTC, datetime

import pytest

from rehearsal.cast import shown
from rehearsal.cast.control import Json

CARD: list[Json] = [
    {"type": "header", "block_id": "h", "text": {"type": "plain_text", "text": "PCNs"}},
    {
        "type": "section",
        "block_id": "poll",
        "text": {"type": "mrkdwn", "text": "*Additional roles* &amp; more <https://x.test|↗>"},
        "accessory": {"type": "button", "action_id": "c", "text": {"type": "plain_text", "text": "Close"}},
    },
    {
        "type": "actions",
        "block_id": "acts",
        "elements": [
            {"type": "button", "action_id": "j", "text": {"type": "plain_text", "text": ":wave: Join"}},
            {
                "type": "button",
                "action_id": "p",
                "style": "primary",
                "text": {"type": "plain_text", "text": "Place people"},
            },
        ],
    },
]


def option(text: str, value: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


def entry(block_id: str, label: str, element: Json) -> Json:
    label_text = {"type": "plain_text", "text": label}
    return {
        "type": "input",
        "block_id": block_id,
        "label": label_text,
        "element": {"action_id": "v", **element},
    }


FORM: list[Json] = [
    entry("role", "Your role", {"type": "plain_text_input"}),
    entry(
        "first",
        "First choice",
        {
            "type": "static_select",
            "options": [option("What makes a primary care network w…", "t1"), option("Roles", "t2")],
        },
    ),
    entry("help", "Facilitating", {"type": "checkboxes", "options": [option("I can facilitate", "yes")]}),
    entry("when", "Date and time", {"type": "datetimepicker"}),
    entry("day", "Day", {"type": "datepicker"}),
    entry("hour", "Hour", {"type": "timepicker"}),
]


def test_a_button_is_found_by_its_label_whatever_its_capitals_and_emoji() -> None:
    assert shown.button(CARD, "join").action_id == "j"
    assert shown.button(CARD, "Close").block_id == "poll"


def test_the_button_that_stands_out_is_the_primary_one() -> None:
    assert shown.primary(CARD).label == "Place people"


def test_a_button_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        shown.NotShown, match="There is no button “Vote” to be seen; what is there: “Close”, “:wave: Join”"
    ):
        shown.button(CARD, "Vote")


def test_fields_are_filled_by_their_labels_and_choices_by_their_texts() -> None:
    evening = datetime(2026, 12, 2, 19, 30, tzinfo=UTC)

    values = shown.values(
        FORM,
        {
            "Your role": "GP partner",
            "first choice": "What makes a primary care network work",
            "Facilitating": ["I can facilitate"],
            "Date and time": evening,
            "Day": evening,
            "Hour": evening,
        },
    )

    assert values == {
        "role": {"v": "GP partner"},
        "first": {"v": "t1"},
        "help": {"v": ["yes"]},
        "when": {"v": 1796239800},
        "day": {"v": "2026-12-02"},
        "hour": {"v": "19:30"},
    }


def test_a_field_or_a_choice_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(shown.NotShown, match="no field “Shoe size”"):
        shown.values(FORM, {"Shoe size": "42"})
    with pytest.raises(shown.NotShown, match=r"no choice “Weather” .* “Roles”"):
        shown.values(FORM, {"First choice": "Weather"})


def test_lines_are_read_without_marks_links_and_entities() -> None:
    assert shown.read_lines(CARD) == ["PCNs", "Additional roles & more ↗"]
    assert (
        shown.read("_so_ *bold* snake_case_name 2 * 3 * 4 ~gone~") == "so bold snake_case_name 2 * 3 * 4 gone"
    )
    assert shown.read("<!date^1^{date}|Wednesday> <#C1> a &lt;b&gt; &amp;amp;") == "Wednesday #C1 a <b> &amp;"
