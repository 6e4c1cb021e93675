"""The stage: the workspace served, the cast in it, the real bot connected to it."""

from __future__ import annotations

import random
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal import child
from rehearsal.cast.actor import Actor
from rehearsal.cast.company import Company
from rehearsal.cast.control import Control
from rehearsal.cast.golden import read_golden
from rehearsal.cast.pace import Pace
from rehearsal.cast.people import make_cast
from rehearsal.workspace.server import Address, serve
from rehearsal.workspace.setup import Setup, Timing
from rehearsal.workspace.workspace import Workspace

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator
    from pathlib import Path

    from rehearsal.cast.company import Progress
    from rehearsal.cast.people import Cast
    from rehearsal.cast.window import Window
    from rehearsal.options import Options
    from rehearsal.workspace.apps import Installation

PLENARY = "big-gp"
TOPIC = "The Big GP Consultation: six evenings on the future of general practice"
CONNECTING = 120.0
"""Seconds for the bot to connect; one that ends is seen at once."""

AS_SLOW_AS_IT_IS = Timing(acknowledge=12.0, trigger=12.0)
"""Slack waits three seconds. Here it shares one machine with the cast, the page and the bot, so it waits four times as long."""


class CannotServe(Exception):
    """The workspace can't be served on this port."""

    def __init__(self, port: int, problem: OSError) -> None:
        where = f"on port {port}: choose another with --port" if port else f"({problem})"
        super().__init__(f"The workspace can't be served {where}.")


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that is running. ``bot_ended`` is done, with a sentence, when the bot has stopped by itself."""

    url: str
    company: Company
    control: Control
    bot_ended: asyncio.Task[str]

    @property
    def page(self) -> str:
        """Return the address of the page, as the organiser."""
        return f"{self.url}/?as={self.company.organiser.id}"


@asynccontextmanager
async def set_stage(
    options: Options, progress: Progress, folder: Path, timing: Timing = AS_SLOW_AS_IT_IS
) -> AsyncIterator[Stage]:
    """Set everything up for as long as the block lasts; raises ``BotFailed``, ``NotSeen`` or ``CannotServe``."""
    manifest = await child.read_manifest(folder)
    workspace = Workspace(
        Setup("The Big GP Consultation", "big-gp", channels=(), seed=options.seed, timing=timing)
    )
    app = workspace.install(manifest)
    async with _served(workspace, options.port) as address, Control(address.url) as control:
        company = await _assemble(options, control, app, progress)
        where = child.surroundings(folder, address.api_url, app.bot_token, app.app_token)
        await child.migrate(where)
        async with company.organiser.looks(whole=True) as desk, child.running(where) as ended:
            await _connected(desk.window, app, ended)
            company.desk = desk
            yield Stage(address.url, company, control, ended)


@asynccontextmanager
async def _served(workspace: Workspace, port: int) -> AsyncIterator[Address]:
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(serve(workspace, port))
        except OSError as problem:
            raise CannotServe(port, problem) from problem
        yield address


async def _connected(window: Window, app: Installation, ended: asyncio.Task[str]) -> None:
    def is_there() -> bool | None:
        if ended.done():
            raise child.BotFailed(ended.result())
        return window.connected.get(app.name) or None

    ended.add_done_callback(lambda _: window.look_again())
    await window.until("the bot to connect", is_there, CONNECTING)


async def _assemble(options: Options, control: Control, app: Installation, progress: Progress) -> Company:
    golden = read_golden()
    cast = make_cast(golden.participants, options.seed)
    pace = Pace(options.speed, options.seed)
    actors = await _enter(control, cast, pace)
    everyone = [actor.id for actor in actors]
    await control.add_channel("general", everyone, "Announcements for everyone")
    plenary = await control.add_channel(PLENARY, [*everyone, app.bot_user], TOPIC)
    led = 1 + len(cast.facilitators)
    return Company(
        golden=golden,
        pace=pace,
        chance=random.Random(options.seed),
        progress=progress,
        organiser=actors[0],
        facilitators=tuple(actors[1:led]),
        participants=tuple(actors[led:]),
        plenary=plenary["id"],
        plenary_name=PLENARY,
    )


async def _enter(control: Control, cast: Cast, pace: Pace) -> list[Actor]:
    people = [{"name": one.handle, "real_name": one.name, "title": one.title} for one in cast.everyone]
    entered = await control.add_people(people)
    return [
        Actor(entry["id"], character, control, pace.slower)
        for entry, character in zip(entered, cast.everyone, strict=True)
    ]
