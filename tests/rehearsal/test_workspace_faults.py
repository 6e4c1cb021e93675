"""What goes wrong with calls when a tester says so, as the official client meets it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.rehearsal.stage import NOON, Json, Stage, refusal, stage

BROKEN_OFF = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


async def fault(s: Stage, kind: str, **more: object) -> str:
    """Switch a fault on and return its id."""
    answer = await s.post("/control/faults", {"fault": kind, **more})
    assert answer["ok"], answer
    return str(answer["fault"]["id"])


async def off(s: Stage, which: str = "") -> Json:
    async with s.http.delete(f"{s.address.url}/control/faults{which and '/' + which}") as answer:
        body: Json = await answer.json()
        return body


async def texts(s: Stage, name: str = "ada") -> list[str]:
    """Return what a person reads in #plenary."""
    return [message["text"] for message in await s.seen(name)]


@asynccontextmanager
async def plain_client(s: Stage) -> AsyncIterator[AsyncWebClient]:
    """Give a client that tries nothing twice."""
    yield AsyncWebClient(token=s.bot.bot_token, base_url=s.address.api_url, retry_handlers=[])


async def raw(s: Stage, method: str = "auth.test") -> tuple[int, str, str]:
    """Return status, content type and text of an answer."""
    headers = {"Authorization": f"Bearer {s.bot.bot_token}"}
    async with s.http.post(s.address.api_url + method, headers=headers) as answer:
        return answer.status, answer.content_type, await answer.text()


async def statuses(s: Stage, count: int, method: str = "auth.test") -> list[int]:
    return [(await raw(s, method))[0] for _ in range(count)]


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        (30, "30"),
        (0, "0"),
        (-5, "-5"),
        (1_000_000_000, "1000000000"),
        ("1e9", "1e9"),
        ("", ""),
        ("Sat, 21 Nov 2026 12:00:00 GMT", "Sat, 21 Nov 2026 12:00:00 GMT"),
        (None, None),
    ],
)
async def test_a_storm_of_429_asks_for_any_patience_or_none(given: object, heard: str | None) -> None:
    async with stage() as s:
        await fault(s, "ratelimited", method="chat.*", retry_after=given)
        with pytest.raises(SlackApiError) as caught:
            await s.client.chat_postMessage(channel=s.channel(), text="Hello")
        assert (await s.client.auth_test())["ok"]
        assert await texts(s) == []

    answer = caught.value.response
    assert (answer.status_code, answer.data) == (429, {"ok": False, "error": "ratelimited"})
    assert answer.headers.get("Retry-After") == heard


async def test_a_storm_can_ask_for_another_patience_each_time() -> None:
    async with stage() as s:
        await fault(s, "ratelimited", retry_after=[1, None, "30"])
        heard = []
        for _ in range(4):
            with pytest.raises(SlackApiError) as caught:
                await s.client.auth_test()
            heard.append(caught.value.response.headers.get("Retry-After"))

    assert heard == ["1", None, "30", "1"]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_error_comes_without_the_effect(status: int) -> None:
    async with stage() as s:
        await fault(s, "status", status=status, text="Oh no", times=1)
        with pytest.raises(SlackApiError) as caught:
            await s.client.chat_postMessage(channel=s.channel(), text="Hello")
        assert await texts(s) == []

    assert caught.value.response.status_code == status


async def test_an_answer_can_be_html_empty_or_broken() -> None:
    async with stage() as s:
        for kind, status in (("html", 502), ("empty", 200), ("broken", 200)):
            await fault(s, kind, times=1, status=status)
        page, nothing, half = [await raw(s) for _ in range(3)]

    assert (page[:2], page[2][:15]) == ((502, "text/html"), "<!DOCTYPE html>")
    assert nothing == (200, "application/json", "")
    assert half == (200, "application/json", '{"ok": true, "channel')


