"""Files that are whole or not there at all."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reports.bundle import write_whole, zipped


def test_a_zip_holds_what_was_put_in_and_is_the_same_each_time() -> None:
    files = {"notes.csv": b"a,b\r\n", "data.json": b"{}"}
    packed = zipped(files)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
    assert zipped(files) == packed


def test_a_file_takes_the_place_of_the_old_one_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.pdf"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [one.name for one in path.parent.iterdir()] == ["report.pdf"]


def test_when_the_disk_is_full_the_old_file_stays_and_no_half_one_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    write_whole(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]
