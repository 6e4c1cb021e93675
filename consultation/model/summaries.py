"""What an organiser writes above all rooms: key themes with their statements, and the next steps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that stands for several notes. `rooms` are the numbers of the rooms that said it."""

    text: str
    rooms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyTheme:
    """What runs through several rooms: a title and a few statements."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Key themes and next steps in somebody's own words; both empty until they are written."""

    themes: tuple[KeyTheme, ...] = ()
    next_steps: tuple[str, ...] = ()
