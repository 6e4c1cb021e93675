"""When there is no way back to Slack."""

import asyncio
from collections.abc import Awaitable, Callable

from handlers.slack.errors import CannotConnect

LOCKED_OUT = "Slack takes SLACK_BOT_TOKEN no more: the app was removed, or its token renewed. Install it again, then start again."


async def lost(way: Callable[[], Awaitable[object]], locked_out: asyncio.Event) -> None:
    """Wait until there is no way back: the connection is lost for good, or our token is taken no more. Raises CannotConnect."""
    ends = [asyncio.ensure_future(way()), asyncio.ensure_future(locked_out.wait())]
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if locked_out.is_set():
            raise CannotConnect(LOCKED_OUT)
        await ends[0]
    finally:
        for end in ends:
            end.cancel()
