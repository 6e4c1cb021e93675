"""Socket Mode: the connection that we open and Slack talks through, and the watch over it."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

import aiohttp

from handlers.slack.addresses import NoAddress, address
from handlers.slack.client import SlackClient
from handlers.slack.errors import CannotConnect, OutOfReach
from handlers.slack.link import CLOSED, CLOSING_SECONDS, FINISH_SECONDS, STALE, Link, Receive, TurnedAway
from handlers.slack.liveness import Liveness
from handlers.slack.pacer import SteadyTime, Time

log = logging.getLogger(__name__)

PING_SECONDS = 10.0
PAUSE_SECONDS, PAUSE_MOST = 1.0, 30.0
"""Between tries to connect: the first at once, then after one second, each pause twice the one before; never above 12 tries a minute."""

CROWDED_SECONDS = 30.0
"""Slack says that the app has too many connections: two tries a minute."""

FAILURES_MOST = 5
"""After as many connections in a row that were refused, the program ends, so that whatever started it may start it afresh."""

RETIRE_SECONDS = 12.0
"""How long an old connection is still answered beside the new one: Slack warns ten seconds before it closes one."""

DISABLED, CROWDED = "link_disabled", "too_many_websockets"
SWITCHED_OFF = "Socket Mode is switched off for this app. Switch it on on your Slack app's page (Socket Mode), then start again."
LOST = "The connection to Slack could not be made in five tries. Check the connection, then start again."
TOO_MANY = "Slack allows this app no further connection. Is the program running elsewhere too? It tries again every half a minute."
STRANGER = "Another copy of this program is connected to Slack with the same token, and takes part of what people do. Stop one of them."


@dataclass(slots=True)
class Patience:
    """How long to wait before the next try. A connection that held for a while begins anew."""

    tries: int = 0

    def pause(self) -> float:
        """Seconds to wait now, spread by chance so that many programs don't come back at the same moment."""
        self.tries += 1
        if self.tries == 1:
            return 0.0
        doubled = PAUSE_SECONDS * 2.0 ** min(self.tries - 2, 10)
        return min(doubled, PAUSE_MOST) * random.uniform(0.75, 1.0)  # noqa: S311 - spreads tries, guards nothing


@dataclass(slots=True)
class Socket:
    """Keeps one connection open: asks for an address, connects, watches, replaces.

    An address lets in once; the library's own client tries a spent one for ever, and doesn't hear that nobody answers.
    `on_trouble` hears a sentence for the organisers when there is something that a person should do.
    """

    client: SlackClient
    app_token: str
    receive: Receive
    liveness: Liveness = field(default_factory=Liveness)
    on_trouble: Callable[[str], None] = lambda _: None
    time: Time = field(default_factory=SteadyTime)
    _patience: Patience = field(default_factory=Patience)
    _link: Link | None = None
    _ours: int = 1
    _others: set[asyncio.Task[None]] = field(default_factory=set)
    _keeper: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect for the first time. Raises CannotConnect; OutOfReach after five tries."""
        self._link = await self._connect(patient=False)
        self._patience.tries = 0
        self._keeper = asyncio.create_task(self._keep(self._link))

    async def lost(self) -> None:
        """Wait until the connection is lost for good. Raises CannotConnect, which says why."""
        assert self._keeper is not None
        await asyncio.shield(self._keeper)

    async def close(self) -> None:
        """Take nothing new, finish what is under way, and disconnect. Slack delivers what was not taken to the next process."""
        if self._link is not None:
            self._link.stop()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        for task in self._others:
            task.cancel()  # an old connection then closes as soon as it has answered what is under way
        last = [self._link.finish(FINISH_SECONDS)] if self._link is not None else []
        await asyncio.gather(*last, *self._others, return_exceptions=True)
        self.liveness.connected = False

    async def _keep(self, link: Link) -> None:
        while True:
            opened = asyncio.get_running_loop().time()
            reason = await link.ending
            log.info("the connection to Slack is replaced: %s", reason)
            if asyncio.get_running_loop().time() - opened > 3 * PING_SECONDS:
                self._patience.tries = 0
            if reason == DISABLED:
                raise CannotConnect(SWITCHED_OFF)
            if reason in (CLOSED, STALE, CROWDED):
                self.liveness.connected = False
                self._beside(link.close())
            else:
                self._beside(self._deaf_after(link))
            # Slack may count the old one still, unless it closed it itself.
            self._ours = 1 if reason == CLOSED else 2
            old, link = link, await self._connect(patient=True)
            self._link = link
            self._beside(old.retire(RETIRE_SECONDS))

    async def _deaf_after(self, old: Link) -> None:
        """Slack closes an old connection in its own time, also where no new one could be had."""
        await old.over
        if self._link is old:
            self.liveness.connected = False

    async def _connect(self, *, patient: bool) -> Link:
        """A new connection. With patience, an address that can't be had for now is no failure: the program is of no use elsewhere."""
        failures, at_least = 0, 0.0
        while failures < FAILURES_MOST:
            await self.time.sleep(max(self._patience.pause(), at_least))
            try:
                return await self._try()
            except NoAddress as problem:
                at_least, failures = problem.seconds, failures + (not patient)
                self._failed(problem.code)
            except TurnedAway as farewell:
                at_least = self._turned_away(farewell.reason)
                failures += farewell.reason != CROWDED
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                at_least, failures = 0.0, failures + 1
                self._failed(type(error).__name__)
        raise OutOfReach(LOST)

    async def _try(self) -> Link:
        session = self.client.session
        assert session is not None
        connecting = session.ws_connect(
            await address(self.client, self.app_token),
            autoping=False,
            proxy=self.client.proxy,
            ssl=self.client.ssl or True,
            timeout=aiohttp.ClientWSTimeout(ws_close=CLOSING_SECONDS),
        )
        link, connections = await Link.open(connecting, self.receive, self.liveness, PING_SECONDS)
        self.liveness.heard()
        self.liveness.connected, self.liveness.trouble = True, ""
        self._count(connections)
        log.info("connected to Slack")
        return link

    def _failed(self, code: str) -> None:
        self.liveness.trouble = code
        log.warning("no connection to Slack: %s", code)

    def _turned_away(self, reason: str) -> float:
        """What a farewell instead of a greeting means; how many seconds to wait. Raises CannotConnect."""
        if reason == DISABLED:
            raise CannotConnect(SWITCHED_OFF)
        if reason == CROWDED and self.liveness.trouble != CROWDED:
            self.on_trouble(TOO_MANY)
        self._failed(reason)
        return CROWDED_SECONDS if reason == CROWDED else 0.0

    def _count(self, connections: int) -> None:
        strangers = max(connections - self._ours, 0)
        if strangers and not self.liveness.strangers:
            log.warning("connections to Slack that are not ours: %s", strangers)
            self.on_trouble(STRANGER)
        self.liveness.strangers = strangers

    def _beside(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._others.add(task)
        task.add_done_callback(self._others.discard)
