"""Rules for changes by hand: what was typed, what it does, and what becomes of it when the list has changed since."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b

from consultation.errors import InvalidField, PlacementImpossible
from consultation.model.arrangement import Arrangement, Change
from consultation.model.moves import Adjustment, Doing
from consultation.model.placement import (
    Figures,
    PlacedRoom,
    Placement,
    PlacementRequest,
    RoomKey,
    Rules,
    Wish,
)
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import Control
from consultation.placement.changes import changed_to, leave, lock, move, swap, unlock
from consultation.placement.figures import figures_of
from consultation.placement.improvement import improve
from consultation.placement.late import join_late, states_of
from consultation.placement.preparation import ranks_of
from consultation.placement.rules import broken_rules

PAIR = 2
NO_SEAT = "Somebody you chose has no seat here. Choose people who have been placed."
NOT_AWAY = "Somebody you chose is not among those who were left out. Choose people who were."
NOBODY_LEFT = "Nobody would be left who takes part. Leave somebody in a room, or undo the placement with /consult unplace."
MOVED_MOST = 1000


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """What an organiser chose, not judged yet. `room` is "theme number", `most` a number as typed."""

    doing: str = Doing.MOVE
    people: tuple[PersonRef, ...] = ()
    room: str = ""
    most: str = ""


def judge_move(draft: MoveDraft, placement: Placement, away: Collection[PersonRef] = ()) -> Adjustment:
    """What is to be done; `away` is who is not coming. Raises InvalidField for the field that is missing or doesn't fit."""
    try:
        doing = Doing(draft.doing)
    except ValueError:
        raise InvalidField("doing", "Choose what to do.") from None
    room = next((one.key for one in placement.rooms if f"{one.theme} {one.number}" == draft.room), None)
    if doing is Doing.IMPROVE:
        return Adjustment(doing, most=_number(draft.most))
    people = tuple(dict.fromkeys(draft.people))
    _require_people(doing, people, away if doing is Doing.RETURN else everybody(placement))
    if doing is Doing.MOVE and room is None:
        raise InvalidField("room", "Choose the room to move them to.")
    return Adjustment(doing, people, room if doing is Doing.MOVE else None)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOVED_MOST):
        raise InvalidField("most", f"Write how many people may be moved, from 1 to {MOVED_MOST:,}.")
    return int(text)


def _require_people(doing: Doing, people: Sequence[PersonRef], among: Collection[PersonRef]) -> None:
    if not people:
        raise InvalidField("people", "Choose who this is about.")
    if any(person not in among for person in people):
        raise InvalidField("people", NOT_AWAY if doing is Doing.RETURN else NO_SEAT)
    if doing is Doing.SWAP and len(people) != PAIR:
        raise InvalidField("people", "Choose the two people who change places.")
    if doing in (Doing.TOGETHER, Doing.APART) and len(people) < PAIR:
        raise InvalidField("people", "Choose two people or more.")


def everybody(placement: Placement) -> set[PersonRef]:
    """All who have a seat, lead or observe."""
    return {
        person
        for room in placement.rooms
        for person in (*(one for one, _ in room.seats), *room.observers, room.facilitator)
        if person
    }


def adjusted(
    arrangement: Arrangement, what: Adjustment, control: Control | None = None, away: Sequence[Wish] = ()
) -> Change:
    """What this adjustment comes to; `away` are the wishes of who is not coming.

    Raises InvalidField, SeatLocked, PlacementStopped, and PlacementImpossible where somebody who comes after all finds no open seat.
    Improving may take seconds: never on an event loop.
    """
    if what.doing is Doing.IMPROVE:
        return improve(arrangement, what.most, control)
    if what.doing is Doing.SWAP:
        return swap(arrangement, *what.people[:PAIR])
    if what.doing is Doing.MOVE and what.room is not None:
        return _moved(arrangement, what.people, what.room)
    if what.doing is Doing.ABSENT:
        return _left_out(arrangement, what.people)
    if what.doing is Doing.RETURN:
        return _come_back(arrangement, [wish for wish in away if wish.person in what.people])
    return _ruled(arrangement, _asked_for(arrangement, what))


def _asked_for(arrangement: Arrangement, what: Adjustment) -> Arrangement:
    """With what holds from now on; nobody moves for it."""
    if what.doing is Doing.LOCK:
        return lock(arrangement, *what.people)
    if what.doing is Doing.UNLOCK:
        return unlock(arrangement, *what.people)
    rules = _grouped(arrangement.request.rules, what)
    return replace(arrangement, request=replace(arrangement.request, rules=rules))


