"""The whole golden session over the wire: the real bot as a child process, the real command."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.rehearsal.counterparts import in_place
from tests.rehearsal.papers import Papers

ROOT = Path(__file__).parents[2]
GOLDEN: dict[str, Any] = json.loads(
    (ROOT / "rehearsal" / "cast" / "golden_session.json").read_text(encoding="utf-8")
)
PATIENCE = 900
EARLIER = "of an earlier evening"

pytestmark = [pytest.mark.wire, pytest.mark.timeout(PATIENCE)]


def rehearse(*options: str, module: str = "rehearsal") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play it once and return the folder with what was published."""
    out = tmp_path_factory.mktemp("out")
    (out / "bot.log").write_text(EARLIER, encoding="utf-8")
    done = rehearse("--headless", "--out", str(out), module="tests.rehearsal.patiently")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "figures are as expected." in done.stdout
    assert done.stderr == ""
    return out


@pytest.fixture(scope="module")
def session(played: Path) -> dict[str, Any]:
    seen: dict[str, Any] = json.loads((played / "session.json").read_text(encoding="utf-8"))
    return seen


def test_the_log_is_that_of_this_run_alone(played: Path) -> None:
    log = (played / "bot.log").read_text(encoding="utf-8")

    assert log
    assert EARLIER not in log


def test_120_people_sit_in_four_rooms_of_30_with_one_facilitator_each(session: dict[str, Any]) -> None:
    rooms = session["rooms"]

    assert session["participants"] == GOLDEN["session"]["participants"] == 120
    assert [len(room["participants"]) for room in rooms] == [GOLDEN["session"]["rooms_of"]] * 4
    assert [len(room["facilitators"]) for room in rooms] == [1, 1, 1, 1]
    assert len({name for room in rooms for name in room["participants"]}) == 120


def test_all_78_notes_stand_under_their_room_and_tag_in_their_own_words(session: dict[str, Any]) -> None:
    seen = {
        room["theme"]: {note["text"]: set(note["tags"]) for note in room["notes"]}
        for room in session["rooms"]
    }
    wanted = {
        room["theme"]: {note["text"]: set(note["tags"]) for note in room["notes"]} for room in GOLDEN["rooms"]
    }
    tags = Counter(tag for room in session["rooms"] for note in room["notes"] for tag in note["tags"])

    assert seen == wanted
    assert [len(room["notes"]) for room in session["rooms"]] == GOLDEN["expected"]["notes_per_room"]
    assert tags == GOLDEN["expected"]["notes_per_tag"]


def test_headlines_polls_actions_and_next_sessions_are_published(session: dict[str, Any]) -> None:
    rows = GOLDEN["surveys"]["post"]["rows"]
    later = [entry["title"] for entry in GOLDEN["programme"]["sessions"][1:]]

    assert [room["headlines"] for room in session["rooms"]] == [
        [room["headline"]] for room in GOLDEN["rooms"]
    ]
    assert [(poll["statement"], poll["percent_agree"], poll["answers"]) for poll in session["polls"]] == [
        (row["item"], row["percent"], row["of"]) for row in rows
    ]
    assert session["actions"] == [action["text"] for action in GOLDEN["actions"]]
    assert session["action_rooms"] == [action["rooms"] for action in GOLDEN["actions"]]
    assert [any(title in line for line in session["next_sessions"]) for title in later] == [True] * 5


def test_the_digest_is_kept_as_text_and_the_bots_calls_as_lines(played: Path) -> None:
    digest = (played / "digest.md").read_text(encoding="utf-8")
    calls = [json.loads(line) for line in (played / "log.jsonl").read_text(encoding="utf-8").splitlines()]

    words = {note["text"] for room in GOLDEN["rooms"] for note in room["notes"]}
    assert {text for text in words if text not in digest} == set()
    assert all(call["answer"]["ok"] for call in calls if isinstance(call["answer"], dict))
    assert Counter(call["method"] for call in calls)["conversations.create"] == 4


