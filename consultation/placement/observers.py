"""Observers: they sit by their choices, spread evenly, once the rooms are settled; sizes and mix are not theirs to change."""

from collections.abc import Sequence

from consultation.flow import Network
from consultation.model.placement import PlacedRoom, PlacementRequest, RoomKey, Wish
from consultation.model.references import PersonRef
from consultation.placement.lots import lot
from consultation.placement.preparation import ranks_of
from consultation.placement.weights import off_list

_SOURCE, _SINK, _FIRST = range(3)


def observers_of(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> dict[RoomKey, list[PersonRef]]:
    """The observers of each room: as many as in any other, or one more; at the least sum of ranks."""
    wishes = {wish.person: wish for wish in request.wishes if wish.observes}
    people = sorted(wishes.values(), key=lambda wish: (lot(request.seed, wish.person), wish.person))
    found: dict[RoomKey, list[PersonRef]] = {room.key: [] for room in rooms}
    if not rooms or not people:
        return found
    network = Network(_FIRST + len(rooms) + len(people))
    arcs = [arc for number, wish in enumerate(people) for arc in _ways(network, request, rooms, number, wish)]
    least, more = divmod(len(people), len(rooms))
    dear = off_list(len(request.themes), len(people))
    for room in range(len(rooms)):
        network.arc(_FIRST + room, _SINK, least)
        network.arc(_FIRST + room, _SINK, bool(more), dear)
    network.send(_SOURCE, _SINK)
    for arc, number, room in arcs:
        if network.flow(arc):
            found[rooms[room].key].append(people[number].person)
    return found


def _ways(
    network: Network, request: PlacementRequest, rooms: Sequence[PlacedRoom], number: int, wish: Wish
) -> list[tuple[int, int, int]]:
    """An arc for each room that the observer may sit in: all but those of themes they ruled out, or the one that is kept for them."""
    node = _FIRST + len(rooms) + number
    ranks = ranks_of(wish.ranking, {offer.theme: offer for offer in request.themes})
    last = max(ranks.values(), default=0) + 1
    fixed = {seat.person: seat.room for seat in request.rules.fixed}.get(wish.person)
    network.arc(_SOURCE, node, 1)
    return [
        (network.arc(node, _FIRST + place, 1, ranks.get(room.theme, last) - 1), number, place)
        for place, room in enumerate(rooms)
        if (room.key == fixed if fixed else room.theme not in wish.ruled_out)
    ]
