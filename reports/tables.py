"""The findings as tables of data, with a codebook: what may leave the organisation, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from consultation.disclosure import Breakdown, Reach, leaving, rounded
from consultation.model.report import Report, ReportAction, ReportPoll
from reports.cover import seated
from reports.words import clean

Value = str | int | None
"""A cell: words, a figure, or None for one that is withheld or not known."""

ALL = "all"
"""The room of a row that tells of all of them."""
SEVERAL = "; "

COUNT = "a multiple of 5; empty where it is withheld (1 to 7, or a figure that would give one away)"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it means, and which values it takes."""

    name: str
    meaning: str
    values: str = "text"


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: what a row is, its columns, its rows."""

    name: str
    row: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


WITHHELD = Column(
    "withheld",
    "the figures of this row that are kept back; what is empty and not named here was never asked or is not known",
    "names of columns separated by '; '; empty where none is",
)
SESSION = Column("session", "the question of the session")
ROOM = Column("room", "the number of the room; 0 is the plenary", "whole number, or 'all'")
THEME = Column("theme", "what the room talked about")


def tables(report: Report) -> tuple[DataTable, ...]:
    """All tables of a report, for files that leave: counts from 1 to 7 withheld with what guards them, the others rounded to 5."""
    return (
        _session(report),
        _notes(report),
        _points(report),
        _ballots(report),
        _attendance(report),
        _actions(report),
        _texts(report),
    )


def codebook(all_tables: Iterable[DataTable]) -> DataTable:
    """What each column of each table means."""
    columns = (
        Column("table", "the table"),
        Column("column", "the column"),
        Column("meaning", "what it means"),
        Column("values", "what it holds"),
    )
    rows = tuple(
        (table.name, one.name, one.meaning, one.values) for table in all_tables for one in table.columns
    )
    return DataTable("codebook", "one column of one table", columns, rows)


def _withheld(**figures: int | None) -> str:
    return SEVERAL.join(name for name, figure in figures.items() if figure is None)


def _session(report: Report) -> DataTable:
    columns = (
        SESSION,
        Column("programme", "the series that it is part of"),
        Column("held", "when it began", "day, date and time with its time zone; empty where it has none"),
        Column("rooms", "how many rooms there were", "whole number"),
        Column("notes", "how many notes were kept in rooms and plenary", "whole number"),
        Column("version", "which version of the digest this is", "whole number"),
        Column("changes", "what is new in a later version"),
    )
    about = (clean(report.question), clean(report.programme or ""), clean(report.when))
    rooms = sum(1 for room in report.rooms if room.number)
    row = (*about, rooms, report.notes, report.version, clean(report.changes))
    return DataTable("session", "the session", columns, (row,))


def _notes(report: Report) -> DataTable:
    columns = (
        SESSION,
        ROOM,
        THEME,
        Column("note", "the note's name in the report"),
        Column("kinds", "what it is, as its facilitators marked it", "separated by '; '"),
        Column("text", "what was said, as it was written"),
    )
    rows = (
        (
            clean(report.question),
            room.number,
            clean(room.theme),
            note.ref,
            SEVERAL.join(map(clean, note.tags)),
            clean(note.text),
        )
        for room in report.rooms
        for note in room.notes
    )
    return DataTable("notes", "one note that was kept, without its author", columns, tuple(rows))


def _points(report: Report) -> DataTable:
    columns = (
        SESSION,
        ROOM,
        THEME,
        Column("position", "its place in the room's list", "whole number"),
        Column("kinds", "what it is", "separated by '; '"),
        Column("text", "the point"),
        Column("notes", "the notes behind it", "names of notes separated by '; '"),
        Column("confirmed", "whether the room confirmed it", "yes, no; empty where nobody was asked"),
    )
    rows = (
        (
            clean(report.question),
            room.number,
            clean(room.theme),
            position,
            SEVERAL.join(map(clean, point.tags)),
            clean(point.text),
            SEVERAL.join(point.refs),
            {True: "yes", False: "no", None: ""}[point.confirmed],
        )
        for room in report.rooms
        for position, point in enumerate(room.points, start=1)
    )
    return DataTable("points", "one point of a room", columns, tuple(rows))


def _ballots(report: Report) -> DataTable:
    columns = (
        SESSION,
        Column("poll", "the poll's place in the report", "whole number"),
        Column("source", "where it was put"),
        Column("question", "what was asked"),
        ROOM,
        THEME,
        Column("position", "the option's place", "whole number"),
        Column("option", "the answer that could be given"),
        Column("answers", "how many gave it", COUNT),
        Column("base", "how many answered in this room", COUNT),
        WITHHELD,
    )
    themes = {room.number: clean(room.theme) for room in report.rooms}
    rows = (
        (clean(report.question), place, clean(poll.source), clean(poll.question), *row)
        for place, poll in enumerate(report.polls, start=1)
        for row in _ballot_rows(poll, themes)
    )
    return DataTable("ballots", "one option of one ballot in one room", columns, tuple(rows))


def _ballot_rows(poll: ReportPoll, themes: dict[int, str]) -> Iterator[tuple[Value, ...]]:
    told: Breakdown = leaving(poll.tally, poll.by_room)
    groups: Sequence[tuple[Value, str, tuple[int | None, ...], int | None]] = (
        (ALL, "", told.options, told.answers),
        *((number, themes.get(number, ""), options, answers) for number, options, answers in told.rooms),
    )
    for room, theme, counts, base in groups:
        for position, (option, count) in enumerate(zip(poll.options, counts, strict=True), start=1):
            yield room, theme, position, clean(option), count, base, _withheld(answers=count, base=base)


def _attendance(report: Report) -> DataTable:
    columns = (
        SESSION,
        ROOM,
        THEME,
        Column(
            "participants",
            "how many sat in the room, in any round; who sat in several is counted in each",
            COUNT,
        ),
        WITHHELD,
    )
    told = seated(report, Reach.OUTSIDE)
    groups: list[tuple[Value, str, int | None]] = [(ALL, "", rounded(report.participants))]
    groups += [(room.number, clean(room.theme), told[room.number]) for room in report.rooms if room.number]
    rows = tuple((clean(report.question), *group, _withheld(participants=group[2])) for group in groups)
    return DataTable("attendance", "one room, or all of them", columns, rows)


def _actions(report: Report) -> DataTable:
    columns = (
        SESSION,
        Column("rank", "its place in the report", "whole number"),
        Column("text", "the action"),
        Column("rooms", "the rooms it comes from", "numbers separated by '; '"),
        Column("votes", "how many chose it", COUNT),
        WITHHELD,
    )
    rows = (
        (clean(report.question), rank, clean(one.text), SEVERAL.join(map(str, one.rooms)), *_votes(one))
        for rank, one in enumerate(report.actions, start=1)
    )
    return DataTable("actions", "one action", columns, tuple(rows))


def _votes(action: ReportAction) -> tuple[int | None, str]:
    """An action's votes as far as they may be told, and whether they are kept back; nobody may have been asked."""
    if action.votes is None:
        return None, ""
    told = rounded(action.votes)
    return told, _withheld(votes=told)


def _texts(report: Report) -> DataTable:
    columns = (
        SESSION,
        Column("source", "where it was asked"),
        Column("question", "what was asked"),
        Column(
            "text", "what somebody wrote, word for word, as far as it was let through; the same words once"
        ),
        Column("base", "how many wrote something in answer to the question", COUNT),
        WITHHELD,
    )
    rows = (
        (
            clean(report.question),
            clean(one.source),
            clean(one.question),
            clean(text),
            base,
            _withheld(base=base),
        )
        for one in report.writings
        for base in (rounded(one.answers),)
        for text, _ in sorted(one.texts)
    )
    return DataTable("texts", "one text in answer to a question, without its author", columns, tuple(rows))
