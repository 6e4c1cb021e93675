"""What questions came to as rows: for each place and each answer how many gave it, of how many, and what was left out and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from consultation.disclosure import cells_withheld, is_too_few, rooms_to_tell, with_rest
from consultation.model.polls import Poll, Secrecy
from consultation.model.questions import Question, QuestionKind, Tally
from consultation.model.surveys import Survey, SurveyResult

ALL = "All together"
WITHHELD = "fewer than 5 answers, or these would be given away"
SMALL = "from 1 to 4 people, or these would be given away"

Room = tuple[int, str, Tally]
"""A room's number, its name and what its people answered."""


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
    """A poll with everything that its results are made from. `rooms` have their names; empty where it was not put in rooms.

    `reopened` says why it was opened again, each time it was.
    """

    poll: Poll
    session: str
    tally: Tally
    rooms: tuple[Room, ...]
    at: datetime
    reopened: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """Every row: all together first, then room by room, those with few answers without their figures."""
        return rows_of(self.poll.question, self.poll.secrecy, self.tally, self.rooms)


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """A survey with everything that its results are made from, each question with what it came to in each room.

    `reopened` says why it was opened again, each time it was.
    """

    survey: Survey
    session: str
    questions: tuple[tuple[SurveyResult, tuple[Room, ...]], ...]
    reopened: tuple[str, ...] = ()

    def rows(self, place: int) -> tuple[ResultRow, ...]:
        """Every row of the question at this place, as of a poll's."""
        result, rooms = self.questions[place]
        return rows_of(result.question, self.survey.secrecy, result.tally, rooms)


def rows_of(
    question: Question, secrecy: Secrecy, tally: Tally, rooms: Sequence[Room]
) -> tuple[ResultRow, ...]:
    """Every row of a question: all together, then the rooms that may be told apart, without cells of fewer than five people.

    Nothing that is left out can be worked out from these rows and from what is told of the whole anywhere else. Who doesn't know and who
    has not answered, the smallest and the largest number, and what people wrote are told of the whole only.
    """
    if is_too_few(secrecy, tally):
        return (ResultRow(ALL, "", None, None, None, note=WITHHELD),)
    rows = list(_rows(question, ALL, tally))
    told = {number for number, _ in rooms_to_tell(tally, [(number, one) for number, _, one in rooms])}
    hidden = _hidden(tally, [one for number, _, one in rooms if number in told])
    place = 0
    for number, name, one in rooms:
        if number in told:
            rows += _room_rows(question, name, one, {c for r, c in hidden if r == place})
            place += 1
        else:
            rows.append(ResultRow(name, "", None, None, None, note=WITHHELD))
    return tuple(rows)


def _hidden(whole: Tally, told: Sequence[Tally]) -> frozenset[tuple[int, int]]:
    """The cells of rooms that are left out. What is left of the whole is a row too: it can be worked out."""
    if not whole.counts:
        return frozenset()
    return cells_withheld(with_rest(whole.counts, [one.counts for one in told]))


def _room_rows(question: Question, place: str, tally: Tally, hidden: set[int]) -> Iterator[ResultRow]:
    if question.kind is QuestionKind.NUMBER and tally.figures is not None:
        for name, figure in (("mean", tally.figures.mean), ("median", tally.figures.median)):
            yield ResultRow(place, name, None, tally.answers, None, figure)
    for row, name in enumerate(question.rows):
        if row in hidden:
            yield ResultRow(place, name, None, tally.answers, None, note=SMALL)
        else:
            # Points would tell of the cells that are left out.
            score = None if hidden else _score(question, tally, row)
            yield ResultRow(place, name, tally.counts[row], tally.answers, tally.percent(row), score)


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
