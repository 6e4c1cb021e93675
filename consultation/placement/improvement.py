"""Making a placement better without unsettling everybody: at most so many people move."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from consultation.model.arrangement import Arrangement, Change
from consultation.model.placement import FixedSeat, PlacementRequest, RoomKey, Rules
from consultation.placement.by_programme import by_programme
from consultation.placement.changes import changed_to
from consultation.placement.columns import Stay
from consultation.placement.place import placement_of
from consultation.placement.preparation import compiled
from consultation.placement.problem import Problem
from consultation.placement.rules import broken_rules
from consultation.placement.seating import Control, Seating, levels_of

FEWEST_MOST = 4_000
"""People times rooms up to which the fewest moves are looked for: some ten looks, of hundredths of a second each."""


def improve(arrangement: Arrangement, most_moved: int, control: Control | None = None) -> Change:
    """The best placement that moves at most `most_moved` people: locked people and facilitators stay, and the rooms are those there are.

    By the same aim and rules as `place`. Nothing changes where no placement within so few moves keeps the rules, or where none is better;
    what is as good with fewer moves is done with these, in groups of up to FEWEST_MOST seats to choose from. Raises PlacementStopped.
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
    people = {guest.person: number for number, guest in enumerate(problem.guests)}
    placed = arrangement.placement.rooms
    now = Seating(
        seats, {rooms[room.key]: people[room.facilitator] for room in placed if room.facilitator in people}
    )
    stays = not broken_rules(arrangement.request, placed) and len(seats) + len(now.leads) == len(people)
    seating = _with_fewest_moves(problem, control or Control(), seats, max(most_moved, 0))
    if seating is None or (stays and levels_of(problem, seating) >= levels_of(problem, now)):
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


def _with_fewest_moves(
    problem: Problem, control: Control, seats: dict[int, int], most: int
) -> Seating | None:
    """The best seating that moves at most so many; of those as good, one that moves fewest, where that is looked for quickly."""
    best = by_programme(problem, control, stay=Stay(seats, most))
    if best is None or len(problem.guests) * len(problem.rooms) > FEWEST_MOST:
        return best
    least, moved = 1, _moved(best, seats)
    while least < moved:
        fewer = (least + moved) // 2
        found = by_programme(problem, control, stay=Stay(seats, fewer))
        if found and levels_of(problem, found) <= levels_of(problem, best):
            best, moved = found, _moved(found, seats)
        else:
            least = fewer + 1
    return best


def _moved(seating: Seating, seats: Mapping[int, int]) -> int:
    return sum(seats.get(guest) != room for guest, room in seating.seats.items())


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
