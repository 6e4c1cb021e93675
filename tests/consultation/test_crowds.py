"""A crowd placed at the least cost, against every other way to place it."""

from collections import Counter
from collections.abc import Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from consultation.crowd_moves import Option
from consultation.crowds import Crowd

PLACES = 3
OPTIONS = st.lists(
    st.tuples(st.integers(0, PLACES - 1), st.integers(0, 4)),
    min_size=1,
    max_size=PLACES,
    unique_by=lambda option: option[0],
)
PEOPLE = st.lists(OPTIONS, min_size=1, max_size=5)
BOUNDS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3)).map(lambda drawn: (drawn[0], sum(drawn))),
    min_size=PLACES,
    max_size=PLACES,
)


def rooms_of(people: int, bounds: Sequence[tuple[int, int]]) -> Crowd:
    """Rooms 0, 1, 2 between these bounds, in which so many people end."""
    crowd = Crowd()
    rooms = [crowd.place() for _ in bounds]
    end = crowd.place(people)
    for room, (least, most) in zip(rooms, bounds, strict=True):
        crowd.arc(room, end, most, least=least)
    return crowd


def least_cost(people: Sequence[Sequence[Option]], bounds: Sequence[tuple[int, int]]) -> int | None:
    """The cost of the best of all ways to place them; None where there is none."""
    costs = []
    for chosen in product(*people):
        sizes = Counter(place for place, _ in chosen)
        if all(least <= sizes[room] <= most for room, (least, most) in enumerate(bounds)):
            costs.append(sum(cost for _, cost in chosen))
    return min(costs, default=None)


def cost_of(crowd: Crowd, people: Sequence[Sequence[Option]]) -> int:
    return sum(dict(options)[crowd.place_of[person]] for person, options in enumerate(people))


@given(PEOPLE, BOUNDS)
def test_no_other_way_costs_less(people: list[list[Option]], bounds: list[tuple[int, int]]) -> None:
    crowd = rooms_of(len(people), bounds)
    for options in people:
        crowd.person(options)
    found = cost_of(crowd, people) if crowd.settle() else None
    assert found == least_cost(people, bounds)


@given(PEOPLE, BOUNDS, st.data())
def test_when_places_are_taken_from_people_the_best_of_what_is_left_is_found(
    people: list[list[Option]], bounds: list[tuple[int, int]], data: st.DataObject
) -> None:
    crowd = rooms_of(len(people), bounds)
    for options in people:
        crowd.person(options)
    if not crowd.settle():
        return
    fewer = [options[: data.draw(st.integers(1, len(options)))] for options in people]
    for person, options in enumerate(fewer):
        crowd.limit(person, options)
    found = cost_of(crowd, fewer) if crowd.settle() else None
    assert found == least_cost(fewer, bounds)


def test_what_goes_along_an_arc_is_told_and_costs() -> None:
    crowd = Crowd()
    room = crowd.place()
    end = crowd.place(3)
    free, dear = crowd.arc(room, end, 1), crowd.arc(room, end, 5, cost=2)
    for _ in range(3):
        crowd.person([(room, 0)])
    crowd.pour(free)
    assert crowd.settle()
    assert (crowd.flow(free), crowd.flow(dear)) == (1, 2)
