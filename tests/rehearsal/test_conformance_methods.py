"""Each method beside what Slack documents of it: arguments, scopes, tokens, forms, and the keys of its answers."""

from __future__ import annotations

import pytest

from rehearsal.workspace.api.table import METHODS
from tests.rehearsal import conformance_chat, conformance_places
from tests.rehearsal.conformance import SHARED, data, strays, with_slack_data
from tests.rehearsal.stage import Json, button
from tests.rehearsal.world import World, called, world

GOOD = conformance_places.GOOD | conformance_chat.GOOD
BEYOND = {
    "bookmarks.edit": {"channel_id": "{own}", "bookmark_id": "Bk1"},
    "bookmarks.remove": {"channel_id": "{own}", "bookmark_id": "Bk1"},
}
"""Methods that Slack documents, though the list at hand lacks them."""

STRICTER = {
    "bookmarks.add": {"channel_id"},
    "conversations.kick": {"user"},
    "views.open": {"trigger_id"},
    "views.push": {"trigger_id"},
}
"""Arguments that Slack calls optional and refuses the call without."""


def test_every_method_has_a_good_call() -> None:
    assert METHODS.keys() == GOOD.keys() | BEYOND.keys()


@with_slack_data
def test_methods_ask_for_the_documented_scopes_arguments_and_forms() -> None:
    for name, facts in data("method_facts.json").items():
        method = METHODS.get(name)
        if method is not None:
            assert set(method.any_scope) == set(facts["bot_scopes_any_of"] or ()), name
            assert set(method.required) == set(facts["required"]) | STRICTER.get(name, set()), name
            assert method.form_only is not facts["json_body"], name


async def test_each_call_without_an_argument_that_it_needs_is_refused_and_says_which() -> None:
    async with world() as w:
        for name, arguments in (GOOD | BEYOND).items():
            for missing in METHODS[name].required:
                given = {key: value for key, value in arguments.items() if key != missing}
                answer = await called(w, name, given)
                assert answer["error"] == METHODS[name].refusals.get(missing, "invalid_arguments"), name
                if answer["error"] == "invalid_arguments":
                    messages = answer["response_metadata"]["messages"]
                    assert messages == [f"[ERROR] missing required field: {missing}"], name


async def test_each_call_with_an_argument_of_another_type_is_refused() -> None:
    async with world() as w:
        for name, arguments in GOOD.items():
            for key in set(arguments) - {"token"} if not METHODS[name].form_only else ():
                answer = await called(w, name, arguments | {key: 0.5})
                messages = answer.get("response_metadata", {}).get("messages", [])
                assert any(f"[json-pointer:/{key}]" in message for message in messages), (name, key)


async def test_each_call_without_a_scope_that_it_needs_names_it() -> None:
    async with world() as w:
        for name, method in METHODS.items():
            if method.any_scope and method.by == "bot":
                answer = await called(w, name, (GOOD | BEYOND)[name] | {"token": "{powerless}"})
                assert answer["error"] == "missing_scope", name
                assert set(answer["needed"].split(",")) == set(method.any_scope), name
                assert answer["provided"] == "", name


@pytest.mark.parametrize(("token", "kind"), [("{app_token}", "bot"), ("{token}", "app")])
async def test_each_call_with_a_token_of_another_kind_is_refused(token: str, kind: str) -> None:
    async with world() as w:
        w["token"] = w.s.bot.bot_token
        for name, method in METHODS.items():
            if method.by == kind:
                answer = await called(w, name, (GOOD | BEYOND)[name] | {"token": token})
                assert answer["error"] == "not_allowed_token_type", name


async def test_each_call_without_a_token_is_refused_but_those_that_need_none() -> None:
    async with world() as w:
        for name, method in METHODS.items():
            answer = await called(w, name, (GOOD | BEYOND)[name] | {"token": ""})
            assert (answer.get("error") == "not_authed") is (method.by != "anyone"), name


async def test_a_method_that_takes_forms_only_sees_nothing_of_json() -> None:
    async with world() as w:
        for name, method in METHODS.items():
            if method.form_only and method.required:
                given = {key: w.filled(value) for key, value in GOOD[name].items()}
                answer = await w.s.call(name, **given)
                assert answer["error"] == method.refusals.get(method.required[0], "invalid_arguments"), name


RICH: list[tuple[str, Json]] = [
    ("chat.postMessage", {"channel": "{plenary}", "text": "x", "attachments": [{"blocks": [button()]}]}),
    ("chat.postMessage", {"channel": "{plenary}", "text": "x", "thread_ts": "{parent}"}),
    (
        "chat.postMessage",
        {"channel": "{plenary}", "text": "x", "thread_ts": "{parent}", "reply_broadcast": True},
    ),
    (
        "chat.postMessage",
        {"channel": "{plenary}", "text": "x", "metadata": {"event_type": "a", "event_payload": {}}},
    ),
    ("conversations.history", {"channel": "{plenary}", "limit": 999}),
    ("conversations.replies", {"channel": "{plenary}", "ts": "{parent}"}),
    ("conversations.info", {"channel": "{mpim}"}),
    ("conversations.info", {"channel": "{im}"}),
    ("conversations.invite", {"channel": "{general}", "users": "{alan},U404", "force": True}),
    ("conversations.open", {"users": "{ada},{alan}", "return_im": True}),
    ("files.info", {"file": "{my_file}"}),
    ("users.info", {"user": "{bot}"}),
]
"""Further calls whose answers hold more than the plain ones do."""

LAST = ("files.delete", "conversations.kick", "conversations.archive")


EMPTY_HANDED = (
    "chat.deleteScheduledMessage",
    "conversations.leave",
    "pins.remove",
    "reactions.remove",
    "views.push",
)
"""Methods whose good call needs something done before: their own tests do it."""


def in_order() -> list[tuple[str, Json]]:
    """Every good call: those that take something away come last."""
    plain = [(name, GOOD[name]) for name in GOOD if name not in LAST + EMPTY_HANDED]
    return [*RICH, *plain, *((name, GOOD[name]) for name in LAST)]


async def good_answers(w: World) -> list[tuple[str, Json]]:
    return [(name, await called(w, name, arguments)) for name, arguments in in_order()]


async def test_each_good_call_is_answered() -> None:
    async with world() as w:
        refused = {name: answer for name, answer in await good_answers(w) if not answer["ok"]}

    assert refused == {}


SHOWN = {
    ("conversations.info", ".channel.user"),
    ("conversations.info", ".channel.priority"),
    ("files.info", ".response_metadata"),
}
"""Keys that the lists lack and the reference's own examples show: of a direct message, of a file's comments."""


@with_slack_data
async def test_no_answer_has_a_key_or_a_type_that_slacks_lack() -> None:
    known = {path.stem for path in (SHARED / "api_response_keys").glob("*.json")}
    async with world() as w:
        found = [
            (name, stray)
            for name, answer in await good_answers(w)
            if name in known
            for stray in strays(answer, data(f"api_response_keys/{name}.json"))
        ]

    assert set(found) - SHOWN == set()


@with_slack_data
async def test_each_method_whose_keys_are_known_is_among_the_good_calls() -> None:
    known = {path.stem for path in (SHARED / "api_response_keys").glob("*.json")}
    assert known - {name for name, _ in in_order()} == {"canvases.create"}
