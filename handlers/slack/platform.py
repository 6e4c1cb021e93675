"""Slack as a platform for consultations: implements `consultation.ports.platform.Platform`."""

import logging
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError

from consultation.model.cards import Card, DigestCard, PollCard, ProgressCard, RoomCard
from consultation.model.digest import Digest, DigestPart
from consultation.model.notes import Said
from consultation.model.references import MessageRef, PersonRef, PlaceRef
from consultation.model.rooms import Room
from consultation.model.sessions import Session, Theme
from consultation.ports.platform import PlatformRefusal, Unseated
from consultation.texts import cut, one_line
from handlers.slack.blocks import Message
from handlers.slack.client import SlackClient
from handlers.slack.messages import RecentMessages, Us
from handlers.slack.pacer import code_of, is_passing, is_rate_limited
from handlers.slack.raw import EMPTY, Json
from handlers.slack.troubles import NO_ANSWER, PEOPLE, told_at_once, told_when_final, words_for
from handlers.slack.views.digest import digest_message, parts_of
from handlers.slack.views.polls import poll_card
from handlers.slack.views.rooms import progress_card, room_card
from handlers.slack.views.sessions import sign_up_card

log = logging.getLogger(__name__)

NAME_MOST = 80
TOPIC_MOST = 250
PAGE, PAGES_MOST = 1000, 30
DESKS_KEPT = 1000


AS_TYPED: Mapping[str, Any] = {"parse": "none", "link_names": False}
"""No word that people wrote becomes a mention or a link by itself. Any: they go into the library's own untyped extras."""

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""A card that can't be brought up to date where it stands is shown anew."""
UNREACHABLE = frozenset(
    {"channel_not_found", "is_archived", "not_in_channel", "user_not_in_channel", "restricted_action"}
)
"""Where these stop a private message in a channel, the person gets it as a direct message."""
OUT_OF_SIGHT = frozenset({"message_not_found", "channel_not_found", "not_in_channel", "bad_timestamp"})


