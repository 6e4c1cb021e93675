"""Attacks by subtraction: everything that is published of a poll or survey in rooms is put together, and leaves a choice about the few.

Published are the card in plenary, the files, the digest's message and the data of the report. A program knows all of it, and who sits where,
and looks with linear programming for numbers that are left no choice.
"""

import csv
import io
import json
import random
import re
from dataclasses import dataclass, field

import highspy
import pytest

from consultation.digest import Findings, compile_digest
from consultation.disclosure import FEW, rooms_to_tell
from consultation.model.cards import PollCard
from consultation.model.polls import Audience, Poll
from consultation.model.questions import AGREEMENT_SCALE, Chosen, Pile, Question, QuestionKind, Tally
from consultation.model.references import PersonRef, PollId, QuestionId, RoomId, ThemeId
from consultation.model.rooms import Room
from consultation.report import report_of
from consultation.results import PollResult
from consultation.tallies import tally
from handlers.slack.views.digest import parts_of
from handlers.slack.views.findings import digest_message
from handlers.slack.views.polls import poll_card
from reports.data import csv_of, json_of
from reports.poll_files import table_of
from reports.tables import tables
from tests.support.people import NOW, session

CONSULTATIONS = 24
OPTIONS = ("Records", "Rota", "Rooms")
Cell = tuple[int, int]


@dataclass
class Evening:
    """What was answered: for each room its answers by option, and how many sit there."""

    kind: QuestionKind
    answers: list[list[int]]
    seats: list[int]
    rooms: list[Room] = field(default_factory=list)

    @property
    def question(self) -> Question:
        options = AGREEMENT_SCALE if self.kind is QuestionKind.AGREEMENT else OPTIONS
        return Question(QuestionId("q1"), self.kind, "Well?", options)

    @property
    def tallies(self) -> list[Tally]:
        return [self._tally(counts, seats) for counts, seats in zip(self.answers, self.seats, strict=True)]

    @property
    def whole(self) -> Tally:
        return self._tally([sum(column) for column in zip(*self.answers, strict=True)], sum(self.seats))

    def _tally(self, counts: list[int], seats: int) -> Tally:
        piles = [Pile(Chosen((option,)), people) for option, people in enumerate(counts) if people]
        return tally(self.question, piles, seats)


def evening(seed: int) -> Evening:
    """An evening of a few rooms, most of them small, in which most answer and few think differently."""
    chance = random.Random(seed)  # noqa: S311 - an evening, not a secret
    kind = chance.choice([QuestionKind.AGREEMENT, QuestionKind.CHOICE])
    options = 5 if kind is QuestionKind.AGREEMENT else 3
    seats = [chance.choice([2, 3, 4, 5, 6, 8, 12, 20]) for _ in range(chance.randint(2, 7))]
    turnout = chance.choice([1.0, 0.8, 0.5])
    weights = [chance.choice([0.02, 0.2, 1.0]) for _ in range(options)]
    answers = []
    for size in seats:
        said = [chance.choices(range(options), weights)[0] for _ in range(size) if chance.random() <= turnout]
        answers.append([said.count(option) for option in range(options)])
    return Evening(kind, answers, seats)


@dataclass
class Known:
    """What has been published: for cells, for rooms (option None) and for the whole (room None), a least and a most."""

    facts: list[tuple[frozenset[Cell], int, int]] = field(default_factory=list)

    def say(self, cells: frozenset[Cell], least: int, most: int) -> None:
        self.facts.append((cells, least, most))


def published(one: Evening, *, shares: bool) -> Known:
    """Everything that is told, read from what people get. `shares`: with those of rooms that card and digest tell inside."""
    known, options = Known(), range(len(one.question.rows))
    rooms = range(len(one.answers))
    themes = session().themes
    placed = tuple(
        Room(RoomId(f"r{r}"), session().id, r + 1, themes[0].id if themes else ThemeId("t"), PersonRef("F"))
        for r in rooms
    )
    poll = Poll(PollId("q1"), session().id, one.question, Audience.ROOMS, PersonRef("U"), NOW, NOW)
    by_room = [(r + 1, counted) for r, counted in enumerate(one.tallies)]
    for r in rooms:  # who sits where is no secret
        known.say(frozenset((r, o) for o in options), 0, one.seats[r])
    _read_card(known, one, poll, placed, shares=shares)
    _read_files(known, one, poll)
    digest = compile_digest(Findings(session(), placed, polls=((poll, one.whole, tuple(by_room)),)))
    _read_digest(
        known, "\n".join(digest_message(part).text for part in parts_of(digest)), options, shares=shares
    )
    for table in tables(report_of(digest)):
        if table.name == "ballots":
            _read_data(
                known,
                [dict(zip((c.name for c in table.columns), row, strict=True)) for row in table.rows],
                len(by_room),
            )
    return known