async def test_any_error_of_slacks_can_be_the_answer() -> None:
    async with stage() as s:
        details = {"needed": "chat:write", "provided": "commands"}
        await fault(s, "error", method="chat.postMessage", error="missing_scope", details=details)
        with pytest.raises(SlackApiError) as caught:
            await s.client.chat_postMessage(channel=s.channel(), text="Hello")

    assert caught.value.response.data == {"ok": False, "error": "missing_scope", **details}


async def test_a_refusal_can_hide_that_the_effect_took_place() -> None:
    async with stage() as s:
        await fault(s, "error", method="chat.postMessage", error="internal_error", done=True)
        assert await refusal(s.client.chat_postMessage(channel=s.channel(), text="Hello")) == "internal_error"
        assert await texts(s) == ["Hello"]


async def test_an_answer_lost_after_its_effect_makes_the_official_client_do_it_twice() -> None:
    async with stage() as s:
        await fault(s, "lost", method="chat.postMessage", times=1)
        await s.client.chat_postMessage(channel=s.channel(), text="Hello")
        assert await texts(s) == ["Hello", "Hello"]


@pytest.mark.parametrize("how", ["rst", "fin"])
async def test_a_connection_can_be_cut_before_anything_happens(how: str) -> None:
    async with stage() as s, plain_client(s) as client:
        await fault(s, "cut", how=how)
        with pytest.raises(BROKEN_OFF):
            await client.chat_postMessage(channel=s.channel(), text="Hello")
        assert await texts(s) == []


@pytest.mark.parametrize(("kind", "said"), [("hang", []), ("lost", ["Hello"])])
async def test_a_call_can_hang_until_the_fault_is_switched_off(kind: str, said: list[str]) -> None:
    async with stage(at=NOON) as s, plain_client(s) as client:
        how = {} if kind == "hang" else {"how": "silence"}
        await fault(s, kind, method="chat.postMessage", **how)
        posting = asyncio.create_task(client.chat_postMessage(channel=s.channel(), text="Hello"))
        while not await s.get("/control/log"):
            await s.advance(60)
        assert not posting.done()
        assert await texts(s) == said
        await off(s)
        with pytest.raises(BROKEN_OFF):
            await posting


async def test_a_delay_goes_by_the_clock_and_comes_before_the_effect_or_after() -> None:
    async with stage(at=NOON) as s:
        for done, early in ((False, []), (True, ["Hello"])):
            which = await fault(s, "delay", method="chat.postMessage", seconds=2.9, done=done)
            posting = asyncio.create_task(s.client.chat_postMessage(channel=s.channel(), text="Hello"))
            while not (await s.get("/control/faults"))["faults"][0]["hits"]:
                await s.advance(0)
            await s.advance(2.8)
            assert not posting.done()
            assert await texts(s) == early
            await s.advance(0.1)
            await s.client.chat_delete(channel=s.channel(), ts=(await posting)["ts"])
            await off(s, which)


async def test_faults_add_up_a_delay_and_then_a_loss() -> None:
    async with stage(at=NOON) as s, plain_client(s) as client:
        await fault(s, "delay", seconds=5)
        await fault(s, "lost")
        posting = asyncio.create_task(client.chat_postMessage(channel=s.channel(), text="Hello"))
        while not (await s.get("/control/faults"))["faults"][1]["hits"]:
            await s.advance(0)
        assert await texts(s) == []
        await s.advance(5)
        with pytest.raises(BROKEN_OFF):
            await posting
        assert await texts(s) == ["Hello"]
        entry = (await s.get("/control/log"))[-1]

    assert (entry["faults"], entry["status"], entry["answer"]) == (["delay", "lost"], 0, None)
    assert entry["ms"] == 5000


async def test_a_fault_is_counted_the_next_three_every_second_after_some() -> None:
    async with stage() as s:
        await fault(s, "status", times=3)
        assert await statuses(s, 5) == [500, 500, 500, 200, 200]
        await fault(s, "status", status=502, every=2)
        assert await statuses(s, 5) == [200, 502, 200, 502, 200]
        await off(s)
        await fault(s, "status", status=503, skip=2, times=1)
        assert await statuses(s, 4) == [200, 200, 503, 200]


