"""The command line: `python -m bot` runs the bot; every other command does one thing and ends."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot import care
from bot.settings import BadSetting, load_environment, read_database_url, read_settings
from handlers.slack.errors import CannotConnect
from storage.errors import StorageError

EX_USAGE, EX_CONFIG = 64, 78
"""Exit codes as sysexits.h numbers them; what is the matter with a database has its own (storage/errors.py)."""

USAGE = """\
python -m bot            connect to Slack and run, with the settings of .env
python -m bot migrate    bring the database to the present form
python -m bot manifest   print the app manifest to paste into Slack
python -m bot verify     look through the database: structure, references, seals, tallies
python -m bot backup [FILE]   copy everything to a file, while the bot runs
python -m bot restore FILE    put such a file in the database's place, while the bot is stopped
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command and answer its exit code; every foreseen failure is one sentence on standard error."""
    name, *rest = arguments or ("run",)
    command, least, most = COMMANDS.get(name, (_run, 1, 0))
    if not least <= len(rest) <= most:
        sys.stderr.write(USAGE)
        return EX_USAGE
    try:
        return command(*rest)
    except (BadSetting, CannotConnect) as problem:
        return _say(problem.sentence, EX_CONFIG)
    except StorageError as problem:
        return _say(problem.sentence, problem.code)


def _run() -> int:
    from bot.compose import run
    from bot.logs import start_logging

    settings = read_settings(_environment())
    start_logging(settings.log_level)
    _migrate()
    asyncio.run(run(settings))
    return 0


def _migrate() -> int:
    from storage.migrate import migrate

    migrate(read_database_url(_environment()))
    return 0


def _manifest() -> int:
    from handlers.slack.manifest import manifest

    print(json.dumps(manifest(), indent=2, ensure_ascii=False))  # noqa: T201 - printing it is the command
    return 0


def _on_database(command: Callable[..., int]) -> Callable[..., int]:
    return lambda *rest: command(read_database_url(_environment()), *rest)


def _environment() -> dict[str, str]:
    return load_environment(Path(".env"), os.environ)


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


COMMANDS: Mapping[str, tuple[Callable[..., int], int, int]] = {
    "run": (_run, 0, 0),
    "migrate": (_migrate, 0, 0),
    "manifest": (_manifest, 0, 0),
    "verify": (_on_database(care.verify), 0, 0),
    "backup": (_on_database(care.back_up), 0, 1),
    "restore": (_on_database(care.restore), 1, 1),
}
"""Each command with the fewest and the most words that may follow it."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