def _share(known: Known, room: int, percent: int, base: int) -> None:
    agree = [people for people in range(base + 1) if (200 * people + base) // (2 * base) == percent]
    known.say(frozenset({(room, 0), (room, 1)}), min(agree), max(agree))


def _read_card(known: Known, one: Evening, poll: Poll, placed: tuple[Room, ...], *, shares: bool) -> None:
    told = {number for number, _ in rooms_to_tell(one.whole, [(r + 1, t) for r, t in enumerate(one.tallies)])}
    by_room = tuple((room, one.tallies[room.number - 1]) for room in placed if room.number in told)
    text = poll_card(PollCard(session(), poll, one.whole, together=True, by_room=by_room)).text
    for option, label in enumerate(one.question.rows):
        people = re.search(rf"% {re.escape(label)} · (\d+)", text)
        if people:
            known.say(frozenset((r, option) for r in range(len(one.answers))), int(people[1]), int(people[1]))
    for number, said, base in re.findall(r"(\d+)\. [^:\n]*: (.*?)(\d+) answers", text):
        room, answers = int(number) - 1, int(base)
        known.say(frozenset((room, o) for o in range(len(one.question.rows))), answers, answers)
        share = re.search(r"(\d+) % agree", said)
        if shares and share:
            _share(known, room, int(share[1]), answers)


def _read_files(known: Known, one: Evening, poll: Poll) -> None:
    rooms = tuple((r + 1, f"Room {r + 1}", counted) for r, counted in enumerate(one.tallies))
    table = table_of(PollResult(poll, "What?", one.whole, rooms, NOW))
    rows = list(csv.DictReader(io.StringIO(csv_of(table).decode("utf-8-sig"))))
    written = json.loads(json_of([table]))["poll"]["rows"]
    assert [row["people"] for row in written] == [
        int(row["people"]) if row["people"] else None for row in rows
    ]
    labels = one.question.rows
    for row in rows:
        place = None if row["place"] == "All together" else int(row["place"].removeprefix("Room ")) - 1
        inside = range(len(one.answers)) if place is None else [place]
        if row["base"]:
            cells = frozenset((r, o) for r in inside for o in range(len(labels)))
            known.say(cells, int(row["base"]), int(row["base"]))
        if row["people"] and row["answer"]:
            option = labels.index(row["answer"])
            known.say(frozenset((r, option) for r in inside), int(row["people"]), int(row["people"]))


def _read_digest(known: Known, text: str, options: range, *, shares: bool) -> None:
    line = re.search(r"By room: (.*)", text)
    for number, percent in re.findall(r"(\d+): (\d+) %", line[1]) if line and shares else ():
        cells = frozenset((int(number) - 1, o) for o in options)
        base = next((least for facts, least, most in known.facts if facts == cells and least == most), None)
        assert base is not None, "the digest tells a room apart that the card does not"
        _share(known, int(number) - 1, int(percent), base)


def _read_data(known: Known, rows: list[dict[str, object]], rooms: int) -> None:
    """Figures that leave are multiples of five: each stands for five numbers."""
    for row in rows:
        option, count = int(str(row["position"])) - 1, row["answers"]
        inside = range(rooms) if row["room"] == "all" else [int(str(row["room"])) - 1]
        if isinstance(count, int):
            known.say(frozenset((r, option) for r in inside), max(count - 2, 0), count + 2 if count else 0)


def choice_about(known: Known, cells: frozenset[Cell]) -> tuple[int, int]:
    """The least and the most that these cells may come to, for somebody who knows all that."""
    every = sorted({cell for facts, *_ in known.facts for cell in facts})
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # the package types only a part of itself
    model.silent()
    numbers = {cell: model.addVariable(0, 500) for cell in every}
    for facts, least, most in known.facts:
        total = sum((numbers[cell] for cell in sorted(facts)[1:]), 1 * numbers[min(facts)])
        model.addConstr(total >= least)
        model.addConstr(total <= most)
    goal = sum((numbers[cell] for cell in sorted(cells)[1:]), 1 * numbers[min(cells)])
    model.minimize(goal)
    lowest = model.getObjectiveValue()
    model.maximize(goal)
    return round(lowest), round(model.getObjectiveValue())


@pytest.mark.parametrize("seed", range(CONSULTATIONS))
def test_no_room_of_few_answers_can_be_worked_out_from_all_that_is_published(seed: int) -> None:
    one = evening(seed)
    known = published(one, shares=True)
    if one.whole.answers in (0, sum(one.seats)) and not _told(one):
        return  # everybody answered, or nobody: each room's number is that of its seats
    for room, counted in enumerate(one.tallies):
        if 0 < counted.answers < FEW:
            least, most = choice_about(known, frozenset((room, o) for o in range(len(counted.counts))))
            assert least < most, (one, room)
            _no_cell(known, one, room)


def _told(one: Evening) -> bool:
    return bool(rooms_to_tell(one.whole, [(r + 1, t) for r, t in enumerate(one.tallies)]))


def _no_cell(known: Known, one: Evening, room: int) -> None:
    for option, people in enumerate(one.answers[room]):
        if people:
            least, most = choice_about(known, frozenset({(room, option)}))
            assert least < most, (one, room, option)


@pytest.mark.parametrize("seed", range(CONSULTATIONS))
def test_no_cell_of_few_people_can_be_worked_out_from_the_files_and_what_is_told_of_the_whole(
    seed: int,
) -> None:
    one = evening(seed)
    if one.whole.answers == max(one.whole.counts):
        return  # all said the same, so what each said is what all said
    if len(one.answers) - [t.answers for t in one.tallies].count(0) < 2:
        return
    known = published(one, shares=False)
    for room, counts in enumerate(one.answers):
        for option, people in enumerate(counts):
            if 0 < people < FEW:
                least, most = choice_about(known, frozenset({(room, option)}))
                assert least < most, (one, room, option)


def test_the_attack_finds_what_is_given_away() -> None:
    """A table that leaves out one small cell and nothing else hides nothing: the program says so."""
    known = Known()
    known.say(frozenset({(0, 0), (1, 0)}), 12, 12)
    known.say(frozenset({(1, 0)}), 9, 9)
    assert choice_about(known, frozenset({(0, 0)})) == (3, 3)
