"""Every error of every call that we make has a remedy, and the code does what the table says."""

import ast
import json
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from consultation.model.references import PlaceRef
from consultation.ports.platform import PlatformRefusal
from handlers import slack as slack_edge
from handlers.slack.error_rules import LOCKED_OUT, REPAIRS, Remedy, remedy
from handlers.slack.error_sentences import PEOPLE, RULES
from handlers.slack.pacer import CREATING, TIERS, UNPACED, pause_after
from tests.handlers.test_platform import CARD
from tests.support.slack import PLENARY, FakeSlack
from tests.support.slack_data import SLACK
from tests.support.slack_errors import refused

METHODS = sorted({*TIERS, *CREATING, *UNPACED})


def documented() -> list[tuple[str, str]]:
    """Each method that we call with each error that Slack documents for it."""
    if not SLACK.exists():
        return []
    facts = json.loads((SLACK / "method_facts.json").read_text(encoding="utf-8"))
    return [(method, code) for method in METHODS for code in facts[method]["error_codes"]]


@pytest.mark.skipif(not SLACK.exists(), reason="Slack's method facts are not here (../shared/slack)")
def test_each_error_of_each_call_has_one_remedy_and_those_that_are_told_have_words() -> None:
    pairs = documented()
    assert len(pairs) > 150
    for method, code in pairs:
        if remedy(method, code) in (Remedy.TELL, Remedy.STOP):
            assert code in RULES, f"{method}: {code}"


def test_what_is_retried_is_what_the_pacer_retries() -> None:
    for method, code in documented():
        retried = pause_after("chat.update", refused(code), 1) is not None
        assert retried == (remedy(method, code) is Remedy.RETRY), f"{method}: {code}"


def test_every_call_that_the_code_makes_is_in_the_table() -> None:
    called = {
        node.attr.replace("_", ".")
        for path in Path(slack_edge.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr[0] != "_"
        and callable(getattr(AsyncWebClient, node.attr, None))
    }
    assert {one for one in called if "." in one} - {"api.call"} == set(METHODS)


HARD = (
    *(
        "not_in_channel",
        "is_archived",
        "channel_not_found",
        "missing_scope",
        "account_inactive",
        "token_revoked",
    ),
    *("msg_too_long", "invalid_blocks", "not_found", "hash_conflict", "no_permission", "restricted_action"),
)
"""What Slack may say to almost any call, whatever it documents."""


@pytest.mark.parametrize("method", METHODS)
def test_errors_that_a_call_does_not_document_have_words_too(method: str) -> None:
    for code in HARD:
        assert remedy(method, code) in (Remedy.REPAIR, Remedy.TELL, Remedy.STOP)
        assert code in RULES


def test_only_calls_that_we_make_are_repaired() -> None:
    assert set(REPAIRS) <= set(METHODS)
    assert set(REPAIRS["conversations.invite"]) == set(PEOPLE)


async def test_shown_out_of_a_public_channel_we_let_ourselves_in_and_post(slack: FakeSlack) -> None:
    slack.api.channels[PLENARY].members.discard("UBOT")
    await slack.platform.show(PlaceRef(PLENARY), CARD, "k1")
    assert len(slack.cards_in(PLENARY)) == 1


async def test_where_we_can_not_let_ourselves_in_it_is_told(slack: FakeSlack) -> None:
    slack.api.channel("board", "U1", "UBOT", place="G2", private=True)
    slack.api.refuses("chat.postMessage", "not_in_channel")
    slack.api.channels["G2"].members.discard("UBOT")
    with pytest.raises(PlatformRefusal):
        await slack.platform.show(PlaceRef("G2"), CARD, "k1")


@pytest.mark.parametrize("code", sorted(LOCKED_OUT))
async def test_once_slack_takes_our_token_no_more_the_program_knows(slack: FakeSlack, code: str) -> None:
    slack.api.refuses("chat.postMessage", code)
    with pytest.raises(PlatformRefusal):
        await slack.platform.show(PlaceRef(PLENARY), CARD, "k1")
    assert slack.platform.client.locked_out.is_set()
