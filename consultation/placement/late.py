"""Late joiners: the best open seat, nobody moved, and the same kind of reason as everybody else's."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from consultation.errors import NoSuchThing, PlacementImpossible
from consultation.model.arrangement import LateSeat, RoomState
from consultation.model.placement import Obstacle, Placement, PlacementRequest, Rules, Sizes, ThemeOffer, Wish
from consultation.model.references import ThemeId
from consultation.model.rooms import Room, Seat
from consultation.model.sessions import Session
from consultation.placement.lots import lot
from consultation.placement.preparation import ranks_of
from consultation.placement.texts import ordinal, plain


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
    taken = Counter(seat.room for seat in seats)
    fewest = min(taken[room.id] for room in rooms)
    best = min(
        (room for room in rooms if taken[room.id] == fewest),
        key=lambda room: (ranks.get(room.theme, len(ranks) + 1), lot(session.seed, wish.person, room.id)),
    )
    return Seat(wish.person, best.id, ranks.get(best.theme))


def states_of(request: PlacementRequest, placement: Placement) -> tuple[RoomState, ...]:
    """The rooms of a placement as a late joiner finds them. To be kept, and counted on, while people join."""
    wishes = {wish.person: wish for wish in request.wishes}
    return tuple(
        RoomState(
            key=room.key,
            seats=len(room.seats),
            facilitator=room.facilitator,
            roles=_counted(wishes[person].role for person, _ in room.seats if person in wishes),
            organisations=_counted(
                wishes[person].organisation for person, _ in room.seats if person in wishes
            ),
            people=frozenset(person for person, _ in room.seats)
            | ({room.facilitator} if room.facilitator else set()),
        )
        for room in placement.rooms
    )


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(plain(name) for name in names).items()))


LED = "You offered to facilitate, and this room had nobody to lead it."
FULL = "No room has an open seat for {0}: add a room or allow one more person."


def join_late(
    wish: Wish, rooms: Sequence[RoomState], offers: Sequence[ThemeOffer], rules: Rules, seed: int
) -> LateSeat:
    """The best open seat for one more person, without moving anyone.

    A volunteer leads a room that nobody leads and that they would lead, their best one first. Everybody else sits in the room of their best
    ranked theme among the open ones: not full, not ruled out, within the organisation's limit, nobody there from whom they are kept apart,
    and, where sizes are even, none with more people than the emptiest of these. Then fewest in the same role, then the lot.

    Raises PlacementImpossible where no seat is open, NoSuchThing("room") where there are no rooms.
    """
    if not rooms:
        raise NoSuchThing("room")
    themes = {offer.theme: offer for offer in offers}
    ranks = ranks_of(wish.ranking, themes)
    if led := _to_lead(wish, rooms, themes, seed, rules):
        return LateSeat(led.key, ranks.get(led.key.theme), leads=True, reason=LED)
    open_rooms = [room for room in rooms if _is_open(wish, room, themes, rules)]
    if not open_rooms:
        raise PlacementImpossible((Obstacle(FULL, (wish.person,)),))
    if rules.sizes is Sizes.EVEN:
        fewest = min(room.seats for room in open_rooms)
        open_rooms = [room for room in open_rooms if room.seats == fewest]
    role, last = plain(wish.role), max(ranks.values(), default=0) + 1
    best = min(
        open_rooms,
        key=lambda room: (
            ranks.get(room.key.theme, last),
            dict(room.roles).get(role, 0) if role else 0,
            lot(seed, wish.person, room.key.theme, str(room.key.number)),
        ),
    )
    rank = ranks.get(best.key.theme)
    return LateSeat(best.key, rank, leads=False, reason=_reason(ranks, rank, rooms, themes))


def _to_lead(
    wish: Wish, rooms: Sequence[RoomState], themes: Mapping[ThemeId, ThemeOffer], seed: int, rules: Rules
) -> RoomState | None:
    if not wish.can_facilitate or not rules.facilitators:
        return None
    ranks = ranks_of(wish.leads or wish.ranking, themes)
    unled = [
        room
        for room in rooms
        if room.facilitator is None
        and (room.key.theme in ranks if wish.leads else room.key.theme not in wish.ruled_out)
        and not _is_kept_from(wish, room, rules)
    ]
    return min(
        unled,
        key=lambda room: (
            ranks.get(room.key.theme, len(ranks) + 1),
            lot(seed, wish.person, room.key.theme, str(room.key.number)),
        ),
        default=None,
    )


def _is_open(wish: Wish, room: RoomState, themes: Mapping[ThemeId, ThemeOffer], rules: Rules) -> bool:
    most = themes[room.key.theme].most if room.key.theme in themes else None
    organisation = plain(wish.organisation)
    limit = rules.organisation_most
    return (
        (most is None or room.seats < most)
        and room.key.theme not in wish.ruled_out
        and not (limit and organisation and dict(room.organisations).get(organisation, 0) >= limit)
        and not _is_kept_from(wish, room, rules)
    )


def _is_kept_from(wish: Wish, room: RoomState, rules: Rules) -> bool:
    return any(
        wish.person in group and any(other in room.people for other in group if other != wish.person)
        for group in rules.apart
    )


def _reason(
    ranks: Mapping[ThemeId, int],
    rank: int | None,
    rooms: Sequence[RoomState],
    themes: Mapping[ThemeId, ThemeOffer],
) -> str:
    if not ranks:
        return "You named no choice, so you help to keep the rooms even."
    if rank == 1:
        return "Your 1st choice."
    got = f"Your {ordinal(rank)} choice" if rank else "None of your choices had an open seat"
    firsts = [room for room in rooms if ranks.get(room.key.theme) == 1]
    if not firsts:
        return f"{got}; your 1st has no room this time."
    if not rank:
        return f"{got} when you joined."
    full = all(themes[room.key.theme].most == room.seats for room in firsts)
    return f"{got}; your 1st {'was full' if full else 'had its share of people'} when you joined."
