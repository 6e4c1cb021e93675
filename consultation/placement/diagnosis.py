"""Why rules can't hold together: the programme once more, with every rule allowed to give at a price, and the least that has to give."""

from collections.abc import Iterator

from consultation.model.placement import Obstacle
from consultation.placement.columns import ENDLESS, Column, Kind, Rule
from consultation.placement.linear import Linear
from consultation.placement.problem import Problem
from consultation.placement.seating import Control
from consultation.placement.solver import Solver
from consultation.placement.weights import CHANGE

GIVES = frozenset({Rule.SIZE, Rule.ROLE, Rule.ORGANISATION, Rule.APART, Rule.LEAD_TOTAL})
"""Rules whose bounds can give; that a person has one place can't."""

TOLD_MOST = 3
"""Changes that are told one by one."""


def diagnosis(problem: Problem, control: Control) -> tuple[Obstacle, ...]:
    """The smallest change that would make the placement possible, a sentence for each part of it.

    Counted as in weights.py: one seat, one person above a limit, or one person's rule. Raises PlacementStopped.
    """
    linear = Linear(problem, sparse=False)
    for number, row in enumerate(linear.rows.copy()):
        if row.rule in GIVES:
            for sign, bound in ((1.0, row.lower), (-1.0, row.upper)):
                if abs(bound) != ENDLESS:
                    give = Column(Kind.GIVE, number, row.room, cost=CHANGE, upper=ENDLESS)
                    linear.column(give, [(number, sign)])
    opened = linear.open_seats()
    solver = Solver(linear, control)
    solver.costs[:] = [
        CHANGE if one.kind is Kind.GIVE or place in opened else 0 for place, one in enumerate(linear.columns)
    ]
    found = solver.whole(solver.costs, solver.bounds)
    if found is None:
        return (
            Obstacle(
                "These rules can't all hold together, and no small change was found that would let them."
            ),
        )
    changed = [place for place in map(int, found.values.nonzero()[0]) if solver.costs[place]]
    told = list(dict.fromkeys(_told(linear, place, int(found.values[place])) for place in changed))
    return tuple(told[:TOLD_MOST]) + tuple(_rest(len(told) - TOLD_MOST))


def _rest(more: int) -> Iterator[Obstacle]:
    if more > 0:
        yield Obstacle(f"{more} more rules would have to give as well.")


def _told(linear: Linear, place: int, amount: int) -> Obstacle:
    """One change in words."""
    column = linear.columns[place]
    problem = linear.problem
    start = "These rules can't all hold together. It becomes possible"
    if column.kind is Kind.SEAT:
        person = problem.guests[problem.units[column.who][0]].person
        theme = _name(problem, column.where)
        return Obstacle(f"{start} if {{0}} may sit in “{theme}”.", (person,))
    row = linear.rows[column.who]
    room = _name(problem, row.room)
    up = linear.entry_of(place) < 0
    if row.rule is Rule.SIZE:
        space = problem.rooms[row.room]
        size = space.most + amount if up else space.least - amount
        return Obstacle(f"{start} if “{room}” may have {size} people.")
    if row.rule is Rule.ROLE:
        return Obstacle(
            f"{start} if “{room}” may have {amount} {'more' if up else 'fewer'} in the role of {row.about}."
        )
    if row.rule is Rule.ORGANISATION:
        most = (problem.request.rules.organisation_most or 0) + amount
        return Obstacle(f"{start} if “{room}” may have {most} people from {row.about}.")
    if row.rule is Rule.APART:
        units = problem.apart[int(row.about)]
        one, other = (problem.guests[problem.units[unit][0]].person for unit in units[:2])
        return Obstacle(f"{start} if {{0}} and {{1}} may sit together.", (one, other))
    return Obstacle(f"{start} if {amount} fewer of those who offer to facilitate lead a room.")


def _name(problem: Problem, room: int) -> str:
    key = problem.rooms[room].key
    return next(
        (offer.name or offer.theme for offer in problem.request.themes if offer.theme == key.theme), key.theme
    )
