"""The options of the command, read without a framework: a bad one is one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = """\
./run rehearse       a whole session on this machine: open the printed address and watch
  --headless         the same to its end, without a page: prints the figures, exits 0 if all hold
  --speed N          how fast the cast acts (1 is lifelike, 10 is brisk; 4 by default,
                     without a page as fast as the bot keeps up)
  --port N           where the page is served (a free one by default)
  --seed N           another seed brings other people, wishes and chatter (1 by default)
  --out FOLDER       where digest, report, infographic and data are written (out by default)
"""

LAST_PORT = 65535
SPEED = 4.0


class BadOption(Exception):
    """An option can't be used; the sentence says which and what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. ``port`` 0 takes a free one; ``speed`` None is as fast as the bot keeps up."""

    headless: bool = False
    speed: float | None = SPEED
    port: int = 0
    seed: int = 1
    out: Path = Path("out")
    help: bool = False


def read_options(arguments: Sequence[str]) -> Options:
    """Read the command line; raises ``BadOption``."""
    given: dict[str, str] = {}
    flags: set[str] = set()
    words = iter(arguments)
    for word in words:
        name, has_value, value = word.partition("=")
        if name in {"--headless", "--help", "-h"} and not has_value:
            flags.add(name)
        elif name in {"--speed", "--port", "--seed", "--out"}:
            given[name] = value if has_value else next(words, "")
        else:
            message = f"There is no option {word}: ./run rehearse --help lists them."
            raise BadOption(message)
    return Options(
        headless="--headless" in flags,
        speed=_speed(given["--speed"]) if "--speed" in given else None if "--headless" in flags else SPEED,
        port=whole("--port", given.get("--port", "0"), LAST_PORT),
        seed=whole("--seed", given.get("--seed", "1")),
        out=Path(given.get("--out") or "out"),
        help=bool(flags & {"--help", "-h"}),
    )


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed < float("inf"):
        message = f"--speed must be a number above 0, such as --speed 4; “{text}” is not."
        raise BadOption(message)
    return speed


def whole(name: str, text: str, most: int | None = None) -> int:
    """Return the whole number given for an option; raises ``BadOption`` where it is none, or above ``most``."""
    if not (text.isascii() and text.isdecimal()) or (most is not None and int(text) > most):
        upto = f" up to {most}" if most is not None else ""
        message = f"{name} must be a whole number{upto}; “{text}” is not."
        raise BadOption(message)
    return int(text)
