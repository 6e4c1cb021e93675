"""What the open pages hear at once: one queue for each page, one frame for each change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rehearsal.workspace.wire import Json, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

END = ""
"""The frame after which none comes."""


class Live:
    """The pages that are open, by the person they act as. ``changed`` is called with each frame, heard or not."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._open: dict[str, list[asyncio.Queue[str]]] = {}

    def listen(self, person_id: str) -> asyncio.Queue[str]:
        """Open a page for a person and return the queue in which its frames arrive."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._open.setdefault(person_id, []).append(queue)
        return queue

    def leave(self, person_id: str, queue: asyncio.Queue[str]) -> None:
        """Close a page."""
        self._open[person_id].remove(queue)
        if not self._open[person_id]:
            del self._open[person_id]

    def close(self) -> None:
        """Send every page away: the workspace stops."""
        for queues in self._open.values():
            for queue in queues:
                queue.put_nowait(END)

    @property
    def watched(self) -> bool:
        """Return whether any page is open; where none is, nothing need be drawn for one."""
        return bool(self._open)

    def listeners(self) -> Iterator[str]:
        """Give the ids of the people with an open page."""
        return iter(tuple(self._open))

    def tell(self, frame: Json, only: Container[str] | None = None) -> None:
        """Send a frame to every page, or to those of some people only."""
        self._changed()
        people = [person for person in self._open if only is None or person in only]
        if not people:
            return
        text = compact(frame)
        for person in people:
            for queue in self._open[person]:
                queue.put_nowait(text)

    def tell_each(self, person_id: str, frame: Json) -> None:
        """Send a frame to the pages of one person."""
        self.tell(frame, (person_id,))
