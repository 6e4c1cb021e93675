"""Which emoji there are: those of every workspace, and this one's own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.workspace.workspace import Workspace

NAMES = Path(__file__).with_name("emoji_names.txt")
"""The short names of Unicode 15.1 as Slack uses them (github.com/iamcal/emoji-data, MIT)."""

_NAME = re.compile(r"(?P<name>[a-z0-9_+'\-]{1,100})(::skin-tone-[2-6])?")


def is_emoji(workspace: Workspace, name: str) -> bool:
    """Return whether a name, without colons and perhaps with a skin tone, is that of an emoji here."""
    found = _NAME.fullmatch(name)
    return found is not None and (found["name"] in _everywhere() or found["name"] in workspace.setup.emoji)


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(NAMES.read_text(encoding="utf-8").split())
