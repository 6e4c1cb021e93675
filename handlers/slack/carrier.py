"""What is done about deliveries once they are stored: the same listeners, by way of Bolt, and votes many at a time."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from handlers.slack import polls, statements
from handlers.slack.backlog import TAKEN
from handlers.slack.held_back import HELD_BACK, HeldBack
from handlers.slack.ids import OPINION_PATTERN
from handlers.slack.payloads import asker_of, kind_of, place_of, tenant_of
from handlers.slack.poll_payloads import VotePress, vote_of
from handlers.slack.raw import Json, Unreadable, text
from handlers.slack.reception import Reception
from handlers.slack.statement_payloads import OpinionPress, opinion_of
from handlers.slack.views.refusals import refusal

log = logging.getLogger(__name__)

LATE = "That takes longer than it should. It is kept, and will be tried again by itself."
PARKED = "That could not be done, though it was tried several times. The organisers have been told."

NOTICE = (
    "Something that was pressed, typed or tagged could not be carried out, though it was tried several times. "
    "It is kept. Please tell whoever runs Plenary."
)

BROKEN = 500
"""What a listener answers when something went wrong that may go away. Slack's own 404, for what nobody listens to, is an end."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Implements `backlog.Acts`."""

    app: AsyncApp
    here: Reception
    held_back: HeldBack

    async def carry_out(self, body: Json) -> bool:
        """Hand the payload to its listener."""
        if kind_of(body) == HELD_BACK:
            return await self.held_back.heard(body)
        request = AsyncBoltRequest(mode="socket_mode", body=dict(body), headers={}, context={TAKEN: True})
        return (await self.app.async_dispatch(request)).status < BROKEN

    async def count(self, votes: Sequence[Json]) -> None:
        """Count votes together. What isn't a vote after all is left out."""
        presses: list[VotePress] = []
        opinions: list[OpinionPress] = []
        for body in votes:
            try:
                if OPINION_PATTERN.match(text(body, "actions", 0, "action_id")):
                    opinions.append(opinion_of(body))
                else:
                    presses.append(vote_of(body))
            except Unreadable as problem:
                log.warning("a vote without effect: %s", problem)
        if presses:
            await polls.vote_all(self.here, presses)
        if opinions:
            await statements.judge_all(self.here, opinions)

    async def late(self, body: Json) -> None:
        """Say to whoever sent this that it takes longer."""
        self._tell(body, LATE)

    async def parked(self, body: Json) -> None:
        """Say to its sender and to the organisers that this can't be done."""
        self._tell(body, PARKED)
        await self.here.services.notices.raise_at(tenant_of(body), place_of(body), NOTICE)

    def _tell(self, body: Json, sentence: str) -> None:
        try:
            asker = asker_of(body)
        except Unreadable:
            return  # an event: nobody waits for an answer
        self.here.answers.privately(asker, refusal(sentence))
