"""Private answers, and the one place where what went wrong becomes a sentence."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import aiohttp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from consultation.errors import ConsultationError, InvalidField, InvalidFields, PlacementImpossible
from consultation.model.references import PersonRef
from consultation.ports.intake import AlreadyTaken
from consultation.ports.platform import PlatformRefusal
from consultation.ports.storage import Interrupted
from handlers.slack.background import BackgroundTasks
from handlers.slack.blocks import Message, View, answerable
from handlers.slack.error_sentences import BUSY, words_for
from handlers.slack.idle import IdleDetector
from handlers.slack.intake import Listener
from handlers.slack.outline import outline
from handlers.slack.pacer import RATE_LIMITED, code_of, is_passing
from handlers.slack.payloads import (
    Asker,
    Submission,
    asker_of,
    delivery_key,
    is_form,
    submission_of,
)
from handlers.slack.platform import SlackPlatform
from handlers.slack.raw import Json, Unreadable
from handlers.slack.receipts import Receipts
from handlers.slack.views.refusals import refusal

log = logging.getLogger(__name__)

FORM_SECONDS = 2.5
"""Slack waits three seconds for what a form is to say; what has not come about by then is undone and said so."""

FORM_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries of a form, where the database was away for a moment."""

CARRY_SECONDS = 30.0
"""Everything else is stored already and may take its time; what takes longer than this is stuck, and tried again."""

TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})
"""What Slack says of a trigger that is good no more: three seconds have passed, or it was used."""

CALM = "Something went wrong on our side, and nothing was changed. Please try again in a minute."
SLOW = "That took too long, and nothing was changed. Please try again in a minute."


