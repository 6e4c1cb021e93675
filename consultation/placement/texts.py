"""Words that several sentences need."""

from functools import lru_cache

NAMES_KNOWN = 4_096
"""Roles and organisations that are remembered as they are compared: many people have few of them."""

_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    ending = "th" if number % 100 in _TEENS else _ORDINALS.get(number % 10, "th")
    return f"{number}{ending}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 room, 2 rooms."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@lru_cache(NAMES_KNOWN)
def plain(text: str) -> str:
    """A role or an organisation as it is compared: spaces and the case of letters aside."""
    return " ".join(text.split()).casefold()
