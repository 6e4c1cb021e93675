"""The whole program as a child process: started, reached, asked to stop."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.patience import SECONDS
from tests.support.slack_door import APP_TOKEN, BOT_TOKEN, Door, open_door

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.wire


@asynccontextmanager
async def program(door: Door, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_API_URL": door.api,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
    }
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


async def test_asked_to_stop_it_ends_well_and_says_nothing_but_lines(tmp_path: Path) -> None:
    async with open_door() as door, program(door, tmp_path) as child:
        async with asyncio.timeout(SECONDS), door.change:
            await door.change.wait_for(lambda: door.sockets)
        await door.sends("e1", "help s3ntin3l")
        child.send_signal(signal.SIGTERM)
        said, _ = await child.communicate()
    assert child.returncode == 0, said
    lines = [json.loads(line) for line in said.decode().splitlines()]
    assert lines[-1]["message"] == "stopped"
    assert all("failure" not in line for line in lines)
    for secret in (BOT_TOKEN, APP_TOKEN, "s3ntin3l", "/link/"):
        assert secret not in said.decode()


async def test_asked_to_stop_while_it_starts_it_ends_well(tmp_path: Path) -> None:
    async with open_door() as door, program(door, tmp_path) as child:
        door.handshakes_fail = ["hang"] * 3
        async with asyncio.timeout(SECONDS):
            while not door.handshakes:
                assert child.stdout is not None
                await child.stdout.readline()
        child.send_signal(signal.SIGTERM)
        said, _ = await child.communicate()
    assert child.returncode == 0, said
    assert b"Traceback" not in said
