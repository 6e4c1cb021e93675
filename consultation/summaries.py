"""Key themes and next steps as an organiser types them: a theme a line, its statements under it with a leading dash."""

import re
from collections.abc import Collection, Iterator

from consultation.errors import InvalidField
from consultation.model.summaries import KeyTheme, Statement, Summary
from consultation.origins import rooms_said
from consultation.texts import clean, cut, one_line, quoted

THEMES_MOST, STATEMENTS_MOST, STEPS_MOST = 8, 8, 12
"""As much as is read on one page; what rooms said in detail stands with the rooms."""

TITLE_MOST, SENTENCE_MOST = 140, 400

TEXT_MOST = 3000
"""Characters of all themes as they are written to be edited again (Block Kit: value of a plain-text input, 3,000)."""

_STATEMENT = re.compile(r"[-\u2013\u2014•*]\s*(.*)")


def read_summary(themes: str, steps: str, rooms: Collection[int]) -> Summary:
    """What was typed, judged. `rooms` are the numbers of the rooms that a statement may name. Raises InvalidField("themes" or "steps").

    A statement that ends with "(room 2)" or "(rooms 1 and 3)" is that of these rooms.
    """
    summary = Summary(tuple(_themes(themes, rooms)), tuple(_steps(steps)))
    for field, text in zip(("themes", "steps"), write_summary(summary), strict=True):
        if len(text) > TEXT_MOST:
            raise InvalidField(
                field,
                f"Together these have {len(text):,} characters and {TEXT_MOST:,} fit. Please say less here.",
            )
    return summary


def write_summary(summary: Summary) -> tuple[str, str]:
    """The two texts from which `read_summary` reads this summary again: the themes, the steps."""
    lines = [line for theme in summary.themes for line in (theme.title, *map(_written, theme.statements))]
    return "\n".join(lines), "\n".join(summary.next_steps)


def _written(one: Statement) -> str:
    named = (
        f" (room{'s' if len(one.rooms) > 1 else ''} {', '.join(map(str, one.rooms))})" if one.rooms else ""
    )
    return f"- {one.text}{named}"


def _themes(text: str, rooms: Collection[int]) -> Iterator[KeyTheme]:
    entries: list[tuple[str, list[Statement]]] = []
    for line in _lines(text):
        said = _STATEMENT.fullmatch(line)
        if said is None:
            entries.append((_within("themes", line, TITLE_MOST), []))
        elif not entries:
            raise InvalidField(
                "themes",
                f"{quoted(cut(line, 60))} comes before any theme. Write the theme's name on a line above it.",
            )
        elif said[1]:
            entries[-1][1].append(_statement(said[1], rooms))
    _few("themes", "themes", len(entries), THEMES_MOST)
    for title, statements in entries:
        if not statements:
            raise InvalidField(
                "themes",
                f"The theme {quoted(cut(title, 60))} says nothing yet. Put a statement under it, with a dash.",
            )
        _few("themes", f"statements under {quoted(cut(title, 60))}", len(statements), STATEMENTS_MOST)
        yield KeyTheme(title, tuple(statements))


def _statement(text: str, rooms: Collection[int]) -> Statement:
    words, numbers = rooms_said(text)
    unknown = next((number for number in numbers if number not in rooms), None)
    if unknown is not None:
        raise InvalidField(
            "themes", f"There is no room {unknown}. Name rooms by their numbers, such as (rooms 1 and 3)."
        )
    return Statement(_within("themes", words, SENTENCE_MOST), numbers)


def _steps(text: str) -> Iterator[str]:
    lines = [found[1] if (found := _STATEMENT.fullmatch(line)) else line for line in _lines(text)]
    _few("steps", "next steps", len(lines), STEPS_MOST)
    yield from (_within("steps", line, SENTENCE_MOST) for line in lines if line)


def _lines(text: str) -> Iterator[str]:
    return filter(None, map(one_line, clean(text).split("\n")))


def _within(field: str, line: str, most: int) -> str:
    if len(line) > most:
        raise InvalidField(
            field,
            f"{quoted(cut(line, 60))} has {len(line)} characters and {most} fit. Please make it shorter.",
        )
    return line


def _few(field: str, what: str, number: int, most: int) -> None:
    if number > most:
        raise InvalidField(
            field, f"There are {number} {what} and {most} fit. Please join some or leave some out."
        )
