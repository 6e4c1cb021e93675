"""The pieces from which the table of blocks is made. A check gives one sentence, with a pointer, for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

Check: TypeAlias = Callable[[object, str], Iterator[str]]
"""Looks at a value; the text is the JSON pointer of where it stands."""


def _fault(sentence: str, pointer: str) -> str:
    return f"{sentence} [json-pointer:{pointer}]"


def text(most: int, least: int = 1) -> Check:
    """Return the check for a string of so many characters."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield _fault("must be a string", pointer)
        elif len(value) > most:
            yield _fault(f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            yield _fault(f"must be more than {least - 1} characters", pointer)

    return check


def flag(value: object, pointer: str) -> Iterator[str]:
    """Check that a value is true or false."""
    if not isinstance(value, bool):
        yield _fault("must be a boolean", pointer)


def number(least: float | None = None, most: float | None = None, *, above: float | None = None) -> Check:
    """Return the check for a number; ``above`` itself is too small."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield _fault("must be a number", pointer)
        elif most is not None and value > most:
            yield _fault(f"must be less than or equal to {most}", pointer)
        elif least is not None and value < least:
            yield _fault(f"must be greater than or equal to {least}", pointer)
        elif above is not None and value <= above:
            yield _fault(f"must be greater than {above}", pointer)

    return check


def choice(*allowed: str) -> Check:
    """Return the check for one of some words."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if value not in allowed:
            yield _fault(f"must be equal to one of the allowed values: {', '.join(allowed)}", pointer)

    return check


def items(each: Check, least: int, most: int) -> Check:
    """Return the check for a list."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield _fault("must be an array", pointer)
            return
        if len(value) > most:
            yield _fault(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            yield _fault(f"no less than {least} items allowed", pointer)
        for place, entry in enumerate(value):
            yield from each(entry, f"{pointer}/{place}")

    return check


def thing(
    required: Mapping[str, Check], optional: Mapping[str, Check], one_of: tuple[str, ...] = ()
) -> Check:
    """Return the check for an object that has all of ``required``, exactly one of ``one_of``, and nothing unknown."""
    known = {**required, **optional}

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield _fault("must be an object", pointer)
            return
        yield from _missing(value, pointer, required, one_of)
        for name, entry in value.items():
            if name not in known:
                yield _fault(f"invalid additional property: {name}", pointer)
            elif entry is not None:
                yield from known[name](entry, f"{pointer}/{name}")

    return check


def _missing(
    value: Mapping[str, object], pointer: str, required: Iterable[str], one_of: tuple[str, ...]
) -> Iterator[str]:
    for name in required:
        if value.get(name) is None:
            yield _fault(f"missing required field: {name}", pointer)
    if one_of and sum(value.get(name) is not None for name in one_of) != 1:
        yield _fault(f"must have exactly one of: {', '.join(one_of)}", pointer)


def by_type(table: Mapping[str, Check]) -> Check:
    """Return the check for an object whose ``type`` says which check of the table applies."""

    def check(value: object, pointer: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            yield _fault("missing required field: type", pointer)
        elif kind not in table:
            yield _fault(f"unsupported type: {kind}", f"{pointer}/type")
        else:
            yield from table[kind](value, pointer)

    return check


def at_least_one(names: tuple[str, ...], check: Check) -> Check:
    """Return a check that asks for one of some keys as well, or for several of them."""

    def checked(value: object, pointer: str) -> Iterator[str]:
        yield from check(value, pointer)
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            yield _fault(f"must have at least one of: {', '.join(names)}", pointer)

    return checked


def union(check: Check) -> Check:
    """Return a check that says first, as Slack does, that a value is none of the things that may stand here."""

    def checked(value: object, pointer: str) -> Iterator[str]:
        faults = list(check(value, pointer))
        if faults:
            yield _fault("failed to match all allowed schemas", pointer)
        yield from faults

    return checked


def anything(_value: object, _pointer: str) -> Iterator[str]:
    """Let everything pass: for parts of which Slack documents no limit."""
    return iter(())
