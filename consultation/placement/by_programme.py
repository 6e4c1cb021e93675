"""Everything the flow can't solve: pairs, a second attribute, optional rooms, large sessions. One level of the aim after the other.

Each level is solved on the optimal face of the one above: the columns and rows that the duals say can't change without loss are held, so
that nothing is given up and what is left is small. Mostly people come out whole; where they don't, branch and bound finds whole ones.
"""

from math import ceil
from typing import NamedTuple

from consultation.errors import PlacementUnfinished
from consultation.placement.columns import Kind, Stay
from consultation.placement.dealing import dealt
from consultation.placement.linear import Linear
from consultation.placement.problem import Problem
from consultation.placement.seating import Control, Seating
from consultation.placement.solver import EPSILON, Bounds, Solution, Solver

LARGE = 30_000
"""Columns from which the mix is left to swaps, where people don't come out whole by themselves."""

DIVES_MOST = 150
"""Times that people are settled and the rest solved again, before branch and bound is asked."""


NEAR = 8.0
"""Steps above the relaxed optimum within which the best is looked for first: mostly it is there, and little can be in it."""

OFF_MOST = 3
"""People more off their list than the bound allows, up to which each number between is looked at by itself."""

SETTLED = 0.005
"""How far from the best a large session's choices may be known to be, as a share of them, for the search to end. Hours might prove more."""


class _Found(NamedTuple):
    """`short`: by how many ranks the choices may be from the best; None where only the bound tells."""

    solution: Solution
    bound: float
    mix_optimal: bool
    short: float | None = None


def by_programme(
    problem: Problem, control: Control, *, stay: Stay | None = None, sparse: bool | None = None
) -> Seating | None:
    """The best seating found in the time, with its bound; None where the rules leave none.

    Raises PlacementStopped, and PlacementUnfinished where the time was too short to find any.
    """
    linear = Linear(problem, sparse=sparse, stay=stay)
    found = _found(problem, linear, control)
    if found is None:
        return None
    # A pool does not know of organisations. Where its seats can't be dealt by their limit, everybody gets columns of their own.
    return _seating(linear, found) or by_programme(problem, control, stay=stay, sparse=False)


def _found(problem: Problem, linear: Linear, control: Control) -> _Found | None:
    solver = Solver(linear, control)
    relaxed = solver.relax(solver.costs, solver.bounds)
    found = _by_levels(problem, linear, solver, relaxed) if relaxed else None
    if found is None and solver.out_of_time:
        # Not found is not the same as not there.
        raise PlacementUnfinished(control.seconds)
    return found


def _by_levels(problem: Problem, linear: Linear, solver: Solver, relaxed: Solution) -> _Found | None:
    relaxed = _whole_off_list(solver, relaxed, linear.off_row)
    relaxed, bounds = _lowest_worst(solver, relaxed, problem.off.rank)
    return _on_face(solver, relaxed, bounds) or _whole(linear, solver, relaxed, bounds)


def _lowest_worst(solver: Solver, relaxed: Solution, off: int) -> tuple[Solution, Bounds]:
    """Keep everybody from ranks that nobody needs to fall to, and the optimum without them.

    Being off the list costs more than all else together: who is there in the optimum can't be spared it.
    """
    import numpy as np

    bounds, first = solver.bounds, relaxed
    worst = int(solver.ranks[relaxed.values > EPSILON].max(initial=0))
    bounds = _without(solver, bounds, worst)
    changed = False
    while 1 < worst < off:
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
        return _Found(relaxed, relaxed.objective, solver.mixed)
    face = _face(relaxed, bounds)
    mixed = solver.whole(solver.mix, face, relaxed if relaxed.whole else None, share=0.5)
    if mixed is None:
        return None
    return _Found(mixed, relaxed.objective, mixed.proven and solver.mixed)


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


def _whole_off_list(solver: Solver, relaxed: Solution, row: int) -> Solution:
    """Half a person can't be off their list: with their number rounded up, the relaxed optimum is a closer bound."""
    off = solver.activity(relaxed, row)
    if abs(off - round(off)) < EPSILON:
        return relaxed
    solver.raised(row, ceil(off - EPSILON))
    return solver.relax(solver.costs, solver.bounds) or relaxed


def _whole(linear: Linear, solver: Solver, relaxed: Solution, bounds: Bounds) -> _Found | None:
    """Whole people by diving, then branch and bound; the worst rank let down step by step where whole people need it."""
    worst = int(solver.ranks[bounds.upper > 0].max(initial=0))
    for rank in range(worst, int(solver.ranks.max(initial=0)) + 1):
        open_to = _without(solver, solver.bounds, rank)
        if rank > worst:
            relaxed = solver.relax(solver.costs, open_to) or relaxed
        dived = _dived(linear, solver, relaxed, open_to)
        if dived and len(solver.costs) > LARGE:
            short = _short(linear, solver, dived, relaxed.objective, open_to)
            if short is not None and short < SETTLED * len(linear.problem.guests):
                return _Found(dived, relaxed.objective, mix_optimal=False, short=short)
        found = (
            _improved(linear, solver, relaxed, open_to, dived)
            if dived
            else solver.whole(solver.costs, open_to, share=0.8)
        )
        if found:
            return _with_best_mix(solver, found, open_to, max(found.bound, relaxed.objective))
    return None


