"""The golden session as a report, from `golden_session.json`, with the answers by room that its figures leave open made up."""

import json
from calendar import month_name
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consultation.model.programme import CameBack, Moved, ProgrammeDigest, SessionFinding
from consultation.model.questions import AGREEMENT_SCALE, QuestionKind, Tally
from consultation.model.report import (
    Report,
    ReportAction,
    ReportNote,
    ReportPoint,
    ReportPoll,
    ReportRoom,
    ReportSession,
    Source,
)
from consultation.model.summaries import KeyTheme, Statement

GOLDEN = Path(__file__).parents[2] / "rehearsal" / "cast" / "golden_session.json"
STEPS = (
    "The team will work with those responsible for each area to see how these actions can be carried out.",
    "What later sessions find will be collected and shared in the same way.",
)


def golden_report() -> Report:
    """Session 1 of the golden programme."""
    golden: dict[str, Any] = json.loads(GOLDEN.read_text("utf-8"))
    programme, surveys = golden["programme"], golden["surveys"]
    sessions = programme["sessions"]
    rooms = tuple(map(_room, golden["rooms"]))
    people = golden["session"]["participants"]
    return Report(
        question=sessions[0]["title"],
        programme=programme["name"],
        when=_when(sessions[0]),
        guest=sessions[0]["guest"],
        participants=people,
        facilitators=len(rooms),
        sources=(
            Source("Pre-session survey", surveys["pre"]["n"]),
            Source("Post-session survey", surveys["post"]["n"]),
            Source(f"Discussion in {len(rooms)} rooms", people, "participants"),
            Source("Notes kept by facilitators", sum(len(room.notes) for room in rooms), "notes"),
        ),
        themes=tuple(_theme(theme) for theme in golden["infographic"]["themes"]),
        rooms=rooms,
        polls=tuple(_row(row) for row in surveys["post"]["rows"]),
        actions=tuple(ReportAction(one["text"], tuple(one["rooms"])) for one in golden["actions"]),
        next_steps=STEPS,
        next_sessions=tuple(ReportSession(one["title"], _when(one), one["guest"]) for one in sessions[1:]),
    )


def _when(session: dict[str, Any]) -> str:
    year, month, *day = session["date"].split("-")
    date = " ".join([*(str(int(each)) for each in day), month_name[int(month)], year])
    return f"{date} at {session['time']}" if session["time"] else date


def _theme(theme: dict[str, Any]) -> KeyTheme:
    return KeyTheme(theme["title"], tuple(map(Statement, theme["statements"])))


def _room(room: dict[str, Any]) -> ReportRoom:
    notes = tuple(ReportNote(note["id"], tuple(note["tags"]), note["text"]) for note in room["notes"])
    return ReportRoom(room["n"], room["theme"], 30, (room["headline"],), tuple(points_of(notes)), notes)


def points_of(notes: Iterable[ReportNote]) -> Iterable[ReportPoint]:
    """A point for each note, as it stands."""
    return (ReportPoint(note.tags, note.text, (note.ref,)) for note in notes)


def _row(row: dict[str, Any]) -> ReportPoll:
    agree, rest = row["agree"], row["of"] - row["agree"]
    counts = (agree // 2, agree - agree // 2, rest - 1 - rest // 3, rest // 3, 1)
    rooms = tuple((number, Tally(tuple(_share(count, number) for count in counts))) for number in range(1, 5))
    return ReportPoll(
        row["item"], QuestionKind.AGREEMENT, AGREEMENT_SCALE, Tally(counts), rooms, "Post-session survey"
    )


def _share(count: int, number: int) -> int:
    return (count + number - 1) // 4


SIX = ProgrammeDigest(
    "The Big Consultation",
    tuple(
        SessionFinding(
            f"Question {number} <b>&</b> =1+1 五",
            datetime(2026, number + 3, 9, 18, 30, tzinfo=UTC) if number < 6 else None,
            120,
            78,
            ("Time is short.", "الوقت قصير"),
            ("Longer visits.",),
        )
        for number in range(1, 7)
    ),
    (CameBack("There are too few quiet rooms.", (1, 3, 6)),),
    (Moved("Will it help?", ((1, 40, 39), (6, 74, 58))),),
    0,
)
"""A programme of six sessions, with words that try to break it."""
