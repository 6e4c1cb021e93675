"""What Slack still shows of what was said, read page by page."""

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from consultation.model.notes import Marked
from consultation.model.references import MessageRef, PersonRef, PlaceRef
from handlers.slack.client import SlackClient
from handlers.slack.error_sentences import told_when_final
from handlers.slack.messages import SAID, RecentMessages
from handlers.slack.pacer import Urgency, at_urgency, code_of
from handlers.slack.raw import Json, listing, mapping, text

PAGE, PAGES_MOST = 200, 30
"""Messages of one call, as Slack recommends, and calls for one place."""

GONE = frozenset({"message_not_found", "thread_not_found"})


@dataclass(frozen=True, slots=True)
class SlackArchive:
    """Implements `consultation.ports.archive.Archive`. Its calls wait behind all others."""

    client: SlackClient
    recent: RecentMessages

    async def standing(self, place: PlaceRef) -> Sequence[Marked]:
        """The latest messages of a channel, with their replies."""
        found: list[Marked] = []
        with told_when_final(), at_urgency(Urgency.LETTER):
            async for message in self._pages(self.client.conversations_history, channel=place):
                found += await self._with_replies(place, message)
        return found

    async def still(self, message: MessageRef) -> Marked | None:
        """The message as it stands; None when it was deleted."""
        with told_when_final(), at_urgency(Urgency.LETTER):
            found = await self._whole(message)
        return self._marked(message.place, found) if is_said(found) else None

    async def _with_replies(self, place: PlaceRef, message: Json) -> list[Marked]:
        found = [message]
        if message.get("reply_count"):
            pages = self._pages(self.client.conversations_replies, channel=place, ts=text(message, "ts"))
            found += [reply async for reply in pages if reply.get("ts") != message.get("ts")]
        whole = [await self._with_all_people(place, one) for one in found if is_said(one)]
        return [self._marked(place, one) for one in whole if is_said(one)]

    async def _with_all_people(self, place: PlaceRef, message: Json) -> Json:
        # In lists of messages Slack names only some of those who put an emoji that many put.
        if all(one.get("count") == len(listing(one, "users")) for one in _reactions(message)):
            return message
        return await self._whole(MessageRef(place, text(message, "ts")))

    async def _whole(self, message: MessageRef) -> Json:
        try:
            found = await self.client.reactions_get(channel=message.place, timestamp=message.stamp, full=True)
        except SlackApiError as error:
            if code_of(error) in GONE:
                return {}
            raise
        return {"ts": message.stamp, **mapping(found.data, "message")}

    async def _pages(
        self, method: Callable[..., Coroutine[Any, Any, AsyncSlackResponse]], **where: str
    ) -> AsyncIterator[Json]:
        cursor = ""
        for _ in range(PAGES_MOST):
            try:
                page = (await method(**where, limit=PAGE, cursor=cursor)).data
            except SlackApiError as error:
                if code_of(error) in GONE:
                    return
                raise
            for message in listing(page, "messages"):
                yield mapping(message)
            cursor = text(page, "response_metadata", "next_cursor")
            if not cursor:
                return

    def _marked(self, place: PlaceRef, message: Json) -> Marked:
        second = text(message, "edited", "ts").partition(".")[0]
        said = self.recent.said(place, message, f"{second}.999999" if second else "")
        self.recent.keep(said)
        return Marked(said, {text(one, "name"): _people(one) for one in _reactions(message)})


def is_said(message: Json) -> bool:
    """Whether somebody says this: it isn't a notice of Slack's, nor what is left of a deleted message that had replies."""
    return bool(message) and text(message, "subtype") in SAID


def _reactions(message: Json) -> list[Json]:
    return [mapping(one) for one in listing(message, "reactions")]


def _people(reaction: Json) -> frozenset[PersonRef]:
    return frozenset(PersonRef(one) for one in listing(reaction, "users") if isinstance(one, str))
