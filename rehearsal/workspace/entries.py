"""What a tester wrote down, read piece by piece: lists, objects and texts, or a sentence that says what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import Unclear

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


def entries(given: Json, name: str) -> list[Json]:
    """Return a list of objects, an empty one where it is missing; raises ``Unclear``."""
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise Unclear(f"{name} must be a list of objects.")
    return value


def text(entry: Json, name: str, default: str | None = None) -> str:
    """Return a text; raises ``Unclear`` where it is something else, or missing without a default."""
    value = entry.get(name, default)
    if not isinstance(value, str):
        raise Unclear(f"{name} must be a text in {_quoted(entry)}.")
    return value


def texts(entry: Json, name: str) -> list[str]:
    """Return a list of texts; raises ``Unclear``."""
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unclear(f"{name} must be a list of texts in {_quoted(entry)}.")
    return value


def _quoted(entry: Json) -> str:
    """Return the beginning of an entry, so that its writer finds it again."""
    written = json.dumps(entry, ensure_ascii=False)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]} …"


_SHOWN = 100
