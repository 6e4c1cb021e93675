"""Real facilitators' notes from capture to report, beside the summaries that people published from them.

The notes are other people's and are read where they lie (`../shared`), never committed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from consultation.digest import Findings, compile_digest
from consultation.model.notes import LEGEND, Note, Tag
from consultation.model.references import (
    MessageRef,
    NoteId,
    PersonRef,
    PlaceRef,
    RoomId,
    SessionId,
    Tenant,
    ThemeId,
)
from consultation.model.report import Report, ReportRoom
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session, Theme
from consultation.notes import LINES_MOST, read_notes
from consultation.report import report_of
from consultation.similarity import stems, weights
from reports.brand import Brand
from reports.compose import compose
from reports.markdown import markdown

FOLDER = Path(__file__).parents[3] / "shared" / "consultation" / "facilitator-notes"
DOCUMENT = Path(__file__).parents[2] / "docs" / "digest.md"
ROOMS = 20
FOUND_LEAST = 0.5
"""A point of a summary is found where at least half of what its words weigh stands in at most this many of ours."""
TOGETHER_MOST = 3
WORDS_LEAST = 4

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the facilitators' notes are not beside this project"
)


@dataclass(frozen=True)
class Told:
    """One room of a real event: what its scribe wrote, and the points of the summary that people made of it."""

    topic: str
    notes: tuple[str, ...]
    summary: tuple[str, ...]


def events() -> Iterator[list[Told]]:
    for path in sorted(FOLDER.glob("*.json")):
        event: dict[str, Any] = json.loads(path.read_text("utf-8"))
        yield [
            Told(
                room["topic"],
                tuple(lines_of(room["raw_notes"])),
                tuple(points_of(room.get("published_summary") or "")),
            )
            for room in event["rooms"]
        ]


def lines_of(notes: list[dict[str, Any]]) -> Iterator[str]:
    """What the scribe wrote, line by line: the headings as well."""
    heading = "Notes"
    for note in notes:
        if note["section"] != heading:
            heading = note["section"]
            yield f"## {heading}"
        yield note["text"]


def points_of(summary: str) -> Iterator[str]:
    """The points of a summary: its sentences, those of headings and links aside."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", summary).replace("**", "").replace("_", " ")
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", plain):
        point = sentence.strip(" -*#>\t")
        if len(stems(point)) >= WORDS_LEAST and not point.casefold().startswith("full notes"):
            yield point


def report_on(rooms: list[Told]) -> Report:
    """What a scribe typed, from capture to report."""
    start = datetime(2026, 11, 21, 19, tzinfo=UTC)
    session = SessionId("s")
    notes: list[Note] = []
    for number, room in enumerate(rooms, start=1):
        lines = [" ".join(text.split()) for text in room.notes]
        batches = ["\n".join(lines[at : at + LINES_MOST]) for at in range(0, len(lines), LINES_MOST)]
        for tag, words in (pair for text in batches for pair in read_notes(text, Tag.CONCERN, LEGEND)):
            said = start + timedelta(seconds=len(notes))
            at = MessageRef(PlaceRef(f"R{number}"), f"typed.{len(notes)}")
            notes.append(
                Note(NoteId(f"n{len(notes)}"), session, RoomId(f"r{number}"), at, words, said, "", (tag,))
            )
    themes = tuple(Theme(ThemeId(f"t{number}"), room.topic) for number, room in enumerate(rooms, start=1))
    held = tuple(
        Room(RoomId(f"r{number}"), session, number, ThemeId(f"t{number}"), None)
        for number in range(1, len(rooms) + 1)
    )
    whole = Session(
        session,
        Tenant("t"),
        "What next?",
        PlaceRef("C"),
        (PersonRef("o"),),
        Phase.CLOSED,
        1,
        start,
        themes=themes,
    )
    return report_of(compile_digest(Findings(whole, held, notes=tuple(notes))))


