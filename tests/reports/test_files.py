"""All files of a report: complete beside what was published by hand, made off the loop, at any size."""

import asyncio
import json
import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Open

from consultation.disclosure import Reach
from consultation.model.documents import Document as File
from consultation.model.questions import QuestionKind, Tally
from consultation.model.report import Report, ReportNote, ReportPoll, ReportRoom
from reports import files
from reports.brand import Brand
from reports.compose import compose
from reports.document import Chart, Document
from reports.files import all_files, make_files, report_files, store
from reports.markdown import markdown
from reports.pdf import pdf
from tests.reports.conftest import TEAM
from tests.reports.golden import golden_report, points_of
from tests.reports.reading import bookmarks, missing_glyphs, opened, text_of

PUBLISHED = Path(__file__).parents[3] / "shared" / "consultation" / "big_gp_session1.json"
OURS = {
    "Introduction": "Introduction",
    "Session 1 Findings": "Findings",
    "Key Themes (infographic)": "Key themes",
    "Breakout Room 1": "Room 1: General practice in the integrated care system",
    "Breakout Room 2": "Room 2: Future models of general practice",
    "Breakout Room 3": "Room 3: What makes a primary care network work",
    "Breakout Room 4": "Room 4: Additional roles in general practice",
    "High Impact Actions": "High impact actions",
    "Next Steps": "Next steps",
}
"""Each section of the published report, in its order, and ours of the same content."""


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    if not PUBLISHED.exists():
        pytest.skip("The published report is not here: there is nothing to compare with.")
    report: dict[str, Any] = json.loads(PUBLISHED.read_text("utf-8"))
    return report


@pytest.fixture(scope="module")
def made() -> dict[str, File]:
    return {file.name: file for file in all_files(golden_report(), TEAM)}


def test_every_published_section_is_in_ours_in_the_same_order(
    published: dict[str, Any], golden_pdf: bytes
) -> None:
    wanted = [OURS[name] for name in published["report_sections_in_order"]]
    assert [name for name in bookmarks(golden_pdf) if name in wanted] == wanted


def test_every_published_figure_is_in_ours(
    published: dict[str, Any], golden: Document, golden_pdf: bytes
) -> None:
    charts = [
        block
        for section in golden.sections
        for part in (section, *section.parts)
        for block in part.blocks
        if isinstance(block, Chart)
    ]
    rows = published["surveys"]["post"]["rows"]
    assert [chart.share for chart in charts] == [row["percent_agree"] for row in rows]
    text, counts = text_of(golden_pdf), published["counts"]
    assert [f"{row['implied_agree_if_all_39_answered']} of 39 answers" for row in rows] == [
        one.base for one in charts
    ]
    for number in (
        published["session"]["participants"],
        published["surveys"]["pre"]["n"],
        published["surveys"]["post"]["n"],
    ):
        assert str(number) in text
    assert f"{counts['notes']} notes" in text


def test_every_published_room_has_its_page_with_as_many_notes_and_a_headline(
    published: dict[str, Any], golden: Document
) -> None:
    text = markdown(golden)
    for room, ours in zip(published["rooms"], golden_report().rooms, strict=True):
        assert [note["id"] for note in room["notes"]] == [note.ref for note in ours.notes]
        assert all(f"({note['id']})" in text for note in room["notes"])
        assert ours.headlines[0] in text


def test_every_published_action_and_theme_has_its_counterpart(
    published: dict[str, Any], made: dict[str, File]
) -> None:
    ours = golden_report()
    assert [one["rooms"] for one in published["high_impact_actions"]] == [
        list(one.rooms) for one in ours.actions
    ]
    statements = [len(theme["statements"]) for theme in published["infographic"]["themes"]]
    assert statements == [len(theme.statements) for theme in ours.themes]
    words = made["infographic.png"].alternative
    for row in published["surveys"]["post"]["rows"]:
        assert (
            f"Post-session survey: {row['item']}: {row['percent_agree']} % agree or strongly agree" in words
        )
    assert all(f"Action {one['n']}: " in words for one in published["high_impact_actions"])


