"""The kinds of fault, their settings, and how one is read from what the control API was given."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.faults.fault import Count, Fault, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearsal.workspace.wire import Json

NEEDED: Final = object()
"""Stands for the default of a setting that has none."""

COMPLETING = "files.completeUploadExternal"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of fault hits (call, upload, delivery, handshake, socket) and its settings with their defaults."""

    target: str
    options: Mapping[str, object] = field(default_factory=dict)


KINDS: Mapping[str, Kind] = {
    "ratelimited": Kind("call", {"retry_after": 30, "done": False}),
    "status": Kind("call", {"status": 500, "text": "", "done": False}),
    "html": Kind("call", {"status": 503, "done": False}),
    "empty": Kind("call", {"status": 200, "done": False}),
    "broken": Kind("call", {"status": 200, "done": False}),
    "error": Kind("call", {"error": NEEDED, "details": {}, "done": False}),
    "hang": Kind("call", {"done": False}),
    "cut": Kind("call", {"how": "rst", "done": False}),
    "lost": Kind("call", {"how": "rst", "done": True}),
    "delay": Kind("call", {"seconds": 2.9, "done": False}),
    "unshared": Kind("upload"),
    "shared_late": Kind("upload", {"seconds": 20}),
    "misplaced": Kind("upload", {"to": NEEDED}),
    "duplicate": Kind("delivery", {"copies": 1, "retries": False, "seconds": 0}),
    "reorder": Kind("delivery", {"of": 2, "order": "reverse"}),
    "late": Kind("delivery", {"seconds": 2.9}),
    "unheard": Kind("delivery", {"tries": None}),
    "unacknowledged": Kind("delivery", {"tries": None}),
    "handshake": Kind("handshake", {"status": 503, "hang": False}),
    "silence": Kind("socket", {"new": False}),
}

_STATUSES = range(200, 600)
_WAYS = ("rst", "fin", "silence")
_ORDERS = ("reverse", "shuffle")
_SCOPE = {"call": {"app", "method", "channel"}, "upload": {"app", "channel"}, "delivery": {"app", "type"}}
_COUNT = {"skip", "every", "times", "chance", "seed"}


def read_fault(number: int, given: Json) -> Fault:
    """Return the fault that was asked for; raises ``Unclear``."""
    name = str(given.get("fault", ""))
    if name not in KINDS:
        raise Unclear(f"fault must be one of {', '.join(KINDS)}.")
    kind = KINDS[name]
    known = {"fault", *_SCOPE.get(kind.target, {"app"}), *_COUNT, *kind.options}
    if given.keys() - known:
        raise Unclear(
            f"{name} has {', '.join(sorted(known))}; not {', '.join(sorted(given.keys() - known))}."
        )
    options = {key: _option(key, given.get(key, default)) for key, default in kind.options.items()}
    if name == "lost":
        options["done"] = True
    return Fault(f"fault-{number}", name, kind.target, _scope(kind, given), _count(given), options)


def _scope(kind: Kind, given: Json) -> Scope:
    pattern = COMPLETING if kind.target == "upload" else given.get("method", given.get("type", "*"))
    return Scope(str(given.get("app", "")), str(pattern), str(given.get("channel", "")))


def _count(given: Json) -> Count:
    chance = given.get("chance", 1.0)
    if not _is_number(chance) or chance > 1:
        raise Unclear("chance must be a number from 0 to 1.")
    times = given.get("times")
    return Count(
        skip=_whole("skip", given.get("skip", 0), 0),
        every=_whole("every", given.get("every", 1), 1),
        times=None if times is None else _whole("times", times, 1),
        chance=float(chance),
        seed=_whole("seed", given.get("seed", 1), 0),
    )


def _option(name: str, value: object) -> object:
    """Return a setting as it is kept; raises ``Unclear``."""
    if value is NEEDED:
        raise Unclear(f"Give {name}.")
    return _READERS[name](name, value)


def _retry_after(name: str, value: object) -> object:
    entries = value if isinstance(value, list) and value else [value]
    if any(entry is not None and type(entry) not in (str, int, float) for entry in entries):
        raise Unclear(
            f"{name} must be a number, a text, null (no such header), or a list of them, taken in turn."
        )
    if any("\n" in entry or "\r" in entry for entry in entries if isinstance(entry, str)):
        raise Unclear(f"{name} must be a single line.")
    return entries


def _status(name: str, value: object) -> object:
    if type(value) is not int or value not in _STATUSES:
        raise Unclear(f"{name} must be an HTTP status from 200 to 599.")
    return value


def _seconds(name: str, value: object) -> object:
    if not _is_number(value):
        raise Unclear(f"{name} must be a number of at least 0.")
    return value


def _whole(name: str, value: object, least: int) -> int:
    if type(value) is not int or value < least:
        raise Unclear(f"{name} must be a whole number of at least {least}.")
    return value


def _at_least_one(name: str, value: object) -> object:
    return _whole(name, value, 1)


def _tries(name: str, value: object) -> object:
    return None if value is None else _whole(name, value, 1)


def _text(name: str, value: object) -> object:
    if not isinstance(value, str):
        raise Unclear(f"{name} must be text.")
    return value


def _flag(name: str, value: object) -> object:
    if not isinstance(value, bool):
        raise Unclear(f"{name} must be true or false.")
    return value


def _object(name: str, value: object) -> object:
    if not isinstance(value, dict):
        raise Unclear(f"{name} must be an object.")
    return value


def _way(name: str, value: object) -> object:
    if value not in _WAYS:
        raise Unclear(f"{name} must be one of {', '.join(_WAYS)}.")
    return value


def _order(name: str, value: object) -> object:
    if value not in _ORDERS and not _is_permutation(value):
        raise Unclear(f"{name} must be reverse, shuffle, or a list of places such as [2, 0, 1].")
    return value


def _is_permutation(value: object) -> bool:
    if not isinstance(value, list) or any(type(place) is not int for place in value):
        return False
    return bool(value) and sorted(value) == list(range(len(value)))


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(float(str(value))) and float(str(value)) >= 0


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "copies": _at_least_one,
    "details": _object,
    "done": _flag,
    "error": _text,
    "hang": _flag,
    "how": _way,
    "new": _flag,
    "of": _at_least_one,
    "order": _order,
    "retries": _flag,
    "retry_after": _retry_after,
    "seconds": _seconds,
    "status": _status,
    "text": _text,
    "to": _text,
    "tries": _tries,
}