class Opening(Protocol):
    """What a form can be opened for: somebody pressed a button or typed a command, moments ago."""

    @property
    def asker(self) -> Asker:
        """Who did."""
        ...

    @property
    def trigger_id(self) -> str:
        """What Slack gives for it, good for three seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Answers:
    """Ways to answer the one person who asked."""

    platform: SlackPlatform
    background: BackgroundTasks
    idle: IdleDetector = field(default_factory=IdleDetector)
    receipts: Receipts = field(init=False)

    def __post_init__(self) -> None:
        deliver = partial(self._deliver, replace=False)
        object.__setattr__(self, "receipts", Receipts(deliver, self.background, self.idle))

    def privately(self, asker: Asker, message: Message, *, replace: bool = False) -> None:
        """Show a message to the asker only. `replace` puts it in place of the private message that they pressed on."""
        self.background.start(self._deliver(asker, message, replace=replace and asker.private))

    def open_form(self, press: Opening, view: View) -> None:
        """Open a form for who pressed, at once: the trigger lives three seconds."""
        self.background.start(self._open(press, answerable(view, press.asker.response_url)))

    def show_home(self, person: PersonRef, view: View) -> None:
        """Draw a person's App Home."""
        self.background.start(self._publish(person, view))

    def guarded(self, listener: Listener) -> Listener:
        """The listener, with an answer to everything it raises, judged in this order.

        1. InvalidField and InvalidFields from a form: its fields say so and it stays open, with what was typed.
        2. Any other ConsultationError: its sentence, on the form if there is one with a field, else privately.
        3. Unreadable: no person sent this; logged and acknowledged. AlreadyTaken: it took effect before.
        4. Too slow, or anything unexpected: the log gets ids and places in the code, never texts. A form says a calm sentence;
           everything else is stored and tried again.
        """

        async def run(ack: AsyncAck, body: Json) -> BoltResponse | None:
            try:
                async with asyncio.timeout(FORM_SECONDS if is_form(body) else CARRY_SECONDS):
                    return await _insisting(listener, ack, body)
            except ConsultationError as problem:
                return await self._refuse(ack, body, problem)
            except PlatformRefusal as problem:
                return await self._refuse(ack, body, ConsultationError(problem.reason))
            except (Unreadable, AlreadyTaken) as problem:
                log.warning("delivery %s without effect: %s", delivery_key(body), problem)
                return await ack()
            except Exception as error:  # noqa: BLE001 - the one place where everything ends
                log.error("delivery %s failed: %s", delivery_key(body), outline(error))  # noqa: TRY400 - a traceback may quote texts
                if not is_form(body):
                    return BoltResponse(status=500)
                sentence = SLOW if isinstance(error, TimeoutError) else CALM
                return await self._refuse(ack, body, ConsultationError(sentence))

        return run

    async def _refuse(self, ack: AsyncAck, body: Json, problem: ConsultationError) -> BoltResponse:
        if is_form(body):
            submission = submission_of(body)
            if submission.fields:
                return await ack(response_action="errors", errors=errors_of(problem, submission))
        self.privately(asker_of(body), refusal(problem.sentence))
        return await ack()

    async def _deliver(self, asker: Asker, message: Message, *, replace: bool) -> None:
        # What takes the place of a message may be sent twice. Anything else whose answer was lost is said once more in another way:
        # nobody can ask Slack what one person saw, and better twice than never.
        for _ in range((1 + replace) * bool(asker.response_url)):
            if await self._respond(asker.response_url, message, replace=replace):
                return
        await self.platform.whisper(asker.actor.person, asker.place, message)

    async def _respond(self, url: str, message: Message, *, replace: bool) -> bool:
        body = {
            "text": message.text,
            "blocks": list(message.blocks),
            "response_type": "ephemeral",
            "replace_original": replace,
        }
        try:
            return await self.platform.client.respond(url, body)
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _open(self, press: Opening, view: View) -> None:
        try:
            await self.platform.client.views_open(trigger_id=press.trigger_id, view=view)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            await self.not_opened(press, view, error)

    async def not_opened(self, press: Opening, view: View, error: Exception) -> None:
        """Say why a form did not open, with a button that asks for it once more where that may help: its trigger is a new one."""
        log.warning("%s did not open: %s", view.get("callback_id", "a form"), code_of(error))
        sentence = BUSY if is_passing(error) else words_for(code_of(error))
        helps = is_passing(error) or code_of(error) in TOO_LATE | RATE_LIMITED
        again = press.asker.again if helps else ("", "")
        await self._deliver(press.asker, refusal(sentence, again), replace=False)

    async def _publish(self, person: PersonRef, view: View) -> None:
        await self.platform.client.views_publish(user_id=person, view=view)


async def _insisting(listener: Listener, ack: AsyncAck, body: Json) -> BoltResponse | None:
    """Try a form again at once where the database was away: it is stored once all the same. Everything else is tried again later."""
    for pause in FORM_PAUSES if is_form(body) else ():
        try:
            return await listener(ack, body)
        except Interrupted as trouble:
            log.warning("form %s waits for the database: %s", delivery_key(body), trouble)
        await asyncio.sleep(pause)
    return await listener(ack, body)


def errors_of(problem: ConsultationError, submission: Submission) -> dict[str, str]:
    """What to say at which field of a form. A problem whose field is not on the form goes to the first one."""
    said: dict[str, list[str]] = {}
    for named, sentence in _problems(problem):
        said.setdefault(named if named in submission.fields else submission.fields[0], []).append(sentence)
    return {field: " ".join(sentences) for field, sentences in said.items()}


def _problems(problem: ConsultationError) -> Sequence[tuple[str, str]]:
    if isinstance(problem, PlacementImpossible):
        # What stands at a field is plain text, where nobody can be mentioned; Look again names them.
        return [("", " ".join(one.said(lambda _: "somebody") for one in problem.obstacles))]
    if isinstance(problem, InvalidFields):
        return [(one.field, one.sentence) for one in problem.problems]
    return [(problem.field if isinstance(problem, InvalidField) else "", problem.sentence)]
