"""Channels and direct messages: who is in them, what they are called, what Slack says about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearsal.workspace.wire import Json

NAME_LENGTH = 80


@dataclass(slots=True)
class Line:
    """A topic or a purpose, who set it and when (unix time)."""

    value: str = ""
    creator: str = ""
    last_set: int = 0

    def as_slack(self) -> Json:
        """Return it as Slack nests it in a channel."""
        return {"value": self.value, "creator": self.creator, "last_set": self.last_set}


@dataclass(slots=True)
class Channel:
    """A public channel, a private one, or a direct message between two people (``is_im``) or several (``is_mpim``)."""

    id: str
    name: str
    creator: str
    created: int
    is_im: bool = False
    is_mpim: bool = False
    is_private: bool = False
    is_general: bool = False
    is_archived: bool = False
    topic: Line = field(default_factory=Line)
    purpose: Line = field(default_factory=Line)
    members: dict[str, None] = field(default_factory=dict)
    previous_names: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return Slack's ``channel_type``: channel, group, im or mpim."""
        if self.is_direct:
            return "im" if self.is_im else "mpim"
        return "group" if self.is_private else "channel"

    @property
    def is_direct(self) -> bool:
        """Return whether it is a direct message, of two people or of several."""
        return self.is_im or self.is_mpim

    @property
    def is_public(self) -> bool:
        """Return whether everyone may see it."""
        return not (self.is_direct or self.is_private)

    def seen_by(self, person_id: str) -> bool:
        """Return whether a full member, or an app, may know of it."""
        return self.is_public or person_id in self.members

    def other(self, person_id: str) -> str:
        """Return the other side of a direct message (oneself, in a note to oneself)."""
        return next((member for member in self.members if member != person_id), person_id)

    def plain(self, viewer: str) -> Json:
        """Return what the page needs to know."""
        shown: Json = {
            "id": self.id,
            "name": self.name,
            "is_im": self.is_im,
            "is_mpim": self.is_mpim,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "topic": self.topic.value,
            "purpose": self.purpose.value,
            "members": list(self.members),
        }
        if self.is_im:
            shown["user"] = self.other(viewer)
        return shown


class Channels:
    """Every channel, by id and by name; direct messages by the people in them.

    ``guests`` are the people who know of nothing but where they are (slack.com/help, guest accounts).
    """

    def __init__(self) -> None:
        self.guests: set[str] = set()
        self._by_id: dict[str, Channel] = {}
        self._by_name: dict[str, Channel] = {}
        self._direct: dict[frozenset[str], Channel] = {}

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._by_id.values())

    def add(self, channel: Channel) -> None:
        """Open a channel; raises ``name_taken`` (an archived channel keeps its name)."""
        if channel.is_direct:
            self._direct[frozenset(channel.members)] = channel
        elif channel.name in self._by_name:
            raise SlackError("name_taken")
        else:
            self._by_name[channel.name] = channel
        self._by_id[channel.id] = channel

    def rename(self, channel: Channel, name: str) -> None:
        """Call a channel otherwise; raises ``name_taken``."""
        if self._by_name.get(name, channel) is not channel:
            raise SlackError("name_taken")
        del self._by_name[channel.name]
        channel.previous_names.insert(0, channel.name)
        channel.name = name
        self._by_name[name] = channel

    def get(self, channel_id: str) -> Channel:
        """Return a channel; raises ``channel_not_found``."""
        if channel_id not in self._by_id:
            raise SlackError("channel_not_found")
        return self._by_id[channel_id]

    def seen(self, channel_id: str, viewer: str) -> Channel:
        """Return a channel that ``viewer`` may see; raises ``channel_not_found``."""
        channel = self.get(channel_id)
        if not self.known(channel_id, viewer):
            raise SlackError("channel_not_found")
        return channel

    def known(self, channel_id: str, viewer: str) -> bool:
        """Return whether there is such a channel and ``viewer`` may see it."""
        channel = self._by_id.get(channel_id)
        if channel is None or viewer in self.guests:
            return channel is not None and viewer in channel.members
        return channel.seen_by(viewer)

    def named(self, name: str) -> Channel | None:
        """Return the channel of that name, if there is one."""
        return self._by_name.get(name)

    def direct(self, people: Iterable[str]) -> Channel | None:
        """Return the direct message of these people, if it was ever opened."""
        return self._direct.get(frozenset(people))


def checked_name(name: str) -> str:
    """Return a channel name that Slack takes; raises ``invalid_name_…`` by the rule it breaks.

    Source: the documentation of ``conversations.create`` (lower case, digits, ``-`` and ``_``, 80 characters).
    """
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > NAME_LENGTH:
        raise SlackError("invalid_name_maxlength")
    if name.lower() != name or re.search(r"[^\w-]", name):
        raise SlackError("invalid_name_specials")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    return name


def channel_object(channel: Channel, viewer: str, team_id: str) -> Json:
    """Return a channel as ``conversations.info`` does for ``viewer``."""
    if channel.is_im:
        return direct_object(channel, viewer, team_id)
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.is_public,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": team_id,
        "updated": channel.created * 1000,
        "creator": channel.creator,
        "is_ext_shared": False,
        "shared_team_ids": [team_id],
        "pending_connected_team_ids": [],
        "is_member": viewer in channel.members,
        "topic": channel.topic.as_slack(),
        "purpose": channel.purpose.as_slack(),
        "previous_names": list(channel.previous_names),
    }


def direct_object(channel: Channel, viewer: str, team_id: str) -> Json:
    """Return a direct message as ``conversations.open`` does for ``viewer``."""
    shown = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "context_team_id": team_id,
        "updated": channel.created * 1000,
        "priority": 0,
    }
    return shown | ({"user": channel.other(viewer)} if channel.is_im else {})
