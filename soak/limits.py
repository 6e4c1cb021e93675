"""A whole evening where 256 MB of memory and 256 files are all that the program may have; needs the right to make a control group."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from consultation.model.sessions import Phase
from soak.bursts import Burst, crowd, misjudged
from soak.ending import published
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.kills import ended_badly, trial
from soak.lives import program
from soak.organiser import in_rooms
from soak.town import until

GROUPS = Path("/sys/fs/cgroup/memory")
"""Where the system keeps its groups, in the first version; in the second they are one folder higher."""
PEOPLE, CROWD = 120, 5_000
MEGABYTES, FILES = 256, 256
SLOWEST_SECONDS, PATIENCE = 2.0, 900.0
ENTER = f'echo $$ > "$1/cgroup.procs" && ulimit -n {FILES} && shift && exec "$@"'


@dataclass(frozen=True, slots=True)
class Group:
    """A control group of the system, with little memory."""

    place: Path
    second: bool

    @property
    def entering(self) -> tuple[str, ...]:
        """The words before a command that put it into this group, with few files."""
        return "sh", "-c", ENTER, "sh", str(self.place)

    @property
    def most(self) -> float:
        """The most memory that was taken, in MB; what the system holds of files is part of it."""
        name = "memory.peak" if self.second else "memory.max_usage_in_bytes"
        return int((self.place / name).read_text()) / 2**20

    def stops(self) -> int:
        """How often somebody was ended for want of memory."""
        name = "memory.events" if self.second else "memory.oom_control"
        lines = dict(line.split() for line in (self.place / name).read_text().splitlines())
        return int(lines.get("oom_kill", 0))


@contextmanager
def little_memory() -> Iterator[Group]:
    """A group with little memory for the length of the block. Raises OSError where none may be made."""
    second = not GROUPS.is_dir()
    group = Group((GROUPS.parent if second else GROUPS) / f"plenary-{uuid4().hex[:8]}", second)
    group.place.mkdir()
    try:
        limit = "memory.max" if second else "memory.limit_in_bytes"
        (group.place / limit).write_text(str(MEGABYTES * 2**20))
        yield group
    finally:
        with suppress(OSError):  # somebody is in it still
            group.place.rmdir()


def run(options: Options) -> list[Figure]:  # noqa: ARG001 - every soak is given them
    """A burst of votes, and an evening from its rooms to the published digest with its files."""
    with folder() as place:
        parts = [("burst", _burst), ("evening", _evening)]
        for name, _ in parts:
            (place / name).mkdir()
        return [figure for name, part in parts for figure in asyncio.run(part(place / name))]


async def _burst(place: Path) -> list[Figure]:
    with little_memory() as group:
        async with crowd(CROWD, place) as there:
            record = await there.template.begin(there.town, there.folder)
            settings = there.town.settings(record.url)
            async with program(there.folder, settings, *group.entering) as life:
                await until(lambda: there.town.connected or life.ended.done())
                presses = there.presses()
                await Burst(there, presses).run()
                await there.settled(record, life)
                bad = ended_badly(life, await life.stop())
        missing = sum(not press.acknowledged for press in presses)
        slowest = max(press.seconds for press in presses)
        wrong = missing + len(misjudged(record, presses)) + len(bad)
        return [
            at_most(f"5,000 votes with {MEGABYTES} MB, the slowest after", slowest, SLOWEST_SECONDS, " s"),
            at_most("  not acknowledged, lost, doubled or wrong", wrong, 0),
            at_most("  memory at most", group.most, MEGABYTES, " MB"),
            at_most("  ended for want of it", group.stops(), 0),
        ]


async def _evening(place: Path) -> list[Figure]:
    with little_memory() as group:
        async with trial(PEOPLE, place) as there:
            record = await there.template.begin(there.town, there.folder)
            files = there.town.workspace.files
            settings = there.town.settings(record.url)
            async with program(there.folder, settings, *group.entering) as life, asyncio.timeout(PATIENCE):
                await life.meanwhile(in_rooms(there.town, record, life))
                await life.meanwhile(published(there.town, record, life))
                pending = "select count(*) from handouts where state = 'pending'"
                await life.meanwhile(until(lambda: record.number(pending) == 0, PATIENCE))
                bad = ended_badly(life, await life.stop())
        done, sent = int(record.phase == Phase.PUBLISHED), sum(bool(one.shares) for one in files)
        return [
            at_least(f"evenings of {PEOPLE} people, to the published digest", done, 1),
            at_least("  files shared", sent, 5),
            at_most("  what ended badly", len(bad), 0),
            at_most("  memory at most", group.most, MEGABYTES, " MB"),
            at_most("  ended for want of it", group.stops(), 0),
        ]
