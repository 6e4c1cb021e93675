"""Every error that the calls we make can answer has a rule."""

import json

import aiohttp
import pytest

from consultation.ports.platform import PlatformRefusal, PlatformSilence
from handlers.slack.error_sentences import RULES, told_when_final, words_for
from handlers.slack.pacer import CREATING, TIERS, UNPACED
from tests.support.slack_data import SLACK
from tests.support.slack_errors import refused

METHODS = sorted({*TIERS, *CREATING, *UNPACED})


@pytest.mark.skipif(not SLACK.exists(), reason="Slack's method facts are not here (../shared/slack)")
@pytest.mark.parametrize("method", METHODS)
def test_every_error_that_a_method_documents_has_a_rule(method: str) -> None:
    facts = json.loads((SLACK / "method_facts.json").read_text(encoding="utf-8"))
    errors = set(facts[method]["error_codes"])
    assert errors
    assert errors <= set(RULES), f"{method}: {sorted(errors - set(RULES))}"


def test_an_error_without_a_rule_is_named() -> None:
    assert "brand_new_error" in words_for("brand_new_error")


def test_every_rule_is_a_plain_phrase() -> None:
    for code, words in RULES.items():
        assert code not in words
        assert "!" not in words
        assert words.endswith(".") == words[0].isupper(), words


@pytest.mark.parametrize(
    "error", [refused("internal_error"), refused("", 503), TimeoutError(), aiohttp.ClientError()]
)
def test_silence_is_left_to_who_tries_again(error: Exception) -> None:
    with pytest.raises(PlatformSilence), told_when_final():
        raise error


def test_a_refusal_for_good_is_told_in_words() -> None:
    with pytest.raises(PlatformRefusal, match="archived"), told_when_final():
        raise refused("is_archived")


def test_being_asked_to_slow_down_is_not_for_good() -> None:
    with pytest.raises(PlatformSilence), told_when_final():
        raise refused("ratelimited", 429)
