"""Values to JSON and back: what our dataclasses hold is written as it is and read by the types they declare."""

from __future__ import annotations

import json
import math
import types
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearsal.workspace.wire import Json

Made = TypeVar("Made")

_NAMES: dict[str, Any] = {"Json": dict[str, Any], "Mapping": Mapping}
"""What the annotations of our values name without importing it when they run."""


def written(value: object) -> str:
    """Return a value as JSON: a dataclass as an object, bytes as base64, a set as a sorted list, infinity as null."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def written_with(value: object, known: Mapping[str, str]) -> str:
    """Return a dataclass as JSON of which some fields, by name, were already ``written``."""
    names = (one.name for one in fields(value))  # type: ignore[arg-type]  # mypy has no name for the type of dataclasses
    parts = (f'"{name}":{known[name] if name in known else written(getattr(value, name))}' for name in names)
    return f"{{{','.join(parts)}}}"


def made(kind: type[Made], given: Json) -> Made:
    """Return a dataclass from the object it was written as; a field that is missing gets its default.

    Raises ``ValueError`` where something is missing that has none, or is of another type than the field.
    """
    hints = _hints(kind)  # type: ignore[arg-type]  # every class can be hashed
    values: dict[str, Any] = {}
    for one in fields(kind):  # type: ignore[arg-type]  # mypy has no name for the type of dataclasses
        if one.name in given:
            values[one.name] = _read(hints[one.name], given[one.name])
        elif _is_needed(one):
            raise ValueError(f"{kind.__name__} has no {one.name}")
    return kind(**values)


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {one.name: _finite(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} can't be written as JSON.")


def _finite(value: object) -> object:
    return None if value == math.inf else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns=_NAMES)


def _is_needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _read(hint: Any, value: Any) -> Any:  # noqa: ANN401 -- types are values here
    """Return a value of the type that an annotation names."""
    kind = get_origin(hint) or hint
    if kind in (Union, types.UnionType):
        return (
            None
            if value is None
            else _read(next(a for a in get_args(hint) if a is not types.NoneType), value)
        )
    if hint is float:
        return math.inf if value is None else float(_checked(int | float, value))
    if hint is bytes:
        return b64decode(_checked(str, value), validate=True)
    if kind in _CONTAINERS:
        return _CONTAINERS[kind](get_args(hint), value)
    if is_dataclass(hint) and isinstance(hint, type):
        return made(hint, _checked(dict, value))
    return _checked(hint, value) if hint in (str, int, bool) else value


def _checked(kind: Any, value: Any) -> Any:  # noqa: ANN401 -- types are values here
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{value!r:.60} is not {kind}")
    return value


def _list(kinds: tuple[Any, ...], value: object) -> list[Any]:
    return [_read(kinds[0], entry) for entry in _checked(list, value)]


def _tuple(kinds: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    entries = _checked(list, value)
    each = kinds if kinds[-1] is not Ellipsis else (kinds[0],) * len(entries)
    return tuple(_read(kind, entry) for kind, entry in zip(each, entries, strict=True))


def _mapping(kinds: tuple[Any, ...], value: object) -> dict[str, Any]:
    return {key: _read(kinds[1], entry) for key, entry in _checked(dict, value).items()}


_CONTAINERS: Mapping[Any, Callable[[tuple[Any, ...], object], Any]] = {
    list: _list,
    tuple: _tuple,
    set: lambda kinds, value: set(_list(kinds, value)),
    frozenset: lambda kinds, value: frozenset(_list(kinds, value)),
    dict: _mapping,
    Mapping: _mapping,
}
