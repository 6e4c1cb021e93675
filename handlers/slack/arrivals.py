"""Where both ways in meet: what Slack sends, over a socket or over HTTP, and how it is to be acknowledged."""

import logging
from dataclasses import dataclass, field
from time import perf_counter

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.slack import metrics
from handlers.slack.idle import IdleDetector
from handlers.slack.intake import Intake
from handlers.slack.outline import outline
from handlers.slack.payloads import is_form, is_vote, kind_of
from handlers.slack.raw import Json

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Bolt finds the listener of everything but votes, which come by the thousand: they are stored at once (docs/reliability.md)."""

    app: AsyncApp
    intake: Intake
    idle: IdleDetector = field(default_factory=IdleDetector)

    async def receive(self, body: Json) -> BoltResponse:
        """Take a payload that is known to come from Slack. A status other than 200 means: not taken, to be delivered again."""
        self.idle.note_arrival()
        began, vote = perf_counter(), is_vote(body) and not is_form(body)
        try:
            response = await (self.intake.take(body, vote=True) if vote else self._by_bolt(body))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the connection stays
            log.error("a delivery failed: %s", outline(error))  # noqa: TRY400 - a traceback may quote texts
            response = BoltResponse(status=500)
        metrics.delivered("vote" if vote else _kind(body), response.status, perf_counter() - began)
        return response

    async def _by_bolt(self, body: Json) -> BoltResponse:
        request = AsyncBoltRequest(mode="socket_mode", body=dict(body), headers={})
        return await self.app.async_dispatch(request)


def _kind(body: Json) -> str:
    return "command" if "command" in body else kind_of(body)
