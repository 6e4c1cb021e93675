"""A poll's results as rows: for each place and each answer how many gave it, of how many, and what was left out and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from consultation.disclosure import rooms_to_tell
from consultation.model.polls import Poll
from consultation.model.questions import Question, Tally

ALL = "All together"
WITHHELD = "fewer than 5 answers, or these would be given away"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One answer in one place. `base` are the people of its share, None where the place is not told apart.

    `score` are points (Borda points of a ranking may be halves). `text` holds what was written where people write.
    """

    place: str
    answer: str
    people: int | None
    base: int | None
    percent: int | None
    score: Decimal | None = None
    unsure: int | None = None
    silent: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PollResult:
    """A poll with everything that its results are made from. `rooms` have their names; empty where it was not put in rooms."""

    poll: Poll
    session: str
    tally: Tally
    rooms: tuple[tuple[int, str, Tally], ...]
    at: datetime

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """Every row: all together first, then room by room, those with few answers without their figures."""
        question = self.poll.question
        by_room = [(number, tally) for number, _, tally in self.rooms]
        told = {number for number, _ in rooms_to_tell(self.tally, by_room)}
        rows = list(_rows(question, ALL, self.tally))
        for number, name, tally in self.rooms:
            if number in told:
                rows += _rows(question, name, tally)
            else:
                rows.append(ResultRow(name, "", None, None, None, note=WITHHELD))
        return tuple(rows)


def _rows(question: Question, place: str, tally: Tally) -> Iterator[ResultRow]:
    if tally.figures is not None and not question.rows:
        yield from _figures(place, tally)
    for row, name in enumerate(question.rows):
        yield ResultRow(
            place=place,
            answer=name,
            people=tally.counts[row],
            base=tally.answers,
            percent=tally.percent(row),
            score=_score(question, tally, row),
            unsure=tally.unsure,
            silent=tally.silent,
            note=_note(tally.unseen, row),
        )
    for text, people in tally.texts:
        yield ResultRow(place, text, people, tally.answers, None, unsure=tally.unsure, silent=tally.silent)
    if tally.waiting or tally.hidden:
        kept = f"{tally.waiting} not looked at yet, {tally.hidden} not shown"
        yield ResultRow(
            place, "", None, tally.answers, None, unsure=tally.unsure, silent=tally.silent, note=kept
        )
    if not tally.answers:
        yield ResultRow(place, "", 0, 0, None, unsure=tally.unsure, silent=tally.silent, note="no answers")


def _figures(place: str, tally: Tally) -> Iterator[ResultRow]:
    figures = tally.figures
    assert figures is not None
    named = (
        ("mean", figures.mean),
        ("median", figures.median),
        ("lowest", figures.lowest),
        ("highest", figures.highest),
    )
    for name, figure in named:
        yield ResultRow(
            place, name, None, tally.answers, None, figure, unsure=tally.unsure, silent=tally.silent
        )


def _score(question: Question, tally: Tally, row: int) -> Decimal | None:
    if not tally.scores:
        return None
    # Borda points are counted in halves.
    return Decimal(tally.scores[row]) / (2 if tally.rounds or question.kind == "ranking" else 1)


def _note(unseen: Sequence[int], row: int) -> str:
    return f"added later: {unseen[row]} answered before it was there" if unseen and unseen[row] else ""
