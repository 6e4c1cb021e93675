"""Socket Mode: the connection that we open and Slack talks through."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from handlers.slack.client import SlackClient

log = logging.getLogger(__name__)

PING_SECONDS = 10.0
FINISH_SECONDS = 3.0
"""How long a stop waits for listeners under way: as long as Slack waits for their acknowledgements."""


@dataclass(slots=True)
class Socket:
    """An open connection. The library opens the next one when Slack asks for it or this one dies."""

    handler: AsyncSocketModeHandler
    _under_way: set[asyncio.Future[None]] = field(default_factory=set)
    _watch: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, app: AsyncApp, client: SlackClient, app_token: str) -> "Socket":
        """Connect. Raises what the call for an address raises, so that a wrong token ends the start instead of being tried for ever."""
        opened = await client.apps_connections_open(app_token=app_token)
        handler = AsyncSocketModeHandler(app, app_token, web_client=client, ping_interval=PING_SECONDS)
        socket = cls(handler)
        handler.client.socket_mode_request_listeners[:] = [socket._take]
        handler.client.wss_uri = opened["url"]
        await handler.client.connect()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        socket._watch = asyncio.create_task(keep_fresh(handler.client))
        return socket

    async def close(self) -> None:
        """Take nothing new, finish what is under way, and disconnect. Slack delivers what was not taken to the next process."""
        self.handler.client.socket_mode_request_listeners.clear()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        await self.handler.client.close()  # type: ignore[no-untyped-call]  # the library leaves it untyped

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        assert isinstance(client, SocketModeClient)
        await self._counted(self.handler.handle(client, request))

    async def _counted(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        try:
            await task
        finally:
            self._under_way.discard(task)


async def keep_fresh(client: SocketModeClient) -> None:
    """Let a lost connection be opened anew. The library tries the same address for ever, but an address lets in only once."""
    while True:
        await asyncio.sleep(client.ping_interval)
        if not await client.is_connected():
            log.warning("not connected to Slack; asking for a new address")
            client.wss_uri = None
