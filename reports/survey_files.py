"""A survey's results as files: every question's rows as CSV that no spreadsheet takes for formulas, and as JSON."""

from collections.abc import Iterator

from consultation.model.change import Change
from consultation.model.documents import Document
from consultation.results import ALL, SurveyReport
from consultation.texts import quoted
from reports.data import csv_of, json_of
from reports.phrases import count
from reports.poll_files import COLUMNS, again_of, cells_of
from reports.tables import Column, DataTable, Value
from reports.words import clean

HEAD = (
    Column("survey", "the title of the survey"),
    Column("asked_again", "whether it asks the questions of an earlier one once more", "yes or no"),
    Column("position", "the question's place in it", "whole number"),
)
CHANGE = (
    Column("change_points", "by how many points the share that agrees changed since before", "number"),
    Column("change_low", "the lower end of its interval, 95 %", "number"),
    Column("change_high", "the upper end of its interval, 95 %", "number"),
    Column("paired", "how many people answered before and after, and agreed to be compared", "whole number"),
    Column("unpaired", "how many answers have no partner", "whole number"),
)


def survey_files(report: SurveyReport) -> tuple[Document, ...]:
    """The data of all questions together."""
    title, table = clean(report.survey.title), table_of(report)
    about = f"Results of the survey {quoted(title)}: {count(len(table.rows), 'row')}, with place and base on each."
    return (
        Document("survey.csv", f"Results: {title}", about, csv_of(table)),
        Document("survey.json", f"Results as JSON: {title}", about, json_of([table])),
    )


def table_of(report: SurveyReport) -> DataTable:
    """The rows of all questions as a table."""
    return DataTable(
        "survey", "one answer to one question in one place", (*HEAD, *COLUMNS, *CHANGE), tuple(_rows(report))
    )


def _rows(report: SurveyReport) -> Iterator[tuple[Value, ...]]:
    survey = report.survey
    again, closed = ("yes" if one else "no" for one in (survey.follows, survey.closed_at))
    for place, (result, _) in enumerate(report.questions):
        question = result.question
        head = (clean(survey.title), again, place + 1, clean(report.session), clean(question.wording))
        for row in report.rows(place):
            change = result.change if row.place == ALL and row.people is not None else None
            kind, anew = str(question.kind), again_of(report.reopened)
            # Nothing is decided in a survey.
            yield (*head, kind, closed, anew, "", *cells_of(row), *_change(change))


def _change(change: Change | None) -> tuple[Value, ...]:
    if change is None:
        return ("", "", "", None, None)
    return (
        f"{change.points:.1f}",
        f"{change.low:.1f}",
        f"{change.high:.1f}",
        change.paired,
        change.unpaired,
    )