def test_the_report_the_infographic_and_the_data_are_there_as_files(played: Path) -> None:
    page = (played / "report.html").read_text(encoding="utf-8")
    assert (played / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert (played / "infographic.png").read_bytes().startswith(b"\x89PNG")
    assert {action["text"] for action in GOLDEN["actions"] if escape(action["text"]) not in page} == set()
    with ZipFile(played / "data.zip") as data:
        assert data.testzip() is None


PUBLISHED = ROOT.parent / "shared" / "consultation" / "big_gp_session1.json"
OURS = {
    "Introduction": "Introduction",
    "Session 1 Findings": "Findings",
    "Key Themes (infographic)": "Key themes",
    **{f"Breakout Room {room['n']}": f"Room {room['n']}: {room['theme']}" for room in GOLDEN["rooms"]},
    "High Impact Actions": "High impact actions",
    "Next Steps": "Next steps",
}
"""Each section of the report that was published by hand, and ours of the same content."""


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    if not PUBLISHED.exists():
        pytest.skip("The published report is not here: there is nothing to compare with.")
    report: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return report


@pytest.fixture(scope="module")
def papers(played: Path) -> Papers:
    return Papers(played)


def test_every_section_of_the_published_report_is_in_the_same_order(
    published: dict[str, Any], papers: Papers
) -> None:
    wanted = [OURS[name] for name in published["report_sections_in_order"]]
    assert [name for name in papers.sections if name in wanted] == wanted
    assert published["session"]["disclaimer"].partition("the views of")[1] in papers.pdf


def test_every_figure_of_the_published_report_is_there(published: dict[str, Any], papers: Papers) -> None:
    sources = {name: int(number) for name, number, _ in papers.rows("introduction")}
    assert sources["Pre-session survey"] == published["surveys"]["pre"]["n"]
    assert sources["Discussion in 4 rooms"] == published["session"]["participants"]
    assert sources["Notes kept by facilitators"] == published["counts"]["notes"]
    for row in published["surveys"]["post"]["rows"]:
        agree, base = row["implied_agree_if_all_39_answered"], published["surveys"]["post"]["n"]
        told = f"{row['percent_agree']} % agree or strongly agree {agree} of {base} answers"
        assert papers.charts[row["item"]] == told
        assert any(f"{row['item']}: {row['percent_agree']} % agree" in line for line in papers.infographic)


def test_every_note_of_the_published_report_has_its_counterpart_with_the_same_tags(
    published: dict[str, Any], papers: Papers
) -> None:
    kept = {
        (int(note["room"]), note["text"]): set(note["kinds"].split("; ")) for note in papers.table("notes")
    }
    found = 0
    for room, ours in zip(published["rooms"], GOLDEN["rooms"], strict=True):
        tags = [kept[room["n"], note["text"]] for note in ours["notes"]]
        assert tags == [set(note["tags"]) for note in room["notes"]]
        theirs = [f"{note['text']} {note['anchor']}" for note in room["notes"]]
        found += in_place(theirs, [note["text"] for note in ours["notes"]])
    assert len(kept) == published["counts"]["notes"] == 78
    assert found == 78


def test_every_action_and_key_theme_of_the_published_report_has_its_counterpart(
    published: dict[str, Any], papers: Papers
) -> None:
    actions = [one["text"] for one in published["high_impact_actions"]]
    assert len(papers.lines("actions")) == len(actions) == 9
    assert in_place(actions, papers.lines("actions")) == len(actions)
    rooms = ["; ".join(map(str, one["rooms"])) for one in published["high_impact_actions"]]
    assert [row["rooms"] for row in papers.table("actions")] == rooms
    themes = published["infographic"]["themes"]
    assert len(papers.headings("themes")) == len(themes)
    statements = [one for theme in themes for one in theme["statements"]]
    assert len(papers.lines("themes")) == len(statements)
    assert in_place(statements, papers.lines("themes")) == len(statements)


def test_every_next_step_and_later_session_is_told(published: dict[str, Any], papers: Papers) -> None:
    assert len(papers.lines("next-steps")) == len(published["next_steps"])
    rows = papers.rows("next-steps")
    later = published["programme"]["sessions"][1:]
    assert [(title, guest) for _, title, guest in rows] == [
        (session["title"], session["guest"] or "None named") for session in later
    ]


def test_the_infographic_is_told_in_words_as_a_whole(papers: Papers) -> None:
    words = papers.infographic
    for line in (*papers.lines("themes"), *papers.lines("actions")):
        assert any(line in told for told in words)
    assert "\n".join(words).startswith(papers.alternatives["infographic.png"].removesuffix("…"))


def test_it_stops_when_told_without_a_traceback_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    command = [sys.executable, "-u", "-m", "rehearsal"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        rest, problems = running.communicate(timeout=PATIENCE)

    assert re.match(r"Open http://127\.0\.0\.1:\d+/\?as=U\w+ and watch\. Ctrl-C stops everything\.", first)
    assert (running.returncode, rest.splitlines()[-1], problems) == (0, "Stopped.", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--speed", "fast"), "--speed must be a number above 0, such as --speed 4; “fast” is not."),
        (("--speed", "0"), "--speed must be a number above 0, such as --speed 4; “0” is not."),
        (("--port", "70000"), "--port must be a whole number up to 65535; “70000” is not."),
        (("--seed",), "--seed must be a whole number; “” is not."),
        (("--loud",), "There is no option --loud: ./run rehearse --help lists them."),
    ],
)
def test_a_bad_option_is_one_sentence_and_exit_code_64(options: tuple[str, ...], sentence: str) -> None:
    done = rehearse(*options)

    assert (done.returncode, done.stdout, done.stderr) == (64, "", f"{sentence}\n")


def test_a_folder_that_cannot_be_made_is_told_before_the_play_begins() -> None:
    done = rehearse("--out", "pyproject.toml/out")

    sentence = "pyproject.toml/out can't be written to (Not a directory): choose another folder with --out.\n"
    assert (done.returncode, done.stdout, done.stderr) == (73, "", sentence)


def test_help_names_every_option() -> None:
    done = rehearse("--help")

    assert done.returncode == 0
    assert set(re.findall(r"--\w+", done.stdout)) == {"--headless", "--speed", "--port", "--seed", "--out"}


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = rehearse("--headless", "--port", str(port))

    sentence = f"The workspace can't be served on port {port}: choose another with --port.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
