"""Each word with which Slack may refuse a call, said here for the same reason or on request."""

from __future__ import annotations

from rehearsal.workspace.api.table import METHODS
from tests.rehearsal import conformance_chat, conformance_places
from tests.rehearsal.conformance import data, with_slack_data
from tests.rehearsal.conformance_never import NEVER
from tests.rehearsal.stage import stage
from tests.rehearsal.world import called, world

GOOD = conformance_places.GOOD | conformance_chat.GOOD
ERRORS = conformance_places.ERRORS | conformance_chat.ERRORS


def documented() -> set[tuple[str, str]]:
    """The words that Slack documents for the methods that the workspace has."""
    facts = data("method_facts.json")
    return {(name, word) for name in facts.keys() & METHODS.keys() for word in facts[name]["error_codes"]}


def caused() -> set[tuple[str, str]]:
    return {(name, word) for name, words in ERRORS.items() for word in words}


def never() -> set[tuple[str, str]]:
    """The words that nothing causes, written out for each method."""
    listed = {entry for words in NEVER.values() for entry in words.split()}
    return {pair for pair in documented() if pair[1] in listed or ":".join(pair) in listed} - caused()


@with_slack_data
def test_every_documented_word_is_caused_or_has_a_reason_why_not() -> None:
    assert documented() - caused() - never() == set()


@with_slack_data
def test_no_reason_is_given_for_a_word_that_is_not_documented_or_is_caused() -> None:
    listed = [entry for words in NEVER.values() for entry in words.split()]
    used = {word for _, word in never()} | {":".join(pair) for pair in never()}

    assert [entry for entry in listed if entry not in used] == []
    assert len(listed) == len(set(listed))


@with_slack_data
def test_every_method_of_slacks_list_is_there_but_for_those_of_apps_and_canvases() -> None:
    assert sorted(data("method_facts.json").keys() - METHODS.keys()) == [
        "apps.event.authorizations.list",
        "apps.manifest.validate",
        "canvases.access.set",
        "canvases.create",
        "canvases.edit",
        "conversations.canvases.create",
        "oauth.v2.exchange",
    ]


async def test_each_word_is_answered_for_what_causes_it() -> None:
    wrong = {}
    async with world() as w:
        for name, word in sorted(caused()):
            answer = await called(w, name, GOOD[name] | ERRORS[name][word])
            if answer.get("error") != word:
                wrong[name, word] = answer.get("error", "ok")

    assert wrong == {}


@with_slack_data
async def test_each_word_that_nothing_causes_is_answered_on_request() -> None:
    wrong = set()
    async with world() as w:
        for name, word in sorted(never()):
            fault = {"fault": "error", "method": name, "error": word, "times": 1}
            await w.s.post("/control/faults", fault)
            answer = await called(w, name, GOOD[name])
            if answer.get("error") != word:
                wrong.add((name, word))

    assert wrong == set()


async def test_the_socket_address_is_handed_out_by_post_only() -> None:
    async with stage() as s:
        headers = {"Authorization": f"Bearer {s.bot.app_token}"}
        async with s.http.get(f"{s.address.api_url}apps.connections.open", headers=headers) as answer:
            assert (await answer.json())["error"] == "insecure_request"
