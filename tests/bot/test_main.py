"""The command line, as a child process: what it prints and how it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

import bot.__main__ as program
from bot.settings import load_environment

ROOT = Path(__file__).parents[2]


def bot(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` in an empty folder with nothing set but what is named."""
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


Said = Callable[..., Ended]


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """As `bot`, for commands that end before anything begins: they need no process of their own."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, **environment: str) -> Ended:
        monkeypatch.setattr(program, "_environment", lambda: load_environment(Path(".env"), environment))
        code = program.main(arguments)
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return command


def test_a_missing_setting_is_one_sentence_and_exit_code_78(tmp_path: Path) -> None:
    ended = bot(folder=tmp_path)
    assert ended.returncode == 78
    assert ended.stderr.count("\n") == 1
    assert "SLACK_BOT_TOKEN" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("named", "environment"),
    [
        ("SLACK_BOT_TOKEN", {}),
        ("SLACK_APP_TOKEN", {"SLACK_BOT_TOKEN": "xoxb-1"}),
        ("SLACK_SIGNING_SECRET", {"SLACK_BOT_TOKEN": "xoxb-1", "PORT": "8080"}),
        ("DATABASE_URL", {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DYNO": "worker.1"}),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, said: Said, named: str, environment: dict[str, str]
) -> None:
    ended = said(**environment)
    assert ended.returncode == 78
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith(f"{named} is missing")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_is_one_sentence_that_says_where_the_others_are(said: Said) -> None:
    ended = said("dance")
    assert ended.returncode == 64
    assert ended.stderr == "There is no './run bot dance': ./run bot help lists what there is.\n"


@pytest.mark.parametrize("word", ["help", "--help", "-h"])
def test_help_is_no_mistake(said: Said, word: str) -> None:
    ended = said(word)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "./run bot migrate" in ended.stdout


def test_a_token_that_is_the_example_is_told_from_a_wrong_one(said: Said) -> None:
    ended = said(SLACK_BOT_TOKEN="xoxb-...", SLACK_APP_TOKEN="xapp-...")
    assert ended.returncode == 78
    assert "SLACK_BOT_TOKEN is the example's still" in ended.stderr


def test_migrate_makes_the_database_private_and_twice_does_nothing(tmp_path: Path, said: Said) -> None:
    for _ in range(2):
        ended = said("migrate", DATABASE_URL="sqlite:///plenary.sqlite3")
        assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "plenary.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_database_that_cannot_be_opened_is_one_sentence_and_exit_code_74(said: Said) -> None:
    ended = said("migrate", DATABASE_URL="sqlite:///no/such/folder/plenary.sqlite3")
    assert ended.returncode == 74
    assert ended.stderr.count("\n") == 1
    assert "no/such/folder" in ended.stderr


def test_the_manifest_is_json_that_names_the_command(tmp_path: Path) -> None:
    ended = bot("manifest", folder=tmp_path)
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["features"]["slash_commands"][0]["command"] == "/consult"


def test_a_slack_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    ended = bot(
        folder=tmp_path,
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_APP_TOKEN="xapp-1",
        SLACK_API_URL="http://127.0.0.1:9/api/",
    )
    assert ended.returncode == 75
    assert "Traceback" not in ended.stdout + ended.stderr
    assert "alembic.runtime.plugins" not in ended.stdout + ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "Slack" in ended.stderr
    assert all(json.loads(line)["level"] for line in ended.stdout.splitlines())


def test_the_manifest_for_http_names_the_address(said: Said) -> None:
    ended = said("manifest", "--http", "https://plenary.example.org")
    assert json.loads(ended.stdout)["settings"]["socket_mode_enabled"] is False
    assert said("manifest", "--http").returncode == 64


def test_a_reader_of_the_manifest_may_leave_early(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "manifest"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.close()
    assert child.stderr is not None
    with child.stderr as problems:
        assert problems.read() == b""
    assert child.wait() == 0


def test_what_is_odd_about_the_file_of_settings_is_told_once(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nthis is no setting\n")
    (tmp_path / ".env").chmod(0o600)
    ended = bot(folder=tmp_path, SLACK_APP_TOKEN="xapp-1", SLACK_API_URL="http://127.0.0.1:9/api/")
    assert (ended.stdout + ended.stderr).count("line 2") == 1


LINES = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())


def test_the_procfile_has_a_line_for_each_kind_of_process() -> None:
    assert set(LINES) == {"web", "worker", "release"}


@pytest.mark.parametrize(
    ("line", "environment", "named"),
    [
        ("web", {"PORT": "0"}, "PORT"),
        ("worker", {}, "SLACK_APP_TOKEN"),
        ("release", {"DYNO": "release.1"}, "DATABASE_URL"),
    ],
)
def test_each_line_of_the_procfile_starts_the_program(
    tmp_path: Path, line: str, environment: dict[str, str], named: str
) -> None:
    """As far as the first setting that is missing: it is our sentence that ends it."""
    ended = subprocess.run(
        ["/bin/sh", "-c", LINES[line]],
        cwd=tmp_path,
        env={
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": "xoxb-1",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 78
    assert named in ended.stderr


@pytest.mark.parametrize("what", ["soak", "bench"])
def test_a_soak_or_bench_that_there_is_not_is_one_sentence_with_those_that_there_are(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_module(f"{what}.__main__").main(["nope"]) == 64
    said = capsys.readouterr().err
    assert said.startswith(f"There is no {what} 'nope'. There are: ")
    assert said.count("\n") == 1