def test_every_published_next_session_is_told(published: dict[str, Any], golden: Document) -> None:
    text = markdown(golden)
    for session in published["programme"]["sessions"][1:]:
        assert session["title"] in text
        assert not session["guest"] or session["guest"] in text
    assert "The views of the people who took part".casefold() in text.casefold()


def test_the_four_formats_tell_the_same(made: dict[str, File]) -> None:
    document = Open(BytesIO(made["report.docx"].content))
    lines = [line.text for line in document.paragraphs]
    texts = {
        "report.pdf": text_of(made["report.pdf"].content),
        "report.html": made["report.html"].content.decode(),
        "report.md": made["report.md"].content.decode(),
        "report.docx": "\n".join(
            [*lines, *(cell.text for table in document.tables for row in table.rows for cell in row.cells)]
        ),
    }
    squeezed = {name: "".join(text.split()) for name, text in texts.items()}
    for section in compose(golden_report(), TEAM).sections:
        for name, text in squeezed.items():
            assert "".join(section.title.split()) in text, (name, section.title)


def test_every_file_has_a_title_and_says_in_words_what_it_is(made: dict[str, File]) -> None:
    assert set(made) == {
        *(f"report.{name}" for name in ("pdf", "html", "md", "docx")),
        *(f"infographic.{name}" for name in ("png", "pdf", "txt")),
        "data.zip",
    }
    assert all(file.title and file.alternative and file.content for file in made.values())


def test_files_are_stored_whole(made: dict[str, File], tmp_path: Path) -> None:
    store(made.values(), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        one.name: one.content for one in made.values()
    }


