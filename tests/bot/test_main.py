"""The command line, as a child process: what it prints and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("named", "environment"),
    [
        ("SLACK_BOT_TOKEN", {}),
        ("SLACK_APP_TOKEN", {"SLACK_BOT_TOKEN": "xoxb-1"}),
        ("DATABASE_URL", {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DYNO": "worker.1"}),
    ],
)
def test_a_missing_setting_is_one_sentence_and_exit_code_78(
    tmp_path: Path, named: str, environment: dict[str, str]
) -> None:
    ended = bot(folder=tmp_path, **environment)
    assert ended.returncode == 78
    assert ended.stderr.count("\n") == 1
    assert named in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_shows_what_there_is(tmp_path: Path) -> None:
    ended = bot("dance", folder=tmp_path)
    assert ended.returncode == 64
    assert "python -m bot migrate" in ended.stderr


def test_migrate_makes_the_database_private_and_twice_does_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        ended = bot("migrate", folder=tmp_path, DATABASE_URL="sqlite:///plenary.sqlite3")
        assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "plenary.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_database_that_cannot_be_opened_is_one_sentence_and_exit_code_74(tmp_path: Path) -> None:
    ended = bot("migrate", folder=tmp_path, DATABASE_URL="sqlite:///no/such/folder/plenary.sqlite3")
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
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    assert "alembic.runtime.plugins" not in ended.stderr
    assert "Slack" in ended.stderr.splitlines()[-1]
