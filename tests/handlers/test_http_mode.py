"""Requests over HTTP: Slack's are taken once, everybody else's are refused without a look at what they say."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.http_server import BODY_MOST
from handlers.slack import http_mode
from handlers.slack.ids import PATH
from handlers.slack.signing import KEPT_MOST, Replays, is_signed, signature
from tests.support.patience import SECONDS
from tests.support.slack import FakeSlack, event
from tests.support.slack_data import SLACK
from tests.support.slack_door import SIGNING_SECRET, Body, Door, open_door, over_http

FORM = "application/x-www-form-urlencoded"
HELP = {
    "team_id": "T1",
    "channel_id": "C1",
    "user_id": "U1",
    "command": "/consult",
    "text": "help",
    "trigger_id": "1.1",
}
BODY = urlencode(HELP).encode()


@pytest.fixture
async def door(slack: FakeSlack) -> AsyncIterator[Door]:
    async with open_door() as opened, over_http(opened, slack):
        yield opened


async def stored(slack: FakeSlack) -> int:
    """How many deliveries were ever taken."""
    from sqlalchemy import func, select

    from storage.workings import intake

    async with slack.intake._database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(intake))).scalar_one())


@pytest.mark.skipif(not SLACK.exists(), reason="needs Slack's published facts beside the repository")
def test_slacks_own_example_is_signed_as_slack_says() -> None:
    vector = json.loads((SLACK / "signature" / "vectors.json").read_text(encoding="utf-8"))
    secret, stamp, body = vector["signing_secret"], vector["timestamp"], vector["body"].encode()
    assert signature(secret, stamp, body) == vector["signature"]
    assert is_signed(secret, stamp, vector["signature"], body, int(stamp) + 299)


def now(off: int = 0) -> str:
    return str(int(time.time()) + off)


@pytest.mark.parametrize(
    "forged",
    [
        lambda: {"signature": "v0=" + "0" * 64},
        lambda: {"signature": signature("f" * 32, now(), BODY), "timestamp": now()},
        lambda: {"signature": signature(SIGNING_SECRET, now(), BODY + b"1"), "timestamp": now()},
        lambda: {"signature": "v1=" + "0" * 64},
        lambda: {"signature": "v0=é"},
        lambda: {"signature": "v0=" + "\u0660" * 64},
        lambda: {"signature": ""},
        lambda: {"timestamp": ""},
        lambda: {"timestamp": now(-310)},
        lambda: {"timestamp": now(400)},
        lambda: {"timestamp": "yesterday"},
        lambda: {"timestamp": "9" * 5000},
        lambda: {"timestamp": "-1"},
        lambda: {"timestamp": "1e9"},
        lambda: {"timestamp": "\uff11" * 10},
        lambda: {"timestamp": now() + ".5"},
    ],
)
async def test_what_is_not_signed_as_it_should_be_is_refused_and_not_stored(
    door: Door, slack: FakeSlack, forged: Callable[[], dict[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    # Made now and not when tests are collected, minutes ago: what lies in the future would be past by then.
    fake = {name: value.encode().decode("latin-1") for name, value in forged().items()}
    status, answer = await door.posts_body(BODY, FORM, **fake)
    assert (status, answer) == (401, "")
    assert await stored(slack) == 0
    assert "consult" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.parametrize("name", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
async def test_a_header_that_is_there_twice_is_refused(door: Door, slack: FakeSlack, name: str) -> None:
    stamp = now()
    headers = [
        ("Content-Type", FORM),
        ("X-Slack-Request-Timestamp", stamp),
        ("X-Slack-Signature", signature(SIGNING_SECRET, stamp, BODY)),
    ]
    twice = [*headers, next(one for one in headers if one[0] == name)]
    assert door.http is not None
    async with door.http.post(f"http://127.0.0.1:{door.port}{PATH}", data=BODY, headers=twice) as answer:
        assert answer.status == 401
    assert await stored(slack) == 0


@pytest.mark.parametrize("off", [-299, 299])
async def test_clocks_may_differ_by_five_minutes(door: Door, slack: FakeSlack, off: int) -> None:
    assert (await door.posts_body(BODY, FORM, timestamp=now(off)))[0] == 200
    assert await stored(slack) == 1


async def test_a_copy_of_a_request_has_no_effect_whenever_it_comes(door: Door, slack: FakeSlack) -> None:
    stamp = now()
    alike = {**HELP, "trigger_id": ""}  # without a name of its own, each would be taken
    body = urlencode(alike).encode()
    answers = await asyncio.gather(*(door.posts_body(body, FORM, timestamp=stamp) for _ in range(4)))
    answers.append(await door.posts_body(body, FORM, timestamp=stamp))
    assert {status for status, _ in answers} == {200}
    assert await stored(slack) == 1


async def test_what_could_not_be_stored_may_come_again_in_the_same_second(
    door: Door, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OSError("database or disk is full")

    stamp, take = now(), slack.intake.take
    monkeypatch.setattr(slack.intake, "take", full)
    answers = await asyncio.gather(*(door.posts_body(BODY, FORM, timestamp=stamp) for _ in range(3)))
    assert {status for status, _ in answers} == {503}
    monkeypatch.setattr(slack.intake, "take", take)
    assert (await door.posts_body(BODY, FORM, timestamp=stamp))[0] == 200
    assert await stored(slack) == 1


async def test_a_503_does_not_ask_slack_to_stop(
    door: Door, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OSError("database or disk is full")

    monkeypatch.setattr(slack.intake, "take", full)
    stamp = now()
    headers = {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(SIGNING_SECRET, stamp, BODY),
    }
    assert door.http is not None
    async with door.http.post(f"http://127.0.0.1:{door.port}{PATH}", data=BODY, headers=headers) as answer:
        assert answer.status == 503
        assert "X-Slack-No-Retry" not in answer.headers


async def test_slack_may_check_the_address(door: Door, slack: FakeSlack) -> None:
    challenge = {"token": "t", "challenge": "3eZbrw1a", "type": "url_verification"}
    status, answer = await door.posts_body(json.dumps(challenge).encode())
    assert (status, json.loads(answer)) == (200, {"challenge": "3eZbrw1a"})
    assert (await door.posts_body(b"ssl_check=1&token=t", FORM, signature=""))[0] == 200
    assert await stored(slack) == 0


async def test_an_event_that_says_it_is_a_repeat_is_taken(door: Door, slack: FakeSlack) -> None:
    body = json.dumps(event({"type": "app_home_opened", "user": "U0", "tab": "home", "event_ts": "1.1"}))
    retry = {"X-Slack-Retry-Num": "2", "X-Slack-Retry-Reason": "http_timeout"}
    assert (await door.posts_body(body.encode(), **retry))[0] == 200
    assert await stored(slack) == 1


async def test_a_press_comes_as_a_field_of_a_form(door: Door, slack: FakeSlack) -> None:
    slack.person("U1")
    body: Body = {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}, "trigger_id": "9.9"}
    body |= {"actions": [{"action_id": "act:help", "action_ts": "1.1", "value": "é & + %20 \u2019"}]}
    assert (await door.posts_form({"payload": json.dumps(body, ensure_ascii=False)}))[0] == 200
    await slack.background.idle()
    assert await stored(slack) == 1


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'"text"', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"9" * 5000, "application/json"),
        (b"payload=%7B", FORM),
        (b"payload=[]", FORM),
        (b"payload=%FF%FE", FORM),
        (b"payload=" + b"[" * 100_000, FORM),
        ("payload=é".encode(), FORM),
        (BODY, "text/plain"),
        (BODY, "multipart/form-data"),
        (BODY, ""),
    ],
)
async def test_what_is_signed_and_misshapen_is_refused(
    door: Door, slack: FakeSlack, body: bytes, content_type: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await door.posts_body(body, content_type))[0] == 401
    assert await stored(slack) == 0
    assert all(record.exc_info is None for record in caplog.records)


async def test_a_body_of_a_mebibyte_is_read_and_one_byte_more_is_not(door: Door) -> None:
    assert (await door.posts_body(b"a" * BODY_MOST, signature="v0=0"))[0] == 401
    assert (await door.posts_body(b"a" * (BODY_MOST + 1), signature="v0=0"))[0] == 413


async def raw_request(door: Door, *sent: bytes) -> bytes:
    """What comes back for bytes that are sent as they are; the connection stays open at our end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    try:
        writer.write(b"".join(sent))
        await writer.drain()
        async with asyncio.timeout(SECONDS):
            return await reader.readline()
    finally:
        writer.close()


