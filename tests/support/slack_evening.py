"""An evening up to its rooms, lived once for each process of tests and gone back to by every test that begins there."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from handlers.slack.platform import SlackPlatform
from storage.database import Database, open_database
from tests.support.consultation import FakeClock
from tests.support.slack_api import FakeApi
from tests.support.storage import url_of

PEOPLE = 4


class Waits(Protocol):
    """Time that was waited."""

    at: datetime
    waited: list[float]


class Workspace(Protocol):
    """What is remembered of a workspace, and that it can be lived in."""

    api: FakeApi
    database: Database
    platform: SlackPlatform
    starts: int

    @property
    def clock(self) -> FakeClock: ...
    @property
    def time(self) -> Waits: ...

    async def live_up_to_rooms(self, people: int) -> object: ...


@dataclass(frozen=True, slots=True)
class Evening:
    """The database, and everything that is remembered in memory: the workspace, the clocks, what was said."""

    database: Path
    numbers: int
    remembered: Mapping[str, Any]

    async def begin(self, slack: Workspace) -> None:
        """Let a workspace in which nothing has happened yet be where the evening is."""
        api = deepcopy(self.remembered)
        slack.api.__dict__.update(api["api"])
        for _ in range(self.numbers):
            next(slack.api.numbers)
        slack.clock.at, slack.time.at, slack.time.waited = api["clock"], api["time"], api["waited"]
        for said in api["recent"]:
            slack.platform.recent.keep(said)
        await asyncio.to_thread(self._copy, slack.database.address.path)

    def _copy(self, path: Path) -> None:
        with closing(sqlite3.connect(self.database)) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)


def untouched(slack: Workspace) -> bool:
    """Whether nothing has happened in a workspace yet, nor was anything asked to go wrong."""
    api = slack.api
    known = len(api.calls) + len(api.people) + len(api.privates) + len(api.troubles)
    return known == 0 and repr(api.numbers) == "count(1)" and slack.starts == 1


async def lived(slack: Workspace, path: Path) -> Evening:
    """Live an evening up to its rooms, and keep it."""
    await slack.live_up_to_rooms(PEOPLE)
    api = {name: value for name, value in slack.api.__dict__.items() if name != "numbers"}
    remembered = {
        "api": api,
        "clock": slack.clock.at,
        "time": slack.time.at,
        "waited": slack.time.waited,
        "recent": list(slack.platform.recent._kept.values()),
    }
    numbers = next(deepcopy(slack.api.numbers)) - 1
    return Evening(path, numbers, deepcopy(remembered))


def evening(migrated: Path, path: Path, make: Callable[[Database], Workspace]) -> Evening:
    """An evening in a database of its own."""

    async def live() -> Evening:
        shutil.copy(migrated, path)
        database = await open_database(url_of(path))
        try:
            return await lived(make(database), path)
        finally:
            await database.close()

    return asyncio.run(live())
