"""Messages and their reactions: what was said where, in order, and what only one person can see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearsal.workspace.wire import Json


TOMBSTONE, BROADCAST = "tombstone", "thread_broadcast"
SLACKBOT = "USLACKBOT"
_OF_ROOT = frozenset(
    [
        "type",
        "subtype",
        "text",
        "ts",
        "username",
        "icons",
        "bot_id",
        "thread_ts",
        "parent_user_id",
        "reply_count",
        "reply_users_count",
        "latest_reply",
        "reply_users",
    ]
)


@dataclass(frozen=True, slots=True)
class Pin:
    """Who pinned a message to its channel, and when (unix time)."""

    user: str
    created: int


@dataclass(slots=True)
class Message:
    """One message. ``sender`` holds the keys that say who wrote it (user, bot_id, app_id, bot_profile, username …)."""

    channel: str
    ts: str
    user: str
    text: str
    sender: Json
    blocks: list[Json] | None = None
    thread_ts: str = ""
    parent_user: str = ""
    subtype: str = ""
    edited: Json | None = None
    files: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    attachments: list[Json] | None = None
    reactions: dict[str, dict[str, None]] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    pin: Pin | None = None
    private_to: str = ""
    root: Json | None = None
    plain: bool = False

    @property
    def is_tombstone(self) -> bool:
        """Return whether it only marks where the first message of a thread was."""
        return self.subtype == TOMBSTONE

    @property
    def is_note(self) -> bool:
        """Return whether Slack itself wrote it (``channel_join`` and the like): nobody replies to that or pins it."""
        return self.is_tombstone or self.subtype.startswith(("channel_", "group_"))

    @property
    def in_channel(self) -> bool:
        """Return whether it stands in the channel itself, not only in a thread."""
        return not self.thread_ts or self.subtype == BROADCAST

    @property
    def bot_id(self) -> str:
        """Return the ``B…`` id of the bot that wrote it, or nothing."""
        return str(self.sender.get("bot_id", ""))

    def as_slack(self) -> Json:
        """Return the message without its reactions, as an event carries it."""
        shown: Json = {"type": "message", "ts": self.ts, "text": self.text, **self.sender}
        optional = {
            "subtype": self.subtype,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "edited": self.edited,
            "files": self.files,
            "metadata": self.metadata,
            "thread_ts": self.thread_ts,
            "parent_user_id": self.parent_user,
            "root": self.root,
        }
        shown.update({key: value for key, value in optional.items() if value})
        if self.replies:
            shown.update(self._thread())
        if self.private_to:
            shown["is_ephemeral"] = True
        return shown

    def with_reactions(self) -> Json:
        """Return the message as history shows it."""
        shown = self.as_slack()
        if self.reactions:
            shown["reactions"] = self.tally()
        return shown

    def as_root(self) -> Json:
        """Return the little that a reply in its channel repeats of the first message of its thread."""
        return {key: value for key, value in self.as_slack().items() if key in _OF_ROOT}

    def for_page(self) -> Json:
        """Return the message as the page shows it: always with the account that wrote it."""
        pinned = {"pinned_to": [self.channel]} if self.pin else {}
        plain = {"mrkdwn": False} if self.plain else {}
        return {"user": self.user, **self.with_reactions(), **pinned, **plain}

    def bury(self) -> None:
        """Leave only a mark of it, for the replies under it."""
        self.user, self.text, self.subtype = SLACKBOT, "This message was deleted.", TOMBSTONE
        self.sender = {"user": SLACKBOT}
        self.blocks = self.attachments = self.metadata = self.edited = None
        self.files, self.reactions, self.pin = [], {}, None

    def tally(self) -> list[Json]:
        """Return the reactions in the order in which they first came."""
        return [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in self.reactions.items()
        ]

    def _thread(self) -> Json:
        people = list(dict.fromkeys(self.replies.values()))
        return {
            "thread_ts": self.ts,
            "reply_count": len(self.replies),
            "reply_users_count": len(people),
            "latest_reply": next(reversed(self.replies)),
            "reply_users": people[:5],
        }


class Messages:
    """All messages by channel and ``ts``, oldest first, and the private ones by person."""

    def __init__(self) -> None:
        self._channels: dict[str, dict[str, Message]] = {}
        self._private: dict[str, dict[tuple[str, str], Message]] = {}

    def add(self, message: Message) -> None:
        """Keep a new message, or a reply with its thread."""
        if message.private_to:
            self._private.setdefault(message.private_to, {})[message.channel, message.ts] = message
            return
        self._channels.setdefault(message.channel, {})[message.ts] = message
        if message.thread_ts:
            self.get(message.channel, message.thread_ts).replies[message.ts] = message.user

    def __iter__(self) -> Iterator[Message]:
        """Give every message by channel, oldest first, and then the private ones."""
        for messages in self._channels.values():
            yield from messages.values()
        for private in self._private.values():
            yield from private.values()

    def remove(self, message: Message) -> None:
        """Forget a message; a thread forgets its reply."""
        if message.private_to:
            self._private[message.private_to].pop((message.channel, message.ts), None)
            return
        self._channels[message.channel].pop(message.ts, None)
        parent = self.find(message.channel, message.thread_ts)
        if parent is not None:
            parent.replies.pop(message.ts, None)

    def find(self, channel: str, ts: str) -> Message | None:
        """Return a message that everyone in the channel can see, if it is there."""
        return self._channels.get(channel, {}).get(ts)

    def get(self, channel: str, ts: str) -> Message:
        """Return a message; raises ``message_not_found``."""
        message = self.find(channel, ts)
        if message is None:
            raise SlackError("message_not_found")
        return message

    def seen(self, channel: str, ts: str, viewer: str) -> Message:
        """Return a message, or one that is private to ``viewer``; raises ``message_not_found``."""
        private = self._private.get(viewer, {}).get((channel, ts))
        return private or self.get(channel, ts)

    def of(self, channel: str) -> Iterator[Message]:
        """Give a channel's messages, oldest first, replies among them."""
        return iter(self._channels.get(channel, {}).values())

    def newest_first(self, channel: str) -> Iterator[Message]:
        """Give a channel's messages, newest first, replies among them."""
        return reversed(self._channels.get(channel, {}).values())

    def private_in(self, channel: str, viewer: str) -> Iterable[Message]:
        """Give what only ``viewer`` sees in a channel."""
        return [m for (where, _), m in self._private.get(viewer, {}).items() if where == channel]
