"""A request solved: which solver, how many rooms, and how many of them led."""

from collections import Counter
from dataclasses import replace
from hashlib import blake2b

from consultation.errors import PlacementImpossible
from consultation.model.placement import PlacementRequest, Sizes, ThemeOffer
from consultation.placement.by_flow import by_flow, is_simple
from consultation.placement.by_programme import by_programme
from consultation.placement.obstacles import room_obstacles
from consultation.placement.preparation import compiled
from consultation.placement.problem import Problem
from consultation.placement.seating import Control, Seating


def fingerprint(request: PlacementRequest) -> str:
    """A name for everything that a placement depends on, the seed included; the order of the people does not matter."""
    wishes = "\n".join(sorted(map(repr, request.wishes)))
    return blake2b(f"{replace(request, wishes=())!r}\n{wishes}".encode(), digest_size=8).hexdigest()


def solved(request: PlacementRequest, control: Control) -> tuple[Problem, Seating | None]:
    """The problem with the rooms that are needed, and its best seating; None where the rules leave none, for reasons that take a search.

    Raises PlacementImpossible for reasons that can be seen without one.
    """
    settled = with_rooms(request, control)
    problem = compiled(settled)
    if obstacles := room_obstacles(problem):
        raise PlacementImpossible(obstacles)
    seating = seated(problem, control)
    if seating is None and problem.leaders > len(problem.must_lead):
        problem, seating = _with_fewer_leaders(settled, problem, control)
    if seating and settled.rules.sizes is Sizes.FREE and len(problem.rooms_of) < len(problem.rooms):
        # Choices have decided how many talk about each theme; its rooms share them evenly.
        totals = Counter(problem.rooms[room].key.theme for room in seating.seats.values())
        even = compiled(settled, totals, leaders_most=len(seating.leads))
        if again := seated(even, control):
            return even, again
    return problem, seating


def seated(problem: Problem, control: Control) -> Seating | None:
    """The best seating of this problem by the solver that suits it."""
    return by_flow(problem, control) if is_simple(problem) else by_programme(problem, control)


def _with_fewer_leaders(
    request: PlacementRequest, problem: Problem, control: Control
) -> tuple[Problem, Seating | None]:
    """As many led rooms as the other rules allow, where they don't allow all that there are volunteers for."""
    certain = len(problem.must_lead)
    if not seated(compiled(request, leaders_most=certain), control):
        return problem, None
    for leaders in range(problem.leaders - 1, certain - 1, -1):
        fewer = compiled(request, leaders_most=leaders)
        if seating := seated(fewer, control):
            return fewer, seating
    return problem, None


def with_rooms(request: PlacementRequest, control: Control) -> PlacementRequest:
    """The request with the number of rooms settled: for themes that want as many as needed, and for optional ones.

    Choices decide: with every room that could be wanted on offer, the best choices, and of these the fewest rooms. Where a theme wants
    as many as needed, sizes are even within each theme, since evenness over all would undo what the choices decided.
    """
    if all(offer.rooms is not None and not offer.optional for offer in request.themes):
        return request
    people = sum(not wish.observes for wish in request.wishes)
    offered = tuple(_as_many_as_possible(offer, people) for offer in request.themes)
    free = replace(request.rules, sizes=Sizes.FREE)
    problem = compiled(replace(request, themes=offered, rules=free))
    seating = by_programme(problem, control)
    if seating is None:
        return replace(request, themes=tuple(replace(offer, optional=False) for offer in offered))
    held = Counter(problem.rooms[room].key.theme for room in set(seating.seats.values()))
    themes = tuple(
        replace(offer, rooms=held[offer.theme], optional=False) if offer.optional else offer
        for offer in offered
    )
    as_many = any(offer.rooms is None for offer in request.themes)
    return replace(request, themes=themes, rules=free if as_many else request.rules)


def _as_many_as_possible(offer: ThemeOffer, people: int) -> ThemeOffer:
    if offer.rooms is not None:
        return offer
    most = offer.most or max(people, 1)
    return replace(offer, rooms=max(1, -(-people // most)), optional=True, most=most)
