import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.signature import SignatureVerifier

from rehearsal.workspace.apps import RequestUrls, read_manifest
from rehearsal.workspace.signing import signature
from tests.rehearsal.receiver import over_http, receiver
from tests.rehearsal.stage import NOON, Json, button, form, manifest, stage
from tests.support.patience import SECONDS
from tests.support.slack_data import SLACK


@pytest.mark.skipif(not SLACK.exists(), reason="Slack's published data is not beside the repository")
def test_a_signature_is_the_documented_one() -> None:
    vector: Json = json.loads((SLACK / "signature" / "vectors.json").read_text())
    body = vector["body"].encode()

    assert signature(vector["signing_secret"], vector["timestamp"], body) == vector["signature"]


async def test_an_event_comes_as_signed_json() -> None:
    async with over_http() as (s, bot):
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        came = await bot.next()

    verifier = SignatureVerifier(s.bot.signing_secret)
    assert verifier.is_valid_request(came.body, dict(came.headers))
    assert came.headers["Content-Type"] == "application/json"
    assert "X-Slack-Retry-Num" not in came.headers
    body = json.loads(came.body)
    assert (body["type"], body["event"]["text"], body["api_app_id"]) == (
        "event_callback",
        "Hello",
        s.bot.app_id,
    )


async def test_a_signature_is_good_wherever_the_clock_was_moved_to() -> None:
    async with over_http(at=NOON) as (s, bot):
        await s.advance(3600)
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        came = await bot.next()

    verifier = SignatureVerifier(s.bot.signing_secret)
    assert verifier.is_valid_request(came.body, dict(came.headers))


async def test_a_command_comes_as_fields_and_its_answer_is_shown() -> None:
    async with over_http() as (s, bot):
        bot.answers.append(web.Response(text="Counted"))
        answered = await s.act("ada", "command", channel=s.channel(), text="/tally the votes")
        came = await bot.next()

    assert came.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (came.fields["command"], came.fields["text"]) == ("/tally", "the votes")
    assert (came.fields["user_id"], came.fields["is_enterprise_install"]) == (s.person("ada"), "false")
    assert answered["answer"]["text"] == "Counted"


async def test_a_command_may_be_answered_with_a_message_for_all() -> None:
    async with over_http() as (s, bot):
        bot.answers.append(web.json_response({"text": "Counted", "response_type": "in_channel"}))
        await s.act("ada", "command", channel=s.channel(), text="/tally")
        seen = await s.seen("grace")

    assert [message["text"] for message in seen] == ["/tally", "Counted"]
    assert seen[0]["user"] == s.person("ada")


async def test_a_click_comes_as_json_in_one_field_and_only_its_status_counts() -> None:
    async with over_http() as (s, bot):
        posted = await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()])
        await bot.next()
        bot.answers.append(web.json_response({"text": "Not shown"}))
        clicked = await s.act(
            "ada", "click", channel=s.channel(), ts=posted["ts"], block_id="buttons", action_id="press"
        )
        came = await bot.next()
        texts = [message["text"] for message in await s.seen("ada")]

    payload = json.loads(came.fields["payload"])
    assert (payload["type"], payload["actions"][0]["value"]) == ("block_actions", "yes")
    assert clicked["ok"]
    assert "Not shown" not in texts


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (web.Response(status=500), "http_service_error"),
        (web.Response(status=404), "http_client_error"),
        (web.Response(status=202), "http_client_error"),
        (web.Response(text="{", content_type="application/json"), "invalid_command_response"),
        (web.json_response({"blocks": [{"type": "poll"}]}), "invalid_command_response"),
    ],
)
async def test_a_bad_answer_fails_the_command(answer: web.Response, error: str) -> None:
    async with over_http() as (s, bot):
        bot.answers.append(answer)

        assert (await s.act("ada", "command", channel=s.channel(), text="/tally"))["error"] == error


async def test_an_answer_after_three_seconds_is_none() -> None:
    never = asyncio.Event()

    async def hang() -> web.Response:
        await never.wait()
        return web.Response()

    async with over_http(at=NOON) as (s, bot):
        bot.answers.append(hang)
        act = asyncio.create_task(s.act("ada", "command", channel=s.channel(), text="/tally"))
        await bot.next()
        await s.advance(2.9)
        waiting = not act.done()
        await s.advance(0.2)
        error = (await act)["error"]
        never.set()

    assert waiting
    assert error == "operation_timeout"


