"""The command line: `./run bot`, which is `python -m bot`, runs the bot; every other command does one thing and ends."""

import asyncio
import gc
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from bot import maintenance
from bot.settings import BadSetting, load_environment, read_database_url, read_settings
from consultation.errors import ConsultationError
from handlers.slack.errors import CannotConnect, OutOfReach
from storage.errors import StorageError

EX_OK, EX_USAGE, EX_TEMPFAIL, EX_CONFIG = 0, 64, 75, 78
"""Exit codes as sysexits.h numbers them; what is the matter with a database has its own (storage/errors.py)."""

USAGE = """\
./run bot                  connect to Slack and run, with the settings of .env
./run bot migrate          bring the database to the present form
./run bot manifest         print the app manifest to paste into Slack; with --http URL the one for HTTP mode
./run bot verify           look through the database: structure, references, seals, tallies
./run bot backup [FILE]    copy everything to a file, while the bot runs
./run bot restore FILE     put such a file in the database's place, while the bot is stopped
./run bot forget ID        forget one person, by their member id, while the bot is stopped
./run bot help             this list
Where the requirements are installed already, "python -m bot" is the same as "./run bot".
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command and answer its exit code; every foreseen failure is one sentence on standard error."""
    name, *rest = arguments or ("run",)
    if name not in COMMANDS:
        return _say(f"There is no './run bot {name}': ./run bot help lists what there is.", EX_USAGE)
    command, least, most = COMMANDS[name]
    if not least <= len(rest) <= most:
        return _say(_misuse(name, len(rest), most), EX_USAGE)
    return _carry_out(command, rest)


def _carry_out(command: Callable[..., int], words: Sequence[str]) -> int:
    try:
        return command(*words)
    except OutOfReach as problem:
        return _say(problem.sentence, EX_TEMPFAIL)
    except (BadSetting, CannotConnect) as problem:
        return _say(problem.sentence, EX_CONFIG)
    except BrokenPipeError:
        # Whoever read what we print has seen enough; at its end Python would try once more, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EX_OK
    except ConsultationError as problem:
        return _say(problem.sentence, EX_TEMPFAIL)
    except StorageError as problem:
        return _say(problem.sentence, problem.code)


def _misuse(name: str, given: int, most: int) -> str:
    """What is wrong with the words after a command, and how it is written."""
    line = next((one for one in USAGE.splitlines() if one.startswith(f"./run bot {name} ")), "./run bot")
    written = line.partition("  ")[0]
    if given > most:
        return f"There are too many words after '{name}'. It is written: {written}"
    what = "A member id" if name == "forget" else "A file"
    return f"{what} is missing after '{name}'. It is written: {written}"


def _run() -> int:
    # Nothing that loading makes is ever thrown away; looking for it takes a sixth of a start. `take_over` begins to collect.
    gc.disable()
    from bot.compose import run
    from bot.logs import start_logging

    settings = read_settings(_environment())
    start_logging(settings.log_level, settings.log_format, settings.secrets)
    _migrate()
    asyncio.run(run(settings))
    return 0


def _migrate() -> int:
    from storage.migrate import migrate

    migrate(read_database_url(_environment()))
    return 0


def _manifest(option: str = "", address: str = "") -> int:
    from handlers.slack.manifest import manifest

    if option and (option != "--http" or not address.startswith("https://")):
        return _say("It is written: ./run bot manifest --http https://the.address.of.this.program", EX_USAGE)
    # Flushed here, where a reader that has gone away is foreseen.
    print(json.dumps(manifest(address), indent=2, ensure_ascii=False), flush=True)  # noqa: T201 - printing it is the command
    return EX_OK


def _help() -> int:
    print(USAGE, end="", flush=True)  # noqa: T201 - printing it is the command
    return EX_OK


def _on_database(command: Callable[..., int]) -> Callable[..., int]:
    return lambda *rest: command(read_database_url(_environment()), *rest)


@cache
def _environment() -> dict[str, str]:
    # Once: what is odd about .env is told once, too.
    return load_environment(Path(".env"), os.environ)


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


COMMANDS: Mapping[str, tuple[Callable[..., int], int, int]] = {
    "run": (_run, 0, 0),
    **dict.fromkeys(("help", "--help", "-h"), (_help, 0, 0)),
    "migrate": (_migrate, 0, 0),
    "manifest": (_manifest, 0, 2),
    "verify": (_on_database(maintenance.verify), 0, 0),
    "backup": (_on_database(maintenance.back_up), 0, 1),
    "restore": (_on_database(maintenance.restore), 1, 1),
    "forget": (_on_database(maintenance.forget), 1, 1),
}
"""Each command with the fewest and the most words that may follow it."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
