import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from rehearsal.workspace import Timing
from tests.rehearsal.stage import MANIFEST, Json, Stage, button, refusal, stage
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp


class Heard:
    """A bot that acknowledges everything and keeps what it heard."""

    def __init__(self) -> None:
        self.bodies: asyncio.Queue[Json] = asyncio.Queue()

    def __call__(self, app: "AsyncApp") -> None:
        app.command("/tally")(self.listen)
        app.command("/whois")(self.listen)
        app.action("press")(self.listen)
        app.action("choose")(self.listen)
        app.shortcut("keep")(self.listen)
        app.shortcut("start")(self.listen)

    async def listen(self, ack: Any, body: Json) -> None:  # noqa: ANN401 -- the framework's callable has no type
        await ack()
        self.bodies.put_nowait(body)

    async def next(self) -> Json:
        async with asyncio.timeout(SECONDS):
            return await self.bodies.get()


async def test_a_command_carries_what_was_typed_and_where() -> None:
    heard = Heard()
    async with stage(heard) as s:
        answer = await s.act("ada", "command", channel=s.channel(), text="/tally <open> & now")
        body = await heard.next()

    assert answer == {"ok": True}
    assert (body["command"], body["text"], body["channel_name"]) == ("/tally", "<open> & now", "plenary")
    assert (body["user_id"], body["user_name"]) == (s.person("ada"), "ada")


async def test_a_command_that_escapes_turns_handles_into_ids() -> None:
    heard = Heard()
    async with stage(heard) as s:
        await s.act("ada", "command", channel=s.channel(), text="/whois @grace in #general")
        body = await heard.next()

    assert body["text"] == f"<@{s.person('grace')}|grace> in <#{s.channel('general')}|general>"


async def test_the_answer_of_a_command_is_shown_to_the_person_alone() -> None:
    def listeners(app: "AsyncApp") -> None:
        @app.command("/tally")
        async def tally(ack: Any) -> None:  # noqa: ANN401 -- the framework's callable has no type
            await ack("Counted")

    async with stage(listeners) as s:
        answer = await s.act("ada", "command", channel=s.channel(), text="/tally")

        assert answer["answer"]["text"] == "Counted"
        assert [m["text"] for m in await s.seen("ada")] == ["Counted"]
        assert await s.seen("grace") == []


async def test_of_two_apps_with_one_command_the_one_installed_last_is_asked() -> None:
    async with stage() as s:
        features = {**MANIFEST["features"], "bot_user": {"display_name": "other"}}
        other = s.workspace.install({**MANIFEST, "features": features})
        answer = await s.act("ada", "command", channel=s.channel(), text="/tally")
        log = await s.get("/control/deliveries")

    assert answer["error"] == "app_not_connected"
    assert [entry["app"] for entry in log] == [other.app_id]


async def test_an_unknown_command_is_refused_without_a_bot() -> None:
    async with stage() as s, s.live("ada") as live:
        answer = await s.act("ada", "command", channel=s.channel(), text="/nothing")
        notice = await live.until("notice")

    assert answer == {"ok": False, "error": "unknown_command"}
    assert notice["text"] == "/nothing is not a valid command."


async def test_a_command_fails_with_a_notice_where_no_bot_is_connected() -> None:
    async with stage() as s, s.live("ada") as live:
        answer = await s.act("ada", "command", channel=s.channel(), text="/tally")
        notice = await live.until("notice")

    assert answer == {"ok": False, "error": "app_not_connected"}
    assert notice["text"] == "/tally failed because Tallier is not connected."


async def test_a_bot_that_never_acknowledges_times_out() -> None:
    def deaf(_app: "AsyncApp") -> None:
        """Listen to nothing: the framework then acknowledges nothing."""

    async with stage(deaf, timing=Timing(acknowledge=0.05)) as s, s.live("ada") as live:
        answer = await s.act("ada", "command", channel=s.channel(), text="/tally")
        notice = await live.until("notice")

    assert answer == {"ok": False, "error": "operation_timeout"}
    assert notice["text"] == "/tally failed because Tallier did not answer."


async def test_a_click_says_who_pressed_what_in_which_message() -> None:
    heard = Heard()
    async with stage(heard) as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()]))["ts"]
        await press(s, ts)
        body = await heard.next()

    action = body["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("press", "buttons", "yes")
    assert body["user"]["id"] == s.person("ada")
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": s.channel(),
        "is_ephemeral": False,
    }
    assert body["message"]["blocks"][0]["block_id"] == "buttons"


async def test_a_choice_in_a_message_carries_the_option() -> None:
    heard = Heard()
    options = [{"text": {"type": "plain_text", "text": t}, "value": t} for t in ("one", "two")]
    menu = {"type": "static_select", "action_id": "choose", "options": options}
    block = {"type": "actions", "block_id": "menu", "elements": [menu]}
    async with stage(heard) as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Choose", blocks=[block]))["ts"]
        place = {"channel": s.channel(), "ts": ts, "block_id": "menu", "action_id": "choose"}
        await s.act("ada", "click", **place, value="two")
        wrong = await s.act("ada", "click", **place, value="three")
        body = await heard.next()

    assert body["actions"][0]["selected_option"]["value"] == "two"
    assert body["state"]["values"]["menu"]["choose"]["selected_option"]["value"] == "two"
    assert wrong["ok"] is False


