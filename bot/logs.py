"""Logs: one line an event, to standard output, with ids and counts and never what people wrote."""

import json
import logging
import re
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from typing import TextIO

from typing_extensions import override

STRUCK = "[redacted]"

SECRETS = re.compile(
    r"\bx(?:ox[a-z]|app)[.-][A-Za-z0-9._-]+"  # tokens, rotated ones (xoxe.xoxb-...) included
    r"|(?<=ticket=)[^&\s\"']+"  # the address of a socket lets in whoever holds it
    r"|\bwss?://[^\s\"']+"
    r"|\bhttps?://[^\s\"'/]*/(?:actions|commands|services|workflows|response|response_url)/[^\s\"']+"  # where answers go
    r"|\bv0=[0-9a-f]{64}\b"  # signatures
    r"|(?<=://)[^\s/:@]+:[^\s@]+(?=@)"  # the password in the address of a database
)

LIBRARIES = ("slack_bolt", "slack_sdk", "aiohttp")
"""What these say quotes requests, answers and frames as they came, and their tracebacks do, too."""

CHATTY = (*LIBRARIES, "aiohttp.access", "alembic.runtime.plugins", "asyncio", "dotenv.main")
SHORTEST = 8
"""A setting shorter than this is no secret, and might be part of anything."""


class Redaction(logging.Filter):
    """Makes a record one line that holds no secret, wherever it came from. Lets every record through."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        super().__init__()
        self._secrets = [one for one in secrets if len(one) >= SHORTEST]

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.split(".")[0] in LIBRARIES:
            record.msg, record.exc_info, record.exc_text = _outline(record), None, None
        else:
            record.msg = self._strike(_whole(record)).replace("\r", "\\r").replace("\n", "\\n")
        record.args, record.stack_info = (), None
        if record.exc_info:
            # A formatter writes this text as it finds it instead of making its own.
            record.exc_text = self._strike(logging.Formatter().formatException(record.exc_info))
        return True

    def _strike(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, STRUCK)
        return SECRETS.sub(STRUCK, text)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: at (UTC), level, logger, message, and where it failed if it did."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["failure"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line)


def start_logging(
    level: str, form: str = "", secrets: Collection[str] = (), stream: TextIO | None = None
) -> None:
    """Send everything of this level and above to standard output, as `text` or `json`; by default as text to a terminal, else JSON.

    `secrets` are the values of settings that no line may hold.
    """
    stream = stream or sys.stdout
    handler = logging.StreamHandler(stream)
    if (form or ("text" if stream.isatty() else "json")) == "json":
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Redaction(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These tell the bodies of requests, every reconnect and what they are made of; what matters reaches our own log.
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.ERROR if level == "ERROR" else logging.WARNING)


def _whole(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # arguments that don't fit are no reason to lose the line
        return str(record.msg)


def _outline(record: logging.LogRecord) -> str:
    """Where a library spoke, and the kind of exception if there was one. What it said may be what people wrote."""
    failure = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "no exception"
    return f"the library spoke at {record.module}.{record.funcName}:{record.lineno} ({failure})"
