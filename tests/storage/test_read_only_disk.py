"""A database on a disk that is mounted for reading only: looked through and copied as ever, and never taken for a damaged one."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from bot import __main__ as program
from storage.database import open_database
from storage.errors import CannotOpen, ReadOnly
from storage.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONLY_READ = "can only be read: make the file and its folder writable"


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database, and a copy as a kill leaves it with its log, seen through a mount that can only be read."""
    written, seen = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("seen")
    migrate(f"sqlite:///{written / 'whole.sqlite3'}")
    with closing(sqlite3.connect(written / "whole.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE later (number INTEGER)")
        connection.commit()
        for suffix in ("", "-wal"):
            shutil.copy(written / f"whole.sqlite3{suffix}", written / f"killed.sqlite3{suffix}")
    with _mounted(written, seen):
        yield seen


@contextmanager
def _mounted(written: Path, seen: Path) -> Iterator[None]:
    with ExitStack() as undoing:
        try:
            _run("mount", "--bind", written, seen)
            undoing.callback(_run, "umount", seen)
            _run("mount", "-o", "remount,ro,bind", seen)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("nothing may be mounted here")
        yield


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _started(url: str) -> None:
    migrate(url)
    asyncio.run(open_database(url))


def carried_out(monkeypatch: pytest.MonkeyPatch, database: Path, *words: str) -> int:
    settings = {"DATABASE_URL": f"sqlite:///{database}"}
    monkeypatch.setattr(program, "_environment", lambda: settings)
    return program.main(list(words))


@pytest.mark.parametrize("name", ["whole.sqlite3", "killed.sqlite3", "new.sqlite3"])
def test_the_program_does_not_begin_on_it(disk: Path, name: str) -> None:
    url = f"sqlite:///{disk / name}"
    with pytest.raises((ReadOnly, CannotOpen)) as refusal:
        _started(url)
    assert refusal.value.code == os.EX_IOERR
    said = ONLY_READ if name != "new.sqlite3" else "can't be opened: Read-only file system"
    assert f"{disk / name} {said}" in refusal.value.sentence


def test_it_is_looked_through_and_copied_to_another_place(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carried_out(monkeypatch, disk / "whole.sqlite3", "verify") == os.EX_OK
    assert carried_out(monkeypatch, disk / "whole.sqlite3", "backup") == os.EX_IOERR
    assert "Name another place: ./run bot backup FILE." in capsys.readouterr().err
    copy = tmp_path / "copy.sqlite3"
    assert carried_out(monkeypatch, disk / "whole.sqlite3", "backup", str(copy)) == os.EX_OK
    assert carried_out(monkeypatch, disk / "whole.sqlite3", "restore", str(copy)) == os.EX_IOERR
    assert ONLY_READ in capsys.readouterr().err