async def test_a_click_on_what_is_gone_never_reaches_the_bot() -> None:
    heard = Heard()
    async with stage(heard) as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()]))["ts"]
        await s.client.chat_update(channel=s.channel(), ts=ts, text="Closed")
        answer = await press(s, ts)

    assert answer == {"ok": False, "error": "What you pressed is no longer there."}
    assert heard.bodies.empty()


async def test_a_click_in_a_private_message_shows_no_message_but_can_replace_it() -> None:
    heard = Heard()
    async with stage(heard) as s:
        whisper = await s.client.chat_postEphemeral(
            channel=s.channel(), user=s.person("ada"), text="Ready", blocks=[button()]
        )
        await press(s, whisper["message_ts"])
        body = await heard.next()
        await answer(s, body["response_url"], replace_original=True, text="Done")

        assert body["container"]["is_ephemeral"] is True
        assert "message" not in body
        assert [(m["text"], m["ts"], "blocks" in m) for m in await s.seen("ada")] == [
            ("Done", whisper["message_ts"], False)
        ]


async def test_a_response_address_answers_privately_openly_and_deletes() -> None:
    heard = Heard()
    async with stage(heard) as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()]))["ts"]
        await press(s, ts)
        url = (await heard.next())["response_url"]
        await answer(s, url, text="To you")
        await answer(s, url, text="To all", response_type="in_channel")
        await answer(s, url, delete_original=True)

        assert [m["text"] for m in await s.seen("grace")] == ["To all"]
        assert [m["text"] for m in await s.seen("ada")] == ["To you", "To all"]


async def test_a_response_address_works_five_times() -> None:
    heard = Heard()
    async with stage(heard) as s:
        await s.act("ada", "command", channel=s.channel(), text="/tally")
        url = (await heard.next())["response_url"]
        statuses = [await answer(s, url, text=f"{n}") for n in range(6)]

    assert statuses == [200] * 5 + [404]


async def test_a_response_address_works_for_a_time_only() -> None:
    heard = Heard()
    async with stage(heard, timing=Timing(response_url=0.0)) as s:
        await s.act("ada", "command", channel=s.channel(), text="/tally")
        url = (await heard.next())["response_url"]

        assert await answer(s, url, text="Late") == 404


async def test_a_message_shortcut_carries_the_message_and_a_global_one_none() -> None:
    heard = Heard()
    async with stage(heard) as s:
        ts = (await s.act("grace", "say", channel=s.channel(), text="Keep this"))["ts"]
        await s.act("ada", "shortcut", callback_id="keep", channel=s.channel(), ts=ts)
        await s.act("ada", "shortcut", callback_id="start")
        keep, start = await heard.next(), await heard.next()

    assert (keep["type"], keep["message"]["text"], keep["message_ts"]) == ("message_action", "Keep this", ts)
    assert (start["type"], "channel" in start) == ("shortcut", False)


async def test_a_trigger_opens_one_form_and_soon_none() -> None:
    heard = Heard()
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}
    async with stage(heard, timing=Timing(trigger=0.0)) as s:
        await s.act("ada", "shortcut", callback_id="start")
        late = (await heard.next())["trigger_id"]
        assert await refusal(s.client.views_open(trigger_id=late, view=view)) == "expired_trigger_id"
        assert await refusal(s.client.views_open(trigger_id="1.2.3", view=view)) == "invalid_trigger_id"
    async with stage(heard) as s:
        await s.act("ada", "shortcut", callback_id="start")
        trigger = (await heard.next())["trigger_id"]
        await s.client.views_open(trigger_id=trigger, view=view)
        assert await refusal(s.client.views_open(trigger_id=trigger, view=view)) == "exchanged_trigger_id"


@pytest.mark.parametrize("people", [120])
async def test_a_crowd_that_clicks_at_once_is_heard_to_the_last(people: int) -> None:
    heard = Heard()
    async with stage(heard) as s:
        entries = [{"name": f"p{n}", "real_name": f"Person {n}"} for n in range(people)]
        added = (await s.post("/control/people", {"people": entries}))["people"]
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()]))["ts"]
        answers = await asyncio.gather(*(press(s, ts, person["name"]) for person in added))
        voters = {(await heard.next())["user"]["id"] for _ in range(people)}

    assert all(reply == {"ok": True} for reply in answers)
    assert voters == {person["id"] for person in added}


async def press(s: Stage, ts: str, name: str = "ada") -> Json:
    return await s.act(name, "click", channel=s.channel(), ts=ts, block_id="buttons", action_id="press")


async def answer(s: Stage, url: str, **body: object) -> int:
    async with s.http.post(url, json=body) as reply:
        return reply.status
