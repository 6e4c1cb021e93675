import asyncio
import json
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.alone import main, read_options
from tests.rehearsal.stage import MANIFEST
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[2]


class Running:
    """The command as a person starts it: what it printed first, and what it is told."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self.child = child
        self.said: list[str] = []

    async def starts(self) -> dict[str, str]:
        """Return the settings that it prints."""
        assert self.child.stdout is not None
        async with asyncio.timeout(SECONDS):
            while "SLACK_SIGNING_SECRET" not in "".join(self.said[-1:]):
                line = (await self.child.stdout.readline()).decode()
                assert line, (await self.rest())[1]
                self.said.append(line)
        return dict(line.strip().split("=", 1) for line in self.said if "=" in line)

    async def rest(self) -> tuple[str, str]:
        out, problems = await self.child.communicate()
        return out.decode(), problems.decode()


@asynccontextmanager
async def workspace(*options: str) -> "AsyncIterator[Running]":
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "rehearsal.alone", *options),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Running(child)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


async def test_a_bot_of_ones_own_needs_just_what_is_printed() -> None:
    async with workspace("--people", "5") as running:
        given = await running.starts()
        client = AsyncWebClient(token=given["SLACK_BOT_TOKEN"], base_url=given["SLACK_API_URL"])
        people = [m for m in (await client.users_list())["members"] if not m["is_bot"]]
        channel = (await client.conversations_list())["channels"][0]
        posted = await client.chat_postMessage(channel=channel["id"], text="Hello")
        opened = await client.apps_connections_open(app_token=given["SLACK_APP_TOKEN"])

    assert len(people) == 5
    assert posted["ok"]
    assert opened["url"].startswith("ws://127.0.0.1:")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_ends_cleanly_when_it_is_stopped(number: signal.Signals) -> None:
    async with workspace() as running:
        await running.starts()
        running.child.send_signal(number)
        out, problems = await running.rest()

    assert running.child.returncode == 0
    assert out.strip() == "Stopped."
    assert problems == ""


async def test_the_app_is_the_one_of_the_manifest(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(MANIFEST))
    async with workspace("--manifest", str(file)) as running:
        given = await running.starts()
        client = AsyncWebClient(token=given["SLACK_BOT_TOKEN"], base_url=given["SLACK_API_URL"])
        user = (await client.auth_test())["user"]

    assert user == "tallier"
    assert any(line.startswith("Tallier is installed") for line in running.said)


async def test_it_goes_on_from_where_it_stopped_with_the_same_tokens(tmp_path: Path) -> None:
    scene, state = tmp_path / "scene.json", tmp_path / "state.json"
    scene.write_text(json.dumps({"messages": [{"channel": "general", "as": "person1", "text": "Welcome"}]}))
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({**MANIFEST, "oauth_config": {"scopes": {"bot": ["chat:write"]}}}))
    async with workspace("--load", str(scene), "--state", str(state), "--manifest", str(manifest)) as running:
        first = await running.starts()
        client = AsyncWebClient(token=first["SLACK_BOT_TOKEN"], base_url=first["SLACK_API_URL"])
        await client.chat_postMessage(channel="#general", text="Hello")
        running.child.send_signal(signal.SIGTERM)
        await running.rest()
    manifest.write_text(json.dumps(MANIFEST))
    async with workspace("--state", str(state), "--manifest", str(manifest)) as running:
        second = await running.starts()
        client = AsyncWebClient(token=second["SLACK_BOT_TOKEN"], base_url=second["SLACK_API_URL"])
        channel = (await client.conversations_list())["channels"][0]["id"]
        history = (await client.conversations_history(channel=channel))["messages"]

    assert second["SLACK_BOT_TOKEN"] == first["SLACK_BOT_TOKEN"]
    assert [message["text"] for message in history] == ["Hello", "Welcome"]


async def test_an_address_that_others_can_reach_is_warned_of() -> None:
    async with workspace("--host", "0.0.0.0") as running:  # noqa: S104 -- the warning is what is tested
        await running.starts()
        running.child.send_signal(signal.SIGINT)
        _, problems = await running.rest()

    assert problems == "Other machines can reach this workspace, and whoever does can act as anyone in it.\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--prt", "1"], "There is no option --prt: ./run workspace --help lists them."),
        (["--port", "http"], "--port must be a whole number up to 65535; “http” is not."),
        (["--people=-1"], "--people must be a whole number up to 100000; “-1” is not."),
        (["--manifest"], "--manifest needs a value: ./run workspace --help shows which."),
        (["--load", "/nowhere"], "--load /nowhere can't be read: No such file or directory."),
        (["--load", __file__], f"--load {__file__} is not a JSON object."),
        (["--manifest", "/nowhere"], "The manifest /nowhere can't be read: No such file or directory."),
    ],
)
def test_a_bad_option_is_one_sentence(
    options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options) == 64
    assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "The manifest {} is not JSON: export it as JSON from your app's page."),
        ("[]", "The manifest {} has no display_information.name: is it an app manifest?"),
        (
            '{"display_information": {}}',
            "The manifest {} has no display_information.name: is it an app manifest?",
        ),
    ],
)
def test_a_file_that_is_no_manifest_is_one_sentence(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(text)

    assert main(["--manifest", str(file)]) == 64
    assert capsys.readouterr().err == f"{sentence.format(file)}\n"


def test_a_manifest_with_broken_parts_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "manifest.json"
    file.write_text('{"display_information": {"name": "Odd"}, "features": {"slash_commands": [1]}}')

    assert main(["--manifest", str(file)]) == 64
    assert capsys.readouterr().err.startswith("The manifest can't be used: ")


async def test_a_port_that_is_taken_is_one_sentence() -> None:
    async with workspace() as first:
        url = (await first.starts())["SLACK_API_URL"]
        port = url.split(":")[2].partition("/")[0]
        async with workspace("--port", port) as second:
            _, problems = await second.rest()

    assert second.child.returncode == 1
    assert problems.startswith("The workspace could not be served: ")
    assert problems.count("\n") == 1


def test_help_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--manifest FILE" in capsys.readouterr().out


def test_localhost_is_no_address_that_others_can_reach() -> None:
    for host, is_open in (("localhost", False), ("127.0.0.5", False), ("::1", False), ("box.example", True)):
        options = read_options(["--host", host])
        assert options is not None
        assert options.is_open is is_open
