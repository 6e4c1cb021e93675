"""Files that are whole or not there at all."""

import os
import subprocess
import sys
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


KILLED_AT_EACH_STEP = """
import os, sys
from pathlib import Path
from reports import bundle

path = Path(sys.argv[1])
for step in range(1, 1000):
    path.write_bytes(b"old" * 9)
    child = os.fork()
    if not child:
        left = step
        def trace(frame, event, _):
            global left
            if frame.f_code.co_filename == bundle.__file__:
                left -= event == "line"
                if not left:
                    os.kill(os.getpid(), 9)
            return trace
        sys.settrace(trace)
        bundle.write_whole(path, b"new" * 99_999)
        os._exit(0)
    ended = os.waitpid(child, 0)[1]
    if path.read_bytes() not in (b"old" * 9, b"new" * 99_999):
        sys.exit(f"half a file after step {step}")
    if not ended:
        print(step)
        break
"""


def test_a_program_killed_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_AT_EACH_STEP, str(path)], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert int(ended.stdout) > 10
    assert path.read_bytes() == b"new" * 99_999
    # What a kill left behind is no report, and bears no name of one.
    assert [one.name for one in tmp_path.iterdir() if not one.name.startswith(".")] == ["report.pdf"]
