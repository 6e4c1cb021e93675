"""Late joiners."""

from collections.abc import Sequence

from consultation.errors import NoSuchThing
from consultation.model.placement import Wish
from consultation.model.rooms import Room, Seat
from consultation.model.sessions import Session
from consultation.placement.lots import lot
from consultation.placement.preparation import ranks_of


def seat_late(wish: Wish, session: Session, rooms: Sequence[Room], seats: Sequence[Seat]) -> Seat:
    """The best open seat for one more person, without moving anyone: the seat to store.

    `rooms` and `seats` are those of the session. Only rooms with the fewest seats taken are open, so that sizes go on differing by at
    most one; of these, the person's best ranked theme, a tie being decided by lot from the session's seed. Who has a seat keeps it.
    Raises NoSuchThing("room") when there are no rooms.
    """
    if not rooms:
        raise NoSuchThing("room")
    already = next((seat for seat in seats if seat.person == wish.person), None)
    if already:
        return already
    ranks = ranks_of(wish.ranking, {theme.id: theme for theme in session.themes})
    taken = dict.fromkeys((room.id for room in rooms), 0)
    for seat in seats:
        taken[seat.room] = taken.get(seat.room, 0) + 1
    fewest = min(taken.values())
    best = min(
        (room for room in rooms if taken[room.id] == fewest),
        key=lambda room: (ranks.get(room.theme, len(ranks) + 1), lot(session.seed, wish.person, room.id)),
    )
    return Seat(wish.person, best.id, ranks.get(best.theme))
