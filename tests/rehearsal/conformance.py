"""Slack's own data beside what the workspace says: keys, types, errors. The data lies beside the repository."""

from __future__ import annotations

import inspect
import json
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED = Path(__file__).parents[3] / "shared" / "slack"


def with_slack_data(test: Callable[[], object]) -> Callable[[], object]:
    """Leave a test out where Slack's own data isn't there; all that are left out are told in one line."""
    if inspect.iscoroutinefunction(test):

        @wraps(test)
        async def awaited() -> None:
            _need_data()
            await test()

        return awaited

    @wraps(test)
    def called() -> None:
        _need_data()
        test()

    return called


def _need_data() -> None:
    if not SHARED.exists():
        pytest.skip("Slack's own data is not here (../shared/slack)")


def data(name: str) -> Any:  # noqa: ANN401 -- JSON of any shape
    """Read one file of Slack's data."""
    return json.loads((SHARED / name).read_text())


def strays(given: object, known: object, path: str = "") -> Iterator[str]:
    """Give each key that Slack's answer lacks and each value of another JSON type.

    Null is allowed anywhere, and an empty list or object of the sample may hold anything.
    """
    if given is None or known is None:
        return
    if _kind(given) != _kind(known):
        yield f"{path} is {_kind(given)}, not {_kind(known)}"
    elif isinstance(given, list) and isinstance(known, list):
        for entry in given if known else ():
            yield from strays(entry, known[0], f"{path}[]")
    elif isinstance(given, dict) and isinstance(known, dict) and known:
        yield from _strays_inside(given, known, path)


def _strays_inside(given: dict[str, Any], known: dict[str, Any], path: str) -> Iterator[str]:
    by_id = all(key[:1] in "CDGU" and len(key) > 8 for key in known)
    for key, value in given.items():
        if by_id:
            yield from strays(value, next(iter(known.values())), f"{path}.*")
        elif key in known:
            yield from strays(value, known[key], f"{path}.{key}")
        else:
            yield f"{path}.{key}"


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    kinds = {dict: "object", list: "array", str: "string", int: "number", float: "number"}
    return kinds[type(value)]
