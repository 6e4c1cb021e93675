"""Health, for machines that look after the program: whether it is well, and counts. No name, id or text is in it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from prometheus_client import Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.lag import Lag
from handlers.slack import metrics
from handlers.slack.app import Serving
from handlers.slack.socket_mode import PING_SECONDS

DEAF_SECONDS = 6 * PING_SECONDS
"""A socket whose last pong is older than this is deaf: it should have been replaced long ago."""

PROBE_SECONDS = 1.0
"""How long one look at the storage is good for: whoever asks more often gets the same answer."""

WELL, ILL = 200, 503

_backlog = Gauge("plenary_backlog", "Deliveries that wait to be acted on.", registry=metrics.REGISTRY)
_silence = Gauge(
    "plenary_inbound_silence_seconds",
    "Seconds since Slack last gave a sign of life.",
    registry=metrics.REGISTRY,
)
_connected = Gauge("plenary_connected", "1 while Slack can reach us.", registry=metrics.REGISTRY)
_strangers = Gauge(
    "plenary_other_connections", "Connections under our token that are not ours.", registry=metrics.REGISTRY
)
_stale = Gauge(
    "plenary_stale_cards", "Messages that show an older state than is stored.", registry=metrics.REGISTRY
)
_lag = Gauge(
    "plenary_loop_lag_seconds",
    "The longest that everything stood still in the last minute.",
    registry=metrics.REGISTRY,
)


@dataclass(slots=True)
class Health:
    """Looks inbound: a program that can call Slack and isn't heard by it is not well.

    `writable` says whether something can be stored now, `stale` how many cards are behind.
    """

    serving: Serving
    writable: Callable[[], Awaitable[bool]]
    stale: Callable[[], Awaitable[int]]
    lag: Lag = field(default_factory=Lag)
    clock: Callable[[], float] = time.monotonic
    _looked: float = float("-inf")
    _is_writable: bool = False

    def routes(self) -> list[web.RouteDef]:
        """Where it can be asked for."""
        return [
            web.get("/healthz", self.healthz),
            web.get("/readyz", self.readyz),
            web.get("/metrics", self.metrics),
        ]

    async def healthz(self, _: web.Request) -> web.Response:
        """Whether the program is well; with 503, starting it again may help, or a person has to."""
        liveness = self.serving.liveness
        deaf = not self.serving.routes and liveness.silence > DEAF_SECONDS
        return await self._tell(well=not deaf and not liveness.trouble)

    async def readyz(self, _: web.Request) -> web.Response:
        """Whether Slack can reach it at this moment."""
        return await self._tell(well=self.serving.liveness.connected)

    async def metrics(self, _: web.Request) -> web.Response:
        """Counts, in the form that Prometheus reads."""
        liveness = self.serving.liveness
        _backlog.set(self.serving.backlog.behind)
        _silence.set(liveness.silence)
        _connected.set(liveness.connected)
        _strangers.set(liveness.strangers)
        _stale.set(await self.stale())
        _lag.set(self.lag.worst)
        headers = {"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
        return web.Response(body=generate_latest(metrics.REGISTRY), headers=headers)

    async def _tell(self, *, well: bool) -> web.Response:
        liveness, writable = self.serving.liveness, await self._can_write()
        told = {
            "ok": well and writable,
            "connected": liveness.connected,
            "seconds_since_slack": round(liveness.silence, 1),
            "other_connections": liveness.strangers,
            "trouble": liveness.trouble,
            "backlog": self.serving.backlog.behind,
            "storage_writable": writable,
            "loop_lag_seconds": round(self.lag.worst, 3),
        }
        return web.json_response(told, status=WELL if well and writable else ILL)

    async def _can_write(self) -> bool:
        if self.clock() - self._looked > PROBE_SECONDS:
            self._looked = self.clock()
            self._is_writable = await self.writable()
        return self._is_writable
