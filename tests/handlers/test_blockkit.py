"""The judge of every payload is judged itself, by cases that Slack documents or was seen to refuse."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.blockkit import assert_slack_accepts, refusals

CASES = json.loads((Path(__file__).parents[1] / "data" / "limit_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_judge_takes_and_refuses_what_slack_does(case: Mapping[str, object]) -> None:
    payload = case["payload"]
    assert isinstance(payload, Mapping)
    found = refusals(payload, str(case["surface"]))
    assert (not found) == (case["expect"] == "accept"), f"{case['rule']}: {found}"


def _said(text: str, **more: object) -> dict[str, object]:
    return {
        "blocks": [{"type": "section", "block_id": "a", "text": {"type": "mrkdwn", "text": "a"}}],
        "text": text,
        **more,
    }


def test_a_message_needs_a_text_of_its_own() -> None:
    with pytest.raises(AssertionError, match="without text"):
        assert_slack_accepts(_said(" "))


def test_a_text_that_an_update_would_refuse_is_refused() -> None:
    with pytest.raises(AssertionError, match="4001"):
        assert_slack_accepts(_said("a" * 4001))


def test_much_text_in_small_blocks_is_refused() -> None:
    blocks = [
        {"type": "section", "block_id": str(number), "text": {"type": "mrkdwn", "text": "a" * 2501}}
        for number in range(4)
    ]
    with pytest.raises(AssertionError, match="10004"):
        assert_slack_accepts(_said("a", blocks=blocks))
