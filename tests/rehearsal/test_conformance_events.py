"""What the workspace sends to an app beside what Slack sends: envelopes, events, interactions."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from rehearsal.workspace import accounts, showing
from tests.rehearsal.conformance import data, strays, with_slack_data
from tests.rehearsal.stage import MANIFEST, Json, Stage, button, form, stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    import aiohttp

EVENTS = [
    *MANIFEST["settings"]["event_subscriptions"]["bot_events"],
    "app_uninstalled",
    "channel_unarchive",
    "tokens_revoked",
]
APP: Json = {
    **MANIFEST,
    "settings": {**MANIFEST["settings"], "event_subscriptions": {"bot_events": EVENTS}},
}


class Ear:
    """A bare socket that acknowledges everything and keeps what came."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames: list[Json] = []

    async def listen(self) -> None:
        async for frame in self.socket:
            envelope: Json = frame.json()
            self.frames.append(envelope)
            if "envelope_id" in envelope:
                await self.socket.send_json({"envelope_id": envelope["envelope_id"]})

    def payloads(self, kind: str) -> list[Json]:
        return [frame["payload"] for frame in self.frames if frame.get("type") == kind]

    def events(self, name: str, subtype: str | None = None) -> list[Json]:
        found = (p for p in self.payloads("events_api") if p.get("event", {}).get("type") == name)
        return [payload for payload in found if payload["event"].get("subtype") == subtype]

    def interactions(self, kind: str) -> list[Json]:
        return [payload for payload in self.payloads("interactive") if payload["type"] == kind]


@asynccontextmanager
async def heard() -> AsyncIterator[tuple[Stage, Ear]]:
    """Serve a workspace with a socket open; leaving the block waits until everything has come."""
    async with stage(app=APP) as s, AsyncExitStack() as stack:
        url = (await s.client.apps_connections_open(app_token=s.bot.app_token))["url"]
        ear = Ear(await stack.enter_async_context(s.http.ws_connect(url)))
        listening = asyncio.create_task(ear.listen())
        yield s, ear
        await s.act("ada", "command", channel=s.channel("general"), text="/tally the last")
        await ear.socket.close()
        await listening


async def lived(s: Stage) -> None:
    """Let happen in a workspace whatever an app can hear of."""
    channel = s.channel()
    ts = (await s.act("ada", "say", channel=channel, text="@tallier Hello"))["ts"]
    await s.act("ada", "say", channel=channel, text="Reply", thread_ts=ts)
    await s.act("ada", "edit", channel=channel, ts=ts, text="Hello again")
    await s.act("grace", "react", channel=channel, ts=ts, name="eyes")
    await s.client.chat_postMessage(
        channel=channel, text="Mine", metadata={"event_type": "a", "event_payload": {}}
    )
    content = b64encode(b"\x89PNG").decode()
    await s.act("ada", "upload", channel=channel, filename="a.png", base64=content, text="Look")
    await s.act("grace", "leave", channel=channel)
    await s.act("ada", "invite", channel=channel, users=[s.person("grace")])
    room = (await s.client.conversations_create(name="room"))["channel"]["id"]
    await s.client.conversations_archive(channel=room)
    await s.client.views_publish(user_id=s.person("ada"), view={"type": "home", "blocks": [button()]})
    await s.act("ada", "home", app=s.bot.app_id)


async def acted(s: Stage) -> None:
    """Let people do everything that an app answers."""
    channel = s.channel()
    await s.act("ada", "command", channel=channel, text="/tally now")
    bars = [{"blocks": [button("hung")]}]
    posted = await s.client.chat_postMessage(
        channel=channel, text="Vote", blocks=[{**button("stood"), "block_id": "other"}], attachments=bars
    )
    for block, action in (("other", "stood"), ("buttons", "hung")):
        await s.act("ada", "click", channel=channel, ts=posted["ts"], block_id=block, action_id=action)
    await s.act("ada", "shortcut", callback_id="keep", channel=channel, ts=posted["ts"])
    await s.act("ada", "shortcut", callback_id="start")
    menu = {"type": "external_select", "action_id": "menu", "min_query_length": 0}
    ask = {
        "type": "input",
        "block_id": "ask",
        "label": {"type": "plain_text", "text": "Ask"},
        "element": menu,
    }
    body = form(button("inside"), {**ask, "optional": True}, notify_on_close=True)
    view = showing.open_form(s.workspace, s.bot, s.person("ada"), body)
    await s.act("ada", "click", view_id=view.id, block_id="buttons", action_id="inside")
    await s.act("ada", "suggest", view_id=view.id, block_id="ask", action_id="menu", value="x")
    await s.act("ada", "submit", view_id=view.id, values={})
    view = showing.open_form(s.workspace, s.bot, s.person("ada"), body)
    await s.act("ada", "close", view_id=view.id)


