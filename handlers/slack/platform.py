"""Slack as a platform for consultations: implements `consultation.ports.platform.Platform`."""

import logging
import re
import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError

from consultation.model.cards import Card, ReminderCard, WelcomeCard, thread_of
from consultation.model.digest import Digest, DigestPart
from consultation.model.notes import Said
from consultation.model.references import MessageRef, PersonRef, PlaceRef
from consultation.model.rooms import Room
from consultation.model.sessions import Session, Theme
from consultation.ports.platform import PlatformRefusal, Unseated
from consultation.texts import cut, one_line, quoted
from handlers.slack.blocks import Message
from handlers.slack.charting import Charting
from handlers.slack.client import SlackClient
from handlers.slack.error_rules import Remedy, remedy
from handlers.slack.error_sentences import NO_ANSWER, told_when_final, words_for
from handlers.slack.messages import RecentMessages, Us
from handlers.slack.pacer import Urgency, at_urgency, code_of, is_passing, is_rate_limited
from handlers.slack.raw import EMPTY, Json, needed, text
from handlers.slack.seating import refused_people, unseated
from handlers.slack.views.digest import parts_of

log = logging.getLogger(__name__)

NAME_MOST = 80
TOPIC_MOST = 250
PAGE, PAGES_MOST = 1000, 30
HISTORY_PAGE = 200
CLOCKS_APART = timedelta(minutes=2)
"""How far our clock and Slack's may be apart when we look for a message by its time."""


AS_TYPED: Mapping[str, Any] = {"parse": "none", "link_names": False}
"""No word that people wrote becomes a mention or a link by itself. Any: they go into the library's own untyped extras."""


