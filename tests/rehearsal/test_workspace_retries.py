import json

import pytest
from aiohttp import web

from rehearsal.workspace import Timing
from tests.rehearsal.receiver import outcomes, over_http
from tests.rehearsal.stage import NOON

QUICK = Timing(retries=(0.0, 0.01, 0.01))


async def test_an_event_is_tried_four_times_on_slacks_schedule() -> None:
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