OTHER_SAMPLES = {
    ".context_team_id",  # every event has these two by now (docs.slack.dev, Events API); older lists lack them
    ".context_enterprise_id",
    ".event.view.blocks",  # the lists leave out what a view shows; Slack's payloads have it
    ".view.blocks",
    ".response_urls",  # in Slack's own samples of what a form sends
    ".is_enterprise_install is string, not boolean",  # a command is a form, which knows only text
}


def found(kind: str, payloads: Iterable[Json]) -> set[str]:
    """Return what is in payloads and not in Slack's; there must be at least one."""
    known = data(f"event_keys/{kind}.json")
    listed = list(payloads)
    assert listed, kind
    return {stray for payload in listed for stray in strays(payload, known)} - OTHER_SAMPLES


@with_slack_data
async def test_events_have_no_key_or_type_that_slacks_lack() -> None:
    async with heard() as (s, ear):
        await lived(s)
        accounts.revoke(s.workspace, s.bot, uninstalled=True)

    said = ear.events("message")
    for kind, payloads in {
        "MessagePayload": said,
        "MessageChangedPayload": ear.events("message", "message_changed"),
        "MessageFileSharePayload": ear.events("message", "file_share"),
        "AppMentionPayload": ear.events("app_mention"),
        "AppHomeOpenedPayload": ear.events("app_home_opened"),
        "ReactionAddedPayload": ear.events("reaction_added"),
        "MemberJoinedChannelPayload": ear.events("member_joined_channel"),
        "MemberLeftChannelPayload": ear.events("member_left_channel"),
        "ChannelArchivePayload": ear.events("channel_archive"),
        "ChannelCreatedPayload": ear.events("channel_created"),
        "FileSharedPayload": ear.events("file_shared"),
        "TokensRevokedPayload": ear.events("tokens_revoked"),
        "AppUninstalledPayload": ear.events("app_uninstalled"),
    }.items():
        assert found(kind, payloads) == set(), kind


@with_slack_data
async def test_what_people_do_has_no_key_or_type_that_slacks_lack() -> None:
    async with heard() as (s, ear):
        await acted(s)

    assert found("SlashCommandPayload", ear.payloads("slash_commands")) == set()
    assert found("BlockActionPayload", ear.interactions("block_actions")) == set()
    assert found("ViewSubmissionPayload", ear.interactions("view_submission")) == set()


SAMPLES = {"view_closed": "view_closed__body", "block_suggestion": "block_suggestion__body"}
NEWER = {"enterprise", "is_enterprise_install", "is_cleared"}
"""Keys that Slack's reference has and its older samples lack."""


@with_slack_data
async def test_the_rest_that_people_do_has_the_keys_of_slacks_samples() -> None:
    async with heard() as (s, ear):
        await acted(s)

    for kind, name in SAMPLES.items():
        sample = data(f"payloads/{name}.json")["body"]
        for payload in ear.interactions(kind):
            assert payload.keys() - sample.keys() - NEWER == set(), kind


@with_slack_data
async def test_envelopes_are_those_of_socket_mode() -> None:
    async with heard() as (s, ear):
        await lived(s)
        await acted(s)

    for kind, name in (
        ("hello", "hello"),
        ("events_api", "events_api_event_callback_message"),
        ("slash_commands", "slash_commands"),
        ("interactive", "interactive_block_actions"),
    ):
        sample = {**data(f"socket_mode/{name}.json"), "payload": {}}
        frames = [frame for frame in ear.frames if frame["type"] == kind]
        assert frames, kind
        assert {stray for frame in frames for stray in strays(frame, sample)} == set(), kind
