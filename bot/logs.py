"""Logs: one line an event, to standard error, with ids and counts and never what people wrote."""

import logging
import re
import sys

TOKEN = re.compile(r"\bx(?:ox[a-z]|app)[.-][A-Za-z0-9.-]+|(?<=ticket=)[^&\s]+")


class Redacting(logging.Formatter):
    """Writes a line with every token in it struck out, wherever it came from, and line breaks made visible."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as one line; a traceback follows on lines of its own."""
        line = super().format(record)
        return TOKEN.sub("[redacted]", line)


def start_logging(level: str) -> None:
    """Send everything of this level and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These two tell the bodies of requests and every reconnect; what matters of them reaches our own log.
    for chatty in ("slack_bolt", "slack_sdk", "aiohttp.access"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level)))
