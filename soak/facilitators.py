"""All 20 rooms of real facilitators' notes through the real Slack handlers, message by message and emoji by emoji, up to the report."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from soak.figures import Figure, Options, at_least

ROOT = Path(__file__).parents[1]
TESTS = "tests/handlers/test_facilitator_notes.py"
FOUND = re.compile(r"(\d+) of (\d+) published points in (\d+) rooms")
ROOMS, LEAST = 20, 71
"""Rooms of both events, and the published points that were found in ours (docs/digest.md)."""


def run(_: Options) -> Iterator[Figure]:
    """Run the test over both events, and add up what it found."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", TESTS]
    done = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=ROOT, env={**os.environ, "ALL_ROOMS": "1"}, capture_output=True, text=True, check=False
    )
    told = [tuple(map(int, one)) for one in FOUND.findall(done.stdout)]
    yield Figure(
        "the tests of both events",
        "passed" if not done.returncode else "failed",
        "passed",
        not done.returncode,
    )
    yield at_least(
        "rooms that went from their channel to the report", sum(rooms for *_, rooms in told), ROOMS
    )
    points = sum(all_ for _, all_, _ in told)
    yield at_least(f"published points found in ours, of {points}", sum(found for found, *_ in told), LEAST)
