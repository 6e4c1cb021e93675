import json
from pathlib import Path
from typing import Any

import pytest

from rehearsal.workspace.block_kit.checking import check_message, check_view
from rehearsal.workspace.errors import SlackError

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "limit_cases.json").read_text()
)


def check(surface: str, payload: dict[str, Any]) -> None:
    if surface == "message":
        check_message(payload["blocks"])
    else:
        check_view(payload)


@pytest.mark.parametrize("case", [c for c in CASES if c["expect"] == "accept"], ids=lambda c: str(c["id"]))
def test_what_slack_takes_is_taken(case: dict[str, Any]) -> None:
    check(case["surface"], case["payload"])


@pytest.mark.parametrize("case", [c for c in CASES if c["expect"] == "reject"], ids=lambda c: str(c["id"]))
def test_what_slack_refuses_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(SlackError):
        check(case["surface"], case["payload"])


def test_a_refusal_says_what_and_where_in_both_lists() -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "s" * 3001}, "colour": "red"}
    with pytest.raises(SlackError) as caught:
        check_message([block])

    answer = caught.value.answer()
    assert answer["errors"] == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {error}" for error in answer["errors"]]


def test_a_first_choice_must_be_on_offer() -> None:
    options = [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}]
    other = {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}
    menu = {"type": "static_select", "action_id": "a", "options": options, "initial_option": other}
    with pytest.raises(SlackError):
        check_message([{"type": "actions", "elements": [menu]}])
