"""Placing people: the request in, the rooms with their reasons and figures out."""

from dataclasses import replace

from consultation.errors import InvalidField, NobodyToPlace, PlacementImpossible
from consultation.model.placement import PlacedRoom, Placement, PlacementRequest, Proof
from consultation.placement.collector import uncollected
from consultation.placement.diagnosis import diagnosis
from consultation.placement.figures import figures_of
from consultation.placement.observers import observers_of
from consultation.placement.obstacles import plain_obstacles
from consultation.placement.problem import Problem
from consultation.placement.reasons import reasons_of
from consultation.placement.seating import Control, Seating, levels_of
from consultation.placement.solve import fingerprint, solved
from consultation.placement.swaps import with_swaps


def place(request: PlacementRequest, control: Control | None = None) -> Placement:
    """The best placement there is for the stated aim (docs/placement.md), with a reason for everybody.

    The aim, first things first: the rules; as many rooms led as can be; the worst rank that anybody gets; the sum of ranks, those first who
    missed a first choice last time, and the facilitators' with it; the mix of roles and organisations; new encounters. `proof` says
    whether the choices are the best possible. Themes that are not in the request are ignored in a ranking. A tie is decided by lot from the
    seed, never by the order of the wishes: the same request gives the same placement.

    Takes milliseconds for a session of some hundred people, seconds for thousands: never on an event loop. Raises NobodyToPlace without
    people, InvalidField("themes") without themes, PlacementImpossible where the rules leave no placement, PlacementStopped when cancelled,
    PlacementUnfinished where the time was too short to find any.
    """
    require_people_and_themes(request)
    with uncollected():
        return _placed(request, control or Control())


def _placed(request: PlacementRequest, control: Control) -> Placement:
    if obstacles := plain_obstacles(request):
        raise PlacementImpossible(obstacles)
    problem, seating = solved(request, control)
    if seating is None:
        raise PlacementImpossible(diagnosis(problem, control))
    return placement_of(request, problem, with_swaps(problem, seating))


def require_people_and_themes(request: PlacementRequest) -> None:
    """Raise NobodyToPlace or InvalidField("themes") where there is nothing to place, or nowhere."""
    if all(wish.observes for wish in request.wishes):
        raise NobodyToPlace
    if not request.themes:
        raise InvalidField(
            "themes", "There are no themes yet, so there are no rooms to sit in. Please add a theme first."
        )


def placement_of(request: PlacementRequest, problem: Problem, seating: Seating) -> Placement:
    """The seating in the words of the domain."""
    rooms = _rooms(request, problem, seating)
    observers = observers_of(request, rooms)
    rooms = [replace(room, observers=tuple(sorted(observers[room.key]))) for room in rooms]
    held = {room.theme for room in rooms}
    told = dict.fromkeys((one for room in observers.values() for one in room), "You observe in this room.")
    return Placement(
        rooms=tuple(rooms),
        empty=tuple(
            theme for theme in dict.fromkeys(offer.theme for offer in request.themes) if theme not in held
        ),
        reasons=reasons_of(problem, seating) | told,
        figures=figures_of(request, rooms),
        proof=_proof(problem, seating),
        fingerprint=fingerprint(request),
        seed=request.seed,
    )


def _rooms(request: PlacementRequest, problem: Problem, seating: Seating) -> list[PlacedRoom]:
    people: dict[int, list[int]] = {}
    for guest, room in seating.seats.items():
        people.setdefault(room, []).append(guest)
    order = {offer.theme: place for place, offer in reversed(list(enumerate(request.themes)))}
    placed = []
    for room, guests in people.items():
        theme, number = problem.rooms[room].key
        leader = seating.leads.get(room)
        seats = sorted(
            (problem.guests[guest].person, problem.guests[guest].ranks.get(theme)) for guest in guests
        )
        facilitator = None if leader is None else problem.guests[leader].person
        placed.append(PlacedRoom(theme, facilitator, tuple(seats), number))
    return sorted(placed, key=lambda room: (order[room.theme], room.number))


def _proof(problem: Problem, seating: Seating) -> Proof:
    """How far the sum of ranks may be from the best; it has a step for each rank beyond the first, and as many as there are ranks off the list."""
    if seating.optimal:
        return Proof(optimal=True, gap=0.0, mix_optimal=seating.mix_optimal)
    cost, everybody = levels_of(problem, seating).cost, sum(guest.weight for guest in problem.guests)
    if seating.short is None:
        gap = max(cost - seating.bound, 0.0) / max(cost + everybody, 1)
    else:
        off, steps = divmod(cost, problem.off.cost)
        gap = seating.short / (off * problem.longest + steps + everybody)
    return Proof(optimal=False, gap=gap, mix_optimal=False)
