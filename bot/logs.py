"""Logs: one line an event, to standard error, with ids and counts and never what people wrote."""

import logging
import re
import sys

TOKEN = re.compile(r"\bx(?:ox[a-z]|app)[.-][A-Za-z0-9.-]+|(?<=ticket=)[^&\s]+")

PLAIN = logging.Formatter()


def redact(record: logging.LogRecord) -> bool:
    """Strike out every token in a record, wherever it came from, and make it one line. Lets every record through."""
    line = TOKEN.sub("[redacted]", record.getMessage())
    record.msg, record.args = line.replace("\r", "\\r").replace("\n", "\\n"), ()
    if record.exc_info:
        # A formatter writes this text as it finds it instead of making its own.
        record.exc_text = TOKEN.sub("[redacted]", PLAIN.formatException(record.exc_info))
    return True


def start_logging(level: str) -> None:
    """Send everything of this level and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(redact)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These tell the bodies of requests, every reconnect and what they are made of; what matters reaches our own log.
    for chatty in ("slack_bolt", "slack_sdk", "aiohttp.access", "alembic.runtime.plugins"):
        logging.getLogger(chatty).setLevel(logging.ERROR if level == "ERROR" else logging.WARNING)
