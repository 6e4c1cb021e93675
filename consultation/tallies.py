"""Counting answers: what they come to, by published rules, with nothing rounded before it is shown.

Rankings are counted twice. By the Borda count, with n options a first place is n - 1 points, the next n - 2, and so on; options that
somebody left out share the points of the places that were left, so that each ranking gives away the same number of points. By
instant run-off, each person counts for the best option of theirs that is still in; while none has more than half of those who
still count, the one with the fewest leaves. All that tie for the fewest leave together, unless nobody would be left: then they tie.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from consultation.model.questions import (
    Chosen,
    Figures,
    LeftOut,
    Pile,
    Question,
    QuestionKind,
    Ranked,
    Round,
    Shared,
    Tally,
    Unsure,
    Value,
    Words,
)


def tally(question: Question, piles: Iterable[Pile], asked: int | None = None) -> Tally:
    """What these answers come to. `asked` is how many people were asked, None where nobody can know."""
    every = [pile for pile in piles if not isinstance(pile.answer, LeftOut)]
    unsure = sum(pile.people for pile in every if isinstance(pile.answer, Unsure))
    given = [pile for pile in every if not isinstance(pile.answer, Unsure)]
    people = sum(pile.people for pile in given)
    counted = _COUNTERS[question.kind](question, given)
    return Tally(
        counts=counted.counts,
        people=people,
        unsure=unsure,
        silent=None if asked is None else max(asked - people - unsure, 0),
        scores=counted.scores,
        figures=counted.figures,
        rounds=counted.rounds,
        texts=counted.texts,
        unseen=_unseen(question, given),
    )


def leaders(tally: Tally) -> tuple[int, ...]:
    """The rows that lead, more than one where they tie; none without answers. Rankings and points go by their scores."""
    numbers = tally.scores or tally.counts
    most = max(numbers, default=0)
    return tuple(row for row, number in enumerate(numbers) if number == most) if most else ()


def elected(tally: Tally) -> tuple[int, ...]:
    """Who is left when an instant run-off ends: more than one where they tie, none without rankings."""
    last = tally.rounds[-1].counts if tally.rounds else ()
    most = max((count for count in last if count is not None), default=0)
    return tuple(row for row, count in enumerate(last) if count == most) if most else ()


def _options(question: Question, piles: Sequence[Pile]) -> Tally:
    counts: Counter[int] = Counter()
    for pile in piles:
        if isinstance(pile.answer, Chosen):
            counts.update(dict.fromkeys(pile.answer.options, pile.people))
    return Tally(tuple(counts[row] for row in range(len(question.options))))


def _numbers(question: Question, piles: Sequence[Pile]) -> Tally:
    values: Counter[Decimal] = Counter()
    for pile in piles:
        if isinstance(pile.answer, Value):
            values[pile.answer.number] += pile.people
    return Tally(tuple(values[Decimal(row)] for row in question.rows), figures=_figures(values))


def _figures(values: Mapping[Decimal, int]) -> Figures | None:
    people = sum(values.values())
    if not people:
        return None
    rising = sorted(values)
    mean = sum((value * values[value] for value in rising), Decimal()) / people
    middle = (_at((people - 1) // 2, rising, values) + _at(people // 2, rising, values)) / 2
    return Figures(mean, middle, rising[0], rising[-1])


def _at(position: int, rising: Sequence[Decimal], values: Mapping[Decimal, int]) -> Decimal:
    """The number at this position (from 0) among everybody's, in rising order."""
    for value in rising:
        position -= values[value]
        if position < 0:
            return value
    raise AssertionError("there are as many numbers as people")


def _points(question: Question, piles: Sequence[Pile]) -> Tally:
    given, scores = [0] * len(question.options), [0] * len(question.options)
    for pile in piles:
        if isinstance(pile.answer, Shared):
            for option, points in enumerate(pile.answer.points):
                given[option] += pile.people * (points > 0)
                scores[option] += pile.people * points
    return Tally(tuple(given), scores=tuple(scores))


def _ranking(question: Question, piles: Sequence[Pile]) -> Tally:
    options = len(question.options)
    rankings = Counter[tuple[int, ...]]()
    for pile in piles:
        if isinstance(pile.answer, Ranked):
            rankings[pile.answer.options] += pile.people
    first = [0] * options
    for ranked, people in rankings.items():
        first[ranked[0]] += people
    return Tally(tuple(first), scores=_borda(options, rankings), rounds=_run_off(options, rankings))


def _borda(options: int, rankings: Mapping[tuple[int, ...], int]) -> tuple[int, ...]:
    """Borda points in halves: the mean of the places that are left may be half a point."""
    scores = [0] * options
    for ranked, people in rankings.items():
        shared = options - len(ranked) - 1
        for option in range(options):
            place = ranked.index(option) if option in ranked else None
            scores[option] += people * (shared if place is None else 2 * (options - 1 - place))
    return tuple(scores)


def _run_off(options: int, rankings: Mapping[tuple[int, ...], int]) -> tuple[Round, ...]:
    if not rankings:
        return ()
    rounds: list[Round] = []
    left = set(range(options))
    while True:
        counts = _bests(left, rankings)
        fewest = min(counts.values())
        leaving = {option for option in left if counts[option] == fewest}
        is_over = 2 * max(counts.values()) > sum(counts.values()) or leaving == left
        shown = tuple(counts.get(option) for option in range(options))
        rounds.append(Round(shown, () if is_over else tuple(sorted(leaving))))
        if is_over:
            return tuple(rounds)
        left -= leaving


def _bests(left: set[int], rankings: Mapping[tuple[int, ...], int]) -> dict[int, int]:
    counts = dict.fromkeys(left, 0)
    for ranked, people in rankings.items():
        best = next((option for option in ranked if option in left), None)
        if best is not None:
            counts[best] += people
    return counts


def _texts(_: Question, piles: Sequence[Pile]) -> Tally:
    written: Counter[str] = Counter()
    for pile in piles:
        if isinstance(pile.answer, Words):
            written[pile.answer.text] += pile.people
    return Tally((), texts=tuple(sorted(written.items(), key=lambda one: (one[0].casefold(), one[0]))))


def _unseen(question: Question, piles: Sequence[Pile]) -> tuple[int, ...]:
    return tuple(sum(pile.people for pile in piles if pile.version < version) for version in question.since)


_COUNTERS: Mapping[QuestionKind, Callable[[Question, Sequence[Pile]], Tally]] = MappingProxyType(
    {
        QuestionKind.CHOICE: _options,
        QuestionKind.SEVERAL: _options,
        QuestionKind.AGREEMENT: _options,
        QuestionKind.YES_NO: _options,
        QuestionKind.RATING: _numbers,
        QuestionKind.NUMBER: _numbers,
        QuestionKind.POINTS: _points,
        QuestionKind.RANKING: _ranking,
        QuestionKind.SHORT_TEXT: _texts,
        QuestionKind.LONG_TEXT: _texts,
    }
)
