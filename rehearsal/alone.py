"""``./run workspace``: the workspace alone, empty, for a bot of one's own."""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from rehearsal.furnishing import furnished
from rehearsal.options import LAST_PORT, BadOption, whole
from rehearsal.workspace.anything import manifest
from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.server import LOOPBACK, serve
from rehearsal.workspace.setup import PersonSetup, Setup
from rehearsal.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.server import Address
    from rehearsal.workspace.wire import Json

USAGE = """\
./run workspace      an empty Slack-compatible workspace for a bot of your own
  --port N           where it is served (a free port by default)
  --manifest FILE    your app's manifest, as JSON (by default an app that may do everything, without commands)
  --people N         how many people are in it (3 by default)
  --host ADDRESS     listen on this address instead of 127.0.0.1
  --state FILE       keep everything in this file, and go on from it at the next start
  --load FILE        begin with the people, channels and messages, or the whole state, in this file
"""

EX_FAILED, EX_USAGE = 1, 64
MOST_PEOPLE = 100_000

_NAMES = ("--port", "--manifest", "--people", "--host", "--state", "--load")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. ``port`` 0 takes a free one."""

    manifest: Json
    port: int = 0
    people: int = 3
    host: str = LOOPBACK
    state: Path | None = None
    beginning: Json | None = None

    @property
    def is_open(self) -> bool:
        """Return whether other machines may reach it."""
        try:
            return not ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"


def read_options(arguments: Sequence[str]) -> Options | None:
    """Read the command line, None where only help is wanted; raises ``BadOption``."""
    given: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        name, has_value, value = word.partition("=")
        if word in {"--help", "-h"}:
            return None
        if name not in _NAMES:
            raise BadOption(f"There is no option {word}: ./run workspace --help lists them.")
        given[name] = value if has_value else next(words, "")
        if not given[name]:
            raise BadOption(f"{name} needs a value: ./run workspace --help shows which.")
    return Options(
        manifest=_manifest(given.get("--manifest")),
        port=whole("--port", given.get("--port", "0"), LAST_PORT),
        people=whole("--people", given.get("--people", "3"), MOST_PEOPLE),
        host=given.get("--host", LOOPBACK),
        state=Path(given["--state"]) if "--state" in given else None,
        beginning=_beginning(given),
    )


def _beginning(given: dict[str, str]) -> Json | None:
    """Return what to begin with: the state that was kept, else what is to be loaded, if anything."""
    if "--state" in given and Path(given["--state"]).exists():
        return _object("--state", given["--state"])
    return _object("--load", given["--load"]) if "--load" in given else None


def _object(option: str, name: str) -> Json:
    """Read the JSON object in a file; raises ``BadOption``."""
    try:
        given = json.loads(Path(name).read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadOption(f"{option} {name} can't be read: {problem.strerror}.") from problem
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise BadOption(f"{option} {name} is not a JSON object.")
    return given


def _manifest(name: str | None) -> Json:
    if name is None:
        return manifest()
    try:
        given = json.loads(Path(name).read_text(encoding="utf-8"))
        str(given["display_information"]["name"])
    except OSError as problem:
        raise BadOption(f"The manifest {name} can't be read: {problem.strerror}.") from problem
    except (ValueError, RecursionError):
        raise BadOption(f"The manifest {name} is not JSON: export it as JSON from your app's page.") from None
    except (KeyError, TypeError):
        raise BadOption(
            f"The manifest {name} has no display_information.name: is it an app manifest?"
        ) from None
    manifest_read: Json = given
    return manifest_read


def main(arguments: Sequence[str]) -> int:
    """Serve a workspace until it is stopped and return the exit code; what goes wrong is one sentence."""
    try:
        options = read_options(arguments)
        if options is None:
            print(USAGE, end="")
            return 0
        return asyncio.run(_serve(options))
    except (BadOption, Unclear) as problem:
        return _say(str(problem), EX_USAGE)
    except OSError as problem:
        return _say(f"The workspace could not be served: {problem.strerror or problem}.", EX_FAILED)


async def _serve(options: Options) -> int:
    workspace = Workspace(_setup(options.people))
    app = furnished(workspace, options.manifest, options.beginning)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt there
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    _calm_collector()
    async with serve(workspace, options.port, options.host, options.state) as address:
        if options.is_open:
            _say("Other machines can reach this workspace, and whoever does can act as anyone in it.", 0)
        print(_welcome(address, app), flush=True)
        await stopped.wait()
    print("\nStopped.")
    return 0


def _setup(people: int) -> Setup:
    everyone = tuple(PersonSetup(f"person{n}", f"Person {n}") for n in range(1, people + 1))
    return Setup("Workspace", "workspace", people=everyone)


def _calm_collector() -> None:
    """Keep the collector from walking over all that lasts each time a crowd acts: a quarter of the time otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _welcome(address: Address, app: Installation) -> str:
    return "\n".join(
        (
            f"The workspace is at {address.url}/ (open it to act as anyone in it; Ctrl-C stops it).",
            f"{app.name} is installed. Start your bot with these in its environment:",
            "",
            f"  SLACK_API_URL={address.api_url}",
            f"  SLACK_BOT_TOKEN={app.bot_token}",
            f"  SLACK_APP_TOKEN={app.app_token}",
            f"  SLACK_SIGNING_SECRET={app.signing_secret}",
        )
    )


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
