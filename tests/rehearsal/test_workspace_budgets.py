import json
import re
from http import HTTPStatus
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from rehearsal.workspace import Setup, Workspace
from rehearsal.workspace.tiers import TIERS, allowance
from tests.rehearsal.stage import NOON, Json, Stage, manifest, stage

FACTS = Path(__file__).parents[3] / "shared" / "slack" / "method_facts.json"


async def status(s: Stage, method: str, token: str = "", **arguments: object) -> tuple[int, str]:
    """Return the HTTP status of a call and its Retry-After, past the client and its retries."""
    headers = {"Authorization": f"Bearer {token or s.bot.bot_token}"}
    url = s.address.api_url + method
    async with s.http.post(url, json=arguments, headers=headers) as answer:
        return answer.status, answer.headers.get("Retry-After", "")


async def passed(s: Stage, method: str, token: str = "", **arguments: object) -> int:
    """Call a method until it is refused and return how many calls passed."""
    count = 0
    while (await status(s, method, token, **arguments))[0] == HTTPStatus.OK:
        count += 1
    return count


async def test_past_its_budget_a_method_is_refused_with_the_seconds_to_wait() -> None:
    async with stage(at=NOON) as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="0"))["ts"]
        for count in range(50):
            await s.client.chat_update(channel=s.channel(), ts=ts, text=str(count))
        with pytest.raises(SlackApiError) as caught:
            await s.client.chat_update(channel=s.channel(), ts=ts, text="51")
        shown = (await s.seen("ada"))[-1]["text"]

    answer = caught.value.response
    assert (answer.status_code, answer.data) == (429, {"ok": False, "error": "ratelimited"})
    assert answer.headers["Retry-After"] == "2"
    assert shown == "49"


async def test_who_waits_as_long_as_was_asked_is_let_through() -> None:
    async with stage(at=NOON) as s:
        for method in ("conversations.list", "chat.postMessage"):
            arguments = {"channel": s.channel(), "text": "Hello"}
            await passed(s, method, **arguments)
            _, seconds = await status(s, method, **arguments)
            await s.advance(int(seconds))
            assert (await status(s, method, **arguments))[0] == HTTPStatus.OK


async def test_a_refused_call_takes_nothing_from_the_budget() -> None:
    async with stage(at=NOON) as s:
        await passed(s, "conversations.list")
        refused = [await status(s, "conversations.list") for _ in range(30)]
        await s.advance(60)

        assert set(refused) == {(429, "3")}
        assert await passed(s, "conversations.list") == TIERS[2].burst


@pytest.mark.parametrize(
    ("method", "burst"),
    [("conversations.create", 20), ("reactions.add", 50), ("views.publish", 200)],
)
async def test_each_method_has_the_burst_of_its_tier(method: str, burst: int) -> None:
    async with stage(at=NOON) as s:
        assert await passed(s, method) == burst


async def test_one_budget_leaves_other_methods_and_apps_alone() -> None:
    async with stage(at=NOON) as s:
        other = s.workspace.install({**manifest(), "display_information": {"name": "Other"}, "features": {}})
        await passed(s, "conversations.list")

        assert (await status(s, "users.list"))[0] == HTTPStatus.OK
        assert (await status(s, "conversations.list", other.bot_token))[0] == HTTPStatus.OK


async def test_a_channel_takes_a_short_burst_and_then_a_message_a_second() -> None:
    async with stage(at=NOON) as s:
        plenary, general = ({"channel": s.channel(name), "text": "Hello"} for name in ("plenary", "general"))
        assert await passed(s, "chat.postMessage", **plenary) == 5
        assert await status(s, "chat.postMessage", **plenary) == (429, "1")
        assert (await status(s, "chat.postMessage", **general))[0] == HTTPStatus.OK
        await s.advance(2)
        assert await passed(s, "chat.postMessage", **plenary) == 2


