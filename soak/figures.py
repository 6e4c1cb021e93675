"""What a soak is asked for, and the table that it prints."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@dataclass(frozen=True, slots=True)
class Options:
    """How much of it, and the seed that makes it repeatable."""

    seed: int
    points: int = 400
    pairs: int = 200
    runs: int = 40
    minutes: float = 10.0
    people: int = 120


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, how much it is, what it should be, and whether it is."""

    what: str
    measured: str
    goal: str
    holds: bool


def at_most(what: str, measured: float, most: float, unit: str = "") -> Figure:
    """A figure that must not be above a goal."""
    shown = f"{measured:,.2f}".removesuffix(".00")
    return Figure(what, f"{shown}{unit}", f"<= {most:,}{unit}", measured <= most)


def at_least(what: str, measured: int, least: int) -> Figure:
    """A figure that must not be below a goal."""
    return Figure(what, f"{measured:,}", f">= {least:,}", measured >= least)


def report(figures: Iterable[Figure]) -> bool:
    """Print the table, a line as soon as it is known. Answers whether all of it holds."""
    held = True
    for one in figures:
        held = held and one.holds
        print(
            f"  {one.what:<72}{one.measured:>14}  {one.goal:<14}{'' if one.holds else 'FALLS SHORT'}",
            flush=True,
        )
    return held


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the time of a soak: in memory where there is some, since a kill leaves what the system has taken in."""
    with tempfile.TemporaryDirectory(prefix="plenary-soak-", dir=MEMORY if MEMORY.is_dir() else None) as path:
        yield Path(path)
