"""Before and after: intervals against published examples, and nothing said of few."""

from random import Random

import pytest

from consultation.change import LEAST, compare, paired_interval, unpaired_interval, wilson
from consultation.model.change import Method, Pairs, Side


def test_a_share_has_the_interval_that_newcombe_prints() -> None:
    """81 of 263: Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20)[0] == 0


def test_different_people_have_the_interval_that_newcombe_prints() -> None:
    """56 of 70 and 48 of 80: Statistics in Medicine 17 (1998), 873-890, table II, method 10."""
    assert unpaired_interval(Side(48, 80), Side(56, 70)) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_the_same_people_have_the_interval_of_the_published_formula() -> None:
    """Worked by hand with the formula of method 10, Statistics in Medicine 17 (1998), 2635-2650."""
    assert paired_interval(Pairs(20, 2, 12, 16)) == pytest.approx((0.2, 0.0562, 0.3292), abs=5e-5)
    assert paired_interval(Pairs(1, 1, 7, 12)) == pytest.approx((0.2857, 0.0256, 0.5070), abs=5e-4)


def test_enough_pairs_are_compared_as_pairs_and_the_others_are_counted() -> None:
    found = compare(Side(30, 58), Side(33, 39), Pairs(15, 1, 8, 6))
    assert found is not None
    assert found.method is Method.PAIRED
    assert (found.paired, found.before, found.after, found.unpaired) == (30, 58, 39, 37)
    assert found.points == pytest.approx(23.3, abs=0.05)
    assert found.low < found.points < found.high


def test_with_few_pairs_all_who_answered_are_compared() -> None:
    found = compare(Side(30, 58), Side(33, 39), Pairs(3, 0, 1, 0))
    assert found is not None
    assert found.method is Method.UNPAIRED


@pytest.mark.parametrize("side", [Side(0, 0), Side(10, LEAST - 1)])
def test_nothing_is_said_of_few(side: Side) -> None:
    assert compare(side, Side(20, 40), Pairs(1, 1, 1, 1)) is None


def test_an_interval_always_holds_its_difference_and_stays_within_a_hundred_points() -> None:
    chance = Random(8)  # noqa: S311 - repeatable, not secret
    for _ in range(300):
        pairs = Pairs(*(chance.randint(0, 30) for _ in range(4)))
        if pairs.people:
            points, low, high = paired_interval(pairs)
            assert -1 - 1e-9 <= low <= points <= high <= 1 + 1e-9


def test_asked_the_other_way_round_the_change_is_the_opposite() -> None:
    points, low, high = paired_interval(Pairs(9, 3, 14, 7))
    assert paired_interval(Pairs(9, 14, 3, 7)) == pytest.approx((-points, -high, -low))
