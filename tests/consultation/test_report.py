"""From a digest to a report: complete, counted once, and without anybody's id."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from consultation.model.digest import Digest, NextSession, Point, PollFinding, RoomFinding, Section
from consultation.model.notes import Tag
from consultation.model.questions import AGREEMENT_SCALE, QuestionKind, Tally
from consultation.model.references import NoteId, PollId, SessionId
from consultation.report import report_of

START = datetime(2022, 2, 9, 19, 30, tzinfo=UTC)
ONE, TWO = (
    Point(NoteId("n1"), "Ten minutes are too short.", "https://example.org/1"),
    Point(NoteId("n2"), "Train more.", ""),
)
DIGEST = Digest(
    session=SessionId("s1"),
    question="What next?",
    programme="The series",
    starts_at=START,
    guest=None,
    participants=30,
    facilitators=1,
    rooms=(
        RoomFinding(
            1,
            "Future models",
            30,
            2,
            (Point(NoteId("h"), "It has to last.", ""),),
            (Section(Tag.CONCERN, (ONE,)), Section(Tag.PROPOSAL, (TWO,)), Section(Tag.QUOTE, (ONE,))),
        ),
    ),
    polls=(
        PollFinding(
            PollId("p1"), "Networks help", QuestionKind.AGREEMENT, AGREEMENT_SCALE, Tally((9, 1, 0, 0, 0))
        ),
    ),
    actions=(Point(NoteId("a"), "Give it time.", ""),),
    next_sessions=(NextSession("And then?", None, "A guest"),),
)


def test_a_note_under_two_tags_is_one_note_with_both() -> None:
    room = report_of(DIGEST).rooms[0]
    assert [(note.ref, note.tags) for note in room.notes] == [
        ("1.01", ("concern", "quote")),
        ("1.02", ("proposal",)),
    ]
    assert [point.refs for point in room.points] == [("1.01",), ("1.02",)]


def test_key_themes_are_the_rooms_headlines_until_somebody_writes_better_ones() -> None:
    (theme,) = report_of(DIGEST).themes
    assert theme.title == "Future models"
    assert [(one.text, one.rooms) for one in theme.statements] == [("It has to last.", (1,))]


def test_every_source_stands_with_its_base() -> None:
    assert [(source.n, source.unit) for source in report_of(DIGEST).sources] == [
        (30, "participants"),
        (2, "notes"),
        (10, "answers"),
    ]


def test_times_are_told_in_the_zone_asked_for() -> None:
    report = report_of(DIGEST, timezone(timedelta(hours=1), "BST"))
    assert report.when == "Wednesday 9 February 2022 at 20:30 BST"
    assert report.next_sessions[0].when == "Date to be announced"


def test_a_session_without_a_date_or_programme_has_none_in_its_report() -> None:
    report = report_of(replace(DIGEST, starts_at=None, programme=None))
    assert (report.when, report.programme) == ("", None)
