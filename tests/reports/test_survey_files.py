"""A survey's results as files: every question with place and base on each row, small cells left out, the change beside."""

import csv
import io
import json
from dataclasses import replace

from consultation.model.change import Change, Method
from consultation.model.polls import Secrecy
from consultation.model.questions import Chosen, Pile, Question, Tally
from consultation.model.references import PersonRef, SurveyId
from consultation.model.surveys import Survey, SurveyResult
from consultation.results import SMALL, WITHHELD, SurveyReport
from consultation.tallies import tally
from reports.survey_files import survey_files
from tests.support.people import NOW, session
from tests.support.polling import agreement, choice

CHANGE = Change(12.34, 3.0, 21.0, Method.PAIRED, 30, 58, 39)
ASKED = (agreement("=Roles help.", "q1"), choice("Which first?", "Records", "Rota", name="q2"))
SURVEY = Survey(SurveyId("s1"), session().id, "Before", ASKED, Secrecy.HIDDEN, PersonRef("UORG"), NOW, NOW)


def counted(question: Question, counts: tuple[int, ...]) -> Tally:
    return tally(question, [Pile(Chosen((row,)), people) for row, people in enumerate(counts) if people], 60)


def report(survey: Survey = SURVEY) -> SurveyReport:
    rooms = tuple(
        (number, f"Room {number}", counted(ASKED[1], counts))
        for number, counts in ((1, (9, 3)), (2, (8, 8)), (3, (2, 1)), (4, (1, 1)))
    )
    first = SurveyResult(ASKED[0], counted(ASKED[0], (9, 20, 6, 3, 1)), CHANGE)
    return SurveyReport(
        survey, "What?", ((first, ()), (SurveyResult(ASKED[1], counted(ASKED[1], (20, 13))), rooms))
    )


def rows(shown: SurveyReport) -> list[dict[str, str]]:
    files = {one.name: one.content for one in survey_files(shown)}
    return list(csv.DictReader(io.StringIO(files["survey.csv"].decode("utf-8-sig"))))


def test_each_row_bears_its_question_its_place_and_its_base() -> None:
    found = rows(report())
    assert [(row["position"], row["people"], row["base"]) for row in found[:5]] == [
        ("1", str(people), "39") for people in (9, 20, 6, 3, 1)
    ]
    assert found[0]["question"] == "'=Roles help."
    assert (found[0]["change_points"], found[0]["paired"], found[0]["unpaired"]) == ("12.3", "30", "37")
    assert [row["place"] for row in found[5:]] == ["All together"] * 2 + ["Room 1"] * 2 + ["Room 2"] * 2 + [
        "Room 3",
        "Room 4",
    ]


def test_a_cell_of_few_is_left_out_with_what_would_give_it_away() -> None:
    found = [row for row in rows(report()) if row["place"].startswith("Room")]
    told = [("", SMALL), ("", SMALL), ("8", ""), ("8", ""), ("", WITHHELD), ("", WITHHELD)]
    assert [(row["people"], row["note"]) for row in found] == told


def test_nothing_but_that_there_were_few_is_told_of_an_anonymous_survey_that_few_answered() -> None:
    few = replace(
        report(replace(SURVEY, secrecy=Secrecy.ANONYMOUS)),
        questions=((SurveyResult(ASKED[1], counted(ASKED[1], (3, 1))), ()),),
    )
    (row,) = rows(few)
    assert (row["people"], row["base"], row["note"]) == ("", "", WITHHELD)


def test_what_was_opened_again_says_why_on_every_row() -> None:
    again = replace(report(), reopened=("=Room 2 had no time.", "Nor room 3."))
    assert {row["opened_again"] for row in rows(again)} == {"'=Room 2 had no time.; Nor room 3."}
    assert {row["opened_again"] for row in rows(report())} == {""}


def test_the_json_says_the_same() -> None:
    files = {one.name: one.content for one in survey_files(report())}
    table = json.loads(files["survey.json"])["survey"]
    assert len(table["rows"]) == len(rows(report()))
    assert {column["name"] for column in table["columns"]} == set(rows(report())[0])
