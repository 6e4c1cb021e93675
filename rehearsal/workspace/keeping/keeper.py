"""A file that follows a workspace: written whole, a moment after each change, at most once a second and seldom if it is much."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from rehearsal.workspace.keeping import picture

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from rehearsal.workspace.workspace import Workspace

PAUSE = 1.0
"""Real seconds between two times of writing."""

SHARE = 20
"""The pause is this many times as long as the picture took, so that a full workspace is held up a twentieth of the time at most."""


@asynccontextmanager
async def kept(workspace: Workspace, path: Path | None) -> AsyncIterator[None]:
    """Keep a workspace's state in a file for as long as the block lasts; without a file, nowhere.

    Raises ``OSError`` where it can't be written at the beginning or in the end.
    """
    if path is None:
        yield
        return
    keeper = Keeper(workspace, path)
    keeper.write()
    following = asyncio.ensure_future(keeper.follow())
    workspace.watch(keeper.touch)
    try:
        yield
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        keeper.write()


class Keeper:
    """Keeps the state of one workspace in one file."""

    def __init__(self, workspace: Workspace, path: Path, pause: float = PAUSE) -> None:
        self._workspace = workspace
        self._path = path
        self._pause = pause
        self._last = ""
        self._letters = picture.Letters()
        self._changed = asyncio.Event()

    async def follow(self) -> None:
        """Write after each change, for ever."""
        pause = self._pause
        while True:
            await self._changed.wait()
            await asyncio.sleep(pause)
            self._changed.clear()
            began = time.perf_counter()
            text = self._taken()
            pause = max(self._pause, SHARE * (time.perf_counter() - began))
            with suppress(OSError):  # a full disk may have room at the next change; the end says so if not
                await asyncio.to_thread(self._write, text)

    def touch(self) -> None:
        """Know of a change, or of what may be one."""
        self._changed.set()

    def write(self) -> None:
        """Write at once; raises ``OSError``."""
        self._write(self._taken())

    def _taken(self) -> str:
        return picture.taken(self._workspace, self._letters)

    def _write(self, text: str) -> None:
        """Put a new file in the place of the old one, so that there is a whole one at every moment."""
        if text == self._last:
            return
        beside = self._path.with_name(f"{self._path.name}.new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        self._last = text
