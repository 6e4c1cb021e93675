"""Other people's data, read where it lies beside the repository; a test that needs it is skipped where it is not."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

CONSULTATION = Path(__file__).parents[2].parent / "shared" / "consultation"

needs_shared = pytest.mark.skipif(
    not CONSULTATION.is_dir(), reason="no ../shared/consultation beside this repository"
)


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file there."""
    with (CONSULTATION / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(*path: str) -> Any:  # noqa: ANN401 - JSON, as it comes
    """What is known about the data there, from whoever published it."""
    found: Any = json.loads((CONSULTATION / "expected.json").read_text(encoding="utf-8"))
    for key in path:
        assert isinstance(found, Mapping)
        found = found[key]
    return found
