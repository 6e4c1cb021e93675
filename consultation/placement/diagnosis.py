"""Why rules can't hold together: the programme once more, with every rule allowed to give at a price, and the least that has to give."""

import re
from collections.abc import Sequence
from functools import reduce

from consultation.errors import PlacementImpossible
from consultation.model.placement import Obstacle, PlacementRequest
from consultation.placement.columns import ENDLESS, Column, Kind, Rule
from consultation.placement.gives import Give, Given, gives_of
from consultation.placement.linear import Linear
from consultation.placement.obstacles import plain_obstacles
from consultation.placement.problem import Problem
from consultation.placement.seating import Control
from consultation.placement.solve import solved
from consultation.placement.solver import Solution, Solver
from consultation.placement.texts import count
from consultation.placement.weights import CHANGE

GIVES = frozenset({Rule.SIZE, Rule.ROLE, Rule.ORGANISATION, Rule.APART})
"""Rules whose bounds can give; that a person has one place can't. How many rooms are led is no rule, and gives for nothing."""

TOLD_MOST = 4
"""Changes that are told one by one."""

START = "These rules can't all hold together."


def diagnosis(problem: Problem, control: Control) -> tuple[Obstacle, ...]:
    """The smallest change that would make the placement possible, as one sentence. Raises PlacementStopped, PlacementUnfinished."""
    gives = smallest_change(problem, control)
    if not gives:
        return (Obstacle(f"{START} No small change was found that would let them."),)
    left = obstacles_of(changed(problem.request, gives), control)
    if left == ():
        return (_said(gives, "It becomes possible if"),)
    # Who is freed from a seat may lead another room: then something else may stand in the way.
    return (_said(gives, "A first step is that"), *(left or ()))


def changed(request: PlacementRequest, gives: Sequence[Give]) -> PlacementRequest:
    """The request with these changes."""
    return reduce(lambda so_far, give: give.done(so_far), gives, request)


def obstacles_of(request: PlacementRequest, control: Control) -> tuple[Obstacle, ...] | None:
    """What stands in the way of this request, as far as it can be seen without asking for the smallest change: nothing, these, or None for what can't."""
    try:
        if obstacles := plain_obstacles(request):
            return obstacles
        return () if solved(request, control)[1] else None
    except PlacementImpossible as impossible:
        return impossible.obstacles


def smallest_change(problem: Problem, control: Control) -> tuple[Give, ...]:
    """What has to give, all of it together and none of it for nothing; empty where nothing was found.

    Counted as in weights.py: one seat, one person above a limit, or one person's rule. Raises PlacementStopped, PlacementUnfinished.
    """
    gives = _least(problem, control)
    for give in gives if len(gives) > 1 else ():
        # One switch may let go more than what was counted, and make another one needless.
        fewer = tuple(other for other in gives if other is not give)
        if fewer and obstacles_of(changed(problem.request, fewer), control) == ():
            gives = fewer
    return gives


def _least(problem: Problem, control: Control) -> tuple[Give, ...]:
    linear = Linear(problem, sparse=False)
    for number, row in enumerate(linear.rows.copy()):
        if row.rule in GIVES:
            for sign, bound in ((1.0, row.lower), (-1.0, row.upper)):
                if abs(bound) != ENDLESS:
                    give = Column(Kind.GIVE, number, row.room, cost=CHANGE, upper=ENDLESS)
                    linear.column(give, [(number, sign)])
        elif row.rule is Rule.LEAD_TOTAL:
            linear.column(Column(Kind.GIVE, number, row.room, upper=ENDLESS), [(number, 1.0)])
    opened = linear.open_seats()
    solver = Solver(linear, control)
    solver.costs[:] = [
        CHANGE if place in opened else one.cost if one.kind is Kind.GIVE else 0
        for place, one in enumerate(linear.columns)
    ]
    found = solver.whole(solver.costs, solver.bounds)
    if found is None:
        return ()
    gives = {(give.words, give.people): give for give in gives_of(problem, _given(linear, solver, found))}
    return tuple(gives.values())


def _given(linear: Linear, solver: Solver, found: Solution) -> Given:
    """Everything that was paid for."""
    taken = {
        place: round(float(found.values[place])) for place in map(int, found.values.round().nonzero()[0])
    }
    columns = {place: linear.columns[place] for place in taken}
    is_in = {one.who: one.where for one in columns.values() if one.kind is Kind.SEAT}
    unit_of = linear.problem.unit_of
    is_in |= {unit_of[one.who]: one.where for one in columns.values() if one.kind is Kind.LEAD}
    paid = {place: column for place, column in columns.items() if solver.costs[place]}
    rows = [
        (linear.rows[column.who], taken[place] if linear.entry_of(place) < 0 else -taken[place])
        for place, column in paid.items()
        if column.kind is Kind.GIVE
    ]
    apart = linear.problem.apart
    return Given(
        rows=tuple(given for given in rows if given[0].rule is not Rule.APART),
        seats=tuple((column.who, column.where) for column in paid.values() if column.kind is Kind.SEAT),
        meeting=tuple(
            tuple(unit for unit in apart[int(row.about)] if is_in.get(unit) == row.room)
            for row, _ in rows
            if row.rule is Rule.APART
        ),
    )


def _said(gives: Sequence[Give], start: str) -> Obstacle:
    """All changes in one sentence: one alone would not do."""
    link = f", and {start.rsplit(maxsplit=1)[-1]} "
    told: list[str] = []
    named = 0
    for give in gives[:TOLD_MOST]:
        told.append(_numbered(give.words, named))
        named += len(give.people)
    if len(gives) > TOLD_MOST:
        told.append(f"{count(len(gives) - TOLD_MOST, 'more rule gives', 'more rules give')}")
    return Obstacle(
        f"{START} {start} {link.join(told)}.",
        tuple(person for give in gives[:TOLD_MOST] for person in give.people),
    )


def _numbered(words: str, first: int) -> str:
    """The same words, with people numbered from `first` on."""
    return re.sub(r"\{(\d+)\}", lambda found: f"{{{int(found[1]) + first}}}", words)
