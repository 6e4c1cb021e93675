"""Tallies: figures that are right to the last ballot, held against real data and against what must be true of any."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.model.questions import (
    AGREEMENT_SCALE,
    Answer,
    Chosen,
    Figures,
    Pile,
    Question,
    QuestionKind,
    Ranked,
    Round,
    Shared,
    Unsure,
    Value,
    Words,
    percent,
)
from consultation.model.references import QuestionId
from consultation.tallies import elected, leaders, tally
from tests.support.shared import expected, needs_shared, table


def asked(kind: QuestionKind, *options: str, least: int | None = None, most: int | None = None) -> Question:
    return Question(QuestionId("q"), kind, "What next?", options, least, most, "Don't know")


def piled(*answers: Answer) -> list[Pile]:
    return [Pile(answer, people) for answer, people in Counter(answers).items()]


@pytest.mark.parametrize(
    ("part", "base", "share"), [(1, 8, 13), (1, 200, 1), (29, 39, 74), (0, 0, 0), (5, 5, 100)]
)
def test_shares_are_rounded_half_up(part: int, base: int, share: int) -> None:
    assert percent(part, base) == share


def test_who_does_not_know_is_in_no_base_and_who_did_not_answer_is_counted() -> None:
    answers = piled(Chosen((0,)), Chosen((0,)), Chosen((1,)), Unsure())
    counted = tally(asked(QuestionKind.CHOICE, "Yes", "No"), answers, asked=10)
    assert (counted.counts, counted.answers, counted.unsure, counted.silent) == ((2, 1), 3, 1, 6)
    assert counted.percent(0) == 67


def test_of_several_each_share_is_of_people() -> None:
    counted = tally(
        asked(QuestionKind.SEVERAL, "A", "B", "C"), piled(Chosen((0, 1)), Chosen((0, 2)), Chosen((0,)))
    )
    assert (counted.counts, counted.answers, counted.percent(0)) == ((3, 1, 1), 3, 100)


def test_a_tie_is_a_tie() -> None:
    counted = tally(asked(QuestionKind.CHOICE, "A", "B", "C"), piled(Chosen((0,)), Chosen((2,))))
    assert leaders(counted) == (0, 2)
    assert leaders(tally(asked(QuestionKind.CHOICE, "A", "B"), [])) == ()


def test_a_rating_has_a_mean_a_median_and_a_count_for_each_value() -> None:
    answers = piled(*(Value(Decimal(one)) for one in (1, 5, 5, 4)))
    counted = tally(asked(QuestionKind.RATING, least=1, most=5), answers)
    assert counted.counts == (1, 0, 0, 1, 2)
    assert counted.figures == Figures(Decimal("3.75"), Decimal("4.5"), Decimal(1), Decimal(5))


def test_a_choice_has_no_mean() -> None:
    assert tally(asked(QuestionKind.AGREEMENT, *AGREEMENT_SCALE), piled(Chosen((0,)))).figures is None


def test_texts_are_kept_word_for_word_with_how_many_wrote_them() -> None:
    counted = tally(asked(QuestionKind.SHORT_TEXT), piled(Words("rota"), Words("Access"), Words("rota")))
    assert (counted.texts, counted.answers) == ((("Access", 1), ("rota", 2)), 3)


def test_an_option_says_how_many_answered_before_it_was_there() -> None:
    question = Question(
        QuestionId("q"), QuestionKind.CHOICE, "?", ("A", "B", "C"), version=2, since=(1, 1, 2)
    )
    counted = tally(question, [Pile(Chosen((0,)), 3, 1), Pile(Chosen((2,)), 2, 2)])
    assert (counted.counts, counted.unseen) == ((3, 0, 2), (0, 0, 3))


def test_borda_shares_the_places_left_among_what_was_left_out() -> None:
    # Of four options A first: 3 points; the places left are worth 2, 1 and 0, so 1 each. In halves: 6, 2, 2, 2.
    assert tally(asked(QuestionKind.RANKING, *"ABCD"), piled(Ranked((0,)))).scores == (6, 2, 2, 2)


def test_a_run_off_moves_votes_on_until_somebody_has_more_than_half() -> None:
    # Tennessee, as every textbook has it: Memphis leads, and Knoxville wins once Chattanooga and Nashville are out.
    memphis, nashville, chattanooga, knoxville = range(4)
    capital = asked(QuestionKind.RANKING, "Memphis", "Nashville", "Chattanooga", "Knoxville")
    counted = tally(
        capital,
        [
            Pile(Ranked((memphis, nashville, chattanooga, knoxville)), 42),
            Pile(Ranked((nashville, chattanooga, knoxville, memphis)), 26),
            Pile(Ranked((chattanooga, knoxville, nashville, memphis)), 15),
            Pile(Ranked((knoxville, chattanooga, nashville, memphis)), 17),
        ],
    )
    assert elected(counted) == (knoxville,)
    assert counted.rounds == (
        Round((42, 26, 15, 17), (chattanooga,)),
        Round((42, 26, None, 32), (nashville,)),
        Round((42, None, None, 58), ()),
    )
    # The same by the Borda count: 126, 194, 173 and 107 points.
    assert tuple(score // 2 for score in counted.scores) == (126, 194, 173, 107)
    assert leaders(counted) == (nashville,)


def test_those_who_tie_for_the_fewest_leave_together_and_those_who_tie_at_the_end_stay() -> None:
    counted = tally(
        asked(QuestionKind.RANKING, *"ABCD"),
        [Pile(Ranked((0,)), 2), Pile(Ranked((1,)), 2), Pile(Ranked((2, 0)), 1), Pile(Ranked((3, 1)), 1)],
    )
    assert [one.leaving for one in counted.rounds] == [(2, 3), ()]
    assert elected(counted) == (0, 1)


rankings = st.lists(
    st.permutations(range(4)).flatmap(
        lambda order: st.integers(1, 4).map(lambda n: Ranked(tuple(order[:n])))
    ),
    max_size=30,
)
RANKING = asked(QuestionKind.RANKING, *"ABCD")


@given(rankings)
def test_each_ranking_gives_away_the_same_number_of_points(answers: list[Ranked]) -> None:
    assert sum(tally(RANKING, piled(*answers)).scores) == 12 * len(answers)


@given(st.lists(st.permutations(range(4)).map(lambda order: Ranked(tuple(order))), min_size=1, max_size=30))
def test_turned_round_the_first_is_last(answers: list[Ranked]) -> None:
    turned = [Ranked(one.options[::-1]) for one in answers]
    forth, back = tally(RANKING, piled(*answers)).scores, tally(RANKING, piled(*turned)).scores
    assert [one + other for one, other in zip(forth, back, strict=True)] == [6 * len(answers)] * 4


@given(rankings, st.permutations(range(4)))
def test_no_option_is_favoured_for_its_place_on_the_list(answers: list[Ranked], names: list[int]) -> None:
    renamed = [Ranked(tuple(names[one] for one in answer.options)) for answer in answers]
    plain, other = tally(RANKING, piled(*answers)), tally(RANKING, piled(*renamed))
    assert sorted(names[one] for one in elected(plain)) == sorted(elected(other))
    assert [plain.scores[one] for one in range(4)] == [other.scores[names[one]] for one in range(4)]


@given(rankings)
def test_a_run_off_ends_loses_some_each_round_and_never_invents_a_vote(answers: list[Ranked]) -> None:
    rounds = tally(RANKING, piled(*answers)).rounds
    standing = [sum(count is not None for count in one.counts) for one in rounds]
    assert standing == sorted(set(standing), reverse=True)
    totals = [sum(filter(None, one.counts)) for one in rounds]
    assert totals == sorted(totals, reverse=True)
    assert bool(rounds) == bool(answers)
    assert not rounds or totals[0] == len(answers)


@given(rankings, st.integers(0, 3))
def test_who_is_first_for_more_than_half_is_elected(answers: list[Ranked], favourite: int) -> None:
    many = [*answers, *[Ranked((favourite,))] * (len(answers) + 1)]
    assert elected(tally(RANKING, piled(*many))) == (favourite,)


@given(st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3).filter(any), max_size=30))
def test_every_point_that_was_given_is_counted_once(shares: list[list[int]]) -> None:
    counted = tally(
        asked(QuestionKind.POINTS, *"ABC", most=30), piled(*(Shared(tuple(one)) for one in shares))
    )
    assert sum(counted.scores) == sum(map(sum, shares))
    assert all(count <= counted.answers for count in counted.counts)


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=40))
def test_figures_lie_between_the_lowest_and_the_highest(numbers: list[Decimal]) -> None:
    figures = tally(asked(QuestionKind.NUMBER), piled(*map(Value, numbers))).figures
    assert figures is not None
    assert figures.lowest <= figures.median <= figures.highest
    assert abs(figures.mean - sum(numbers, Decimal()) / len(numbers)) < Decimal("1e-9")


@needs_shared
def test_san_sebastian_approves_the_first_poster_with_39() -> None:
    rows = table("preferences/sansebastian-posters-A.csv")
    posters = [name for name in rows[0] if name != "voter"]
    answers = [
        Chosen(tuple(index for index, poster in enumerate(posters) if row[poster] == "1")) for row in rows
    ]
    counted = tally(
        asked(QuestionKind.SEVERAL, *posters, most=17), piled(*(one for one in answers if one.options))
    )
    assert dict(zip(posters, counted.counts, strict=True)) == expected(
        "preferences", "posters_A", "approvals"
    )
    assert (leaders(counted), counted.counts[0]) == ((0,), 39)


SCALE = ("Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree")
STATEMENTS = (
    "skills_advance_career",
    "motivated_seek_knowledge",
    "made_analyses_reproducible",
    "received_professional_recognition",
    "improved_coding_practices",
    "improved_research_productivity",
    "gained_confidence_with_data",
)


@needs_shared
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_carpentries_agree_as_published_on_the_base_of_those_who_answered(statement: str) -> None:
    rows = table("surveys/carpentries-longterm-2017.csv")
    known = expected("surveys_themes_programme", "carpentries_longterm_2017", "computed", statement)
    answers = [Chosen((SCALE.index(row[statement]),)) for row in rows if row[statement]]
    counted = tally(asked(QuestionKind.AGREEMENT, *SCALE), piled(*answers), asked=len(rows))
    assert {name: counted.counts[SCALE.index(name)] for name in known["counts"]} == known["counts"]
    assert (sum(counted.counts[:2]), counted.answers) == (known["n"], known["of"])
    assert counted.percent_agree == int(known["percent"] + 0.5)
    assert counted.silent == 476 - known["of"]


@needs_shared
def test_the_carpentries_recommend_with_a_mean_on_its_base() -> None:
    rows = table("surveys/carpentries-longterm-2017.csv")
    known = expected(
        "surveys_themes_programme", "carpentries_longterm_2017", "computed", "likely_to_recommend"
    )
    answers = [Value(Decimal(row["likely_to_recommend"])) for row in rows if row["likely_to_recommend"]]
    counted = tally(asked(QuestionKind.RATING, least=0, most=10), piled(*answers))
    assert {value: counted.counts[int(value)] for value in known["counts"]} == known["counts"]
    assert counted.answers == known["answered"]
    whole = sum(int(value) * people for value, people in known["counts"].items())
    assert counted.figures is not None
    assert counted.figures.mean == Decimal(whole) / known["answered"]
