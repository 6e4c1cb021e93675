"""What an organiser may do to a placement before rooms open: move, swap, lock, take out, undo. Each is a value, and shows what it does."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from consultation.errors import NoSuchThing, NotSignedUp, SeatLocked
from consultation.model.arrangement import Arrangement, Change
from consultation.model.placement import (
    Figures,
    Obstacle,
    PlacedRoom,
    Placement,
    PlacementRequest,
    Proof,
    RoomKey,
    Wish,
)
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.figures import figures_of
from consultation.placement.lots import lot
from consultation.placement.preparation import ranks_of
from consultation.placement.rules import broken_rules
from consultation.placement.texts import ordinal

MOVED = "The organiser chose this room for you."
STEPPED_IN = "You offered to facilitate, and this room lost the person who led it."


def arranged(request: PlacementRequest, placement: Placement) -> Arrangement:
    """A placement to work on."""
    return Arrangement(request, placement)


def move(arrangement: Arrangement, person: PersonRef, room: RoomKey) -> Change:
    """Seat somebody in another room. Who led a room takes part in the new one. Raises NoSuchThing, NotSignedUp, SeatLocked."""
    _require_free(arrangement, person)
    if all(placed.key != room for placed in arrangement.placement.rooms):
        raise NoSuchThing("room")
    rooms = _seated(arrangement, _without(arrangement.placement.rooms, person), person, room)
    return _changed(arrangement, rooms, {person: MOVED})


def swap(arrangement: Arrangement, one: PersonRef, other: PersonRef) -> Change:
    """Let two people change places, facilitators' places included; who came to listen goes on listening. Raises NotSignedUp, SeatLocked."""
    for person in (one, other):
        _require_free(arrangement, person)
    if _observes(arrangement, one) != _observes(arrangement, other):
        return _crossed(arrangement, one, other)
    places = {one: other, other: one}
    rooms = tuple(
        replace(
            room,
            facilitator=places.get(room.facilitator, room.facilitator) if room.facilitator else None,
            seats=tuple(
                sorted(_seat(arrangement, places.get(person, person), room.theme) for person, _ in room.seats)
            ),
            observers=tuple(sorted(places.get(person, person) for person in room.observers)),
        )
        for room in arrangement.placement.rooms
    )
    return _changed(arrangement, rooms, {one: MOVED, other: MOVED})


def _crossed(arrangement: Arrangement, one: PersonRef, other: PersonRef) -> Change:
    """Each in the other's room: one of them takes part, and the other listens."""
    theirs, others = _room_of(arrangement, one).key, _room_of(arrangement, other).key
    rooms = _without(_without(arrangement.placement.rooms, one), other)
    rooms = _seated(arrangement, _seated(arrangement, rooms, one, others), other, theirs)
    return _changed(arrangement, rooms, {one: MOVED, other: MOVED})


def lock(arrangement: Arrangement, *people: PersonRef) -> Arrangement:
    """Keep these people where they are, whatever is improved. Raises NotSignedUp."""
    for person in people:
        _room_of(arrangement, person)
    return replace(arrangement, locked=arrangement.locked | set(people), before=arrangement)


def unlock(arrangement: Arrangement, *people: PersonRef) -> Arrangement:
    """Let these people be moved again."""
    return replace(arrangement, locked=arrangement.locked - set(people), before=arrangement)


def leave(arrangement: Arrangement, person: PersonRef) -> Change:
    """Take out somebody who withdrew or did not come; nobody else moves but, where they led, whoever takes over.

    A facilitator is replaced by a participant who offered to lead that theme, of the same room if there is one; otherwise the room is without
    one, and the placement's `unled` names it. Raises NotSignedUp.
    """
    room = _room_of(arrangement, person)
    wishes = tuple(wish for wish in arrangement.request.wishes if wish.person != person)
    without = replace(
        arrangement, request=replace(arrangement.request, wishes=wishes), locked=arrangement.locked - {person}
    )
    rooms = _without(arrangement.placement.rooms, person)
    successor = _successor(without, rooms, room) if room.facilitator == person else None
    if successor is None:
        return _changed(without, rooms, {}, gone=person, before=arrangement)
    rooms = tuple(
        replace(placed, facilitator=successor) if placed.key == room.key else placed
        for placed in _without(rooms, successor)
    )
    return _changed(without, rooms, {successor: STEPPED_IN}, gone=person, before=arrangement)


def undo(arrangement: Arrangement) -> Arrangement:
    """As it was before the last change; as it is where there was none."""
    return arrangement.before or arrangement


def changed_to(arrangement: Arrangement, placement: Placement, after: Arrangement | None = None) -> Change:
    """The change from this arrangement's placement to another one: of the same people, or of those whom `after` knows of."""
    return _change(arrangement, replace(after or arrangement, placement=placement, before=arrangement))


def _require_free(arrangement: Arrangement, person: PersonRef) -> None:
    _room_of(arrangement, person)
    if person in arrangement.locked:
        raise SeatLocked


def _room_of(arrangement: Arrangement, person: PersonRef) -> PlacedRoom:
    for room in arrangement.placement.rooms:
        if (
            room.facilitator == person
            or person in room.observers
            or any(seat[0] == person for seat in room.seats)
        ):
            return room
    raise NotSignedUp


def _without(rooms: Sequence[PlacedRoom], person: PersonRef) -> tuple[PlacedRoom, ...]:
    return tuple(
        replace(
            room,
            facilitator=None if room.facilitator == person else room.facilitator,
            seats=tuple(seat for seat in room.seats if seat[0] != person),
            observers=tuple(observer for observer in room.observers if observer != person),
        )
        for room in rooms
    )


