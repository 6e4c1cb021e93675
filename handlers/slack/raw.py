"""Values read out of JSON that nobody vouches for: what is missing or of another type reads as empty.

It looks for dicts and lists, which is what `json` makes: each delivery is read a dozen times, and asking for a Mapping costs threefold.
"""

import json
from collections.abc import Mapping

import orjson

Json = Mapping[str, object]

EMPTY: Json = {}


class Unreadable(Exception):
    """A payload without something that Slack always sends: not from Slack, or from a Slack we don't know."""

    def __init__(self, what: str) -> None:
        super().__init__(f"no {what} in it")


def parsed(text: str | bytes) -> object:
    """What JSON says. Raises ValueError where it is none, RecursionError where it is nested too deeply."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)  # which reads half a character, too


def written(value: Json) -> str:
    """The same value as JSON, on one line."""
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:
        return json.dumps(value, separators=(",", ":"))


def at(value: object, *path: str | int) -> object:
    """What stands at the end of a path of keys and positions; None where it ends early."""
    for key in path:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    return value


def text(value: object, *path: str | int) -> str:
    """The text there, or none."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def needed(value: object, *path: str | int) -> str:
    """The text there. Raises Unreadable where there is none."""
    found = text(value, *path)
    if not found:
        raise Unreadable(".".join(map(str, path)))
    return found


def mapping(value: object, *path: str | int) -> Json:
    """The object there, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, dict) else EMPTY


def only(value: object, *path: str | int) -> Json:
    """What the object there holds, whatever its name; the first object where it holds several, an empty one where none."""
    return next((one for one in mapping(value, *path).values() if isinstance(one, dict)), EMPTY)


def listing(value: object, *path: str | int) -> list[object]:
    """The list there, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, list) else []
