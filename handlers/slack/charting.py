"""Whether a workspace has charts: tried with the first result, and remembered when it refuses."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from consultation.model.cards import Card
from handlers.slack.blocks import Message
from handlers.slack.pacer import code_of
from handlers.slack.views.cards import draw
from handlers.slack.views.charts import has_chart

log = logging.getLogger(__name__)

Sent = TypeVar("Sent")

REFUSED = "invalid_blocks"


@dataclass(slots=True)
class Charting:
    """One workspace's charts. `there` is True until it refuses one; a start tries again."""

    there: bool = True

    async def sent(self, card: Card, team: str, send: Callable[[Message], Awaitable[Sent]]) -> Sent:
        """Send a card with its chart, or drawn in letters where the workspace has none. Raises what sending raises."""
        if self.there and has_chart(card):
            try:
                return await send(draw(card, team, charts=True))
            except SlackApiError as error:
                if code_of(error) != REFUSED:
                    raise
                self.there = False
                log.info("workspace %s has no charts: results are drawn in letters", team)
        return await send(draw(card, team))
