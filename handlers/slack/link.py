"""One WebSocket to Slack: its greeting, its pings, and the envelopes that come through it."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

import aiohttp
from aiohttp import WSMsgType
from slack_bolt.response import BoltResponse

from handlers.slack import raw
from handlers.slack.liveness import Liveness
from handlers.slack.raw import Json

log = logging.getLogger(__name__)

Receive = Callable[[Json], Awaitable[BoltResponse]]
"""Takes a payload and says how it is to be acknowledged."""

SILENT_PINGS = 2.5
"""A connection whose pongs have been missing for as many pings is dead: found at the third, however the cut was made."""

CLOSING_SECONDS = 1.0
"""How long a closing handshake may take. The other side of a dead connection answers none."""

FINISH_SECONDS = 2.0
"""How long a connection that takes nothing new waits for acknowledgements under way."""

OK = 200
CLOSED, STALE = "closed", "stale"
_ENDS = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})


class TurnedAway(Exception):
    """Slack sent a farewell instead of a greeting; `reason` is its word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Link:
    """An open connection. It answers what comes, and tells when it should be replaced; it opens no other by itself."""

    def __init__(
        self, socket: aiohttp.ClientWebSocketResponse, receive: Receive, liveness: Liveness, ping: float
    ) -> None:
        self._socket, self._receive, self._liveness, self._every = socket, receive, liveness, ping
        loop = asyncio.get_running_loop()
        self._pong = loop.time()
        self._greeting: asyncio.Future[int] = loop.create_future()
        self.ending: asyncio.Future[str] = loop.create_future()
        """Done, with Slack's word or one of ours, once another connection should take over."""
        self.over: asyncio.Future[None] = loop.create_future()
        """Done once nothing can come through it any more."""
        self._taking = True
        self._under_way: set[asyncio.Task[None]] = set()
        self._tasks = (asyncio.create_task(self._read()), asyncio.create_task(self._ping()))

    @classmethod
    async def open(
        cls,
        connecting: Awaitable[aiohttp.ClientWebSocketResponse],
        receive: Receive,
        liveness: Liveness,
        ping: float,
    ) -> tuple["Link", int]:
        """Connect and wait for the greeting, one ping long at most. Answers how many connections the app has, too.

        Raises TurnedAway, aiohttp.ClientError, OSError, TimeoutError.
        """
        async with asyncio.timeout(ping):
            link = cls(await connecting, receive, liveness, ping)
            try:
                return link, await link._greeting
            except BaseException:
                await link.close()
                raise

    async def retire(self, seconds: float) -> None:
        """Answer what still comes until the other side closes, so many seconds at most. Then close."""
        try:
            await asyncio.wait(self._tasks[:1], timeout=seconds)
        finally:
            await self.finish(FINISH_SECONDS)

    def stop(self) -> None:
        """Take nothing new. Slack delivers what was not taken over another connection."""
        self._taking = False

    async def finish(self, seconds: float) -> None:
        """Take nothing new, answer what is under way, and close."""
        self.stop()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        await self.close()

    async def close(self) -> None:
        """Close at once."""
        self.stop()
        self._end(CLOSED)
        with suppress(aiohttp.ClientError, OSError, TimeoutError):
            await self._socket.close()
        for task in (*self._tasks, *self._under_way):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._under_way, return_exceptions=True)

    async def _read(self) -> None:
        try:
            while (frame := await self._socket.receive()).type not in _ENDS:
                if frame.type is WSMsgType.TEXT:
                    self._hear(frame.data)
                elif frame.type is WSMsgType.PONG:
                    self._pong = asyncio.get_running_loop().time()
                    self._liveness.heard()
                elif frame.type is WSMsgType.PING:
                    await self._socket.pong(frame.data)
        except (aiohttp.ClientError, OSError) as error:
            log.warning("the connection to Slack broke: %s", type(error).__name__)
        finally:
            self._end(CLOSED)
            if not self.over.done():
                self.over.set_result(None)

    async def _ping(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while loop.time() - self._pong < SILENT_PINGS * self._every:
                # A dead connection may not even take a ping: its buffer is full.
                with suppress(aiohttp.ClientError, OSError, TimeoutError):
                    async with asyncio.timeout(self._every):
                        await self._socket.ping()
                await asyncio.sleep(self._every)
        finally:  # nobody would hear of its silence
            self._end(STALE)

    def _end(self, reason: str) -> None:
        if not self._greeting.done():
            self._greeting.set_exception(TurnedAway(reason))
            self._greeting.exception()  # nobody may be waiting any more
        if not self.ending.done():
            self.ending.set_result(reason)

    def _hear(self, text: str) -> None:
        try:
            frame = raw.parsed(text)
        except (ValueError, RecursionError):
            log.warning("a frame of %s characters that is no JSON", len(text))
            return
        match raw.text(frame, "type"):
            case "hello":
                self._greeted(raw.at(frame, "num_connections"))
            case "disconnect":
                self._end(raw.text(frame, "reason") or "refresh_requested")
            case _:
                self._take(raw.text(frame, "envelope_id"), raw.mapping(frame, "payload"))

    def _greeted(self, connections: object) -> None:
        if not self._greeting.done():
            self._greeting.set_result(connections if isinstance(connections, int) else 1)

    def _take(self, envelope: str, payload: Json) -> None:
        if not (envelope and payload):
            log.warning("a frame without an envelope")
        elif self._taking:
            task = asyncio.create_task(self._answer(envelope, payload))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _answer(self, envelope: str, payload: Json) -> None:
        response = await self._receive(payload)
        if response.status != OK:
            return  # silence: Slack delivers it again
        with suppress(aiohttp.ClientError, OSError):  # without its acknowledgement, too
            await self._socket.send_str(acknowledgement(envelope, response))


def acknowledgement(envelope: str, response: BoltResponse) -> str:
    """The frame that acknowledges an envelope, with what Bolt answers in it."""
    if not response.body:
        return raw.written({"envelope_id": envelope})
    is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
    payload = json.loads(response.body) if is_json else {"text": response.body}
    return json.dumps({"envelope_id": envelope, "payload": payload})