def _moved(arrangement: Arrangement, people: Sequence[PersonRef], room: RoomKey) -> Change:
    after = arrangement
    for person in people:
        after = move(after, person, room).arrangement
    change = changed_to(arrangement, after.placement)
    if not change.moved:
        raise InvalidField("room", "Everybody you chose is in that room already.")
    return change


def _left_out(arrangement: Arrangement, people: Sequence[PersonRef]) -> Change:
    after = arrangement
    for person in people:
        after = leave(after, person).arrangement
    if not any(room.seats or room.facilitator for room in after.placement.rooms):
        raise InvalidField("people", NOBODY_LEFT)
    return changed_to(arrangement, after.placement, after)


def _come_back(arrangement: Arrangement, wishes: Sequence[Wish]) -> Change:
    """Each gets the best open seat there is, and nobody moves."""
    request = replace(arrangement.request, wishes=(*arrangement.request.wishes, *wishes))
    rooms, reasons = arrangement.placement.rooms, dict(arrangement.placement.reasons)
    for wish in wishes:
        rooms, reasons[wish.person] = _with(request, rooms, wish)
    placement = replace(
        arrangement.placement, rooms=rooms, reasons=reasons, figures=figures_of(request, rooms)
    )
    return changed_to(arrangement, placement, replace(arrangement, request=request))


def _ruled(before: Arrangement, after: Arrangement) -> Change:
    """A change that moves nobody: what it breaks is told all the same."""
    figures: Figures = before.placement.figures or figures_of(before.request, before.placement.rooms)
    return Change(after, figures, figures, broken_rules(after.request, after.placement.rooms))


def _grouped(rules: Rules, what: Adjustment) -> Rules:
    if what.doing is Doing.TOGETHER:
        return replace(rules, together=(*rules.together, what.people))
    if what.doing is Doing.APART:
        return replace(rules, apart=(*rules.apart, what.people))

    def left(groups: tuple[tuple[PersonRef, ...], ...]) -> tuple[tuple[PersonRef, ...], ...]:
        return tuple(group for group in groups if not set(group) & set(what.people))

    return replace(rules, together=left(rules.together), apart=left(rules.apart))


def token_of(arrangement: Arrangement, what: Adjustment | None = None) -> str:
    """A name for an adjustment of a placement as it stands, or for how it stands."""
    standing = (arrangement.placement.rooms, sorted(arrangement.locked), arrangement.request.rules, what)
    return blake2b(repr(standing).encode(), digest_size=8).hexdigest()


def brought_up_to_date(request: PlacementRequest, placement: Placement) -> Placement:
    """An earlier placement for the list as it is now: who left is taken out, who came since gets the best open seat."""
    wishes = {wish.person: wish for wish in request.wishes}
    rooms = tuple(_only(room, wishes) for room in placement.rooms)
    reasons = dict(placement.reasons)
    for person in sorted(set(wishes) - everybody(replace(placement, rooms=rooms))):
        with suppress(PlacementImpossible):  # they were told when they joined
            rooms, reasons[person] = _with(request, rooms, wishes[person])
    held = tuple(room for room in rooms if room.seats or room.facilitator or room.observers)
    return replace(placement, rooms=held, reasons={one: why for one, why in reasons.items() if one in wishes})


def _only(room: PlacedRoom, here: Collection[PersonRef]) -> PlacedRoom:
    return replace(
        room,
        facilitator=room.facilitator if room.facilitator in here else None,
        seats=tuple(seat for seat in room.seats if seat[0] in here),
        observers=tuple(person for person in room.observers if person in here),
    )


def _with(
    request: PlacementRequest, rooms: tuple[PlacedRoom, ...], wish: Wish
) -> tuple[tuple[PlacedRoom, ...], str]:
    """The best open seat for one more. Raises PlacementImpossible where there is none."""
    states = states_of(request, Placement(rooms))
    late = join_late(wish, states, request.themes, request.rules, request.seed)
    rank = ranks_of(wish.ranking, _themes(request)).get(late.room.theme)

    def joined(room: PlacedRoom) -> PlacedRoom:
        if late.leads:
            return replace(room, facilitator=wish.person)
        if wish.observes:
            return replace(room, observers=tuple(sorted((*room.observers, wish.person))))
        return replace(room, seats=tuple(sorted((*room.seats, (wish.person, rank)))))

    return tuple(joined(room) if room.key == late.room else room for room in rooms), late.reason


def _themes(request: PlacementRequest) -> dict[ThemeId, object]:
    return {offer.theme: offer for offer in request.themes}
