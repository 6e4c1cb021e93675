"""Files that are whole or not there at all."""

import os
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

MADE = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can name: the same files give the same zip."""


class BundleBroken(RuntimeError):
    """A zip could not be read back as it was written."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The file {name} could not be packed whole. Try again.")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip that was read back and compared. Raises BundleBroken."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(packed) as archive:
        broken = next((name for name, content in files.items() if archive.read(name) != content), None)
    if broken is not None:
        raise BundleBroken(broken)
    return packed.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place in one step: whoever looks sees the old one or the new one, whole, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
