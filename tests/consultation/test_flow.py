from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from consultation.flow import Network

SMALL = st.integers(0, 9)
SQUARES = st.integers(1, 5).flatmap(
    lambda size: st.lists(st.lists(SMALL, min_size=size, max_size=size), min_size=size, max_size=size)
)


def test_what_fits_is_sent_and_no_more() -> None:
    network = Network(3)
    narrow, wide = network.arc(0, 1, 2), network.arc(1, 2, 5)
    assert network.send(0, 2) == 2
    assert (network.flow(narrow), network.flow(wide)) == (2, 2)
    assert network.send(0, 2) == 0


def test_nothing_is_sent_where_no_arc_leads() -> None:
    network = Network(3)
    network.arc(0, 1, 7)
    assert network.send(0, 2) == 0


def test_the_cheap_way_is_filled_before_the_dear_one() -> None:
    network = Network(2)
    dear, cheap = network.arc(0, 1, 5, 3), network.arc(0, 1, 4, 1)
    network.send(0, 1)
    assert (network.flow(cheap), network.flow(dear)) == (4, 5)


def test_an_early_choice_is_taken_back_when_that_is_cheaper_in_the_end() -> None:
    network = Network(6)
    for person in (1, 2):
        network.arc(0, person, 1)
    for seat in (3, 4):
        network.arc(seat, 5, 1)
    wanted, given_up, only = network.arc(1, 3, 1), network.arc(1, 4, 1, 1), network.arc(2, 3, 1)
    assert network.send(0, 5) == 2
    assert [network.flow(arc) for arc in (wanted, given_up, only)] == [0, 1, 1]


@given(SQUARES)
def test_an_assignment_costs_what_the_best_of_all_orders_costs(costs: list[list[int]]) -> None:
    size = len(costs)
    network = Network(2 + 2 * size)
    arcs = {
        (row, column): network.arc(2 + row, 2 + size + column, 1, costs[row][column])
        for row in range(size)
        for column in range(size)
    }
    for number in range(size):
        network.arc(0, 2 + number, 1)
        network.arc(2 + size + number, 1, 1)
    assert network.send(0, 1) == size
    paid = sum(costs[row][column] * network.flow(arc) for (row, column), arc in arcs.items())
    assert paid == min(
        sum(costs[row][column] for row, column in enumerate(order)) for order in permutations(range(size))
    )
