"""What was just said in our channels, kept in memory for a moment, so that tagging it costs no call to Slack."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from consultation.model.notes import Said
from consultation.model.references import MessageRef, PersonRef, PlaceRef, Tenant
from handlers.slack.emoji import drawn
from handlers.slack.payloads import event_of, tenant_of
from handlers.slack.raw import Json, Unreadable, mapping, needed, text
from handlers.slack.texts import plain

MESSAGES_KEPT = 5000
"""An evening of 120 people says about 3,000 things. Never stored: a restart forgets all of it."""

SAID = frozenset({"", "thread_broadcast", "file_share", "me_message", "bot_message"})
"""Kinds of message events in which somebody says something; the others are Slack's own notices."""


@dataclass(frozen=True, slots=True)
class Us:
    """Who we are in this workspace. `address` is the workspace's own, as in `https://example.slack.com/`."""

    team: str
    bot_user: str
    bot_id: str
    address: str

    def wrote(self, message: Json) -> bool:
        """Whether a message is one of ours."""
        return message.get("bot_id") == self.bot_id or message.get("user") == self.bot_user


@dataclass(frozen=True, slots=True)
class Edited:
    """Somebody changed the words of a message. `order` is Slack's stamp of the change."""

    tenant: Tenant
    message: MessageRef
    text: str
    order: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """Somebody deleted a message."""

    tenant: Tenant
    message: MessageRef


@dataclass(slots=True)
class RecentMessages:
    """The newest messages, by place and stamp, each in its newest wording whatever order its events come in."""

    us: Us
    _kept: OrderedDict[MessageRef, Said] = field(default_factory=OrderedDict)

    def get(self, message: MessageRef) -> Said | None:
        """The message as it stands, if it is a recent one."""
        return self._kept.get(message)

    def keep(self, said: Said) -> None:
        """Remember a message, unless a later wording of it is known, and forget the oldest where there are too many."""
        known = self._kept.get(said.message)
        if known is None or known.order <= said.order:
            self._kept[said.message] = said
        while len(self._kept) > MESSAGES_KEPT:
            self._kept.popitem(last=False)

    def hear(self, body: Json) -> Edited | Deleted | None:
        """Take in a message event; what it did to a message said before, or None when it did nothing.

        A deleted message that has replies stays as a "tombstone" in Slack; that is a deletion too.
        """
        event = event_of(body)
        place, kind = PlaceRef(text(event, "channel")), text(event, "subtype")
        if kind in SAID:
            self.keep(self.said(place, event))
            return None
        if kind == "message_deleted" or text(event, "message", "subtype") == "tombstone":
            return self._deleted(tenant_of(body), place, event)
        return self._edited(tenant_of(body), place, event) if kind == "message_changed" else None

    def said(self, place: PlaceRef, message: Json, changed_at: str = "") -> Said:
        """A message of Slack's as we read it. Raises Unreadable for one without a stamp.

        `changed_at` is when it got this wording, as far as more is known of it than the second, which is all that the message says.
        """
        stamp, author = text(message, "ts"), text(message, "user")
        return Said(
            message=MessageRef(place, stamp),
            text=drawn(plain(text(message, "text"))),
            author=PersonRef(author) if author else None,
            said_at=_moment(stamp),
            permalink=self._permalink(place, stamp, text(message, "thread_ts")),
            # A message that is changed in the second in which it was said would else seem older than itself.
            order=max(changed_at or text(message, "edited", "ts"), stamp),
            ours=self.us.wrote(message),
        )

    def _deleted(self, tenant: Tenant, place: PlaceRef, event: Json) -> Deleted:
        stamp = text(event, "deleted_ts") or text(event, "message", "ts")
        gone = MessageRef(place, stamp or needed(event, "previous_message", "ts"))
        self._kept.pop(gone, None)
        return Deleted(tenant, gone)

    def _edited(self, tenant: Tenant, place: PlaceRef, event: Json) -> Edited | None:
        now, before = mapping(event, "message"), mapping(event, "previous_message")
        # Slack also sends this when it unfurls a link or counts a reply; and our own cards change all the time.
        if self.us.wrote(now) or now.get("text") == before.get("text"):
            return None
        said = self.said(place, {"ts": before.get("ts"), **now}, text(event, "event_ts"))
        self.keep(said)
        return Edited(tenant, said.message, said.text, said.order)

    def _permalink(self, place: PlaceRef, stamp: str, thread: str) -> str:
        # As Slack's chat.getPermalink makes them; asking for each would be a call for each note.
        reply = f"?thread_ts={thread}&cid={place}" if thread and thread != stamp else ""
        return f"{self.us.address.rstrip('/')}/archives/{place}/p{stamp.replace('.', '')}{reply}"


def _moment(stamp: str) -> datetime:
    try:
        return datetime.fromtimestamp(float(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        raise Unreadable("ts") from None
