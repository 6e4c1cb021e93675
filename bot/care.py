"""Care of the data: the commands that look through a database, copy it and bring a copy back."""

import os
from pathlib import Path


def verify(url: str) -> int:
    """Print a sentence for each thing that is the matter; 74 when there is any."""
    from storage.verify import verify

    found = verify(url)
    for sentence in found:
        _say(sentence)
    if not found:
        _say("The database is whole: its structure, its references, every seal and every tally.")
    return os.EX_IOERR if found else os.EX_OK


def back_up(url: str, target: str = "") -> int:
    """Make a copy while the program runs, and print where it is."""
    from storage.backups import back_up

    _say(f"Backed up to {back_up(url, Path(target) if target else None)}.")
    return os.EX_OK


def restore(url: str, source: str) -> int:
    """Bring a copy back, and print where what was there before is kept."""
    from storage.backups import restore

    kept = restore(url, Path(source))
    _say(f"Restored from {source}." + (f" What was there before is kept in {kept}." if kept else ""))
    return os.EX_OK


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201 - printing it is the command
