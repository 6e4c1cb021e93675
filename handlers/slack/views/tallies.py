"""What answers came to, drawn as text: bars, shares and the base, or the figures that mean something for the kind of question."""

import re
from decimal import ROUND_HALF_UP, Decimal

from consultation.answers import written_number
from consultation.disclosure import FEW, is_too_few
from consultation.model.polls import Poll
from consultation.model.questions import UNSURE, Question, QuestionKind, Tally
from consultation.tallies import elected, leaders
from consultation.texts import quoted
from handlers.slack.blocks import Block, section
from handlers.slack.texts import bar
from handlers.slack.views.wording import count, listing, percent, words
from handlers.slack.views.writings import read_blocks

LABEL_MOST = 150
_BAR = re.compile("`[█░]+ *([^`]*)` *")
TENTH = Decimal("0.1")
TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})


def tally_blocks(question: Question, tally: Tally, *, over: bool = False, drawn: bool = True) -> list[Block]:
    """A tally as it stands; `over` says who leads, once nothing changes any more. Not `drawn`: a chart beside it has the bars."""
    lines = [line if drawn else _BAR.sub(r"\1 ", line) for line in row_lines(question, tally)]
    findings = finding_lines(question, tally, over=over)
    return [
        *listing("tally", lines),
        *read_blocks("written", tally),
        *([section("finding", "\n".join(findings))] if findings else []),
    ]


def few_blocks(poll: Poll, tally: Tally) -> list[Block]:
    """Why a closed poll shows nothing: anonymously, so few answered that it would give them away."""
    if poll.closed_at is None or not is_too_few(poll.secrecy, tally) or not tally.answers + tally.unsure:
        return []
    return [section("few", f"Fewer than {FEW} people answered, so what they said is not shown.")]


def finding_lines(question: Question, tally: Tally, *, over: bool) -> list[str]:
    """What came out, a line each: shares and figures, and once it is `over` who leads, ties said as ties; none without answers."""
    leading = _leading(question, tally) if over else []
    return [*_findings(question, tally), *leading] if tally.answers else []


def base(question: Question, tally: Tally) -> str:
    """How many answered, how many don't know, and how many of those asked have not answered."""
    said = [count(tally.answers, "answer") if tally.answers else "No answers yet"]
    if tally.unsure:
        said.append(f"{tally.unsure:,} {quoted(words(question.unsure or UNSURE))}, not counted in the shares")
    if tally.silent:
        said.append(f"{tally.silent:,} of those asked {'has' if tally.silent == 1 else 'have'} not answered")
    return " · ".join(said)


def finding(question: Question, tally: Tally) -> str:
    """What came out in one line: the share that agrees, the mean, or who leads; empty without answers."""
    return " ".join(finding_lines(question, tally, over=True)[:1])


def row_lines(question: Question, tally: Tally) -> list[str]:
    """A line for each row, with its bar, share and number."""
    match question.kind:
        case QuestionKind.RANKING:
            return _ranked(question, tally)
        case QuestionKind.POINTS:
            return _pointed(question, tally)
    return [_row(question, tally, row) for row in range(len(question.rows))]


def _row(question: Question, tally: Tally, row: int) -> str:
    share, people = tally.percent(row), tally.counts[row]
    return f"`{bar(share)} {share:>3} %`  {_label(question, row)} · {people:,}{_since(tally, row)}"


def _label(question: Question, row: int) -> str:
    label = words(question.rows[row], LABEL_MOST)
    if question.kind is QuestionKind.RATING and question.options and row in (0, len(question.rows) - 1):
        return f"{label} ({words(question.options[0 if row == 0 else -1], LABEL_MOST)})"
    return label


def _since(tally: Tally, row: int) -> str:
    unseen = tally.unseen[row] if tally.unseen else 0
    return f" (added later: {count(unseen, 'answer')} came before it)" if unseen else ""


def _ranked(question: Question, tally: Tally) -> list[str]:
    order = sorted(range(len(question.options)), key=lambda row: (-tally.scores[row], row))
    return [
        f"`{bar(percent(tally.scores[row], max(tally.scores) or 1))}`  {words(question.options[row], LABEL_MOST)} · "
        f"{_halves(tally.scores[row])} · {count(tally.counts[row], 'first place')}{_since(tally, row)}"
        for row in order
    ]


def _halves(score: int) -> str:
    points = written_number(Decimal(score) / 2)
    return f"{points} point{'' if points == '1' else 's'}"


def _pointed(question: Question, tally: Tally) -> list[str]:
    whole = sum(tally.scores)
    return [
        f"`{bar(percent(points, whole))} {percent(points, whole):>3} %`  {words(question.options[row], LABEL_MOST)} · "
        f"{count(points, 'point')} from {tally.counts[row]:,}{_since(tally, row)}"
        for row, points in enumerate(tally.scores)
    ]


def _findings(question: Question, tally: Tally) -> list[str]:
    if question.kind is QuestionKind.AGREEMENT:
        return [f"*{tally.percent_agree} % agree or strongly agree*"]
    if tally.figures is not None:
        figures = tally.figures
        spread = f" · from {written_number(figures.lowest)} to {written_number(figures.highest)}"
        return [f"*Mean {_tenth(figures.mean)}* · median {_tenth(figures.median)}{spread}"]
    return []


def _tenth(number: Decimal) -> str:
    return written_number(number.quantize(TENTH, ROUND_HALF_UP))


def _leading(question: Question, tally: Tally) -> list[str]:
    if question.kind in (QuestionKind.AGREEMENT, QuestionKind.RATING, QuestionKind.NUMBER, *TEXTS):
        return []
    if question.kind is QuestionKind.RANKING:
        return [
            _first("By points", question, leaders(tally)),
            _first("By instant run-off", question, elected(tally)),
        ]
    return [_first("Most", question, leaders(tally))]


def _first(how: str, question: Question, rows: tuple[int, ...]) -> str:
    names = " and ".join(words(question.rows[row], LABEL_MOST) for row in rows)
    return f"{how}: a tie between *{names}*" if len(rows) > 1 else f"{how}: *{names}*"
