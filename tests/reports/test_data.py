"""The data: explained, safe in a spreadsheet, and without small numbers."""

import csv
import json
from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.disclosure import Reach
from consultation.model.questions import QuestionKind, Tally
from consultation.model.report import ReportAction, ReportPoll
from reports.charts import chart
from reports.data import FORMULA_STARTS, csv_of, data_files, json_of, safe
from reports.picture import TAGS, picture
from reports.tables import codebook, tables
from tests.reports.conftest import TEAM
from tests.reports.golden import golden_report
from tests.reports.hostile import FORMULAS, hostile_report


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_there_is_a_row_for_each_note_point_ballot_row_room_and_action() -> None:
    counts = {table.name: len(table.rows) for table in tables(golden_report())}
    assert counts == {
        "session": 1,
        "notes": 78,
        "points": 78,
        "ballots": 3 * 5 * 5,
        "attendance": 5,
        "actions": 9,
        "texts": 0,
    }


def test_every_row_of_what_rooms_did_names_its_room() -> None:
    for table in tables(golden_report())[1:5]:
        place = [column.name for column in table.columns].index("room")
        assert all(row[place] not in {None, ""} for row in table.rows), table.name


def test_every_column_is_in_the_codebook() -> None:
    held = tables(golden_report())
    files = data_files(held)
    told = {(row["table"], row["column"]) for row in rows_of(files["codebook.csv"])}
    for table in held:
        for column in next(csv.reader(StringIO(files[f"{table.name}.csv"].decode("utf-8-sig")))):
            assert (table.name, column) in told
    assert all(row[2] for row in codebook(held).rows)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe(text).startswith("'")


@given(st.text())
def test_no_text_begins_as_a_formula_does(text: str) -> None:
    assert safe(text)[:1] not in FORMULA_STARTS


def test_what_was_said_stays_whole_in_the_data() -> None:
    long = "word " * 9000
    golden = golden_report()
    room = replace(golden.rooms[0], notes=(replace(golden.rooms[0].notes[0], text=long),))
    (first, *_) = rows_of(csv_of(tables(replace(golden, rooms=(room,)))[1]))
    assert first["text"] == long.strip()


def test_hostile_words_leave_every_file_readable_row_by_row() -> None:
    held = tables(hostile_report())
    files = data_files(held)
    for table in held:
        read = rows_of(files[f"{table.name}.csv"])
        assert len(read) == len(table.rows)
        assert all(value[:1] not in FORMULA_STARTS for row in read for value in row.values())
    assert len(json.loads(json_of(held))["notes"]["rows"]) == len(held[1].rows)


def test_small_numbers_are_empty_and_others_are_multiples_of_five() -> None:
    golden = golden_report()
    small = ReportPoll(
        "Few", QuestionKind.CHOICE, ("a", "b"), Tally((3, 20)), ((1, Tally((3, 6))), (2, Tally((0, 14))))
    )
    rooms = tuple(
        replace(room, participants=number) for room, number in zip(golden.rooms, (3, 40, 41, 36), strict=True)
    )
    actions = (ReportAction("Do it", votes=4), ReportAction("Do that", votes=23))
    read = data_files(tables(replace(golden, polls=(*golden.polls, small), rooms=rooms, actions=actions)))
    figures = [
        row[name]
        for table, name in (
            ("ballots", "answers"),
            ("ballots", "base"),
            ("attendance", "participants"),
            ("actions", "votes"),
        )
        for row in rows_of(read[f"{table}.csv"])
    ]
    assert all(figure == "" or int(figure) % 5 == 0 for figure in figures)
    assert [row["participants"] for row in rows_of(read["attendance.csv"])] == ["120", "", "40", "40", ""]
    assert [row["votes"] for row in rows_of(read["actions.csv"])] == ["", "25"]


def test_what_is_withheld_is_named_and_what_nobody_was_asked_is_not() -> None:
    actions = (
        ReportAction("Do it", votes=4),
        ReportAction("Do that", votes=23),
        ReportAction("Ask", votes=None),
    )
    few = ReportPoll("Few", QuestionKind.CHOICE, ("a", "b"), Tally((3, 20)))
    read = data_files(tables(replace(golden_report(), polls=(few,), actions=actions)))
    assert [row["withheld"] for row in rows_of(read["actions.csv"])] == ["votes", "", ""]
    for row in rows_of(read["ballots.csv"]):
        empty = [name for name in ("answers", "base") if row[name] == ""]
        assert row["withheld"] == "; ".join(empty)
    assert any(row["withheld"] for row in rows_of(read["ballots.csv"]))


def test_the_reports_figures_are_worked_out_again_from_the_data() -> None:
    """Notes and actions to the number; shares within what rounding every count to five allows."""
    report = golden_report()
    read = {
        name: rows_of(content) for name, content in data_files(tables(report)).items() if name.endswith("csv")
    }
    assert read["session.csv"][0]["held"] == "9 February 2022"
    assert int(read["session.csv"][0]["notes"]) == len(read["notes.csv"]) == report.notes
    for tile, room in zip(picture(report, TEAM).tiles, report.rooms, strict=True):
        here = [row for row in read["notes.csv"] if row["room"] == str(room.number)]
        kinds = Counter(kind for row in here for kind in row["kinds"].split("; "))
        assert len(here) == len(room.notes)
        assert [kinds[tag] for tag, _ in TAGS] == [notes for _, notes in tile.bars]
    assert [row["text"] for row in read["actions.csv"]] == [one.text for one in report.actions]
    told = 0
    for place, poll in enumerate(report.polls, start=1):
        rows = [row for row in read["ballots.csv"] if (row["poll"], row["room"]) == (str(place), "all")]
        if not rows[0]["withheld"] and not rows[1]["withheld"]:
            agree, base = sum(int(row["answers"]) for row in rows[:2]), int(rows[0]["base"])
            share = chart(poll, Reach.WITHIN).share or 0
            assert 100 * (agree - 4) / (base + 2) <= share <= 100 * (agree + 4) / (base - 2)
            told += 1
    assert told == 2


def test_withheld_figures_are_null_in_json() -> None:
    golden = replace(golden_report(), actions=(ReportAction("Do it", votes=4),))
    assert json.loads(json_of(tables(golden)))["actions"]["rows"][0]["votes"] is None


def test_nobodys_id_and_no_way_to_a_message_leaves() -> None:
    golden = golden_report()
    note = replace(golden.rooms[0].notes[0], permalink="https://example.slack.com/archives/C1/p1")
    room = replace(golden.rooms[0], notes=(note,))
    everything = b"".join(data_files(tables(replace(golden, rooms=(room,)))).values())
    assert b"slack.com" not in everything
