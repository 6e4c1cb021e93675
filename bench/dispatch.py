"""What it costs to find out where a vote belongs, in the process and without the disk: all our listeners beside an app with one."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from consultation.model.intake import Delivery
from handlers.slack.arrivals import Arrivals
from handlers.slack.ids import VOTE_PATTERN
from handlers.slack.intake import Intake
from handlers.slack.raw import Json

if TYPE_CHECKING:
    from consultation.ports.intake import Intake as IntakeStore
    from handlers.slack.alarm import Alarm
    from handlers.slack.backlog import Backlog

TIMES, BATCHES = 300, 7


class Nowhere:
    """A store that stores nothing: every delivery is a repetition."""

    async def take(self, _: Delivery, _then: object = None) -> None:
        """Store nothing."""

    def is_over(self, _: str) -> bool:
        """Whether a poll is over, of which it knows none."""
        return False


def dispatch_ratio(payload: str) -> float:
    """Seconds of a vote through our door, as part of those through a bolt app with one listener for votes."""
    body: Json = json.loads(payload)
    return asyncio.run(_ratio(body))


async def _ratio(body: Json) -> float:
    one = await _one_listener()
    intake = Intake(cast("IntakeStore", Nowhere()), cast("Backlog", None), cast("Alarm", None))
    ours = Arrivals(one, intake)

    async def by_bolt() -> None:
        await one.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=dict(body), headers={}))

    async def by_us() -> None:
        await ours.receive(body)

    return await _least(by_us) / await _least(by_bolt)


async def _one_listener() -> AsyncApp:
    async def us() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT")

    app = AsyncApp(authorize=us, process_before_response=True, request_verification_enabled=False)

    @app.action(VOTE_PATTERN)
    async def vote(ack: AsyncAck) -> None:
        await ack()

    return app


async def _least(work: Callable[[], Awaitable[None]]) -> float:
    """The quickest of a few batches: what others do on the machine only ever adds."""
    batches = []
    for _ in range(BATCHES):
        began = time.perf_counter()
        for _ in range(TIMES):
            await work()
        batches.append(time.perf_counter() - began)
    return min(batches)
