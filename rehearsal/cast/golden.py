"""The golden session as typed values: what is said, tagged, voted and decided, and the figures that must come out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).parent / "golden_session.json"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said in a room that its facilitator keeps, with the tags it is given, by their names."""

    id: str
    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomScript:
    """What one room talks about and comes to. ``number`` counts from 1."""

    number: int
    theme: str
    headline: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Evening:
    """One session of the programme. ``date`` is an ISO date, or only a year and month where the day isn't known yet."""

    number: int
    title: str
    guest: str
    date: str
    time: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement put to a vote on the five-point scale: how many answer, and how many of them agree."""

    text: str
    agree: int
    answers: int
    percent: int


@dataclass(frozen=True, slots=True)
class ActionScript:
    """What goes forward, and the rooms that it comes from, by their numbers."""

    text: str
    rooms: tuple[int, ...]

    @property
    def typed(self) -> str:
        """Return it as the organiser types it, with its rooms behind it."""
        numbers = " and ".join(map(str, self.rooms))
        return f"{self.text} (room{'s' if len(self.rooms) > 1 else ''} {numbers})"


@dataclass(frozen=True, slots=True)
class ThemeScript:
    """What runs through several rooms, as the organiser sums it up."""

    title: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Golden:
    """The whole script, and the figures that the published digest must show. ``surveyed`` answer the survey before the evening."""

    programme: str
    evenings: tuple[Evening, ...]
    participants: int
    rooms_of: int
    rooms: tuple[RoomScript, ...]
    statements: tuple[Statement, ...]
    actions: tuple[ActionScript, ...]
    themes: tuple[ThemeScript, ...]
    surveyed: int
    notes: int
    notes_per_room: tuple[int, ...]
    notes_per_tag: Mapping[str, int]

    @property
    def tonight(self) -> Evening:
        """Return the session that is played."""
        return self.evenings[0]

    @property
    def later(self) -> tuple[Evening, ...]:
        """Return the programme's later sessions."""
        return self.evenings[1:]


def read_golden(path: Path = FILE) -> Golden:
    """Read the golden session; raises ``OSError``, ``KeyError`` or ``ValueError`` where the file isn't one."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    expected = data["expected"]
    return Golden(
        programme=data["programme"]["name"],
        evenings=tuple(_evening(entry) for entry in data["programme"]["sessions"]),
        participants=data["session"]["participants"],
        rooms_of=data["session"]["rooms_of"],
        rooms=tuple(_room(entry) for entry in data["rooms"]),
        statements=tuple(_statement(entry) for entry in data["surveys"]["post"]["rows"]),
        actions=tuple(ActionScript(entry["text"], tuple(entry["rooms"])) for entry in data["actions"]),
        themes=tuple(map(_theme, data["infographic"]["themes"])),
        surveyed=data["surveys"]["pre"]["n"],
        notes=expected["notes"],
        notes_per_room=tuple(expected["notes_per_room"]),
        notes_per_tag=expected["notes_per_tag"],
    )


def _evening(entry: dict[str, Any]) -> Evening:
    return Evening(entry["n"], entry["title"], entry["guest"] or "", entry["date"], entry["time"] or "")


def _room(entry: dict[str, Any]) -> RoomScript:
    remarks = tuple(Remark(note["id"], note["text"], tuple(note["tags"])) for note in entry["notes"])
    return RoomScript(entry["n"], entry["theme"], entry["headline"], remarks)


def _theme(entry: dict[str, Any]) -> ThemeScript:
    return ThemeScript(entry["title"], tuple(entry["statements"]))


def _statement(entry: dict[str, Any]) -> Statement:
    return Statement(entry["item"], entry["agree"], entry["of"], entry["percent"])
