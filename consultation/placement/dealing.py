"""The seats of a pool dealt to its people, so that no room gets more from one organisation than it may."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from consultation.flow import Network
from consultation.placement.lots import lot
from consultation.placement.problem import Problem

_SOURCE, _SINK, _FIRST = range(3)


def dealt(
    problem: Problem,
    waiting: Mapping[int, Sequence[int]],
    free: Mapping[int, Sequence[int]],
    seats: dict[int, int],
) -> bool:
    """Give each pool's waiting guests its free seats, by lot; adds them to `seats`. False where the limit can't be kept.

    Pool by pool, each as a flow: an organisation's guests, the rooms that have a free seat and may take so many more of them, the seats.
    """
    taken = Counter((room, problem.guests[guest].organisation) for guest, room in seats.items())
    for pool, guests in waiting.items():
        rooms = sorted(free[pool], key=lambda room: (lot(problem.request.seed, "pool", str(room)), room))
        shared = _shared(problem, guests, rooms, taken)
        if shared is None:
            return False
        seats.update(shared)
        taken.update((room, problem.guests[guest].organisation) for guest, room in shared.items())
    return True


def _shared(
    problem: Problem, guests: Sequence[int], rooms: Sequence[int], taken: Counter[tuple[int, str]]
) -> dict[int, int] | None:
    most = problem.request.rules.organisation_most
    if not most:
        return dict(zip(guests, rooms, strict=True))
    of: dict[str, list[int]] = defaultdict(list)
    for guest in guests:
        of[problem.guests[guest].organisation].append(guest)
    places = Counter(rooms)
    network = Network(_FIRST + len(of) + len(places))
    arcs = []
    for number, (name, members) in enumerate(of.items()):
        network.arc(_SOURCE, _FIRST + number, len(members))
        for place, room in enumerate(places):
            left = max(most - taken[room, name], 0) if name else len(members)
            arcs.append((network.arc(_FIRST + number, _FIRST + len(of) + place, left), name, room))
    for place, count in enumerate(places.values()):
        network.arc(_FIRST + len(of) + place, _SINK, count)
    if network.send(_SOURCE, _SINK) < len(guests):
        return None
    return {of[name].pop(): room for arc, name, room in arcs for _ in range(network.flow(arc))}
