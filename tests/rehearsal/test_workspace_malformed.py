"""What isn't HTTP as it should be is refused with a 4xx or with Slack's own word; nothing ends in a traceback."""

import asyncio
import json
import logging

import pytest

from rehearsal.workspace.door import BIGGEST
from tests.rehearsal.stage import Json, Stage, stage
from tests.support.patience import SECONDS

PATHS = [
    "/api/chat.postMessage",
    "/api/files.getUploadURLExternal",
    "/control/act",
    "/control/acts",
    "/control/people",
    "/control/channels",
    "/control/clock",
    "/control/delivery",
    "/control/disconnect",
    "/commands/T0/1/secret",
    "/upload/v1/ticket",
]


async def raw(s: Stage, request: bytes) -> tuple[int, bytes]:
    """Send bytes and return the status and the body of what comes back until the other side closes or falls silent."""
    host, port = s.address.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(request)
        async with asyncio.timeout(SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (
                    line.split(b":")[1]
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                ),
                b"0",
            )
            body = await reader.readexactly(int(length))
    finally:
        writer.close()
    return int(head.split()[1]), body


def post(s: Stage, path: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {s.bot.bot_token}",
        f"Content-Length: {len(body) if length is None else length}",
        *headers,
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


BODIES = {
    "broken json": (b'{"a": ', "application/json"),
    "not an object": (b"[1, 2]", "application/json"),
    "deep json": (b"[" * 100_000, "application/json"),
    "deep objects": (b'{"a":' * 50_000, "application/json"),
    "lone bytes": (b"\xff\xfe\x00", "application/json"),
    "an unknown charset": (b'{"a": 1}', "application/json; charset=klingon"),
    "a form of bytes": (b"text=%ff%fe&\xff=1", "application/x-www-form-urlencoded"),
    "a form in no charset": (b"text=1", "application/x-www-form-urlencoded; charset=klingon"),
    "a broken multipart": (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
    "a multipart without a boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "plain text": (b"hello", "text/plain"),
    "xml": (b"<a/>", "text/xml"),
    "no kind at all": (b"hello", "/"),
}


@pytest.mark.parametrize("path", PATHS)
async def test_no_body_makes_it_stumble(path: str, caplog: pytest.LogCaptureFixture) -> None:
    answers: dict[str, tuple[int, bytes]] = {}
    async with stage() as s:
        for name, (body, kind) in BODIES.items():
            answers[name] = await raw(s, post(s, path, body, f"Content-Type: {kind}"))
        assert (await s.client.auth_test())["ok"]

    wrong = {name: answer for name, answer in answers.items() if not acceptable(path, *answer)}
    assert wrong == {}
    no_traceback(caplog)


async def test_half_a_letter_becomes_a_question_mark() -> None:
    async with stage() as s, s.live("ada") as page:
        body = b'{"channel": "%s", "text": "half \\ud800, whole \\ud83d\\ude00"}' % s.channel().encode()
        status, _ = await raw(s, post(s, "/api/chat.postMessage", body, "Content-Type: application/json"))
        shown = (await page.until("message"))["message"]["text"]

    assert (status, shown) == (200, "half ?, whole \N{GRINNING FACE}")


def acceptable(path: str, status: int, body: bytes) -> bool:
    """Slack's methods answer 200 with a word, the rest a 4xx; our own control API may also refuse with a sentence."""
    if status != 200:
        return 400 <= status < 500
    if path.startswith("/upload/"):
        return False
    answer: Json = json.loads(body)
    return answer["ok"] is False and bool(answer["error"])


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (
            b"POST /api/auth.test HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
            400,
        ),
        (
            b"POST /api/auth.test HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
            400,
        ),
        (b"POST /api/auth.test HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n", 400),
        (b"POST /api/auth.test HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (
            b"POST /api/auth.test HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"HELLO\r\n\r\n", 400),
        (b"GET /control/state HTTP/9.9\r\n\r\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 400),
        (b"GET /link/?ticket=none&app_id=none HTTP/1.1\r\nHost: a\r\n\r\n", 403),
        (b"GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (b"PUT /control/act HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"GET /control/live?as=U0 HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (b"GET /page/%2e%2e/%2e%2e/alone.py HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (b"GET /files-pri/T0-F0/%00 HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    ],
)
async def test_what_is_no_request_is_refused(
    request_line: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as s:
        answered, _ = await raw(s, request_line)

    assert answered == status
    no_traceback(caplog)


async def test_a_socket_is_opened_by_an_upgrade_only(caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as s:
        url: str = (await s.client.apps_connections_open(app_token=s.bot.app_token))["url"]
        path = "/link/" + url.partition("/link/")[2]
        plain, _ = await raw(s, f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        page = f"/control/live?as={s.person('ada')}"
        live, _ = await raw(s, f"GET {page} HTTP/1.1\r\nHost: a\r\n\r\n".encode())

    assert (plain, live) == (400, 400)
    no_traceback(caplog)


async def test_a_huge_body_is_refused_before_it_is_read(caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as s:
        requests = (
            post(s, path, b"", "Content-Type: application/json", length=BIGGEST + 1) for path in PATHS
        )
        statuses = [status for status, _ in await asyncio.gather(*(raw(s, one) for one in requests))]

    assert statuses == [413] * len(PATHS)
    no_traceback(caplog)


async def test_a_huge_body_without_a_length_is_refused_when_it_grows_too_big(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearsal.workspace.server.BIGGEST", 100_000)
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    async with stage() as s:
        head = b"POST /upload/v1/ticket HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        kinds = (b"application/octet-stream", b"multipart/form-data; boundary=x")
        start = b"--x\r\nContent-Disposition: form-data; name=f\r\n\r\n"
        first = f"{len(start):x}\r\n".encode() + start + b"\r\n"
        statuses = []
        for kind in kinds:
            request = head + b"Content-Type: " + kind + b"\r\n\r\n" + first + chunk * 3 + b"0\r\n\r\n"
            statuses.append((await raw(s, request))[0])

    assert statuses == [413, 413]
    no_traceback(caplog)


async def test_a_client_that_hangs_up_halfway_leaves_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as s:
        host, port = s.address.url.removeprefix("http://").split(":")
        for path in PATHS:
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(post(s, path, b'{"a', "Content-Type: application/json", length=100))
            await writer.drain()
            writer.close()
        assert (await s.client.auth_test())["ok"]

    no_traceback(caplog)