HEAD = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\n".encode()


async def test_a_body_that_never_ends_is_given_up(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_mode, "BODY_SECONDS", 0.05)
    assert b" 408 " in await raw_request(door, HEAD, b"Content-Length: 100\r\n\r\n", b"a")


async def test_a_body_that_grows_beyond_a_mebibyte_is_given_up(door: Door) -> None:
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    assert b" 413 " in await raw_request(door, HEAD, b"Transfer-Encoding: chunked\r\n\r\n", chunk * 17)


async def test_chunks_that_are_none_are_refused(door: Door) -> None:
    answered = await raw_request(door, HEAD, b"Transfer-Encoding: chunked\r\n\r\n", b"zz\r\nab\r\n")
    assert b" 400 " in answered or b" 401 " in answered


async def test_other_ways_and_methods_are_not_there(door: Door) -> None:
    assert door.http is not None
    async with door.http.get(f"http://127.0.0.1:{door.port}{PATH}") as answer:
        assert answer.status == 405
    async with door.http.post(f"http://127.0.0.1:{door.port}/") as answer:
        assert answer.status == 404


@settings(max_examples=30)
@given(st.text(), st.text(), st.binary())
def test_nothing_made_up_is_taken_for_signed(stamp: str, given_: str, body: bytes) -> None:
    assert not is_signed(SIGNING_SECRET, stamp, given_, body, 1e9)


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda name: name != "payload"),
        st.text(st.characters(exclude_categories=["Cs"])),
        max_size=5,
    )
)
def test_forms_are_read_as_they_were_written(fields: dict[str, str]) -> None:
    fields = {quote(name): value for name, value in fields.items()}
    request = type("Request", (), {"content_type": FORM})()
    assert http_mode._payload(request, urlencode(fields).encode()) == fields


async def test_signatures_are_forgotten_once_they_have_lost_their_time() -> None:
    clock = [1000.0]
    replays = Replays(now=lambda: clock[0])
    for name in ("a", "b"):
        replays.begin(name, "1000")
        replays.end(name, taken=True)
    clock[0] = 1301.0
    replays.begin("c", "1301")
    assert (replays.known("a"), replays.known("b")) == (None, None)
    assert replays.known("c") is not None
    assert KEPT_MOST >= 50_000
