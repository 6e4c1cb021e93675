import json

import pytest
from jsonschema import Draft7Validator

from consultation.model.panel import Act
from handlers.slack.manifest import EVENTS, SCOPES, manifest
from handlers.slack.pacer import CREATING, TIERS, UNPACED
from tests.support.slack_data import SLACK

here = pytest.mark.skipif(not SLACK.exists(), reason="Slack's manifest schema is not here (../shared/slack)")

NEEDS = {
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.archive": "channels:manage",
    "conversations.create": "channels:manage",
    "conversations.history": "im:history",
    "conversations.info": "channels:read",
    "conversations.invite": "channels:manage",
    "conversations.join": "channels:join",
    "conversations.list": "channels:read",
    "conversations.open": "im:write",
    "conversations.replies": "channels:history",
    "conversations.setPurpose": "channels:manage",
    "conversations.setTopic": "channels:manage",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "files.list": "files:read",
    "reactions.get": "reactions:read",
    "users.info": "users:read",
    "users.list": "users:read",
}
"""The scope with which we call each method: the narrowest of those that Slack takes for public channels and direct messages."""
PRIVATE = {"groups:read"}
"""What looking at a private plenary channel needs besides."""


@here
def test_slack_takes_the_manifest() -> None:
    schema = json.loads((SLACK / "manifest" / "manifest.schema.2.0.0.json").read_text(encoding="utf-8"))
    for address in ("", "https://plenary.example.org"):
        assert [error.message for error in Draft7Validator(schema).iter_errors(manifest(address))] == []


def test_over_http_everything_comes_to_one_address() -> None:
    told = json.dumps(manifest("https://plenary.example.org/"))
    assert told.count('"https://plenary.example.org/slack/events"') == 3
    assert '"socket_mode_enabled": false' in told


def test_scopes_are_those_that_our_calls_events_and_command_need_and_no_others() -> None:
    needed = {*NEEDS.values(), *filter(None, EVENTS.values()), *PRIVATE, "commands"}
    assert set(SCOPES) == needed


@here
@pytest.mark.parametrize("method", sorted({*TIERS, *CREATING, *UNPACED}))
def test_each_call_is_made_with_a_scope_that_slack_takes_for_it(method: str) -> None:
    facts = json.loads((SLACK / "method_facts.json").read_text(encoding="utf-8"))
    allowed = facts[method]["bot_scopes_any_of"] or []
    assert (NEEDS[method] in allowed) if method in NEEDS else not allowed


@here
def test_each_event_is_subscribed_with_its_scope() -> None:
    index = json.dumps(json.loads((SLACK / "events_index.json").read_text(encoding="utf-8")))
    for name, scope in EVENTS.items():
        assert name in index
        assert not scope or scope in index


def test_the_hint_names_every_act_within_slacks_limit() -> None:
    (command,) = manifest()["features"]["slash_commands"]  # type: ignore[index]  # it is data
    assert all(act in command["usage_hint"] for act in Act)
    assert len(command["usage_hint"]) <= 1000


def test_every_scope_says_what_it_is_for() -> None:
    assert all(SCOPES.values())