async def test_files_are_made_beside_the_event_loop_and_not_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the loop has answered, the making does not go on: on the loop it would wait in vain."""
    loop, begun, answered = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def waiting(*_: object) -> tuple[File, ...]:
        loop.call_soon_threadsafe(begun.set)
        assert answered.wait(10)
        return ()

    monkeypatch.setattr(files, "all_files", waiting)
    making = asyncio.create_task(make_files(golden_report(), TEAM))
    await begun.wait()
    answered.set()
    assert await making == ()


def large(rooms: int, notes: int) -> Report:
    golden = golden_report()

    def room(number: int) -> ReportRoom:
        said = tuple(
            ReportNote(
                f"{number}.{place:02}",
                ("concern",),
                f"Note {place} of room {number}: we need more time.",
                "https://example.org/p",
            )
            for place in range(1, notes + 1)
        )
        return ReportRoom(number, f"Theme {number}", 30, ("Time is short.",), tuple(points_of(said)), said)

    tallies = tuple((number, Tally((9, 6, 3, 2, 1))) for number in range(1, rooms + 1))
    polls = tuple(
        replace(poll, tally=Tally(tuple(rooms * count for count in (9, 6, 3, 2, 1))), by_room=tallies)
        for poll in golden.polls
    )
    return replace(golden, rooms=tuple(map(room, range(1, rooms + 1))), polls=polls)


def test_forty_rooms_have_a_page_each_and_stand_in_every_chart() -> None:
    made = pdf(compose(large(40, 3), TEAM), TEAM)
    assert len(opened(made).pages) > 44
    assert len([name for name in bookmarks(made) if name.startswith("Room ")]) == 40
    assert missing_glyphs(made) == 0


def test_one_room_and_no_notes_are_told_in_sentences() -> None:
    golden = golden_report()
    empty = replace(golden.rooms[0], points=(), notes=(), headlines=())
    text = markdown(
        compose(
            replace(golden, rooms=(empty,), themes=(), polls=(), actions=(), next_steps=(), next_sessions=()),
            TEAM,
        )
    )
    assert "No notes were kept in this room." in text
    assert "No actions were put forward in this session." in text
    assert "No further session is planned yet." in text
    assert "in one room; facilitators kept no notes of what was said." in text
    assert "0 notes kept" not in text
    assert "Percentages" not in text


def test_the_method_says_where_somebody_may_be_told_of() -> None:
    told = [markdown(compose(replace(golden_report(), named=named), TEAM)) for named in (False, True)]
    assert ["without names, and marked" in text for text in told] == [True, False]
    assert "without names but where a role or a name may be told" in told[1]


def test_it_is_said_where_somebody_sat_in_several_rooms() -> None:
    golden = golden_report()
    told = [markdown(compose(replace(golden, participants=number), TEAM)) for number in (120, 70)]
    assert ["Some sat in several rooms" in text for text in told] == [False, True]


def test_a_guest_that_nobody_named_is_not_promised() -> None:
    later = golden_report().next_sessions
    table = "| 22 February 2022 | How do we best prepare the next generation of GPs? | None named |"
    assert table in markdown(compose(golden_report(), TEAM))
    alone = replace(golden_report(), next_sessions=tuple(replace(one, guest=None) for one in later))
    assert "| When | Question |\n" in markdown(compose(alone, TEAM))


def test_a_session_without_rooms_has_all_its_files() -> None:
    nothing = replace(
        golden_report(), rooms=(), polls=(), themes=(), actions=(), sources=(), participants=0, programme=None
    )
    names = [file.name for file in all_files(nothing, Brand(), Reach.OUTSIDE)]
    assert len(names) == 8
    assert "No rooms were opened in this session." in markdown(compose(nothing, Brand()))


def test_a_poll_of_few_answers_is_named_and_not_broken_down() -> None:
    few = ReportPoll("Who?", QuestionKind.CHOICE, ("Ada", "Ben"), Tally((3, 1)))
    text = markdown(compose(replace(golden_report(), polls=(few,)), TEAM))
    assert "**Too few answers to show how they fell.** (Fewer than 5 answers)" in text
    assert "75 %" not in text


def test_a_poll_that_nobody_answered_says_so() -> None:
    none = ReportPoll("Who?", QuestionKind.CHOICE, ("Ada", "Ben"), Tally((0, 0)))
    text = markdown(compose(replace(golden_report(), polls=(none,)), TEAM))
    assert "No answers" in text or "Too few answers" in text


def test_what_goes_outside_has_rounded_counts_in_every_format() -> None:
    for file in report_files(golden_report(), TEAM, Reach.OUTSIDE)[1:3]:
        text = file.content.decode()
        assert "29 of 39" not in text
        assert "About 40 answers" in text
        assert "Counts from 1 to 7 are left out and others rounded to 5" in text


def test_a_small_room_is_not_worked_out_from_the_others_in_what_goes_outside() -> None:
    golden = golden_report()
    sizes = (3, 40, 41, 36)
    rooms = tuple(replace(room, participants=size) for room, size in zip(golden.rooms, sizes, strict=True))
    text = markdown(compose(replace(golden, rooms=rooms), TEAM, Reach.OUTSIDE))
    assert text.count("A few participants · ") == 2
    assert text.count("| not shown |") >= 2


def test_when_a_few_all_answer_alike_it_is_said_that_most_did_and_no_more() -> None:
    few = ReportPoll("Who?", QuestionKind.CHOICE, ("Ada", "Ben"), Tally((0, 6)))
    text = markdown(compose(replace(golden_report(), polls=(few,)), TEAM))
    assert "**Most: Ben** (6 answers)" in text
    assert "100 %" not in text


def test_a_small_room_of_one_mind_is_told_as_most() -> None:
    rooms = ((1, Tally((4, 2, 0, 0, 0))), (2, Tally((9, 9, 1, 1, 0))), (3, Tally((0, 0, 3, 3, 0))))
    poll = replace(golden_report().polls[0], tally=Tally((13, 11, 4, 4, 0)), by_room=rooms)
    text = markdown(compose(replace(golden_report(), polls=(poll,)), TEAM))
    assert "| Room 1 | 6 | most |" in text
    assert "| Room 2 | 20 | 90 % |" in text
    assert "| Room 3 | 6 | few |" in text
