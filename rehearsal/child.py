"""The real bot as a child process: started like anywhere else, told only where Slack is."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearsal.cast.scenes.sessions import london

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

ROOT = Path(__file__).parent.parent
LAST_LINES = 12
BOT_LOG = "bot.log"
ORGANISATION = "The Big GP Consultation Team"
BOT = ("-m", "bot")
"""What Python is told so that it is the bot."""

STOPPING = 10.0
"""Seconds that the bot has to stop by itself."""

_NOT_FOR_THE_BOT = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "PLENARY_ORGANISERS", "LOG_LEVEL")
"""Settings of this machine that would keep the bot from the rehearsal: a proxy can't reach 127.0.0.1 here."""


class BotFailed(Exception):
    """The bot, or one of its commands, ended when it should not have."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the bot runs: a folder of its own, so that no .env of this machine reaches it, and its settings."""

    folder: Path
    settings: Mapping[str, str]

    @property
    def log(self) -> Path:
        """Return the file that the bot's log goes to."""
        return self.folder / BOT_LOG

    def environment(self) -> dict[str, str]:
        """Return the environment of the child process."""
        kept = {key: value for key, value in os.environ.items() if key.upper() not in _NOT_FOR_THE_BOT}
        return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **self.settings}


def zone() -> str:
    """Return the time zone in which the play's evenings begin, as far as this machine knows it."""
    return str(getattr(london(), "key", ""))


def surroundings(folder: Path, api_url: str, bot_token: str, app_token: str) -> Surroundings:
    """Return what the bot needs to find the workspace, with a fresh database in the folder."""
    database = (folder / "plenary.sqlite3").as_posix()
    return Surroundings(
        folder,
        {
            "SLACK_BOT_TOKEN": bot_token,
            "SLACK_APP_TOKEN": app_token,
            "SLACK_API_URL": api_url,
            "DATABASE_URL": f"sqlite:///{database}",
            "REPORT_NAME": ORGANISATION,
            "REPORT_TIME_ZONE": zone(),
        },
    )


async def read_manifest(folder: Path) -> dict[str, Any]:
    """Ask the bot for its app manifest; raises ``BotFailed``."""
    manifest: dict[str, Any] = json.loads(await _finish(Surroundings(folder, {}), "manifest"))
    return manifest


async def migrate(where: Surroundings) -> None:
    """Prepare the bot's database; raises ``BotFailed``."""
    await _finish(where, "migrate")


async def _finish(where: Surroundings, command: str) -> bytes:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, *BOT, command),
        cwd=where.folder,
        env=where.environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, problems = await child.communicate()
    finally:
        await _stop(child)
    if child.returncode:
        raise BotFailed(
            _sentence(f"./run bot {command}", child.returncode, problems.decode(errors="replace"))
        )
    return out


@asynccontextmanager
async def running(where: Surroundings) -> AsyncIterator[asyncio.Task[str]]:
    """Run the bot for as long as the block lasts; the task ends, with a sentence, only if the bot does before that."""
    with where.log.open("wb") as log:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, *BOT),
            cwd=where.folder,
            env=where.environment(),
            stdout=log,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us; we stop the bot ourselves
        )
        ended = asyncio.create_task(_ended(child, where.log))
        try:
            yield ended
        finally:
            ended.cancel()
            await _stop(child)


async def _ended(child: asyncio.subprocess.Process, log: Path) -> str:
    code = await child.wait()
    said = await asyncio.to_thread(log.read_text, encoding="utf-8", errors="replace")
    return _sentence("The bot", code, said)


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is not None:
        return
    child.terminate()
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(child.wait(), STOPPING)
    finally:
        # Also where somebody presses Ctrl-C a second time: no bot may be left behind.
        if child.returncode is None:
            child.kill()
            await child.wait()


def _sentence(what: str, code: int, said: str) -> str:
    last = "\n".join(said.strip().splitlines()[-LAST_LINES:])
    return f"{what} ended with exit code {code}. Its last words:\n{last or '(none)'}"
