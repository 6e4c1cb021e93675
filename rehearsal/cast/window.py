"""What one person sees, kept up to date by the live WebSocket, and waiting for something to appear there."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from rehearsal.cast.control import Control, Json

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds that a person waits for something that should appear: it does within one, unless the machine is busy with other things."""


class NotSeen(Exception):
    """Something expected did not appear in time."""

    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(f"Waited {seconds:g} s for {what}.")


@dataclass(frozen=True, slots=True)
class Post:
    """One message as it is shown. ``private`` is one that only this person sees; ``by_app`` one of an app."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...]
    private: bool
    by_app: bool
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    files: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or direct message, with the ids of its members."""

    id: str
    name: str
    topic: str
    members: frozenset[str]
    is_direct: bool
    is_archived: bool


class Window:
    """What one person sees. ``views`` are the open forms, bottom first; ``notices`` what small bars said."""

    def __init__(self, control: Control, person: str) -> None:
        self._control = control
        self._person = person
        self._changed = asyncio.Event()
        self.channels: dict[str, Channel] = {}
        self.views: list[Json] = []
        self.notices: list[str] = []
        self.connected: dict[str, bool] = {}
        self._posts: dict[str, dict[str, Post]] = {}

    def posts(self, channel: str) -> list[Post]:
        """Return what stands in a channel, oldest first."""
        return sorted(self._posts.get(channel, {}).values(), key=lambda post: float(post.ts))

    async def until(self, what: str, find: Callable[[], T | None], seconds: float = PATIENCE) -> T:
        """Return what ``find`` finds as soon as it does; raises ``NotSeen`` with ``what`` after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    changed = self._changed
                    found = find()
                    if found is not None:
                        return found
                    await changed.wait()
        except TimeoutError:
            raise NotSeen(what, seconds) from None

    async def load(self) -> None:
        """Look at everything anew."""
        state = await self._control.state(self._person)
        self.channels = {entry["id"]: _channel(entry) for entry in state["channels"]}
        self._posts = {
            channel: {entry["ts"]: _post(channel, entry) for entry in posts}
            for channel, posts in state["messages"].items()
        }
        self.views = state["views"]
        self.connected = {entry["name"]: entry["connected"] for entry in state["apps"]}
        self.look_again()

    async def follow(self, frames: AsyncIterator[Json]) -> None:
        """Take in what changes, until the socket closes."""
        async for frame in frames:
            if frame["type"] == "channel" and self._is_new(frame["channel"]):
                # What was said in a room before one came in is not told again.
                await self.load()
            self._take(frame)
            self.look_again()

    def _is_new(self, entry: Json) -> bool:
        before = self.channels.get(entry["id"])
        was_in = before is not None and self._person in before.members
        return not was_in and self._person in entry["members"]

    def _take(self, frame: Json) -> None:
        take = {
            "message": self._take_message,
            "message_changed": self._take_message,
            "message_deleted": self._take_deletion,
            "channel": self._take_channel,
            "views": self._take_views,
            "notice": self._take_notice,
            "app": self._take_app,
        }.get(frame["type"])
        if take is not None:
            take(frame)

    def _take_message(self, frame: Json) -> None:
        post = _post(frame["channel"], frame["message"])
        self._posts.setdefault(post.channel, {})[post.ts] = post

    def _take_deletion(self, frame: Json) -> None:
        self._posts.get(frame["channel"], {}).pop(frame["ts"], None)

    def _take_channel(self, frame: Json) -> None:
        channel = _channel(frame["channel"])
        self.channels[channel.id] = channel

    def _take_views(self, frame: Json) -> None:
        self.views = frame["views"]

    def _take_notice(self, frame: Json) -> None:
        self.notices.append(frame["text"])

    def _take_app(self, frame: Json) -> None:
        self.connected[frame["app"]["name"]] = frame["app"]["connected"]

    def look_again(self) -> None:
        """Let everyone who waits look again at what they wait for."""
        self._changed.set()
        self._changed = asyncio.Event()


@asynccontextmanager
async def window(control: Control, person: str, *, whole: bool) -> AsyncIterator[Window]:
    """Look as a person for as long as the block lasts; without ``whole``, only at what changes from now on."""
    shown = Window(control, person)
    async with control.live(person) as frames:
        if whole:
            await shown.load()
        following = asyncio.create_task(shown.follow(frames))
        try:
            yield shown
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following


def _channel(entry: Json) -> Channel:
    return Channel(
        entry["id"],
        entry["name"],
        entry["topic"],
        frozenset(entry["members"]),
        entry["is_im"],
        entry["is_archived"],
    )


def _post(channel: str, entry: Json) -> Post:
    return Post(
        channel,
        entry["ts"],
        entry.get("user", ""),
        entry.get("text", ""),
        tuple(entry.get("blocks", ())),
        private=bool(entry.get("is_ephemeral")),
        by_app="bot_id" in entry,
        reactions=tuple(_reactions(entry)),
        files=tuple(entry.get("files", ())),
    )


def _reactions(entry: Json) -> Iterator[tuple[str, tuple[str, ...]]]:
    for reaction in entry.get("reactions", ()):
        yield reaction["name"], tuple(reaction["users"])
