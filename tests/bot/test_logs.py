"""Logs carry no token and one line an event."""

import logging

import pytest

from bot.logs import redact


def logged(message: str, *arguments: object, trouble: Exception | None = None) -> logging.LogRecord:
    exc_info = (type(trouble), trouble, None) if trouble else None
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, message, arguments, exc_info)
    assert redact(record)
    return record


@pytest.mark.parametrize(
    "secret", ["xoxb-12-ab", "xapp-1-A1-2-ff", "xoxe.xoxb-1-abc", "wss://x/?ticket=abc-1"]
)
def test_tokens_are_struck_out_wherever_they_come_from(secret: str) -> None:
    last = secret.rsplit("-", 1)[1]
    assert last not in logged("token %s in use", secret).getMessage().replace("[redacted]", "")
    assert last not in str(logged("failed", trouble=ValueError(secret)).exc_text).replace("[redacted]", "")


def test_line_breaks_in_a_message_make_no_second_line() -> None:
    assert "\n" not in logged("name %s", "a\r\nERROR forged").getMessage()
