"""Making a placement better without unsettling everybody: at most so many people move."""

from collections import Counter
from dataclasses import replace

from consultation.model.arrangement import Arrangement, Change
from consultation.model.placement import FixedSeat, PlacementRequest, RoomKey, Rules
from consultation.placement.by_programme import by_programme
from consultation.placement.changes import changed_to
from consultation.placement.columns import Stay
from consultation.placement.place import placement_of
from consultation.placement.preparation import compiled
from consultation.placement.seating import Control


def improve(arrangement: Arrangement, most_moved: int, control: Control | None = None) -> Change:
    """The best placement that moves at most `most_moved` people: locked people and facilitators stay, and the rooms are those there are.

    By the same aim and rules as `place`. Nothing changes where no placement within so few moves keeps the rules. Raises PlacementStopped.
    """
    request = _with_seats_held(arrangement)
    problem = compiled(request)
    rooms = {room.key: number for number, room in enumerate(problem.rooms)}
    sits = {person: room.key for room in arrangement.placement.rooms for person, _ in room.seats}
    seats = {
        number: rooms[sits[guest.person]]
        for number, guest in enumerate(problem.guests)
        if guest.person in sits
    }
    seating = by_programme(problem, control or Control(), stay=Stay(seats, max(most_moved, 0)))
    if seating is None:
        return changed_to(arrangement, arrangement.placement)
    better = placement_of(request, problem, seating)
    fixed = {seat.person for seat in arrangement.request.rules.fixed}
    held = {seat.person for seat in request.rules.fixed} - fixed
    reasons = {
        person: arrangement.placement.reasons.get(person, why)
        for person, why in better.reasons.items()
        if person in held
    }
    return changed_to(arrangement, replace(better, reasons={**better.reasons, **reasons}))


def _with_seats_held(arrangement: Arrangement) -> PlacementRequest:
    """The request with the rooms there are, and with locked people and facilitators where they are."""
    request, placed = arrangement.request, arrangement.placement.rooms
    held = Counter(room.theme for room in placed)
    highest = {theme: max(room.number for room in placed if room.theme == theme) for theme in held}
    themes = tuple(
        replace(offer, rooms=highest.get(offer.theme, 0), optional=False) for offer in request.themes
    )
    leads = [FixedSeat(room.facilitator, room.key, leads=True) for room in placed if room.facilitator]
    locked = [
        FixedSeat(person, RoomKey(room.theme, room.number))
        for room in placed
        for person, _ in room.seats
        if person in arrangement.locked
    ]
    again = {seat.person for seat in (*leads, *locked)}
    fixed = (*(seat for seat in request.rules.fixed if seat.person not in again), *leads, *locked)
    rules: Rules = replace(request.rules, fixed=fixed, facilitators=False)
    return replace(request, themes=themes, rules=rules)
