"""Logs carry no secret and no text, and one line an event."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from typing_extensions import override

from bot.logs import Redaction, start_logging

SENTINEL = "s3ntin3l"

SECRETS = [
    f"xoxb-12-{SENTINEL}",
    f"xoxp-12-{SENTINEL}",
    f"xapp-1-A1-2-{SENTINEL}",
    f"xoxe-1-{SENTINEL}",
    f"xoxe.xoxb-1-{SENTINEL}",
    f"xoxe.xoxp-1-{SENTINEL}_{SENTINEL}",
    f"wss://wss-primary.slack.com/link/?ticket={SENTINEL}&app_id=1",
    f"ws://127.0.0.1:4000/link/{SENTINEL}",
    f"https://hooks.slack.com/actions/T1/2/{SENTINEL}",
    f"https://hooks.slack.com/commands/T1/2/{SENTINEL}",
    f"https://hooks.slack.com/services/T1/B2/{SENTINEL}",
    f"http://127.0.0.1:4000/response/1/{SENTINEL}",
    f"postgresql://plenary:{SENTINEL}@db/plenary",
    f"8f742231b10e8888{SENTINEL}",
]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is logged, in JSON, as the program logs it."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    levels = {
        name: one.level
        for name, one in logging.root.manager.loggerDict.items()
        if isinstance(one, logging.Logger)
    }
    stream = io.StringIO()
    start_logging("INFO", "json", [SECRETS[-1]], stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_struck_out_wherever_they_come_from(written: io.StringIO, secret: str) -> None:
    log = logging.getLogger("anything")
    log.info("%s in use", secret)
    log.info("{'url': '%s'}", secret)
    log.info(f"{secret} %d", "no number")  # noqa: G004 - as a library may
    log.info("x", extra={"body": secret})
    log.error("failed", exc_info=ValueError(secret))
    assert SENTINEL not in written.getvalue()
    assert len(written.getvalue().splitlines()) == 5


@pytest.mark.parametrize("name", ["slack_bolt.App", "slack_sdk.web.async_client", "aiohttp.server"])
def test_what_a_library_says_is_told_by_its_place_alone(written: io.StringIO, name: str) -> None:
    log = logging.getLogger(name)
    log.error("Unhandled request ({'text': '%s'})", SENTINEL, exc_info=ValueError(SENTINEL))
    log.info("Invalid request signature detected (body: %s)", SENTINEL)
    lines = written.getvalue().splitlines()
    assert SENTINEL not in "".join(lines)
    assert "Traceback" not in "".join(lines)
    assert len(lines) == 1
    assert "ValueError" in json.loads(lines[0])["message"]


async def test_bolts_own_warning_of_what_nobody_listens_to_holds_no_body(written: io.StringIO) -> None:
    async def us() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1")

    app = AsyncApp(authorize=us, request_verification_enabled=False)
    body = {"type": "block_actions", "team": {"id": "T1"}, "actions": [{"action_id": SENTINEL}]}
    await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body, headers={}))
    assert SENTINEL not in written.getvalue()
    assert "the library spoke" in written.getvalue()


def test_each_event_is_one_line_of_json(written: io.StringIO) -> None:
    for breaker in ("a\r\nERROR forged", 'a"}\n{"level": "ERROR"', "a\x1b[31mred\u2028line\x85"):
        logging.getLogger("x").info("name %s", breaker)
    lines = [json.loads(line) for line in written.getvalue().split("\n")[:-1]]
    assert [line["level"] for line in lines] == ["INFO"] * 3
    assert set(lines[0]) == {"at", "level", "logger", "message"}
    assert written.getvalue().isascii()


def test_to_a_terminal_it_is_text() -> None:
    class Terminal(io.StringIO):
        @override
        def isatty(self) -> bool:
            return True

    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = Terminal()
    start_logging("INFO", "", (), stream)
    logging.getLogger("x").info("ready")
    root.handlers[:] = before
    root.setLevel(level)
    assert stream.getvalue().endswith("INFO x: ready\n")


def test_nothing_is_lost_by_redaction() -> None:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "%s of %s", (3, 4), None)
    assert Redaction().filter(record)
    assert record.getMessage() == "3 of 4"
