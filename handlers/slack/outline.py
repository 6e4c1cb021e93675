"""What went wrong, for the log: where and what kind, never what people wrote."""

import traceback
from pathlib import Path

from handlers.slack.pacer import code_of

FRAMES_MOST = 6


def outline(error: BaseException) -> str:
    """An exception in one line: its kind (or Slack's word for it) and the last places it came through.

    Messages of exceptions are left out: those of databases and of JSON quote the values, which are people's words.
    """
    kind, code = type(error).__name__, code_of(error) if isinstance(error, Exception) else ""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_MOST:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    cause = f", after {outline(error.__cause__)}" if error.__cause__ else ""
    return f"{kind}{f' ({code})' if code not in ('', kind) else ''} at {places}{cause}"
