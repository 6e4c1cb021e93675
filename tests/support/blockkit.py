"""Slack's judgement on what we send: its documented limits as a schema, and the rules that a schema can't express."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from handlers.slack.blocks import Message

SCHEMA = Path(__file__).parents[1] / "data" / "blockkit.limits.schema.json"
DEFINITIONS = {"message": "MessageBlocks", "modal": "ModalView", "home": "HomeView"}
TEXT_MOST = 4000
MARKDOWN_MOST = 12_000
ALL_TEXT_MOST = 10_000


def assert_slack_accepts(payload: Message | Mapping[str, object]) -> None:
    """A message (with its text), a form or an App Home as Slack takes it; otherwise every reason against it."""
    sent = payload_of(payload)
    found = refusals(sent)
    if surface_of(sent) == "message":
        found += _text(sent.get("text"))
    assert not found, "\n".join(found)


def payload_of(payload: Message | Mapping[str, object]) -> Mapping[str, object]:
    """What goes over the wire, read back from it, so that tuples and enumerations are judged as what they become."""
    sent: object = (
        {"text": payload.text, "blocks": payload.blocks} if isinstance(payload, Message) else payload
    )
    over_the_wire: dict[str, object] = json.loads(json.dumps(sent))
    return over_the_wire


def surface_of(payload: Mapping[str, object]) -> str:
    """What a payload is for: "modal" and "home" say so themselves, the rest are messages."""
    return str(payload["type"]) if payload.get("type") in ("modal", "home") else "message"


def refusals(payload: Mapping[str, object], surface: str | None = None) -> list[str]:
    """Every reason for which Slack would refuse these blocks or this view; none when it takes them."""
    surface = surface or surface_of(payload)
    judged = payload["blocks"] if surface == "message" else payload
    found = [*_by_schema(surface, json.dumps(judged))]
    blocks = payload.get("blocks")
    return found + _beside_the_schema(blocks, surface) if isinstance(blocks, list) else found


@lru_cache(2000)  # many tests begin with the same cards and forms
def _by_schema(surface: str, judged: str) -> tuple[str, ...]:
    errors = _validator(surface).iter_errors(json.loads(judged))
    return tuple(f"{error.json_path}: {error.message[:300]}" for error in errors)


@cache
def _validator(surface: str) -> Draft202012Validator:
    return _QUICK(_definitions()[DEFINITIONS[surface]])


@cache
def _definitions() -> Mapping[str, dict[str, object]]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return {name: _quick(definition) for name, definition in schema["definitions"].items()}


def _quick(definition: dict[str, object]) -> dict[str, object]:
    """A choice by type, which the schema writes as one condition for each type, as a single look-up."""
    rules = definition.get("allOf")
    if not isinstance(rules, list) or not all("if" in rule and "then" in rule for rule in rules):
        return definition
    kinds = {rule["if"]["properties"]["type"]["const"]: rule["then"] for rule in rules}
    return {key: value for key, value in definition.items() if key != "allOf"} | {"byType": kinds}


def _by_type(
    validator: Draft202012Validator, kinds: Mapping[str, Mapping[str, object]], value: object, _: object
) -> Iterator[ValidationError]:
    chosen = kinds.get(str(value.get("type"))) if isinstance(value, dict) else None
    if chosen is not None:
        yield from validator.descend(value, chosen)


def _ref(validator: Draft202012Validator, name: str, value: object, _: object) -> Iterator[ValidationError]:
    """All references are to definitions of the one schema: no need to resolve addresses, nor to judge the same part of a payload twice."""
    judged = hash((name, json.dumps(value)))
    if judged in _GOOD:
        return
    found = [*validator.descend(value, _definitions()[name.removeprefix("#/definitions/")])]
    if not found:
        _GOOD.add(judged)
    yield from found


_GOOD: set[int] = set()


_QUICK: type[Draft202012Validator] = extend(  # type: ignore[no-untyped-call]  # so in its stubs
    Draft202012Validator, {"byType": _by_type, "$ref": _ref}
)


def _beside_the_schema(blocks: Iterable[Mapping[str, object]], surface: str) -> list[str]:
    blocks = list(blocks)
    found = [
        f"block_id {name!r} is there twice" for name in _twice(block.get("block_id") for block in blocks)
    ]
    for block in blocks:
        ids = (one["action_id"] for one in walk(block) if "action_id" in one)
        found += [f"action_id {name!r} is there twice in one block" for name in _twice(ids)]
    markdown = sum(len(str(block.get("text"))) for block in blocks if block.get("type") == "markdown")
    if markdown > MARKDOWN_MOST:
        found.append(f"{markdown} characters of markdown")
    written = sum(len(text) for text in all_texts(blocks))
    if surface == "message" and written > ALL_TEXT_MOST:
        found.append(f"{written} characters of text in all blocks")
    return found


def _twice(names: Iterable[object]) -> list[object]:
    return [name for name, times in Counter(names).items() if name is not None and times > 1]


def _text(text: object) -> list[str]:
    if not isinstance(text, str) or not text.strip():
        return ["a message without text of its own"]
    return [f"a text of {len(text)} characters"] if len(text) > TEXT_MOST else []


def walk(value: object) -> Iterator[Mapping[str, object]]:
    """Every object inside a payload, the outermost first."""
    if isinstance(value, Mapping):
        yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for one in inner:
        yield from walk(one)


def all_texts(blocks: object) -> Iterator[str]:
    """Every text that a person sees in these blocks."""
    for one in walk(blocks):
        for key in ("text", "alt_text"):
            if isinstance(one.get(key), str):
                yield str(one[key])
