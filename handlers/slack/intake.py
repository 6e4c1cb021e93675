"""What comes in: stored before it is acknowledged, and acted on once, however often, when and where it is delivered."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from consultation.errors import ConsultationError
from consultation.model.intake import Delivery
from consultation.ports.intake import Intake as IntakeStore
from consultation.ports.platform import PlatformRefusal
from handlers.slack import raw
from handlers.slack.alarm import Alarm
from handlers.slack.backlog import TAKEN, Backlog
from handlers.slack.outline import outline
from handlers.slack.payloads import delivery_key, is_form, is_vote, kind_of, tenant_of
from handlers.slack.raw import Json, Unreadable

log = logging.getLogger(__name__)

_OF_A_VOTE = ("type", "team", "user", "channel", "container", "trigger_id", "response_url")
_OF_A_PRESS = ("action_id", "action_ts", "value")
"""What is kept of a press on an option: who, where, when and on what. Slack sends the whole message along, which is ours, ten times as long,
and would be written, covered and erased with every vote; and the words on the button, whose length would tell it from others."""

Listener = Callable[[AsyncAck, Json], Awaitable[BoltResponse | None]]


@dataclass(slots=True)
class Intake:
    """Stands before every listener. No row, no acknowledgement: what can't be stored, Slack keeps and delivers again.

    Never by retry number: the first try may be the one that was lost.
    """

    store: IntakeStore
    backlog: Backlog
    alarm: Alarm
    _judging: dict[str, asyncio.Future[BoltResponse | None]] = field(default_factory=dict)

    async def middleware(
        self, body: Json, context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        """Bolt's way in. A form, and what was stored already, go on to their listener."""
        if context.get(TAKEN) or is_form(body):
            await next_()
            return None
        return await self.take(body, vote=is_vote(body))

    async def take(self, body: Json, *, vote: bool) -> BoltResponse:
        """Store a delivery and acknowledge it; what it asks for is done afterwards. `vote`: `is_vote` says so of it.

        Whoever delivers may be gone meanwhile, and its connection closed: what is stored is done all the same.
        """
        try:
            kept = _of_vote(body, self.store) if vote else body
            delivery = delivery_of(kept)
            number = await self.store.take(delivery, lambda stored: self.backlog.add(stored, kept, vote=vote))
        except Unreadable as problem:
            log.warning("delivery %s without effect: %s", delivery_key(body), problem)
            return BoltResponse(status=200, body="")
        except Exception as error:  # noqa: BLE001 - whatever keeps it from being stored keeps it from being acknowledged
            log.error("a delivery of kind %s could not be stored: %s", kind_of(body), outline(error))  # noqa: TRY400 - a traceback may quote texts
            self.alarm.ring()
            return BoltResponse(status=503)
        if number is None:
            log.info("delivery repeated: %s", delivery.key)
        return BoltResponse(status=200, body="")

    def judged(self, listener: Listener) -> Listener:
        """The listener of a form, called once for each submission.

        It is judged first, since its sender waits to hear what is wrong with it, and stored together with its effect. One that is
        sent back with errors is as if never sent.
        """

        async def judge(ack: AsyncAck, body: Json) -> BoltResponse | None:
            delivery = delivery_of(body)
            if (twin := self._judging.get(delivery.key)) is not None:
                return await asyncio.shield(twin) or await ack()
            # Registered before anything is awaited: of two that come at once, both would pass.
            with self._in_hand(delivery.key) as answer:
                if await self.store.is_known(delivery.key):
                    log.info("delivery repeated: %s", delivery.key)
                    response: BoltResponse | None = await ack()
                else:
                    response = await self._judge(delivery, listener, ack, body)
                answer.set_result(response)
            return response

        return judge

    async def _judge(
        self, delivery: Delivery, listener: Listener, ack: AsyncAck, body: Json
    ) -> BoltResponse | None:
        with self.store.judging(delivery) as receipt:
            try:
                return await listener(ack, body)
            except (ConsultationError, PlatformRefusal):
                if receipt.settled:
                    # The same form comes again once it is mended, and would be taken for a repetition.
                    await self.store.sent_back(delivery.key)
                raise

    @contextmanager
    def _in_hand(self, key: str) -> Iterator[asyncio.Future[BoltResponse | None]]:
        """A second sending of the same form, in the same moment, gets the answer of the first."""
        answer: asyncio.Future[BoltResponse | None] = asyncio.get_running_loop().create_future()
        self._judging[key] = answer
        try:
            yield answer
        finally:
            del self._judging[key]
            if not answer.done():
                answer.set_result(BoltResponse(status=503))


def delivery_of(body: Json) -> Delivery:
    """A payload as a delivery, under a name that all its repetitions bear. Raises Unreadable where it names no workspace."""
    # What bears no name can't be told from another, so it is one of its own.
    key = delivery_key(body) or f"unnamed:{secrets.token_hex(16)}"
    return Delivery(f"{tenant_of(body)}:{key}", kind_of(body), raw.written(body))


def _of_vote(body: Json, store: IntakeStore) -> Json:
    said = {name: body[name] for name in _OF_A_VOTE if name in body}
    pressed = {name: raw.text(body, "actions", 0, name) for name in _OF_A_PRESS}
    kind, poll, _ = (pressed["action_id"] + "::").split(":", 2)
    if store.is_over(poll):
        # Too late for an anonymous poll: its sender is told so, and nobody can read what they would have said.
        pressed["action_id"] = f"{kind}:{poll}:0"
    said["actions"] = [pressed]
    return said
