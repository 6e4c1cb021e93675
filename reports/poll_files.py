"""A poll's results as files: a chart as PNG with its words, the rows as CSV that no spreadsheet takes for formulas, and as JSON."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from consultation.answers import written_number
from consultation.mandates import decision_of
from consultation.model.documents import Document
from consultation.model.questions import QuestionKind
from consultation.results import ALL, PollResult, ResultRow
from consultation.tallies import elected, leaders
from consultation.texts import quoted
from reports.brand import Brand
from reports.data import csv_of, json_of
from reports.phrases import count, listed
from reports.tables import SEVERAL, Column, DataTable, Value
from reports.typesetting import said, typeset
from reports.words import clean, printable

PIXELS_PER_POINT = 2
BARS_MOST = 25
HUNDREDTH = Decimal("0.01")

COLUMNS = (
    Column("session", "the question of the session"),
    Column("question", "what was asked"),
    Column("kind", "what kind of answer it takes"),
    Column("closed", "whether it is closed", "yes or no"),
    Column("opened_again", "why it was opened again after a close, each time; empty where it never was"),
    Column("decision", "what a vote came to that needed a quorum or a majority; empty for any other"),
    Column("place", "all together, or a room"),
    Column("answer", "the answer that the row counts; for a number, the name of the figure"),
    Column("people", "how many people gave it", "whole number; empty where it is withheld"),
    Column("base", "how many people answered there, those who don't know left out", "whole number"),
    Column("percent", "people of base", "whole per cent, rounded half up"),
    Column("score", "points, Borda points, or the figure itself", "number"),
    Column("dont_know", "how many said that they don't know", "whole number"),
    Column("not_answered", "how many of those asked have not answered", "whole number"),
    Column("note", "what has to be known about the row"),
)


def poll_files(result: PollResult, brand: Brand) -> tuple[Document, ...]:
    """A chart where there is something to draw, and the data. Raises ReportNotMade. Blocking."""
    question, table = clean(result.poll.question.wording), table_of(result)
    about = f"Results of the poll {quoted(question)}: {count(len(table.rows), 'row')}, with place and base on each."
    data = (
        Document("poll.csv", f"Results: {question}", about, csv_of(table)),
        Document("poll.json", f"Results as JSON: {question}", about, json_of([table])),
    )
    if not bars_of(result):
        return data
    return (
        Document("poll.png", f"Chart: {question}", words_of(result), chart(result, brand)),
        *data,
    )


def table_of(result: PollResult) -> DataTable:
    """The rows as a table."""
    poll = result.poll
    head = (
        clean(result.session),
        clean(poll.question.wording),
        str(poll.question.kind),
        "yes" if poll.closed_at else "no",
        again_of(result.reopened),
        decision_of(poll, result.tally),
    )
    rows = tuple((*head, *cells_of(row)) for row in result.rows)
    return DataTable("poll", "one answer in one place", COLUMNS, rows)


def again_of(reopened: Sequence[str]) -> str:
    """Why something was opened again, as one cell."""
    return clean(SEVERAL.join(reopened))


def cells_of(row: ResultRow) -> tuple[Value, ...]:
    """A row's cells, from the place on."""
    score = None if row.score is None else written_number(row.score.quantize(HUNDREDTH, ROUND_HALF_UP))
    return (
        clean(row.place),
        clean(row.answer),
        row.people,
        row.base,
        row.percent,
        score,
        row.unsure,
        row.silent,
        row.note,
    )


def bars_of(result: PollResult) -> tuple[tuple[str, int, str], ...]:
    """What the chart draws: each answer, how long its bar is in per cent, and its figure in words."""
    question = result.poll.question
    ranked = question.kind in (QuestionKind.RANKING, QuestionKind.POINTS)
    rows = [row for row in result.rows if row.place == ALL and row.people is not None and row.answer]
    if not question.rows:
        return ()
    most = max((row.score or Decimal() for row in rows), default=Decimal())
    return tuple(
        (
            row.answer,
            int(100 * (row.score or 0) / most) if ranked and most else (row.percent or 0),
            f"{written_number(row.score)} points"
            if row.score is not None
            else f"{row.percent} % ({row.people})",
        )
        for row in rows[:BARS_MOST]
    )


def words_of(result: PollResult) -> str:
    """Everything that the chart shows, for who can't see it."""
    shown = "; ".join(f"{clean(name)}: {figure}" for name, _, figure in bars_of(result))
    return f"Bar chart. {clean(result.poll.question.wording)} {finding_of(result)} {base_of(result)} {shown}."


def finding_of(result: PollResult) -> str:
    """What came out, in one sentence."""
    tally, question = result.tally, result.poll.question
    if decided := decision_of(result.poll, tally):
        return decided
    if question.kind is QuestionKind.AGREEMENT:
        return f"{tally.percent_agree} % agree or strongly agree."
    if tally.figures is not None:
        mean = written_number(tally.figures.mean.quantize(Decimal("0.1"), ROUND_HALF_UP))
        return f"Mean {mean}."
    rows = elected(tally) if question.kind is QuestionKind.RANKING else leaders(tally)
    names = listed([quoted(clean(question.rows[row])) for row in rows])
    how = "By instant run-off: " if question.kind is QuestionKind.RANKING else "Most: "
    if len(rows) > 1:
        how = "A tie between "
    return f"{how}{names}." if rows else "No answers."


def base_of(result: PollResult) -> str:
    """The base, and who is not in it."""
    tally = result.tally
    parts = [count(tally.answers, "answer")]
    parts += [f"{tally.unsure:,} don't know"] if tally.unsure else []
    parts += [f"{tally.silent:,} of those asked have not answered"] if tally.silent else []
    again = " The poll was closed and opened again." if result.reopened else ""
    return ", ".join(parts) + f".{again}"


def chart(result: PollResult, brand: Brand) -> bytes:
    """The chart as PNG, 780 pixels wide. Raises ReportNotMade."""
    bars = [
        {"name": said(printable(name)), "share": share, "figure": figure}
        for name, share, figure in bars_of(result)
    ]
    language, _, region = brand.language.partition("-")
    data: dict[str, object] = {
        "title": said(printable(result.poll.question.wording)),
        "finding": said(printable(finding_of(result))),
        "base": base_of(result),
        "bars": bars,
        "language": language,
        "region": region or None,
    }
    return typeset("poll.typ", data, brand, "png", 72 * PIXELS_PER_POINT)
