"""The feed for those who watch the wire: what came since, one line each, whole when asked for."""

from tests.rehearsal.page_content import Host
from tests.rehearsal.stage import Json, Stage, stage


async def lines(s: Stage, query: str = "") -> list[Json]:
    entries: list[Json] = (await s.get(f"/control/wire{query}"))["entries"]
    return entries


async def test_a_call_and_its_refusal_are_one_line_each() -> None:
    async with stage() as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Good evening.")
        await s.call("chat.postMessage", channel="C0NOWHERE", text="Is anyone here?")
        said, refused = await lines(s)
        assert {**said, "at": 0, "ms": 0} == {
            "id": "calls/1",
            "at": 0,
            "ms": 0,
            "kind": "call",
            "what": "chat.postMessage",
            "ok": True,
            "outcome": "ok",
            "channel": s.channel(),
        }
        assert (refused["ok"], refused["outcome"]) == (False, "channel_not_found")


async def test_what_slack_sent_is_told_by_what_it_was_about() -> None:
    async with stage(Host()) as s:
        await s.act("ada", "command", channel=s.channel(), text="/tally the votes")
        told = next(line for line in await lines(s) if line["kind"] == "slash_commands")
        assert (told["what"], told["about"], told["outcome"]) == ("/tally", "the votes", "acknowledged")
        assert (told["user"], told["channel"]) == (s.person("ada"), s.channel())


async def test_only_what_came_since_is_told() -> None:
    async with stage() as s:
        await s.call("auth.test")
        seen = await s.get("/control/wire")
        await s.call("team.info")
        since = await lines(s, f"?calls={seen['calls']}&deliveries={seen['deliveries']}")
        assert [line["what"] for line in since] == ["team.info"]


async def test_what_was_under_way_is_told_again_once_it_is_settled() -> None:
    async with stage(Host()) as s:
        await s.act("ada", "command", channel=s.channel(), text="/tally")
        (line,) = await lines(s, "?calls=100&deliveries=100&again=1")
        assert (line["id"], line["outcome"]) == ("deliveries/1", "acknowledged")


async def test_one_entry_is_told_whole_and_one_that_is_gone_is_missed_politely() -> None:
    async with stage() as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Good evening.")
        assert (await s.get("/control/wire/calls/1"))["entry"]["arguments"]["text"] == "Good evening."
        assert await s.get("/control/wire/calls/2") == {"ok": False, "error": "This entry is no longer kept."}
