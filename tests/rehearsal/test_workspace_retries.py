import asyncio
import json
from contextlib import AsyncExitStack

import pytest
from aiohttp import web

from rehearsal.workspace import Timing
from rehearsal.workspace.meter import Health, Meter
from rehearsal.workspace.subscriptions import Subscriptions
from tests.rehearsal.receiver import outcomes, over_http
from tests.rehearsal.stage import NOON, stage
from tests.rehearsal.test_workspace_sockets import connected
from tests.support.patience import SECONDS

QUICK = Timing(retries=(0.0, 0.01, 0.01))


async def test_an_event_is_tried_four_times_on_slacks_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearsal.workspace.clock.GRACE", SECONDS)
    async with over_http(at=NOON) as (s, bot):
        bot.answers.extend(web.Response(status=503) for _ in range(4))
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        for _ in range(37):
            await s.advance(10)
        tries = [await bot.next() for _ in range(4)]
        log = await outcomes(s, 4)

    numbers = [came.headers.get("X-Slack-Retry-Num") for came in tries]
    reasons = [came.headers.get("X-Slack-Retry-Reason") for came in tries]
    assert numbers == [None, "1", "2", "3"]
    assert reasons == [None, "http_error", "http_error", "http_error"]
    assert [entry["at"] - NOON for entry in log] == [0, 0, 60, 360]
    assert len({came.body for came in tries}) == 1


async def test_an_app_may_decline_to_be_told_again() -> None:
    async with over_http(timing=QUICK) as (s, bot):
        bot.answers.append(web.Response(status=400, headers={"X-Slack-No-Retry": "1"}))
        await s.act("ada", "say", channel=s.channel(), text="Once")
        await bot.next()
        await s.act("ada", "say", channel=s.channel(), text="Another")
        came = await bot.next()
        await outcomes(s, 2)

    assert json.loads(came.body)["event"]["text"] == "Another"
    assert bot.arrived.empty()


@pytest.mark.parametrize(("redirects", "outcome"), [(2, "acknowledged"), (3, "too_many_redirects")])
async def test_two_redirects_are_followed_and_no_third(redirects: int, outcome: str) -> None:
    async with over_http(timing=Timing(retries=())) as (s, bot):
        bot.answers.extend(
            web.Response(status=302, headers={"Location": "/slack/events"}) for _ in range(redirects)
        )
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        log = await outcomes(s, 1)

    assert log[0]["outcome"] == outcome


async def test_past_its_cap_an_app_hears_of_its_rate_limit_once_a_minute() -> None:
    async with over_http(at=NOON) as (s, bot):
        await s.post("/control/delivery", {"events_an_hour": 1})
        for text in ("one", "two", "three"):
            await s.act("ada", "say", channel=s.channel(), text=text)
        first, limited = [json.loads((await bot.next()).body) for _ in range(2)]
        await s.advance(3600)
        await s.act("ada", "say", channel=s.channel(), text="an hour later")
        later = json.loads((await bot.next()).body)

    assert (first["event"]["text"], later["event"]["text"]) == ("one", "an hour later")
    assert limited["type"] == "app_rate_limited"
    assert limited.keys() == {"token", "team_id", "api_app_id", "type", "minute_rate_limited"}
    assert limited["minute_rate_limited"] == NOON


async def test_an_app_that_misses_nearly_all_its_events_is_sent_no_more_until_it_is_switched_on_again() -> (
    None
):
    timing = Timing(retries=(), events_to_fail=20)
    async with over_http(timing=timing) as (s, bot), s.live("ada") as live:
        bot.answers.extend(web.Response(status=500) for _ in range(20))
        for number in range(1, 21):
            await s.act("ada", "say", channel=s.channel(), text=f"{number}")
            await outcomes(s, number)
        notice = await live.until("notice")
        await s.act("ada", "say", channel=s.channel(), text="unheard")
        assert (await s.post("/control/delivery", {"events_on": True}))["events_on"]
        await s.act("ada", "say", channel=s.channel(), text="heard")
        heard = [json.loads((await bot.next()).body)["event"]["text"] for _ in range(21)]

    assert "sent none until" in notice["text"]
    assert heard[-2:] == ["20", "heard"]


