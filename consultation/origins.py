"""Which rooms a sentence says it comes from, where somebody wrote that behind it: "(room 2)", "(rooms 1 and 3)"."""

import re

_ROOMS = re.compile(r"\s*\(rooms?\s+(\d{1,3}(?:\s*(?:,|and|&|\+)\s*\d{1,3})*)\)\s*\.?$", re.IGNORECASE)


def rooms_said(text: str) -> tuple[str, tuple[int, ...]]:
    """A sentence without the rooms named at its end, and their numbers in order; none where it names none."""
    found = _ROOMS.search(text)
    if found is None:
        return text, ()
    return text[: found.start()], tuple(sorted({int(one) for one in re.findall(r"\d+", found[1])}))