async def test_an_address_where_nobody_listens_fails_the_command() -> None:
    async with over_http() as (s, bot):
        nowhere = RequestUrls.at("http://127.0.0.1:1/", iter(["/tally"]))
        s.workspace.reach[s.bot.app_id].requests.urls = nowhere
        error = (await s.act("ada", "command", channel=s.channel(), text="/tally"))["error"]

    assert error == "dispatch_failed"
    assert bot.arrived.empty()


async def test_an_address_that_does_not_answer_the_challenge_is_not_taken() -> None:
    async def deaf(_request: web.Request) -> web.Response:
        return web.Response(text="Hello")

    app = web.Application()
    app.router.add_post("/", deaf)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        async with stage() as s:
            refused = await s.post("/control/delivery", {"socket_mode": False, "request_url": url})
            state = await s.post("/control/delivery", {})
    finally:
        await runner.cleanup()

    assert refused["error"] == "Your URL didn't respond with the value of the challenge parameter."
    assert (state["socket_mode"], state["request_url"]) == (True, "")


async def test_the_address_in_a_manifest_is_challenged_before_its_first_event() -> None:
    async with receiver() as bot:
        settings = {
            "event_subscriptions": {"request_url": bot.url, "bot_events": ["message.channels"]},
            "interactivity": {"is_enabled": True, "request_url": bot.url},
        }
        async with stage() as s:
            plain = {"display_information": {"name": "Plain"}, "settings": settings}
            scopes = {"oauth_config": {"scopes": {"bot": ["channels:history"]}}}
            other = s.workspace.install({**plain, **scopes})
            s.workspace.channels.get(s.channel()).members[other.bot_user] = None
            await s.act("ada", "say", channel=s.channel(), text="Hello")
            came = await bot.next()

    assert json.loads(came.body)["api_app_id"] == other.app_id


async def test_a_bolt_app_works_over_http_as_it_does_over_a_socket() -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def hear(event: Json) -> None:
        heard.put_nowait(event["text"])

    async def tally(ack: AsyncAck) -> None:
        await ack(text="Counted")

    async def refuse(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"word": "Another word, please."})

    async def ask(ack: AsyncAck, body: Json, client: Any) -> None:  # noqa: ANN401 -- the framework hands it in
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form())

    async with stage() as s, AsyncExitStack() as stack:
        app = AsyncApp(client=s.client, signing_secret=s.bot.signing_secret)
        app.event("message")(hear)
        app.command("/tally")(tally)
        app.view("words")(refuse)
        app.action("press")(ask)
        url = await served(app, stack)
        assert (await s.post("/control/delivery", {"socket_mode": False, "request_url": url}))["ok"]
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        async with asyncio.timeout(SECONDS):
            text = await heard.get()
        answered = await s.act("ada", "command", channel=s.channel(), text="/tally")
        posted = await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()])
        await s.act(
            "ada", "click", channel=s.channel(), ts=posted["ts"], block_id="buttons", action_id="press"
        )
        view = (await s.state("ada"))["views"][-1]
        sent = await s.act("ada", "submit", view_id=view["id"], values={"word": {"text": "Yes"}})

    assert text == "Hello"
    assert answered["answer"]["text"] == "Counted"
    assert sent["errors"] == {"word": "Another word, please."}


async def served(app: AsyncApp, stack: AsyncExitStack) -> str:
    """Serve a bolt app as its own ``start`` would, and return its address."""
    runner = web.AppRunner(app.web_app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


async def test_while_socket_mode_is_on_nothing_goes_over_http() -> None:
    async with over_http() as (s, bot):
        assert (await s.post("/control/delivery", {"socket_mode": True}))["socket_mode"]
        error = (await s.act("ada", "command", channel=s.channel(), text="/tally"))["error"]

    assert error == "app_not_connected"
    assert bot.arrived.empty()


def test_a_manifest_names_an_address_for_each_purpose() -> None:
    given = manifest()
    given = {
        **given,
        "features": {
            "slash_commands": [{"command": "/tally", "description": "", "url": "https://a.example/c"}]
        },
        "settings": {
            "event_subscriptions": {"request_url": "https://a.example/e"},
            "interactivity": {
                "request_url": "https://a.example/i",
                "message_menu_options_url": "https://a.example/o",
            },
        },
    }
    urls = read_manifest(given).urls

    assert urls.of("events_api", {}) == "https://a.example/e"
    assert urls.of("slash_commands", {"command": "/tally"}) == "https://a.example/c"
    assert urls.of("interactive", {"type": "block_actions"}) == "https://a.example/i"
    assert urls.of("interactive", {"type": "block_suggestion"}) == "https://a.example/o"
