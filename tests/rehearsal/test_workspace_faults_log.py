"""The log of the wire tells every call, with what became of it."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.rehearsal.stage import NOON, refusal, stage
from tests.rehearsal.test_workspace_faults import BROKEN_OFF, fault, off, plain_client


async def test_the_log_tells_every_call_with_its_arguments_answer_status_and_time() -> None:
    async with stage(at=NOON) as s:
        await s.client.auth_test()
        await fault(s, "ratelimited", method="chat.postMessage", times=1)
        await refusal(s.client.chat_postMessage(channel=s.channel(), text="One"))
        last = (await s.get("/control/log"))[-1]["n"]
        await s.client.chat_postMessage(channel=s.channel(), text="Two")
        await s.client.users_list()
        calls = await s.get("/control/log?method=chat.*")
        since = await s.get(f"/control/log?since={last}")

    assert [(c["app"], c["arguments"]["text"], c["status"], c["faults"]) for c in calls] == [
        (s.bot.app_id, "One", 429, ["ratelimited"]),
        (s.bot.app_id, "Two", 200, []),
    ]
    assert [(c["at"], c["ms"]) for c in calls] == [(NOON, 0)] * 2
    assert calls[1]["answer"]["message"]["text"] == "Two"
    assert [c["method"] for c in since] == ["chat.postMessage", "users.list"]


async def test_the_log_says_what_it_does_not_understand() -> None:
    async with stage() as s:
        for path in ("log", "deliveries"):
            answer = await s.get(f"/control/{path}?since=now")
            assert answer["error"] == "since must be the number n of an entry."


async def test_a_call_that_is_not_answered_is_told_to_those_who_watch_the_wire() -> None:
    async with stage() as s, plain_client(s) as client:
        await fault(s, "delay", seconds=0)
        for kind in ("lost", "html"):
            which = await fault(s, kind)
            with pytest.raises((*BROKEN_OFF, SlackApiError)):
                await client.auth_test()
            await off(s, which)
        lines = (await s.get("/control/wire"))["entries"]

    assert [(line["ok"], line["outcome"], line["fault"]) for line in lines] == [
        (False, "no answer", "delay, lost"),
        (False, "503", "delay, html"),
    ]
