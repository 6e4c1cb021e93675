"""The official Node packages against the workspace: installed as anyone would, run as a process of their own."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.rehearsal.stage import Stage, stage

SCRIPT = Path(__file__).parent / "node"
INSTALL = ("install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--prefer-offline")
STEPS = [
    "connected",
    "posted",
    "updated Second",
    "pressed",
    "submitted Hello",
    "answered Counted",
    "reacted tada",
    "uploaded a.csv",
    "paged 3 ada,grace,tallier",
    "refused channel_not_found",
    "stopped",
]


INSISTED = os.environ.get("REQUIRE_NODE") == "1"


def skip(reason: str) -> None:
    """Skip with one line, or fail where the Node packages are insisted upon."""
    if INSISTED:
        pytest.fail(reason)
    pytest.skip(reason)


async def run(*command: str, folder: Path, **settings: str) -> tuple[int, str, str]:
    child = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**os.environ, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(240):
            out, problems = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    return child.returncode or 0, out.decode(), problems.decode()


@contextmanager
def a_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="rehearsal-node-") as name:
        folder = Path(name)
        for file in ("package.json", "script.mjs"):
            shutil.copy(SCRIPT / file, folder)
        yield folder


async def install(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        skip("Node.js and npm are not installed: apt install nodejs npm.")
    patience = {"npm_config_fetch_retries": "4" if INSISTED else "0"}
    code, _, problems = await run(str(npm), *INSTALL, folder=folder, **patience)
    if code:
        reasons = [line for line in problems.splitlines() if "error" in line] or ["no reason given"]
        skip(f"npm could not install the Slack packages ({reasons[0]}).")


def settings(s: Stage) -> dict[str, str]:
    return {
        "SLACK_API_URL": s.address.api_url,
        "SLACK_BOT_TOKEN": s.bot.bot_token,
        "SLACK_APP_TOKEN": s.bot.app_token,
        "CHANNEL": s.channel(),
        "PERSON": s.person("ada"),
    }


async def test_the_official_node_packages_do_all_that_a_bot_does() -> None:
    with a_folder() as folder:
        await install(folder)
        async with stage() as s:
            code, out, problems = await run("node", "script.mjs", folder=folder, **settings(s))

    assert out.splitlines() == STEPS, problems
    assert code == 0
