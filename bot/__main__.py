"""The command line: `python -m bot` runs the bot; `migrate` and `manifest` do one thing and end."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.settings import BadSetting, load_environment, read_database_url, read_settings
from handlers.slack.errors import CannotConnect
from storage.errors import CannotOpen, StorageError

EX_USAGE, EX_IOERR, EX_CONFIG = 64, 74, 78
"""Exit codes as sysexits.h numbers them."""

USAGE = """\
python -m bot            connect to Slack and run, with the settings of .env
python -m bot migrate    bring the database to the present form
python -m bot manifest   print the app manifest to paste into Slack
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command and answer its exit code; every foreseen failure is one sentence on standard error."""
    commands: dict[str, Callable[[], int]] = {
        "": _run,
        "run": _run,
        "migrate": _migrate,
        "manifest": _manifest,
    }
    command = commands.get(arguments[0] if arguments else "")
    if command is None or len(arguments) > 1:
        sys.stderr.write(USAGE)
        return EX_USAGE
    try:
        return command()
    except (BadSetting, CannotConnect) as problem:
        return _say(problem.sentence, EX_CONFIG)
    except StorageError as problem:
        return _say(problem.sentence, EX_IOERR if isinstance(problem, CannotOpen) else EX_CONFIG)


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


def _environment() -> dict[str, str]:
    return load_environment(Path(".env"), os.environ)


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