def _short(linear: Linear, solver: Solver, found: Solution, bound: float, bounds: Bounds) -> float | None:
    """By how many ranks what was found may be from the best, off the list counting as the rank after the last.

    The best has so many off their list as was found, or fewer, but no fewer than the bound allows: for each such number, the least sum of
    ranks. None where these are many, or time is up.
    """
    off, longest = linear.problem.off.cost, linear.problem.longest
    here, least = int(found.objective // off), int(bound // off)
    if here - least > OFF_MOST:
        return None
    sums = [least * longest + bound - least * off]
    for number in range(least + 1, here + 1):
        held = solver.relax_at_least(linear.off_row, number, bounds)
        if held is None:
            return None
        sums.append(number * longest + held.objective - number * off)
    return max(here * longest + found.objective - here * off - min(sums), 0.0)


def _dived(linear: Linear, solver: Solver, relaxed: Solution, bounds: Bounds) -> Solution | None:
    """Whole people near the relaxed optimum: those nearest to whole are settled first, and the rest follows, again and again.

    Groups come before people alone, who mostly come out whole once the groups are.
    """
    import numpy as np

    grouped = np.array(
        [column.kind is Kind.SEAT and linear.is_group(column.who) for column in linear.columns]
    )
    lower, upper = bounds.lower.copy(), bounds.upper.copy()
    now: Solution | None = relaxed
    for _ in range(DIVES_MOST):
        if now is None or now.whole:
            return now
        broken = (abs(now.values - now.values.round()) > EPSILON) & (solver.ranks > 0)
        here = broken & grouped
        candidates = _nearest_to_one(now, (here if here.any() else broken).nonzero()[0].tolist())
        if not candidates:
            return solver.whole(solver.costs, bounds._replace(lower=lower, upper=upper), share=0.2)
        batch = candidates[: max(1, len(candidates) // 8)]
        lower[batch] = 1.0
        now = solver.relax(solver.costs, bounds._replace(lower=lower, upper=upper))
        if now is None:
            lower[batch] = bounds.lower[batch]
            upper[batch[0]] = 0.0
            now = solver.relax(solver.costs, bounds._replace(lower=lower, upper=upper))
    return None


def _nearest_to_one(solution: Solution, columns: list[int]) -> list[int]:
    return sorted(columns, key=lambda place: (-solution.values[place], place))


def _improved(linear: Linear, solver: Solver, relaxed: Solution, bounds: Bounds, dived: Solution) -> Solution:
    """The optimum, looked for near the bound first, and then as far from it as what the dive found."""
    gap = dived.objective - relaxed.objective - 1
    if gap < -EPSILON:
        return dived._replace(bound=dived.objective)
    if gap > NEAR:
        near = solver.whole(solver.costs, _within(linear, solver, relaxed, bounds, NEAR), share=0.3)
        # Whatever were better still would have been looked at, too.
        if near and near.proven and near.objective < relaxed.objective + NEAR + 1 + EPSILON:
            return near
    better = solver.whole(solver.costs, _within(linear, solver, relaxed, bounds, gap), share=0.6)
    if better is None:
        return dived._replace(bound=dived.objective if solver.impossible else relaxed.objective)
    if better.objective > dived.objective - EPSILON:
        return dived._replace(bound=dived.objective if better.proven else better.bound)
    return better


def _within(linear: Linear, solver: Solver, relaxed: Solution, bounds: Bounds, gap: float) -> Bounds:
    """The bounds that hold for whatever costs at most so much more than the relaxed optimum.

    A column whose reduced cost is more can't be in it, nor can more people be off their list than that pays for.
    """
    import numpy as np

    useless = (abs(relaxed.reduced) > gap + EPSILON) & (solver.ranks > 0)
    lower = np.where(useless, relaxed.values.round(), bounds.lower)
    upper = np.where(useless, relaxed.values.round(), bounds.upper)
    row_upper = bounds.row_upper.copy()
    off = (relaxed.objective + gap + EPSILON) // linear.problem.off.cost
    row_upper[linear.off_row] = min(row_upper[linear.off_row], off)
    return Bounds(lower, upper, bounds.row_lower, row_upper)


def _with_best_mix(solver: Solver, found: Solution, bounds: Bounds, bound: float) -> _Found:
    if not solver.mix.any() or solver.left < 1 or len(solver.costs) > LARGE:
        return _Found(found, bound, mix_optimal=not solver.mix.any() and solver.mixed)
    mixed = solver.whole_at_most(found, bounds)
    return _Found(mixed or found, bound, mix_optimal=bool(mixed and mixed.proven and solver.mixed))


def _seating(linear: Linear, found: _Found) -> Seating | None:
    """The columns read as people in rooms; who shares a pool is dealt its seats. None where these can't be dealt by the rules."""
    seats: dict[int, int] = {}
    leads: dict[int, int] = {}
    waiting: dict[int, list[int]] = {}
    free: dict[int, list[int]] = {}
    pool_of = {unit: number for number, units in enumerate(linear.pools.values()) for unit in units}
    taken = found.solution.values.round()
    for place in map(int, taken.nonzero()[0]):
        column = linear.columns[place]
        if column.kind is Kind.SEAT:
            seats.update(dict.fromkeys(linear.problem.units[column.who], column.where))
        elif column.kind is Kind.LEAD:
            leads[column.where] = column.who
        elif column.kind is Kind.POOL_IN:
            waiting.setdefault(pool_of[column.who], []).append(linear.problem.units[column.who][0])
        elif column.kind is Kind.POOL_SEAT:
            free.setdefault(column.who, []).extend([column.where] * int(taken[place]))
    if not dealt(linear.problem, waiting, free, seats):
        return None
    cost = sum(linear.columns[place].cost for place in map(int, taken.nonzero()[0]))
    optimal = found.bound > cost - 1 + EPSILON
    return Seating(seats, leads, found.bound, optimal, found.mix_optimal, found.short)
