"""The address at which we listen, where there is one: Slack's requests, and the health of the program."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from bot.settings import BadSetting

FINISH_SECONDS = 2.0
"""How long a stop waits for answers under way."""

BODY_MOST = 1024**2
"""Bytes of a request's body."""


class CannotListen(BadSetting):
    """The port is taken, or not ours to take."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"Nothing can listen on {host}, port {port}: {why}. Choose another PORT, HOST or HEALTH_PORT in the settings."
        )


@asynccontextmanager
async def listening(host: str, port: int, routes: Sequence[web.RouteDef]) -> AsyncIterator[int]:
    """Answer requests for the length of the block; the port, which is a free one where 0 is asked for. Raises CannotListen."""
    app = web.Application(client_max_size=BODY_MOST)
    app.add_routes(routes)
    # No access log: addresses and paths of strangers are nothing to keep.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise CannotListen(host, port, error.strerror or type(error).__name__) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
