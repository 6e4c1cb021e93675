"""Bookmarks: the links in the bar over a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json

MOST = 100
"""Bookmarks of a channel (docs.slack.dev, bookmarks.add)."""


@dataclass(slots=True)
class Bookmark:
    """One link by its ``Bk…`` id; ``created`` and ``updated`` are unix time, ``rank`` is its place in the bar."""

    id: str
    channel: str
    title: str
    link: str
    emoji: str
    created: int
    updated: int
    rank: str
    app_id: str
    user: str

    def as_slack(self, team_id: str) -> Json:
        """Return it as ``bookmarks.list`` does."""
        return {
            "id": self.id,
            "channel_id": self.channel,
            "title": self.title,
            "link": self.link,
            "emoji": self.emoji,
            "icon_url": None,
            "type": "link",
            "entity_id": None,
            "date_created": self.created,
            "date_updated": self.updated,
            "rank": self.rank,
            "last_updated_by_user_id": self.user,
            "last_updated_by_team_id": team_id,
            "shortcut_id": None,
            "app_id": self.app_id,
            "app_action_id": None,
        }


class Bookmarks:
    """Every bookmark, in the order in which they were set."""

    def __init__(self) -> None:
        self._by_id: dict[str, Bookmark] = {}

    def __iter__(self) -> Iterator[Bookmark]:
        return iter(self._by_id.values())

    def of(self, channel: str) -> Iterator[Bookmark]:
        """Give those of a channel."""
        return (mark for mark in self._by_id.values() if mark.channel == channel)

    def plain(self, channel: str) -> list[Json]:
        """Return what the page needs to know of those of a channel."""
        return [{"title": mark.title, "link": mark.link, "emoji": mark.emoji} for mark in self.of(channel)]

    def add(self, bookmark: Bookmark) -> None:
        """Set one; raises ``too_many_bookmarks``."""
        if sum(1 for _ in self.of(bookmark.channel)) >= MOST:
            raise SlackError("too_many_bookmarks")
        self._by_id[bookmark.id] = bookmark

    def get(self, bookmark_id: str, channel: str) -> Bookmark:
        """Return one of a channel; raises ``not_found``."""
        mark = self._by_id.get(bookmark_id)
        if mark is None or mark.channel != channel:
            raise SlackError("not_found")
        return mark

    def remove(self, bookmark: Bookmark) -> None:
        """Take one away."""
        del self._by_id[bookmark.id]
