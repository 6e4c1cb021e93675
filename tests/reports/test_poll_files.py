"""A poll's results as files: figures with place and base on each row, nothing that a spreadsheet would calculate, a picture with words."""

import csv
import io
import json
from dataclasses import replace

import pytest

from consultation.model.mandates import Hurdle, Majority
from consultation.model.questions import (
    AGREEMENT_SCALE,
    Answer,
    Chosen,
    Pile,
    Question,
    QuestionKind,
    Ranked,
    Unsure,
    Words,
)
from consultation.model.references import QuestionId
from consultation.results import WITHHELD, PollResult
from consultation.tallies import tally
from reports.brand import Brand
from reports.poll_files import poll_files, words_of
from tests.support.people import NOW
from tests.support.polling import agreement, polled

PNG = b"\x89PNG\r\n\x1a\n"


def result(
    question: Question, *piles: tuple[Answer, int], rooms: tuple[tuple[int, ...], ...] = ()
) -> PollResult:
    """A poll answered like this, and in each room with so many for each option."""
    counted = tally(question, [Pile(answer, people) for answer, people in piles], asked=60)
    by_room = tuple(
        (
            number,
            f"Room {number}: =Care",
            tally(question, [Pile(Chosen((row,)), people) for row, people in enumerate(counts) if people]),
        )
        for number, counts in enumerate(rooms, start=1)
    )
    return PollResult(polled(question), "What is the role of the GP?", counted, by_room, NOW)


def rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["poll.csv"].decode("utf-8-sig"))))


def made(shown: PollResult) -> dict[str, bytes]:
    return {one.name: one.content for one in poll_files(shown, Brand())}


AGREED = (
    (Chosen((0,)), 9),
    (Chosen((1,)), 20),
    (Chosen((2,)), 6),
    (Chosen((3,)), 3),
    (Chosen((4,)), 1),
    (Unsure(), 2),
)


def test_each_row_bears_its_place_and_its_base() -> None:
    found = rows(made(result(agreement("PCNs help."), *AGREED)))
    assert [(row["place"], row["answer"], row["people"], row["base"], row["percent"]) for row in found] == [
        ("All together", label, str(people), "39", str(percent))
        for label, people, percent in zip(AGREEMENT_SCALE, (9, 20, 6, 3, 1), (23, 51, 15, 8, 3), strict=True)
    ]
    assert {(row["dont_know"], row["not_answered"]) for row in found} == {("2", "19")}


def test_rooms_with_few_answers_are_left_out_with_what_would_give_them_away() -> None:
    shown = result(
        agreement("PCNs help."),
        (Chosen((0,)), 22),
        rooms=((3, 0, 0, 0, 0), (9, 0, 0, 0, 0), (10, 0, 0, 0, 0)),
    )
    found = rows(made(shown))
    told = {row["place"] for row in found if row["people"]}
    assert told == {"All together", "Room 3: =Care"}
    assert {row["note"] for row in found if not row["people"]} == {WITHHELD}


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "-2", "\u200b=cmd"])
def test_what_people_write_is_no_formula(words: str) -> None:
    question = Question(QuestionId("q1"), QuestionKind.SHORT_TEXT, "What?", most=150)
    (row,) = rows(made(result(question, (Words(words), 1))))
    assert row["answer"].startswith("'") or not row["answer"].lstrip("\u200b").startswith(("=", "@", "-"))


def test_what_was_opened_again_says_why_on_every_row_and_in_the_words_of_its_picture() -> None:
    again = replace(
        result(agreement("PCNs help."), *AGREED), reopened=("=Room 2 had no time.", "Nor room 3.")
    )
    assert {row["opened_again"] for row in rows(made(again))} == {"'=Room 2 had no time.; Nor room 3."}
    assert "The poll was closed and opened again." in words_of(again)
    once = result(agreement("PCNs help."), *AGREED)
    assert {row["opened_again"] for row in rows(made(once))} == {""}
    assert "opened again" not in words_of(once)


def test_a_vote_says_in_its_files_what_it_came_to_and_not_who_leads() -> None:
    question = Question(QuestionId("q1"), QuestionKind.YES_NO, "Merge?", ("Yes", "No", "Abstain"))
    shown = result(question, (Chosen((0,)), 20), (Chosen((1,)), 8))
    vote = replace(shown.poll, closed_at=NOW, hurdle=Hurdle(50, Majority.SIMPLE))
    decided = replace(shown, poll=vote)
    said = "Not decided: 28 of 60 voted, and 30 were needed."
    assert {row["decision"] for row in rows(made(decided))} == {said}
    assert said in words_of(decided)
    assert "Most" not in words_of(decided)
    assert {row["decision"] for row in rows(made(shown))} == {""}


def test_the_json_says_the_same_as_the_csv() -> None:
    files = made(result(agreement("PCNs help."), *AGREED))
    table = json.loads(files["poll.json"])["poll"]
    assert [row["people"] for row in table["rows"]] == [int(row["people"]) for row in rows(files)]
    assert {column["name"] for column in table["columns"]} == set(rows(files)[0])


def test_the_picture_has_everything_in_words() -> None:
    shown = result(agreement("PCNs help."), *AGREED)
    assert made(shown)["poll.png"].startswith(PNG)
    said = words_of(shown)
    assert "74 % agree or strongly agree." in said
    assert "39 answers, 2 don't know, 19 of those asked have not answered." in said
    assert "Strongly agree: 23 % (9)" in said


def test_a_ranking_is_drawn_by_points_and_tells_who_is_elected() -> None:
    question = Question(QuestionId("q1"), QuestionKind.RANKING, "好的 first? 🎉", ("Rota", "مرحبا", "Rooms"))
    shown = result(question, (Ranked((0, 1, 2)), 5), (Ranked((2, 1, 0)), 4))
    assert made(shown)["poll.png"].startswith(PNG)
    assert "By instant run-off: “Rota”." in words_of(shown)
    assert [row["score"] for row in rows(made(shown))] == ["10", "9", "8"]


def test_words_have_no_picture() -> None:
    question = Question(QuestionId("q1"), QuestionKind.LONG_TEXT, "What?", most=3000)
    assert set(made(result(question, (Words("More time"), 1)))) == {"poll.csv", "poll.json"}


def test_a_poll_without_answers_says_so() -> None:
    shown = result(agreement("PCNs help."))
    assert rows(made(shown))[-1]["note"] == "no answers"