def test_an_app_that_is_heard_one_time_in_twenty_is_borne_with() -> None:
    health = Health()
    for second in range(20):
        health.note(float(second), failed=second > 0)
    borne = health.is_poor(20.0)
    health.note(21.0, failed=True)

    assert (borne, health.is_poor(21.0)) == (False, True)


def test_an_app_with_few_events_is_never_switched_off() -> None:
    silenced: list[int] = []
    subscriptions = Subscriptions(Timing(), lambda _: silenced.append(sent))
    for number in range(1_001):
        sent = number + 1
        subscriptions.of("A1").meter.take(0.0)
        subscriptions.note("A1", 0.0, failed=True)

    assert silenced == [1_000]


async def test_an_event_can_come_again_a_day_late() -> None:
    async with over_http(at=NOON) as (s, bot):
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        first = await bot.next()
        await s.advance(24 * 3600)
        event_id = json.loads(first.body)["event_id"]
        assert (await s.post("/control/again", {"event_id": event_id, "attempt": 2}))["ok"]
        second = await bot.next()
        unknown = await s.post("/control/again", {"event_id": "Ev0"})

    assert second.body == first.body
    assert second.headers["X-Slack-Retry-Num"] == "2"
    assert unknown["error"] == "event_not_found"


async def test_delayed_events_come_each_hour_after_the_last_retry() -> None:
    async with over_http(at=NOON, timing=Timing(retries=())) as (s, bot):
        await s.post("/control/delivery", {"delayed_events": True})
        bot.answers.extend(web.Response(status=500) for _ in range(3))
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        for _ in range(4):
            await bot.next()
            await outcomes(s, 1)
            await s.advance(3600)
        log = await outcomes(s, 4)

    assert [entry["at"] - NOON for entry in log] == [0, 3600, 7200, 10_800]
    assert log[-1]["outcome"] == "acknowledged"


async def test_an_event_is_given_up_when_it_is_two_hours_late() -> None:
    async with over_http(at=NOON, timing=Timing(retries=(7_000, 7_000))) as (s, bot):
        bot.answers.extend(web.Response(status=500) for _ in range(2))
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        for _ in range(2):
            await bot.next()
            await outcomes(s, 1)
            await s.advance(7_000)
        log = await outcomes(s, 2)

    assert [entry["at"] - NOON for entry in log] == [0, 7_000]
    assert bot.arrived.empty()


@pytest.mark.parametrize(("seconds", "heard"), [(119, ["Hello"]), (121, [])])
async def test_an_event_waits_two_minutes_for_a_bot_to_connect(seconds: float, heard: list[str]) -> None:
    async with stage(at=NOON) as s, AsyncExitStack() as stack:
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        await s.advance(seconds)
        socket = await connected(s, stack)
        await s.act("ada", "say", channel=s.channel(), text="Again")
        texts = []
        while "Again" not in texts:
            texts.append((await socket.receive_json())["payload"]["event"]["text"])

    assert texts == [*heard, "Again"]


async def test_what_a_socket_is_asked_in_vain_fails_when_three_seconds_are_over() -> None:
    async with stage(at=NOON) as s, AsyncExitStack() as stack:
        socket = await connected(s, stack)
        act = asyncio.create_task(s.act("ada", "command", channel=s.channel(), text="/tally"))
        envelope = await socket.receive_json()
        await s.advance(3.1)
        error = (await act)["error"]
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Too late"}})
        await s.client.auth_test()
        texts = [message["text"] for message in await s.seen("ada")]

    assert error == "operation_timeout"
    assert "Too late" not in texts


def test_a_meter_counts_the_last_sixty_minutes() -> None:
    meter = Meter(2)
    taken = [meter.take(minute * 60.0) for minute in (0, 30, 59, 60, 61, 90)]

    assert taken == [True, True, False, True, False, True]


def test_a_meter_tells_once_a_minute() -> None:
    meter = Meter(0)

    assert [meter.tells(second) for second in (0.0, 59.0, 60.0, 61.0, 180.0)] == [
        True,
        False,
        True,
        False,
        True,
    ]
