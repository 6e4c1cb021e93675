"""Everything the flow can't solve: pairs, a second attribute, optional rooms, large sessions. One level of the aim after the other.

Each level is solved on the optimal face of the one above: the columns and rows that the duals say can't change without loss are held, so
that nothing is given up and what is left is small. Mostly people come out whole; where they don't, branch and bound finds whole ones.
"""

from typing import NamedTuple

from consultation.placement.linear import Kind, Linear, Stay
from consultation.placement.lots import lot
from consultation.placement.problem import Problem
from consultation.placement.seating import Control, Seating
from consultation.placement.solver import EPSILON, Bounds, Solution, Solver

LARGE = 30_000
"""Columns from which whole people are first looked for around the relaxed optimum."""


class _Found(NamedTuple):
    solution: Solution
    bound: float
    mix_optimal: bool


def by_programme(
    problem: Problem, control: Control, *, stay: Stay | None = None, sparse: bool | None = None
) -> Seating | None:
    """The best seating found in the time, with its bound; None where the rules leave none. Raises PlacementStopped."""
    linear = Linear(problem, sparse=sparse, stay=stay)
    solver = Solver(linear, control)
    relaxed = solver.relax(solver.costs, solver.bounds)
    if relaxed is None:
        return None
    relaxed, bounds = _lowest_worst(solver, relaxed)
    found = _on_face(solver, relaxed, bounds) or _whole(solver, relaxed, bounds)
    return _seating(linear, found) if found else None


def _lowest_worst(solver: Solver, relaxed: Solution) -> tuple[Solution, Bounds]:
    """Keep everybody from ranks that nobody needs to fall to, and the optimum without them."""
    import numpy as np

    bounds, first = solver.bounds, relaxed
    worst = int(solver.ranks[relaxed.values > EPSILON].max(initial=0))
    bounds = _without(solver, bounds, worst)
    changed = False
    while worst > 1:
        below = solver.relax((solver.ranks >= worst).astype(np.float64), bounds)
        if below is None or below.objective > EPSILON:
            break
        worst = int(solver.ranks[below.values > EPSILON].max(initial=0))
        bounds = _without(solver, bounds, worst)
        changed = True
    return (solver.relax(solver.costs, bounds) or first if changed else first), bounds


def _without(solver: Solver, bounds: Bounds, worst: int) -> Bounds:
    """The bounds with every rank beyond `worst` closed."""
    import numpy as np

    return bounds._replace(upper=np.where(solver.ranks > worst, 0.0, bounds.upper))


def _on_face(solver: Solver, relaxed: Solution, bounds: Bounds) -> _Found | None:
    """The best mix among all whole seatings that cost what the relaxed optimum costs; None where there are none."""
    if abs(relaxed.objective - round(relaxed.objective)) > EPSILON * max(1.0, abs(relaxed.objective)):
        return None
    if relaxed.whole and not solver.mix.any():
        return _Found(relaxed, relaxed.objective, mix_optimal=True)
    face = _face(relaxed, bounds)
    mixed = solver.whole(solver.mix, face, relaxed if relaxed.whole else None, share=0.5)
    if mixed is None:
        return None
    return _Found(mixed, relaxed.objective, mixed.proven)


def _face(relaxed: Solution, bounds: Bounds) -> Bounds:
    """The optimal face: what has a reduced cost or a dual stays where it is."""
    import numpy as np

    held = abs(relaxed.reduced) > EPSILON
    kept = relaxed.values.round()
    lower = np.where(held, kept, bounds.lower)
    upper = np.where(held, kept, bounds.upper)
    at_lower, at_upper = relaxed.duals > EPSILON, relaxed.duals < -EPSILON
    row_upper = np.where(at_lower, bounds.row_lower, bounds.row_upper)
    row_lower = np.where(at_upper, bounds.row_upper, bounds.row_lower)
    return Bounds(lower, upper, row_lower, row_upper)


def _whole(solver: Solver, relaxed: Solution, bounds: Bounds) -> _Found | None:
    """Whole people by branch and bound, the worst rank let down step by step where whole people need it."""
    import numpy as np

    worst = int(solver.ranks[bounds.upper > 0].max(initial=0))
    for rank in range(worst, int(solver.ranks.max(initial=0)) + 1):
        open_to = bounds._replace(upper=np.where(solver.ranks > rank, 0.0, solver.bounds.upper))
        near = _near(solver, relaxed, open_to) if len(solver.costs) > LARGE else None
        if near and near.objective - relaxed.objective < 1 - EPSILON:
            found: Solution | None = near._replace(bound=near.objective)
        else:
            found = solver.whole(solver.costs, open_to, near, share=0.8) or near
        if found:
            bound = max(found.bound, relaxed.objective) if rank == worst else found.bound
            return _with_best_mix(solver, found, open_to, bound)
    return None


def _near(solver: Solver, relaxed: Solution, bounds: Bounds) -> Solution | None:
    """Whole people near the relaxed optimum: who is whole there stays, and the few others are placed around them."""
    import numpy as np

    settled = (relaxed.values > 1 - EPSILON) & (solver.ranks > 0) & (bounds.upper > 0)
    return solver.whole(
        solver.costs, bounds._replace(lower=np.where(settled, 1.0, bounds.lower)), None, share=0.4
    )


def _with_best_mix(solver: Solver, found: Solution, bounds: Bounds, bound: float) -> _Found:
    if not solver.mix.any() or solver.left < 1 or len(solver.costs) > LARGE:
        return _Found(found, bound, mix_optimal=not solver.mix.any())
    mixed = solver.whole_at_most(found, bounds)
    return _Found(mixed or found, bound, mix_optimal=bool(mixed and mixed.proven))


def _seating(linear: Linear, found: _Found) -> Seating:
    """The columns read as people in rooms; who shares a pool is dealt its seats by lot."""
    seats: dict[int, int] = {}
    leads: dict[int, int] = {}
    waiting: dict[int, list[int]] = {}
    free: dict[int, list[int]] = {}
    cost = 0.0
    numbers = {unit: number for number, units in enumerate(linear.pools.values()) for unit in units}
    taken = found.solution.values.round()
    for place in taken.nonzero()[0]:
        column = linear.columns[place]
        cost += column.cost * taken[place]
        if column.kind is Kind.SEAT:
            seats.update(dict.fromkeys(linear.problem.units[column.who], column.where))
        elif column.kind is Kind.LEAD:
            leads[column.where] = column.who
        elif column.kind is Kind.POOL_IN:
            waiting.setdefault(numbers[column.who], []).append(linear.problem.units[column.who][0])
        elif column.kind is Kind.POOL_SEAT:
            free.setdefault(column.who, []).extend([column.where] * int(taken[place]))
    for pool, guests in waiting.items():
        seats.update(zip(guests, _dealt(linear.problem, free[pool]), strict=True))
    return Seating(seats, leads, found.bound, found.bound > cost - 1 + EPSILON, found.mix_optimal)


def _dealt(problem: Problem, rooms: "list[int]") -> list[int]:
    seed = problem.request.seed
    order = sorted(range(len(rooms)), key=lambda place: lot(seed, "pool", str(place)))
    return [rooms[place] for place in order]
