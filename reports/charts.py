"""A poll as a chart: what may be told of it inside the organisation or beyond, with its base, and the same in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from consultation.disclosure import FEW, Breakdown, Reach, leaving, rooms_to_tell
from consultation.model.questions import QuestionKind
from consultation.model.report import ReportPoll
from reports.document import Bar, Chart, Scale
from reports.phrases import count, listed, percent
from reports.words import printable

TOO_FEW = "Too few answers to show how they fell."
LEFT_OUT = "Rooms with few answers are left out, so that nobody’s answer can be told."
SMALL = "Not shown: the numbers are small."
ROUNDED = "Counts are rounded to 5, and small ones left out, so that nobody’s answer can be told."


ALIKE_MOST = 9
"""When so few all answer alike, each of their answers is known: it is said that most did, and no more."""


@dataclass(frozen=True, slots=True)
class Told:
    """Counts that may be shown: by option, in all, and by room. None is what may not."""

    options: tuple[int | None, ...]
    answers: int | None
    rooms: tuple[tuple[int, tuple[int | None, ...], int | None], ...]


def told(poll: ReportPoll, reach: Reach) -> Told:
    """What may be told of a poll as far as `reach` goes."""
    if reach is Reach.OUTSIDE:
        breakdown: Breakdown = leaving(poll.tally, poll.by_room)
        return Told(breakdown.options, breakdown.answers, breakdown.rooms)
    if poll.tally.answers < FEW:
        return Told((None,) * len(poll.options), None, ())
    if alike(poll.tally.counts):
        return Told((None,) * len(poll.options), poll.tally.answers, ())
    rooms = rooms_to_tell(poll.tally, poll.by_room)
    return Told(
        poll.tally.counts,
        poll.tally.answers,
        tuple((number, tally.counts, tally.answers) for number, tally in rooms if tally.answers),
    )


def alike(counts: Sequence[int | None]) -> bool:
    """Whether a few people all gave one answer, so that it may not be said that all did."""
    known = [count for count in counts if count]
    return len(known) == 1 and known[0] <= ALIKE_MOST


def chart(poll: ReportPoll, reach: Reach) -> Chart:
    """The chart of a poll."""
    counts = told(poll, reach)
    agreement = poll.kind is QuestionKind.AGREEMENT
    share = _agreeing(counts.options, counts.answers) if agreement else None
    bars = tuple(
        _bar(printable(option), answers, counts.answers)
        for option, answers in zip(poll.options, counts.options, strict=True)
    )
    finding = _finding(bars, share, counts, agreement=agreement)
    if reach is Reach.WITHIN and counts.answers and alike(poll.tally.counts):
        finding = f"Most: {printable(poll.options[poll.tally.counts.index(counts.answers)])}"
    rooms = _rooms(counts) if agreement else ()
    base = _base(poll, counts, reach)
    return Chart(
        title=printable(poll.question),
        scale=Scale.AGREEMENT if agreement else Scale.CHOICES,
        share=share,
        finding=finding,
        base=base,
        summary=_summary(finding, base, bars, rooms),
        bars=bars,
        rooms=rooms,
        note=_note(poll, counts, reach),
    )


def based(bar: Bar) -> str:
    """A room's share with how many answered there: "86 % of 7"."""
    return bar.figure if bar.share is None or bar.answers is None else f"{bar.figure} of {bar.answers:,}"


def _agreeing(options: Sequence[int | None], answers: int | None) -> int | None:
    """The share that agrees or strongly agrees, where both may be told."""
    first = [option for option in options[:2] if option is not None]
    return percent(sum(first), answers) if answers and len(first) == len(options[:2]) else None


def _bar(label: str, answers: int | None, base: int | None) -> Bar:
    if answers is None or base is None:
        return Bar(label, None, "not shown", answers)
    share = min(percent(answers, base), 100)
    return Bar(label, share, f"{share} %", answers)


def _rooms(counts: Told) -> tuple[Bar, ...]:
    bars = []
    for number, options, answers in counts.rooms:
        share = _agreeing(options, answers)
        agreeing = [sum(option or 0 for option in part) for part in (options[:2], options[2:])]
        if share is not None and alike(agreeing):
            share, figure = None, "most" if agreeing[0] else "few"
        else:
            figure = "not shown" if share is None else f"{min(share, 100)} %"
        bars.append(Bar(f"Room {number}" if number else "Plenary", share, figure, answers))
    return tuple(bars) if len(bars) > 1 and any(bar.share is not None for bar in bars) else ()


def _finding(bars: Sequence[Bar], share: int | None, counts: Told, *, agreement: bool) -> str:
    if counts.answers == 0:
        return "No answers."
    if counts.answers is None:
        return TOO_FEW
    if agreement:
        return f"{min(share, 100)} % agree or strongly agree" if share is not None else SMALL
    shares = [bar.share for bar in bars if bar.share is not None]
    if not shares:
        return SMALL
    first = [bar.label for bar in bars if bar.share == max(shares)]
    return f"{listed(first)}: {max(shares)} %{' each' if len(first) > 1 else ''}"


def _base(poll: ReportPoll, counts: Told, reach: Reach) -> str:
    if counts.answers is None:
        return f"Fewer than {FEW} answers" if reach is Reach.WITHIN else "Fewer than 8 answers"
    if poll.kind is QuestionKind.AGREEMENT and reach is Reach.WITHIN and counts.answers:
        agree = sum(option or 0 for option in counts.options[:2])
        return f"{agree:,} of {count(counts.answers, 'answer')}"
    return (
        count(counts.answers, "answer")
        if reach is Reach.WITHIN
        else f"About {count(counts.answers, 'answer')}"
    )


def _summary(finding: str, base: str, bars: Sequence[Bar], rooms: Sequence[Bar]) -> str:
    """The whole chart in words."""
    options = listed([f"{bar.label} {bar.figure}" for bar in bars])
    by_room = f" By room: {listed([f'{bar.label} {based(bar)}' for bar in rooms])}." if rooms else ""
    return f"{finding.rstrip('.')}. {base}. {options}.{by_room}"


def _note(poll: ReportPoll, counts: Told, reach: Reach) -> str:
    if reach is Reach.OUTSIDE:
        return ""  # it tells numbers that are rounded or left out here
    answered = sum(1 for _, tally in poll.by_room if tally.answers)
    left_out = LEFT_OUT if len(counts.rooms) < answered else ""
    return " ".join(filter(None, (poll.note, left_out)))