async def test_all_channels_together_take_some_hundred_messages_a_minute() -> None:
    async with stage(at=NOON) as s:
        people = [{"name": f"p{n}", "real_name": f"P {n}"} for n in range(101)]
        ids = [p["id"] for p in (await s.post("/control/people", {"people": people}))["people"]]
        statuses = [await status(s, "chat.postMessage", channel=person, text="Hello") for person in ids]

    assert statuses == [(200, "")] * 100 + [(429, "1")]


async def test_private_messages_and_response_addresses_spend_nothing_of_the_channels_budget() -> None:
    async with stage(at=NOON) as s:
        channel = {"channel": s.channel(), "text": "Hello"}
        await passed(s, "chat.postMessage", **channel)
        reply = s.workspace.tickets.reply(s.bot.app_id, s.person("ada"), s.channel())
        url = f"{s.address.url}/commands/{s.workspace.team_id}/{reply}"
        async with s.http.post(url, json={"text": "Hello"}) as answer:
            assert answer.status == HTTPStatus.OK
        assert (await status(s, "chat.postEphemeral", user=s.person("ada"), **channel))[0] == HTTPStatus.OK


async def test_a_call_that_slack_would_refuse_anyway_is_counted() -> None:
    async with stage(at=NOON) as s:
        assert await passed(s, "conversations.create", name="") == TIERS[2].burst


async def test_a_wrong_token_spends_nothing() -> None:
    async with stage(at=NOON) as s:
        for _ in range(60):
            assert (await status(s, "conversations.list", "xoxb-wrong"))[0] == HTTPStatus.OK
        assert await passed(s, "conversations.list") == TIERS[2].burst


async def test_budgets_can_be_set_switched_off_and_taken_as_fresh() -> None:
    async with stage(at=NOON) as s:
        tight = {"a_minute": 6, "burst": 1}
        asked = {
            "methods": {"users.list": tight},
            "channel": tight,
            "workspace": {"a_minute": 30, "burst": 2},
        }
        told = await s.post("/control/budgets", asked)
        await s.client.users_list()
        assert await status(s, "users.list") == (429, "10")
        await s.http.delete(f"{s.address.url}/control/budgets")
        await s.client.users_list()
        await s.client.chat_postMessage(channel=s.channel(), text="One")
        assert await status(s, "chat.postMessage", channel=s.channel(), text="Two") == (429, "10")
        await s.post("/control/budgets", {"on": False, "methods": {"users.list": None}})
        for _ in range(25):
            await s.client.users_list()
        off = await s.get("/control/budgets")

    assert told == {"ok": True, "on": True, **asked}
    assert (off["on"], off["methods"], off["channel"]) == (False, {}, tight)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"off": True}, "Give on, methods, channel or workspace."),
        ({"on": "no"}, "on must be true or false."),
        ({"methods": ["chat.update"]}, "methods must be an object"),
        ({"channel": 5}, "channel must be"),
        ({"workspace": {"a_minute": 0, "burst": 1}}, "workspace must be"),
        ({"methods": {"chat.update": {"a_minute": 1, "burst": 0.5}}}, "chat.update must be"),
    ],
)
async def test_a_budget_that_makes_no_sense_is_refused_in_a_sentence(asked: Json, sentence: str) -> None:
    async with stage() as s:
        answer = await s.post("/control/budgets", asked)
        assert answer["ok"] is False
        assert answer["error"].startswith(sentence)


def test_budgets_are_on_unless_the_setup_says_otherwise() -> None:
    assert Workspace(Setup()).budgets.limits.on


@pytest.mark.skipif(
    not FACTS.exists(), reason="The facts about Slack's methods are not beside this repository."
)
def test_no_method_has_more_than_its_documented_tier() -> None:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    for method, fact in facts.items():
        tiers = re.findall(r"Tier ?(\d)", f"{fact['tier_docs']} {fact['tier_java_sdk']}")
        if tiers:
            assert allowance(method) == TIERS[min(int(tier) for tier in tiers)], method
