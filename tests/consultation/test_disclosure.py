"""Small numbers: what is left out, and that nothing told gives it back."""

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.disclosure import FEW, SMALL_MOST, leaving, rooms_to_tell, rounded, withheld
from consultation.model.questions import Tally

GRIDS = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 30), min_size=columns, max_size=columns), min_size=1, max_size=12
    )
)


def with_totals(rows: list[list[int]]) -> list[list[int]]:
    grid = [[*row, sum(row)] for row in rows]
    return [*grid, [sum(column) for column in zip(*grid, strict=True)]]


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (39, 40)]
)
def test_a_count_that_leaves_is_left_out_when_small_and_rounded_when_not(
    count: int, told: int | None
) -> None:
    assert rounded(count) == told


def test_a_room_of_four_answers_is_not_told_apart_and_takes_the_smallest_other_with_it() -> None:
    rooms = [(1, Tally((4, 0))), (2, Tally((6, 3))), (3, Tally((10, 10)))]
    assert [number for number, _ in rooms_to_tell(Tally((20, 13)), rooms)] == [3]


def test_rooms_of_five_answers_are_all_told_when_nobody_answered_without_a_room() -> None:
    rooms = [(1, Tally((5, 0))), (2, Tally((3, 2)))]
    assert list(rooms_to_tell(Tally((8, 2)), rooms)) == rooms


def test_two_people_without_a_room_are_not_what_remains_when_the_rooms_are_taken_away() -> None:
    rooms = [(1, Tally((5, 0))), (2, Tally((3, 3))), (3, Tally((9, 9)))]
    told = rooms_to_tell(Tally((18, 13)), rooms)
    assert [number for number, _ in told] == [2, 3]


@given(st.lists(st.integers(0, 12), max_size=8), st.integers(0, 6))
def test_what_remains_of_the_whole_is_nobody_or_five_at_least(answers: list[int], unplaced: int) -> None:
    rooms = [(number, Tally((count,))) for number, count in enumerate(answers, start=1)]
    whole = Tally((sum(answers) + unplaced,))
    told = rooms_to_tell(whole, rooms)
    rest = whole.answers - sum(tally.answers for _, tally in told)
    assert rest == 0 or rest >= FEW or not told
    assert all(tally.answers >= FEW for _, tally in told)


@settings(max_examples=60, deadline=None)
@given(GRIDS)
def test_nobody_can_work_out_a_count_that_is_left_out_from_the_others(rows: list[list[int]]) -> None:
    """Even who knows every other cell and total to the unit, and that what is left out is no zero, finds two answers for each."""
    grid = with_totals(rows)
    hidden = withheld(grid)
    for cell in sorted(hidden)[:6]:
        least, most = attack(grid, hidden, cell)
        assert most > least, (grid, cell)


@settings(max_examples=60, deadline=None)
@given(GRIDS)
def test_no_line_tells_that_a_handful_is_left_out_together(rows: list[list[int]]) -> None:
    grid = with_totals(rows)
    hidden = withheld(grid)
    for r, row in enumerate(grid):
        left_out = sum(count for c, count in enumerate(row[:-1]) if (r, c) in hidden)
        assert not left_out or left_out > SMALL_MOST or (r, len(row) - 1) in hidden


def test_a_poll_without_rooms_leaves_with_its_whole() -> None:
    told = leaving(Tally((29, 10)))
    assert (told.options, told.answers, told.rooms) == ((30, 10), 40, ())


def test_one_small_option_takes_another_with_it() -> None:
    told = leaving(Tally((30, 12, 3)))
    assert told.options == (30, None, None)
    assert told.answers == 45


def test_what_leaves_tells_rooms_in_the_order_given() -> None:
    told = leaving(Tally((20, 20)), [(2, Tally((10, 10))), (1, Tally((10, 10)))])
    assert [number for number, *_ in told.rooms] == [2, 1]
    assert told.rooms[0][1:] == ((10, 10), 20)


def attack(grid: list[list[int]], hidden: set[tuple[int, int]], goal: tuple[int, int]) -> tuple[float, float]:
    """The least and the most that a cell left out may be, for somebody who knows all the others and that none is negative."""
    rows, columns = len(grid), len(grid[0])
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # the package types only a part of itself
    model.silent()
    known = {
        (r, c): model.addVariable(*((0, 400) if (r, c) in hidden else (grid[r][c], grid[r][c])))
        for r in range(rows)
        for c in range(columns)
    }
    for r in range(rows):
        model.addConstr(sum((known[r, c] for c in range(columns - 1)), -known[r, columns - 1]) == 0)
    for c in range(columns):
        model.addConstr(sum((known[r, c] for r in range(rows - 1)), -known[rows - 1, c]) == 0)
    model.minimize(known[goal])
    least = model.getObjectiveValue()
    model.maximize(known[goal])
    return round(least, 6), round(model.getObjectiveValue(), 6)
