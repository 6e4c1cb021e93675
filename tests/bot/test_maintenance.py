"""The commands that look after the data: what they print, and how they end."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import bot.__main__ as program
from bot.__main__ import main
from storage.disk import locked

DATABASE = "plenary.sqlite3"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An up-to-date database in the present folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program, "_environment", lambda: {"DATABASE_URL": f"sqlite:///{tmp_path / DATABASE}"})
    assert main(["migrate"]) == 0


def spoil(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")


def test_a_whole_database_is_said_to_be_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert "whole" in capsys.readouterr().out


def test_each_finding_is_a_sentence_and_the_code_74(capsys: pytest.CaptureFixture[str]) -> None:
    spoil(Path(DATABASE))
    assert main(["verify"]) == 74
    assert capsys.readouterr().out.count("\n") == 1


def test_a_backup_is_made_and_brought_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "copy.sqlite3"]) == 0
    assert main(["restore", "copy.sqlite3"]) == 0
    said = capsys.readouterr().out
    assert "copy.sqlite3" in said
    assert "is kept in" in said
    assert main(["verify"]) == 0


def test_while_the_bot_runs_nothing_is_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "copy.sqlite3"]) == 0
    with locked(tmp_path / DATABASE):
        assert main(["restore", "copy.sqlite3"]) == 75
    assert capsys.readouterr().err.startswith("Another Plenary is using")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["restore"], "A file is missing after 'restore'. It is written: ./run bot restore FILE"),
        (
            ["backup", "a", "b"],
            "There are too many words after 'backup'. It is written: ./run bot backup [FILE]",
        ),
        (["verify", "now"], "There are too many words after 'verify'. It is written: ./run bot verify"),
        (["run", "now"], "There are too many words after 'run'. It is written: ./run bot"),
    ],
)
def test_a_word_too_many_or_too_few_is_told_with_how_it_is_written(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 64
    assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.parametrize("command", ["verify", "backup"])
def test_a_database_that_is_not_there_is_said_to_be_missing(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in tmp_path.iterdir():
        file.unlink()
    assert main([command]) == 74
    assert "is not there. Check DATABASE_URL" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_is_none_is_refused_with_74(capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter.txt").write_text("Dear all, " * 100, encoding="ascii")
    assert main(["restore", "letter.txt"]) == 74
    assert capsys.readouterr().err == (
        "The backup letter.txt can't be used: it is not a database. Check that this is Plenary's own file.\n"
    )


def test_a_database_is_not_restored_from_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", DATABASE]) == 74
    assert "it is the database itself" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.kept*"))


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("letter.txt", "there is a file of that name which is no backup. Name another."),
        (DATABASE, "that is a database which Plenary uses. Name another file."),
        ("nowhere/copy.sqlite3", "its folder is not there. Make the folder, or name another."),
        ("folder", "that is a folder. Name a file in it."),
    ],
)
def test_a_backup_is_written_over_nothing_but_an_earlier_one(
    target: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("letter.txt").write_text("Dear all, ", encoding="ascii")
    Path("folder").mkdir()
    was = Path(DATABASE).read_bytes()
    assert main(["backup", target]) == 74
    assert capsys.readouterr().err == f"The copy {target} can't be made: {why}\n"
    assert (Path("letter.txt").read_text(encoding="ascii"), Path(DATABASE).read_bytes()) == (
        "Dear all, ",
        was,
    )


def test_a_backup_takes_the_place_of_an_earlier_one() -> None:
    assert main(["backup", "nightly.sqlite3"]) == 0
    assert main(["backup", "nightly.sqlite3"]) == 0


def test_a_newer_database_ends_with_78(capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in ("migrate", "verify"):
        assert main([command]) == 78
    assert capsys.readouterr().err.count("newer version") == 2