@dataclass(slots=True)
class SlackPlatform:
    """One workspace, reached with one bot token."""

    client: SlackClient
    us: Us
    recent: RecentMessages
    charts: Charting = field(default_factory=Charting)
    seats_per_call: int = 100
    repaints: tuple[float, int] = (44.0, 5)
    """`chat.update` is tier 3: 50 a minute for the whole app in a workspace, with a margin for what else updates."""

    async def enter(self, place: PlaceRef) -> bool:
        """Make sure that we can post in this channel: join it where it is public and we are not in it."""
        try:
            channel: Json = (await self.client.conversations_info(channel=place)).get("channel") or EMPTY
            if channel.get("is_archived") or channel.get("is_member") or channel.get("is_private"):
                return bool(channel.get("is_member") and not channel.get("is_archived"))
            await self.client.conversations_join(channel=place)
        except SlackApiError as error:
            if is_passing(error) or is_rate_limited(error):
                raise PlatformRefusal(NO_ANSWER) from error
            log.info("channel %s can't be entered: %s", place, code_of(error))
            return False
        return True

    def desk(self, person: PersonRef) -> PlaceRef:
        """The person's direct messages with us: Slack takes their id for it."""
        return PlaceRef(person)

    async def open_room(self, session: Session, room: Room, theme: Theme) -> PlaceRef:
        """Make a public channel named after the room. A name taken by somebody else is never used: another one is made up."""
        with told_when_final():
            for name in room_names(session, room, theme):
                try:
                    made = await self.client.conversations_create(name=name)
                except SlackApiError as error:
                    if not can_be_repaired("conversations.create", error):
                        raise
                else:
                    return PlaceRef(made["channel"]["id"])
        raise PlatformRefusal(words_for("name_taken"))

    async def find_room(self, session: Session, room: Room, theme: Theme) -> PlaceRef | None:
        """A channel that is ours by its creator and its purpose: ours for this room, or none yet and nobody in it but us."""
        with told_when_final():
            async for place in self._made_for(session, room, theme):
                return place
        return None

    async def put_twins_away(self, place: PlaceRef, session: Session, room: Room, theme: Theme) -> None:
        """Archive what else was made for this room, while nobody but us is in it."""
        with told_when_final():
            twins = [found async for found in self._made_for(session, room, theme, most=1) if found != place]
            for twin in twins:
                await self.client.conversations_archive(channel=twin)
                log.warning("channel %s was archived: it was made for the same room as %s", twin, place)

    async def _made_for(
        self, session: Session, room: Room, theme: Theme, most: int | None = None
    ) -> AsyncIterator[PlaceRef]:
        names = set(room_names(session, room, theme))
        async for channel in self._channels():
            members = channel.get("num_members")
            is_small = most is None or (isinstance(members, int) and members <= most)
            if channel.get("name") in names and is_small and self._is_ours(channel, room):
                yield PlaceRef(needed(channel, "id"))

    async def _channels(self) -> AsyncIterator[Json]:
        cursor = ""
        for _ in range(PAGES_MOST):
            page = await self.client.conversations_list(
                cursor=cursor, exclude_archived=True, limit=PAGE, types="public_channel"
            )
            for channel in page.get("channels") or ():
                yield channel
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _is_ours(self, channel: Json, room: Room) -> bool:
        if channel.get("creator") != self.us.bot_user:
            return False
        purpose, members = text(channel, "purpose", "value"), channel.get("num_members")
        return room.id in purpose or (not purpose and isinstance(members, int) and members <= 1)

    async def set_purpose(self, place: PlaceRef, session: Session, room: Room) -> None:
        """Say what the channel is for, and whose: after an interruption we know it again by these words."""
        purpose = f"Room {room.number} of the session {quoted(cut(one_line(session.question), 120))}. Opened by Plenary ({room.id})."
        with told_when_final():
            await self.client.conversations_setPurpose(channel=place, purpose=purpose)

    async def set_topic(self, place: PlaceRef, session: Session, theme: Theme) -> None:
        """Write theme and question over the channel."""
        topic = cut(one_line(f"{theme.name}: {session.question}"), TOPIC_MOST)
        with told_when_final():
            await self.client.conversations_setTopic(channel=place, topic=topic)

    async def seat(self, place: PlaceRef, people: Sequence[PersonRef]) -> Sequence[Unseated]:
        """Invite people, at most `seats_per_call` of them; one who can't come keeps nobody else out."""
        if not people:
            return ()
        with told_when_final():
            try:
                answer = await self.client.conversations_invite(channel=place, users=list(people), force=True)
                refused = answer.get("errors")
            except SlackApiError as error:
                refused = refused_people(error, people)
                if refused is None:
                    raise
        return unseated(refused, people)

    async def show(self, place: PlaceRef, card: Card, key: str) -> MessageRef:
        """Post a card. Its metadata bears the key, which every member of the workspace may see and nobody needs to."""
        with told_when_final(), urgency_of(card):
            return await self.charts.sent(
                card, self.us.team, partial(self._show, place, key, thread_of(card))
            )

    async def _show(
        self, place: PlaceRef, key: str, under: MessageRef | None, message: Message
    ) -> MessageRef:
        try:
            return await self.post(place, message, key, under)
        except SlackApiError as error:
            # Somebody may have shown us out of a channel that we can let ourselves into.
            if not (can_be_repaired("chat.postMessage", error) and await self.enter(place)):
                raise
        return await self.post(place, message, key, under)

    async def find(
        self, place: PlaceRef, key: str, since: datetime, under: MessageRef | None = None
    ) -> MessageRef | None:
        """Our message with this key among the channel's latest, or among the replies of a thread: a channel doesn't list those."""
        oldest = f"{(since - CLOCKS_APART).timestamp():.6f}"
        whole: dict[str, Any] = {"include_all_metadata": True, **({"ts": under.stamp} if under else {})}
        history = self.client.conversations_replies if under else self.client.conversations_history
        with told_when_final():
            where = await self._conversation(place)
            cursor = ""
            for _ in range(PAGES_MOST):
                page = await history(channel=where, oldest=oldest, limit=HISTORY_PAGE, cursor=cursor, **whole)
                for message in page.get("messages") or ():
                    if text(message, "metadata", "event_payload", "key") == key and self.us.wrote(message):
                        return MessageRef(where, needed(message, "ts"))
                cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
                if not cursor:
                    return None
        return None

    async def _conversation(self, place: PlaceRef) -> PlaceRef:
        """The conversation itself, where the place is a person."""
        if not place.startswith(("U", "W")):
            return place
        opened = await self.client.conversations_open(users=place)
        return PlaceRef(opened["channel"]["id"])

    async def repaint(self, at: MessageRef, card: Card) -> bool:
        """Bring a card up to date where it stands."""
        with told_when_final(), urgency_of(card):
            return await self.charts.sent(card, self.us.team, partial(self._update, at))

    async def said(self, message: MessageRef) -> Said | None:
        """The message as it stands: from memory, else from Slack, which hands it over with its reactions."""
        known = self.recent.get(message)
        if known is not None:
            return known
        try:
            found = await self.client.reactions_get(channel=message.place, timestamp=message.stamp)
        except SlackApiError as error:
            if can_be_repaired("reactions.get", error):
                return None
            raise
        said = self.recent.said(message.place, found.get("message", {}) | {"ts": message.stamp})
        self.recent.keep(said)
        return said

    def parts(self, digest: Digest) -> Sequence[DigestPart]:
        """A digest cut for Slack's limits."""
        return parts_of(digest)

    async def post(
        self, place: PlaceRef, message: Message, key: str = "", under: MessageRef | None = None
    ) -> MessageRef:
        """Post a message for all who are there; with a key, it can be found again by it. Raises SlackApiError."""
        known_by: dict[str, Any] = (
            {"metadata": {"event_type": "plenary_card", "event_payload": {"key": key}}} if key else {}
        )
        sent = await self.client.chat_postMessage(
            channel=place,
            text=message.text,
            blocks=list(message.blocks),
            unfurl_links=False,
            unfurl_media=False,
            thread_ts=under.stamp if under else None,
            **known_by,
            **AS_TYPED,
        )
        return MessageRef(PlaceRef(sent["channel"]), sent["ts"])

    async def whisper(self, person: PersonRef, place: PlaceRef, message: Message) -> None:
        """Show a message to one person only: in this place if they and we are in it, else in their direct messages."""
        if place:
            try:
                await self.client.chat_postEphemeral(
                    channel=place, user=person, text=message.text, blocks=list(message.blocks), **AS_TYPED
                )
            except SlackApiError as error:
                if not can_be_repaired("chat.postEphemeral", error):
                    raise
            else:
                return
        await self.post(self.desk(person), message)

    async def _update(self, at: MessageRef, message: Message) -> bool:
        try:
            await self.client.chat_update(
                channel=at.place, ts=at.stamp, text=message.text, blocks=list(message.blocks), **AS_TYPED
            )
        except SlackApiError as error:
            if not can_be_repaired("chat.update", error):
                raise
            return False
        return True


def can_be_repaired(method: str, error: SlackApiError) -> bool:
    """Whether there is another way to the end of this call."""
    return remedy(method, code_of(error)) is Remedy.REPAIR


def urgency_of(card: Card) -> AbstractContextManager[None]:
    """What many get at once waits behind what people look at now."""
    return at_urgency(Urgency.LETTER if isinstance(card, WelcomeCard | ReminderCard) else Urgency.CARD)


def room_names(session: Session, room: Room, theme: Theme) -> list[str]:
    """Names for a room's channel, best first: number, theme, and an ending that no other session's rooms have.

    Slack takes lower-case letters, digits, "-" and "_", 80 characters at most.
    """
    simple = unicodedata.normalize("NFKD", theme.name.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", simple).strip("-") or "room"
    endings = (session.id[-6:], room.id[-6:], f"{session.id[-8:]}{room.id[-8:]}")
    return [_room_name(f"{room.number}-{words}", ending.lower()) for ending in endings]


def _room_name(start: str, ending: str) -> str:
    return f"{start[: NAME_MOST - len(ending) - 1].rstrip('-')}-{ending}"