def is_found(point: str, room: ReportRoom) -> bool:
    """Whether the words of a summary's point stand in our room's points: at least half of their weight, in three at most."""
    wanted, ours = stems(point), [stems(one.text) for one in room.points]
    weight = weights([*ours, wanted])
    near = sorted(ours, key=lambda one: -sum(weight[stem] for stem in wanted & one))[:8]
    whole = sum(weight[stem] for stem in wanted)
    return any(
        sum(weight[stem] for stem in wanted & frozenset().union(*some)) >= FOUND_LEAST * whole
        for many in range(1, TOGETHER_MOST + 1)
        for some in combinations(near, many)
    )


def in_the_notes(point: str, room: Told) -> bool:
    """Whether at least half of what a point's words weigh stands anywhere in what the scribe wrote."""
    wanted, theirs = stems(point), [stems(text) for text in room.notes]
    weight = weights([*theirs, wanted])
    held = wanted & frozenset().union(*theirs)
    return sum(weight[stem] for stem in held) >= FOUND_LEAST * sum(weight[stem] for stem in wanted)


def is_lost(point: str, room: Told, ours: ReportRoom) -> bool:
    """Whether what the scribe wrote of a point is not in our points, all of them taken together."""
    return in_the_notes(point, room) and not in_the_notes(
        point, replace(room, notes=tuple(one.text for one in ours.points))
    )


def share_found(rooms: list[Told], report: Report) -> tuple[int, int]:
    """How many points of the summaries stand in their room's points, of how many."""
    pairs = zip(rooms, report.rooms, strict=True)
    found = [is_found(point, ours) for room, ours in pairs for point in room.summary]
    return sum(found), len(found)


@pytest.fixture(scope="module")
def told() -> list[tuple[Told, ReportRoom]]:
    return [pair for rooms in events() for pair in zip(rooms, report_on(rooms).rooms, strict=True)]


def test_all_rooms_go_through_with_every_note_once_and_in_its_own_words(
    told: list[tuple[Told, ReportRoom]],
) -> None:
    assert len(told) == ROOMS
    for room, ours in told:
        typed = [" ".join(text.removeprefix("## ").split()) for text in room.notes]
        assert len(ours.points) == len(ours.notes)
        assert sum(
            any(point.text in text or text in point.text for text in typed) for point in ours.points
        ) == len(ours.points)
        assert len(ours.points) >= len([text for text in typed if text]) - 1


def test_the_report_holds_every_note(told: list[tuple[Told, ReportRoom]]) -> None:
    for rooms in events():
        page = markdown(compose(report_on(rooms), Brand()))
        refs = re.findall(r"\((\d+\\?\.\d{2,3})\)", page)
        assert len(set(refs)) >= sum(1 for room in rooms for text in room.notes if text.strip()) - len(rooms)
    assert told


def test_the_share_of_published_points_found_in_ours_is_what_the_document_says(
    told: list[tuple[Told, ReportRoom]],
) -> None:
    found = [is_found(point, ours) for room, ours in told for point in room.summary]
    elsewhere = [
        is_found(point, other)
        for (room, _), (_, other) in zip(told, [*told[1:], told[0]], strict=True)
        for point in room.summary
    ]
    absent = [not in_the_notes(point, room) for room, _ in told for point in room.summary]
    lost = [is_lost(point, room, ours) for room, ours in told for point in room.summary]
    lines = [
        f"{sum(found)} of {len(found)} ({round(100 * sum(found) / len(found))} %)",
        f"{len(found) - sum(found) - sum(absent)} more draw on more than three notes",
        f"{sum(absent)} are told in words that no note of their room holds",
        f"{sum(elsewhere)} of {len(elsewhere)} ({round(100 * sum(elsewhere) / len(elsewhere))} %)",
    ]
    assert not any(lost)
    told_apart = f"published points that stand in ours: {lines[0]}; in another room's: {lines[3]}; {lines[1]}; {lines[2]}"
    print(told_apart)  # noqa: T201 - to be read
    document = DOCUMENT.read_text("utf-8")
    assert [line for line in lines if line not in document] == []
