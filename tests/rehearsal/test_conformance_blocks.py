"""Blocks and views beside Slack's limits: its cases, its samples, and its schema with each of them spoilt."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import jsonschema

from rehearsal.workspace.block_kit.checking import message_faults, view_faults
from rehearsal.workspace.budgets import Limits
from rehearsal.workspace.files import File
from tests.rehearsal.conformance import SHARED, data, with_slack_data
from tests.rehearsal.stage import Json, Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

Sample: TypeAlias = "tuple[str, str, Any]"
"""Where it may stand (message, modal, home), what it is called, and the blocks or the view."""

DATA = Path(__file__).parents[1] / "data"
SCHEMA: Json = json.loads((DATA / "blockkit.limits.schema.json").read_text())
CASES: list[Json] = json.loads((DATA / "limit_cases.json").read_text())
NAMES = {"message": "MessageBlocks", "modal": "ModalView", "home": "HomeView"}
TITLE = {"type": "plain_text", "text": "T"}

NEWER = {
    "blocks/card_block.json": "slack_icon and subtext",
    "rich_text/rich_text_channel_basic.json": "highlight, client_highlight and unlink",
    "rich_text/rich_text_list_ordered.json": "offset",
}
"""Samples with keys that Slack documents and the schema lacks."""


def faults(surface: str, value: Any) -> list[str]:  # noqa: ANN401 -- blocks or a view, perhaps spoilt
    return message_faults(value) if surface == "message" else view_faults(value)


@cache
def validator(surface: str) -> jsonschema.Draft202012Validator:
    root = {key: value for key, value in SCHEMA.items() if key != "$ref"}
    return jsonschema.Draft202012Validator({**root, "$ref": f"#/definitions/{NAMES[surface]}"})


def samples() -> Iterator[Sample]:
    """Every sample of Slack's and of the builders' that is right."""
    for name, value in data("blockkit/valid_fixtures.json").items():
        yield from _placed(name, value)
    for path in sorted((SHARED / "views").glob("view_*.json")):
        view = json.loads(path.read_text())
        if not view.keys() & {"id", "state"}:
            yield view["type"], path.name, view
    for case in CASES:
        if case["expect"] == "accept":
            value = case["payload"]
            yield case["surface"], case["id"], value["blocks"] if case["surface"] == "message" else value


def _placed(name: str, value: Any) -> Iterator[Sample]:  # noqa: ANN401 -- any part of Block Kit
    kind = name.partition("/")[0]
    if kind == "blocks":
        yield "message", name, [value]
    elif kind == "rich_text":
        inside = value["type"] in {
            "rich_text_section",
            "rich_text_list",
            "rich_text_quote",
            "rich_text_preformatted",
        }
        part = value if inside else {"type": "rich_text_section", "elements": [value]}
        yield "message", name, [{"type": "rich_text", "elements": [part]}]
    elif kind == "elements" and value["type"] != "url":
        yield "message", name, [{"type": "actions", "elements": [value]}]
        ask = {"type": "input", "label": TITLE, "element": value}
        yield "modal", name, {"type": "modal", "title": TITLE, "submit": TITLE, "blocks": [ask]}


def spoilt(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- any part of Block Kit
    """Give a value with one unknown key somewhere, with one key missing, or with one of another type."""
    for path in _paths(value):
        part = _at(value, path)
        if isinstance(part, dict):
            yield from _changed(value, path, "unknown", 1)
            for key in part:
                yield from _changed(value, path, key, None)
        elif path:
            yield from _changed(value, path[:-1], path[-1], {} if part != {} else [])


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 -- likewise
    yield path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    )
    for key, entry in entries:
        yield from _paths(entry, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:  # noqa: ANN401 -- likewise
    for key in path:
        value = value[key]
    return value


def _changed(value: Any, path: tuple[Any, ...], key: Any, entry: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- likewise
    copied = copy.deepcopy(value)
    part = _at(copied, path)
    if entry is None:
        del part[key]
    else:
        part[key] = entry
    yield f"{'/'.join(map(str, path))}/{key}", copied


@with_slack_data
def test_whatever_slacks_schema_takes_is_taken() -> None:
    refused = {
        name: faults(surface, value)
        for surface, name, value in samples()
        if validator(surface).is_valid(value) and faults(surface, value)
    }
    assert refused == {}


@with_slack_data
def test_whatever_slacks_schema_refuses_is_refused() -> None:
    """Every sample is spoilt in every way; what the schema refuses then must be refused here."""
    missed = [
        (surface, name, how)
        for surface, name, value in samples()
        if name not in NEWER and validator(surface).is_valid(value) and len(json.dumps(value)) < 4000
        for how, bad in spoilt(value)
        if not faults(surface, bad) and not validator(surface).is_valid(bad)
    ]
    assert missed == []


async def test_each_limit_case_behaves_as_marked_when_it_is_sent() -> None:
    wrong = []
    async with stage(budgets=Limits(on=False)) as s:
        picture = File("F012AB3CD4E", s.bot.bot_user, "a.png", "a.png", 1, 1, content=b"x", complete=True)
        s.workspace.files.add(picture)
        for case in CASES:
            answer = await _sent(s, case)
            if answer["ok"] is (case["expect"] == "reject"):
                wrong.append((case["id"], answer))

    assert wrong == []


async def _sent(s: Stage, case: Json) -> Json:
    payload = case["payload"]
    if case["surface"] == "message":
        return await s.call("chat.postMessage", channel=s.channel(), text="x", **payload)
    if case["surface"] == "home":
        return await s.call("views.publish", user_id=s.person("ada"), view=payload)
    trigger = s.workspace.tickets.trigger(s.person("ada"), s.bot.app_id)
    return await s.call("views.open", trigger_id=trigger, view=payload)


async def test_asking_beforehand_gives_the_same_answers() -> None:
    wrong = []
    async with stage() as s:
        for case in CASES:
            payload = case["payload"]
            message = case["surface"] == "message"
            ask = {"blocks": payload["blocks"]} if message else {"view": payload}
            answer = await s.call("blocks.validate", **ask)
            too_large = len(json.dumps(ask)) > 100_000
            if answer["ok"] is (case["expect"] == "reject") and not too_large:
                wrong.append((case["id"], answer))

    assert wrong == []