@dataclass(slots=True)
class SlackPlatform:
    """One workspace, reached with one bot token."""

    client: SlackClient
    us: Us
    recent: RecentMessages
    seats_per_call: int = 100
    repaints: tuple[float, int] = (44.0, 5)
    """`chat.update` is tier 3: 50 a minute for the whole app in a workspace, with a margin for what else updates."""
    _desks: dict[PersonRef, PlaceRef] = field(default_factory=dict)

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

    async def desk(self, person: PersonRef) -> PlaceRef:
        """The person's direct messages with us."""
        if person not in self._desks:
            opened = await self.client.conversations_open(users=person)
            while len(self._desks) >= DESKS_KEPT:
                del self._desks[next(iter(self._desks))]
            self._desks[person] = PlaceRef(opened["channel"]["id"])
        return self._desks[person]

    async def open_room(self, session: Session, room: Room, theme: Theme) -> PlaceRef:
        """Make a public channel named after the room. A name taken by somebody else is never used: another one is made up.

        One that we made ourselves, and whose answer never reached us, is taken for what it is.
        """
        with told_at_once():
            for name in room_names(session, room, theme):
                try:
                    made = await self.client.conversations_create(name=name)
                except SlackApiError as error:
                    if code_of(error) != "name_taken":
                        raise
                    found = await self._made_unheard(name)
                    if found is not None:
                        return found
                else:
                    return PlaceRef(made["channel"]["id"])
        raise PlatformRefusal(words_for("name_taken"))

    async def _made_unheard(self, name: str) -> PlaceRef | None:
        cursor = ""
        for _ in range(PAGES_MOST):
            page = await self.client.conversations_list(
                cursor=cursor, exclude_archived=True, limit=PAGE, types="public_channel"
            )
            for channel in page.get("channels") or ():
                if channel.get("name") == name:
                    return PlaceRef(channel["id"]) if self._is_unused(channel) else None
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
        return None

    def _is_unused(self, channel: Json) -> bool:
        members = channel.get("num_members")
        return channel.get("creator") == self.us.bot_user and isinstance(members, int) and members <= 1

    async def set_topic(self, place: PlaceRef, session: Session, theme: Theme) -> None:
        """Write theme and question over the channel."""
        topic = cut(one_line(f"{theme.name}: {session.question}"), TOPIC_MOST)
        with told_at_once():
            await self.client.conversations_setTopic(channel=place, topic=topic)

    async def seat(self, place: PlaceRef, people: Sequence[PersonRef]) -> Sequence[Unseated]:
        """Invite people, at most `seats_per_call` of them; one who can't come keeps nobody else out."""
        if not people:
            return ()
        with told_at_once():
            try:
                answer = await self.client.conversations_invite(channel=place, users=list(people), force=True)
                refused = answer.get("errors")
            except SlackApiError as error:
                refused = _refused_people(error, people)
                if refused is None:
                    raise
        return _unseated(refused, people)

    async def show(self, place: PlaceRef, card: Card, at: MessageRef | None) -> MessageRef:
        """Post a card, or bring it up to date where it stands; where that is gone, post it anew."""
        message = draw(card, self.us.team)
        with told_when_final():
            if at is not None and await self._update(at, message):
                return at
            return await self.post(place, message)

    async def said(self, message: MessageRef) -> Said | None:
        """The message as it stands: from memory, else from Slack, which hands it over with its reactions."""
        known = self.recent.get(message)
        if known is not None:
            return known
        try:
            found = await self.client.reactions_get(channel=message.place, timestamp=message.stamp)
        except SlackApiError as error:
            if code_of(error) in OUT_OF_SIGHT:
                return None
            raise
        said = self.recent.said(message.place, found.get("message", {}) | {"ts": message.stamp})
        self.recent.keep(said)
        return said

    def parts(self, digest: Digest) -> Sequence[DigestPart]:
        """A digest cut for Slack's limits."""
        return parts_of(digest)

    async def post(self, place: PlaceRef, message: Message) -> MessageRef:
        """Post a message for all who are there. Raises SlackApiError."""
        sent = await self.client.chat_postMessage(
            channel=place,
            text=message.text,
            blocks=list(message.blocks),
            unfurl_links=False,
            unfurl_media=False,
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
                if code_of(error) not in UNREACHABLE:
                    raise
            else:
                return
        await self.post(await self.desk(person), message)

    async def _update(self, at: MessageRef, message: Message) -> bool:
        try:
            await self.client.chat_update(
                channel=at.place, ts=at.stamp, text=message.text, blocks=list(message.blocks), **AS_TYPED
            )
        except SlackApiError as error:
            if code_of(error) not in GONE:
                raise
            return False
        return True


def draw(card: Card, team: str) -> Message:
    """A card as a message. `team` is the workspace's id."""
    if isinstance(card, RoomCard):
        return room_card(card, team)
    if isinstance(card, PollCard):
        return poll_card(card)
    if isinstance(card, ProgressCard):
        return progress_card(card)
    if isinstance(card, DigestCard):
        return digest_message(card.part)
    return sign_up_card(card)


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


def _refused_people(error: SlackApiError, people: Sequence[PersonRef]) -> object:
    """Who was refused, from an error about people; None when the error is about the channel or the call itself."""
    told = error.response.get("errors") if hasattr(error.response, "get") else None
    if told:
        return told
    if code_of(error) not in PEOPLE:
        return None
    # Those who can come are let in all the same, so an error without a list means that nobody could.
    return [{"user": person, "error": code_of(error)} for person in people]


def _unseated(refused: object, people: Sequence[PersonRef]) -> list[Unseated]:
    told = [one for one in refused if isinstance(one, Mapping)] if isinstance(refused, list) else []
    return [
        Unseated(PersonRef(str(one["user"])), words_for(str(one.get("error", ""))))
        for one in told
        if one.get("user") in people and one.get("error") not in ("already_in_channel", "cant_invite_self")
    ]
