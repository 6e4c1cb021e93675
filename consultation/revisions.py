"""What a draft is after all changes: the record folded, and lines that were edited turned into changes."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from consultation.errors import InvalidField
from consultation.model.digest import Point
from consultation.model.references import NoteId
from consultation.model.revisions import Change, DraftRoom, Revision, Sheet
from consultation.texts import clean, cut, one_line

LINE_MOST = 400
"""Characters of a point in a line to edit; a longer one is cut there, and stays whole unless its line is changed."""

REASON_MOST = 300
_LINE = re.compile(r"^(?P<numbers>\d{1,3}(?:\s*\+\s*\d{1,3})*)[.)]\s*(?:\[[^\]]*\]\s*)?(?P<words>.*)$")

Step = tuple[NoteId, Change, str]
"""One change that is still without its author and time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a note stands after all changes."""

    text: str | None = None
    away: bool = False
    order: int | None = None
    into: NoteId | None = None
    carried: bool = False
    confirmed: bool = False


def standings(revisions: Iterable[Revision]) -> dict[NoteId, Standing]:
    """How each note that was ever changed stands now; the revisions come in the order in which they were made."""
    found: dict[NoteId, Standing] = {}
    for one in revisions:
        found[one.note] = _after(found.get(one.note, Standing()), one)
    return found


def _after(before: Standing, one: Revision) -> Standing:
    changes: Mapping[Change, Mapping[str, object]] = {
        Change.REWORD: {"text": one.text, "confirmed": False},
        Change.DROP: {"away": True},
        Change.HOLD: {"away": True},
        Change.RESTORE: {"away": False},
        Change.ORDER: {"order": int(one.text) if one.text.isdecimal() else None},
        Change.MERGE: {"into": NoteId(one.text)},
        Change.PART: {"into": None},
        Change.CARRY: {"carried": True},
        Change.CONFIRM: {"confirmed": True},
    }
    return replace(before, **changes[one.change])  # type: ignore[arg-type]  # fields of Standing, by name


def head_of(note: NoteId, found: Mapping[NoteId, Standing]) -> NoteId:
    """The note that this one says the same as, in the end; itself where it stands alone. A ring of them ends at its smallest."""
    seen = [note]
    while (into := found.get(seen[-1], Standing()).into) is not None:
        if into in seen:
            return min(seen[seen.index(into) :])
        seen.append(into)
    return seen[-1]


def line_of(point: Point) -> str:
    """A point's words in one line to edit."""
    return cut(one_line(point.text), LINE_MOST)


def lines_of(points: Sequence[tuple[str, Point]]) -> list[str]:
    """A room's points as lines to edit: number, tag, words."""
    return [f"{number}. [{tag}] {line_of(point)}" for number, (tag, point) in enumerate(points, start=1)]


def token_of(points: Sequence[tuple[str, Point]]) -> str:
    """The name of what was shown: another one as soon as a point is added or taken away, or changes its words."""
    whole = "\n".join(f"{point.note} {point.text}" for _, point in points)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def steps_of(sheet: Sheet, draft: DraftRoom) -> tuple[list[Step], str]:
    """The changes that an edited sheet asks for, and its new lines. Raises InvalidField."""
    rows, new = _read(sheet.lines, len(draft.points))
    notes = [point.note for _, point in draft.points]
    named = [number for numbers, _ in rows for number in numbers]
    missing = [notes[number - 1] for number in range(1, len(notes) + 1) if number not in named]
    reason = one_line(clean(sheet.reason))[:REASON_MOST]
    if missing and not reason:
        raise InvalidField(
            "reason", "Lines were taken out. Say why in a few words, for the record, or put them back."
        )
    steps: list[Step] = [(note, Change.DROP, reason) for note in missing]
    for numbers, words in rows:
        steps += _row(numbers, words, draft)
    heads = [numbers[0] for numbers, _ in rows]
    if heads != sorted(heads):
        steps += [(notes[number - 1], Change.ORDER, str(place)) for place, number in enumerate(heads)]
    return [*steps, *_chosen(sheet, draft, missing)], "\n".join(new)


def _row(numbers: Sequence[int], words: str, draft: DraftRoom) -> Iterator[Step]:
    first = draft.points[numbers[0] - 1][1]
    if words and words != line_of(first):
        yield first.note, Change.REWORD, words
    for number in numbers[1:]:
        yield draft.points[number - 1][1].note, Change.MERGE, first.note


def _chosen(sheet: Sheet, draft: DraftRoom, missing: Sequence[NoteId]) -> Iterator[Step]:
    for note in sheet.hold:
        yield note, Change.HOLD, ""
    for note in sheet.back:
        yield note, Change.RESTORE, ""
    for note in sheet.carry:
        if note not in draft.carried:
            yield note, Change.CARRY, ""
    if sheet.confirm:
        gone = {*missing, *sheet.hold}
        for note in [*(point.note for _, point in draft.points), *sheet.back]:
            if note not in gone:
                yield note, Change.CONFIRM, ""


def _read(lines: str, most: int) -> tuple[list[tuple[list[int], str]], list[str]]:
    rows: list[tuple[list[int], str]] = []
    new: list[str] = []
    seen: set[int] = set()
    for line in filter(None, (one.strip() for one in clean(lines).splitlines())):
        found = _LINE.match(line)
        if found is None:
            new.append(line)
            continue
        numbers = [int(one) for one in found["numbers"].split("+")]
        for number in numbers:
            if not 1 <= number <= most or number in seen:
                raise InvalidField(
                    "lines_1",
                    f"{number} stands there twice, or for no point. Each line keeps its own number.",
                )
            seen.add(number)
        rows.append((numbers, found["words"].strip()))
    return rows, new
