"""A served workspace with a real bot in it, for the tests of the workspace: official client, official framework."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.workspace import (
    Address,
    ChannelSetup,
    Clock,
    GroupSetup,
    Installation,
    PersonSetup,
    Setup,
    Timing,
    Workspace,
    serve,
)
from rehearsal.workspace.budgets import Limits
from tests.rehearsal.patiently import PATIENT
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Listeners: TypeAlias = Callable[[AsyncApp], None]

Json: TypeAlias = dict[str, Any]

SCOPES = [
    "app_mentions:read",
    "bookmarks:read",
    "bookmarks:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "emoji:read",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users.profile:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_created",
    "channel_rename",
    "file_shared",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
]
MANIFEST: Json = {
    "_metadata": {"major_version": 2},
    "display_information": {"name": "Tallier"},
    "features": {
        "bot_user": {"display_name": "tallier"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/tally", "description": "Counts", "should_escape": False},
            {"command": "/whois", "description": "Says who", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keeps it"},
            {"name": "Start", "type": "global", "callback_id": "start", "description": "Starts it"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {"event_subscriptions": {"bot_events": EVENTS}, "socket_mode_enabled": True},
}


def manifest(*, scopes: tuple[str, ...] | None = None) -> Json:
    """Return the test app's manifest, with other scopes if need be."""
    return MANIFEST if scopes is None else {**MANIFEST, "oauth_config": {"scopes": {"bot": list(scopes)}}}


NOON = 1_763_726_400.0
"""A moment at which a workspace's clock can stand."""

GROUPS = (GroupSetup("analysts", "Analysts", ("ada",)),)
PEOPLE = (PersonSetup("ada", "Ada Lovelace", "Analyst"), PersonSetup("grace", "Grace Hopper"))


@dataclass(slots=True)
class Stage:
    """A served workspace: ada and grace are in it, and the bot sits with them in #general and #plenary."""

    workspace: Workspace
    bot: Installation
    address: Address
    client: AsyncWebClient
    http: aiohttp.ClientSession

    def person(self, name: str) -> str:
        return self.workspace.people.named(name).id

    def channel(self, name: str = "plenary") -> str:
        channel = self.workspace.channels.named(name)
        assert channel is not None
        return channel.id

    async def act(self, name: str, do: str, /, **arguments: object) -> Json:
        body = {"as": self.person(name), "do": do, **arguments}
        return await self.post("/control/act", body)

    async def state(self, name: str) -> Json:
        state: Json = await self.get(f"/control/state?as={self.person(name)}")
        return state

    async def seen(self, name: str, channel: str = "plenary") -> list[Json]:
        """Return what a person sees in a channel, oldest first."""
        messages: list[Json] = (await self.state(name))["messages"][self.channel(channel)]
        return messages

    async def get(self, path: str) -> Any:  # noqa: ANN401 -- an object or, for the log, a list
        async with self.http.get(self.address.url + path) as answer:
            return await answer.json()

    async def post(self, path: str, body: object) -> Json:
        async with self.http.post(self.address.url + path, json=body) as answer:
            result: Json = await answer.json()
            return result

    async def advance(self, seconds: float) -> None:
        """Move the clock, which stands still, and let happen what is due by then."""
        assert (await self.post("/control/clock", {"advance": seconds}))["ok"]

    async def call(self, method: str, **arguments: object) -> Json:
        """Call a method with a JSON body, past the client and its warnings."""
        headers = {"Authorization": f"Bearer {self.bot.bot_token}"}
        async with self.http.post(self.address.api_url + method, json=arguments, headers=headers) as answer:
            body: Json = await answer.json()
            return body

    @asynccontextmanager
    async def live(self, name: str) -> AsyncIterator[Live]:
        url = f"{self.address.url}/control/live?as={self.person(name)}"
        async with self.http.ws_connect(url) as socket:
            yield Live(socket)

    async def connect(self, stack: AsyncExitStack, listeners: Listeners) -> None:
        """Let the real framework connect in Socket Mode with these listeners."""
        app = AsyncApp(client=self.client)
        listeners(app)
        handler = AsyncSocketModeHandler(app, self.bot.app_token)
        stack.push_async_callback(handler.close_async)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # the framework leaves it so


@dataclass(slots=True)
class Live:
    """What one open page hears."""

    socket: aiohttp.ClientWebSocketResponse

    async def until(self, kind: str) -> Json:
        """Return the next frame of a kind."""
        async with asyncio.timeout(SECONDS):
            while True:
                frame: Json = await self.socket.receive_json()
                if frame["type"] == kind:
                    return frame


@asynccontextmanager
async def stage(
    listeners: Listeners | None = None,
    *,
    timing: Timing | None = None,
    scopes: tuple[str, ...] | None = None,
    at: float | None = None,
    app: Json | None = None,
    budgets: Limits | None = None,
) -> AsyncIterator[Stage]:
    """Serve a workspace; with ``listeners`` a real bot is connected to it, with ``at`` its clock stands still there.

    By the machine's clock a busy machine would decide what is late, so that there a bot may take its time.

    ``app`` is another manifest for the bot, ``budgets`` how often it may call.
    """
    setup = Setup(
        people=PEOPLE,
        channels=(ChannelSetup("general"), ChannelSetup("plenary")),
        groups=GROUPS,
        timing=timing or (PATIENT if at is None else Timing()),
        budgets=budgets or Limits(),
    )
    workspace = Workspace(setup, Clock(at))
    bot = workspace.install(app or manifest(scopes=scopes))
    for channel in workspace.channels:
        channel.members[bot.bot_user] = None
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serve(workspace))
        http = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(token=bot.bot_token, base_url=address.api_url)
        built = Stage(workspace, bot, address, client, http)
        if listeners is not None:
            await built.connect(stack, listeners)
        yield built


def button(action_id: str = "press", value: str = "yes") -> Json:
    """Return a block with one button."""
    element = {
        "type": "button",
        "action_id": action_id,
        "value": value,
        "text": {"type": "plain_text", "text": "Press"},
    }
    return {"type": "actions", "block_id": "buttons", "elements": [element]}


def form(*blocks: Json, **more: object) -> Json:
    """Return a form; without blocks it asks for one required word of 2 to 5 letters."""
    word = {
        "type": "input",
        "block_id": "word",
        "label": {"type": "plain_text", "text": "A word"},
        "element": {"type": "plain_text_input", "action_id": "text", "min_length": 2, "max_length": 5},
    }
    return {
        "type": "modal",
        "callback_id": "words",
        "title": {"type": "plain_text", "text": "Words"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks) or [word],
        **more,
    }


async def refusal(call: Awaitable[object]) -> str:
    """Return Slack's word for why a call of the official client was refused."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])
