"""Small wordings that every part of a report shares."""

from collections.abc import Sequence


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 note", "2,000 notes"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def rooms_named(numbers: Sequence[int], of: int = 0) -> str:
    """Which rooms said something, `of` so many: "Only in room 1", "Said in 2 of 4 rooms: 1 and 3", "Said in 4 of 4 rooms".

    "Room 1" where it isn't told how many there were; empty where the rooms aren't known.
    """
    known = sorted({number for number in numbers if number})
    if not known:
        return "Plenary" if numbers else ""
    if of > 1 and len(known) == 1:
        return f"Only in room {known[0]}"
    named = listed([str(number) for number in known])
    if of > 1:
        return f"Said in {len(known)} of {of} rooms{f': {named}' if len(known) < of else ''}"
    return f"Room{'s' if len(known) > 1 else ''} {named}"


def percent(part: int, whole: int) -> int:
    """A share in whole per cent, rounded half up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0
