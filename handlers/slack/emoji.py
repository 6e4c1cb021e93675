"""Emoji that Slack writes as names (`:bulb:`), as the characters that files and other programs show."""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

NAMES = Path(__file__).with_name("emoji.txt")
"""Pairs of a name and its characters. What is not in it, such as a workspace's own emoji, stays as its name."""

_NAMED = re.compile(r":(?P<name>[a-z0-9_+'-]{1,100}):(?::skin-tone-(?P<tone>[2-6]):)?")
_FIRST = re.compile(r"[\s\-*•◦▪‣#]*:(?P<name>[^\s:]{1,100}):")
_FIRST_TONE, _LOWEST = 0x1F3FB, 2
_PICTURE, _JOINER = "\ufe0f", "\u200d"


def drawn(text: str) -> str:
    """The text with its named emoji as characters, in the skin tone that was chosen."""
    return _NAMED.sub(_character, text) if ":" in text else text


def drawn_but_tags(text: str, tags: Collection[str]) -> str:
    """The same, where a line may begin with one of these tags' emoji: that one stays as its name."""
    return "\n".join(_line(line, tags) for line in text.split("\n"))


def _line(line: str, tags: Collection[str]) -> str:
    first = _FIRST.match(line)
    end = first.end() if first and first["name"] in tags else 0
    return line[:end] + drawn(line[end:])


def _character(found: re.Match[str]) -> str:
    known = _table().get(found["name"])
    if known is None:
        return found.group()
    # A family has no one tone.
    if found["tone"] is None or _JOINER in known:
        return known
    return known.removesuffix(_PICTURE) + chr(_FIRST_TONE + int(found["tone"]) - _LOWEST)


@cache
def _table() -> dict[str, str]:
    words = NAMES.read_text("utf-8").split()
    return dict(zip(words[::2], words[1::2], strict=True))
