"""`python -m reports.coverage`: read the typefaces again and write down which characters they draw. Needs fonttools."""

import json
from collections.abc import Iterable
from itertools import groupby

from reports.words import TYPEFACES


def characters() -> set[int]:
    """Every code point that a shipped typeface draws."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the package has no types, and only tests need it

    faces = sorted(path for path in TYPEFACES.iterdir() if path.suffix in {".ttf", ".otf"})
    found: set[int] = set()
    for path in faces:
        with TTFont(path, lazy=True) as face:
            found |= set(face.getBestCmap())
    return found


def ranges(points: Iterable[int]) -> list[list[int]]:
    """Code points as runs: the first and the last of each."""
    runs = (list(run) for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]))
    return [[run[0][1], run[-1][1]] for run in runs]


def main() -> None:
    """Write `typefaces/coverage.json`."""
    (TYPEFACES / "coverage.json").write_text(
        json.dumps(ranges(characters()), separators=(",", ":")) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