async def test_one_fault_after_another_when_both_decide_the_answer() -> None:
    async with stage() as s:
        await fault(s, "status", status=500, times=2)
        await fault(s, "status", status=503, times=1)
        assert await statuses(s, 4) == [500, 500, 503, 200]


async def test_chance_is_the_same_for_the_same_seed() -> None:
    async with stage() as s:
        runs = []
        for seed in (1, 1, 2):
            await fault(s, "status", chance=0.5, seed=seed)
            runs.append(await statuses(s, 30))
            await off(s)

    assert runs[0] == runs[1] != runs[2]
    assert set(runs[0]) == {200, 500}


async def test_a_fault_is_for_one_method_one_app_or_one_channel() -> None:
    async with stage() as s:
        await fault(s, "status", method="conversations.*")
        await fault(s, "status", app="A0OTHER")
        await fault(s, "error", error="is_archived", channel=s.channel())
        assert await statuses(s, 1) == [200]
        assert await statuses(s, 1, "conversations.list") == [500]
        assert (await s.client.chat_postMessage(channel=s.channel("general"), text="Hello"))["ok"]
        assert await refusal(s.client.chat_postMessage(channel=s.channel(), text="Hello")) == "is_archived"


async def test_faults_are_listed_with_what_they_have_seen_and_hit_and_switched_off_by_name() -> None:
    async with stage() as s:
        first = await fault(s, "error", method="auth.test", error="fatal_error", every=2)
        second = await fault(s, "delay", seconds=0)
        await statuses(s, 3)
        listed = (await s.get("/control/faults"))["faults"]
        left = (await off(s, first))["faults"]
        gone = await off(s, first)

    assert [(f["id"], f["fault"], f["seen"], f["hits"]) for f in listed] == [
        (first, "error", 3, 1),
        (second, "delay", 3, 3),
    ]
    assert [f["id"] for f in left] == [second]
    assert gone == {"ok": False, "error": f"There is no fault {first}."}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "fault must be one of ratelimited, "),
        ({"fault": "hang", "seconds": 3}, "hang has "),
        ({"fault": "late", "method": "chat.update"}, "late has "),
        ({"fault": "error"}, "Give error."),
        ({"fault": "misplaced"}, "Give to."),
        ({"fault": "status", "status": 99}, "status must be an HTTP status"),
        ({"fault": "ratelimited", "retry_after": {"a": 1}}, "retry_after must be"),
        ({"fault": "ratelimited", "retry_after": "1\r\nX: 2"}, "retry_after must be a single line."),
        ({"fault": "delay", "seconds": -1}, "seconds must be"),
        ({"fault": "cut", "how": "axe"}, "how must be one of"),
        ({"fault": "lost", "done": "yes"}, "done must be true or false."),
        ({"fault": "error", "error": 5}, "error must be text."),
        ({"fault": "error", "error": "x", "details": []}, "details must be an object."),
        ({"fault": "reorder", "order": [1, 1]}, "order must be"),
        ({"fault": "reorder", "of": 0}, "of must be a whole number of at least 1."),
        ({"fault": "unheard", "tries": 0}, "tries must be a whole number of at least 1."),
        ({"fault": "hang", "times": 0}, "times must be a whole number of at least 1."),
        ({"fault": "hang", "every": 1.5}, "every must be a whole number"),
        ({"fault": "hang", "chance": 2}, "chance must be a number from 0 to 1."),
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused_in_a_sentence(asked: Json, sentence: str) -> None:
    async with stage() as s:
        answer = await s.post("/control/faults", asked)
        listed = (await s.get("/control/faults"))["faults"]

    assert answer["ok"] is False
    assert str(answer["error"]).startswith(sentence)
    assert listed == []