def _seated(
    arrangement: Arrangement, rooms: Sequence[PlacedRoom], person: PersonRef, key: RoomKey
) -> tuple[PlacedRoom, ...]:
    observes = _observes(arrangement, person)

    def with_them(room: PlacedRoom) -> PlacedRoom:
        if observes:
            return replace(room, observers=tuple(sorted((*room.observers, person))))
        return replace(room, seats=tuple(sorted((*room.seats, _seat(arrangement, person, room.theme)))))

    return tuple(with_them(room) if room.key == key else room for room in rooms)


def _observes(arrangement: Arrangement, person: PersonRef) -> bool:
    return any(wish.person == person and wish.observes for wish in arrangement.request.wishes)


def _seat(arrangement: Arrangement, person: PersonRef, theme: ThemeId) -> tuple[PersonRef, int | None]:
    return person, _ranks(arrangement, person).get(theme)


def _ranks(arrangement: Arrangement, person: PersonRef) -> dict[ThemeId, int]:
    wish = next((wish for wish in arrangement.request.wishes if wish.person == person), Wish(person))
    return ranks_of(wish.ranking, {offer.theme: offer for offer in arrangement.request.themes})


def _successor(arrangement: Arrangement, rooms: Sequence[PlacedRoom], led: PlacedRoom) -> PersonRef | None:
    """Who takes over: of the participants who would lead this theme, one of the room, then who likes it best, then the lot."""
    wishes = {wish.person: wish for wish in arrangement.request.wishes if wish.can_facilitate}
    here = {person for person, _ in led.seats}
    seated = [
        person for room in rooms for person, _ in room.seats if len(room.seats) > 1 or person not in here
    ]
    willing = [
        person
        for person in seated
        if person in wishes
        and person not in arrangement.locked
        and (
            led.theme in wishes[person].leads
            if wishes[person].leads
            else led.theme not in wishes[person].ruled_out
        )
    ]
    last = len(arrangement.request.themes)

    def order(person: PersonRef) -> tuple[bool, int, bytes]:
        liked = wishes[person].leads.index(led.theme) if wishes[person].leads else last
        return person not in here, liked, lot(arrangement.request.seed, person, led.theme)

    return min(willing, key=order, default=None)


def _changed(
    arrangement: Arrangement,
    rooms: Sequence[PlacedRoom],
    reasons: dict[PersonRef, str],
    *,
    gone: PersonRef | None = None,
    before: Arrangement | None = None,
) -> Change:
    placement = arrangement.placement
    told = {person: reason for person, reason in {**placement.reasons, **reasons}.items() if person != gone}
    held = tuple(room for room in rooms if room.seats or room.facilitator or room.observers)
    kept = {room.theme for room in held}
    after = replace(
        placement,
        rooms=held,
        empty=tuple(offer.theme for offer in arrangement.request.themes if offer.theme not in kept),
        reasons=told,
        figures=figures_of(arrangement.request, held),
        proof=Proof(),
    )
    start = before or arrangement
    return _change(start, replace(arrangement, placement=after, before=start))


def _change(before: Arrangement, after: Arrangement) -> Change:
    was, now = _seats(before.placement), _seats(after.placement)
    broken = broken_rules(after.request, after.placement.rooms)
    return Change(
        arrangement=after,
        was=before.placement.figures or figures_of(before.request, before.placement.rooms),
        now=after.placement.figures or figures_of(after.request, after.placement.rooms),
        broken=broken,
        moved=tuple(sorted(person for person, place in now.items() if was.get(person) != place)),
        mended=tuple(one for one in _about_people(before) if one not in broken),
    )


def _about_people(arrangement: Arrangement) -> tuple[Obstacle, ...]:
    """The broken rules that name people: these read alike as long as they are broken, others name sizes that change."""
    broken = broken_rules(arrangement.request, arrangement.placement.rooms)
    return tuple(obstacle for obstacle in broken if obstacle.people)


def _seats(placement: Placement) -> dict[PersonRef, tuple[RoomKey, bool]]:
    seats = {person: (room.key, False) for room in placement.rooms for person, _ in room.seats}
    leads = {room.facilitator: (room.key, True) for room in placement.rooms if room.facilitator}
    observers = {person: (room.key, False) for room in placement.rooms for person in room.observers}
    return observers | seats | leads


def _furthest(figures: Figures) -> str:
    """What is worst for anybody; a theme that they did not name is worse than their last choice."""
    if figures.off_list:
        return "none of their choices"
    return f"{ordinal(figures.worst_rank)} choice" if figures.worst_rank else "nobody named a choice"


_EFFECTS: tuple[tuple[str, Callable[[Figures], object]], ...] = (
    ("First choices", lambda figures: figures.choices[0] if figures.choices else 0),
    ("Furthest from a first choice", _furthest),
    ("People with none of their choices", lambda figures: figures.off_list),
    ("Smallest room", lambda figures: min(figures.sizes, default=0)),
    ("Largest room", lambda figures: max(figures.sizes, default=0)),
    ("Rooms with a facilitator", lambda figures: figures.led),
    ("Largest difference in a role", lambda figures: figures.role_gap),
    ("Most from one organisation", lambda figures: figures.organisation_most),
    ("Pairs who meet again", lambda figures: figures.repeated),
)


def effects(change: Change) -> tuple[str, ...]:
    """What the change does to the figures, a line for each that differs: "First choices: 82, were 81."."""
    return tuple(
        f"{name}: {of(change.now)}, was {of(change.was)}."
        for name, of in _EFFECTS
        if of(change.now) != of(change.was)
    )
