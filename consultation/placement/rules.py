"""Whether a placement keeps the rules of its request, said in sentences: for changes made by hand, and for tests of the solvers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from consultation.model.placement import Obstacle, PlacedRoom, PlacementRequest, RoomKey, Sizes
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.texts import count, plain
from consultation.texts import quoted


def broken_rules(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> tuple[Obstacle, ...]:
    """The rules of the request that these rooms break, each as a sentence."""
    return (
        *_sizes(request, rooms),
        *_evenness(request, rooms),
        *_organisations(request, rooms),
        *_roles(request, rooms),
        *_groups(request, rooms),
        *_people(request, rooms),
    )


def name_of(request: PlacementRequest, theme: ThemeId) -> str:
    """The name of a theme, for a sentence."""
    return next((offer.name or offer.theme for offer in request.themes if offer.theme == theme), theme)


def _sizes(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> Iterator[Obstacle]:
    offers = {offer.theme: offer for offer in request.themes}
    for room in rooms:
        offer, size = offers.get(room.theme), len(room.seats)
        if offer is None:
            continue
        name = name_of(request, room.theme)
        if offer.most is not None and size > offer.most:
            yield Obstacle(f"{quoted(name)} has {count(size, 'person', 'people')} and holds {offer.most}.")
        if size < offer.least and (offer.least > 1 or room.facilitator):
            yield Obstacle(f"{quoted(name)} has {count(size, 'person', 'people')} and needs {offer.least}.")


def _evenness(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> Iterator[Obstacle]:
    """Rooms that could take one from another without either leaving its bounds."""
    if request.rules.sizes is not Sizes.EVEN or any(offer.rooms is None for offer in request.themes):
        return
    offers = {offer.theme: offer for offer in request.themes}
    sizes = [(len(room.seats), offers[room.theme]) for room in rooms if room.theme in offers]
    fullest = max((size for size, offer in sizes if size > offer.least), default=0)
    emptiest = min(
        (size for size, offer in sizes if offer.most is None or size < offer.most), default=fullest
    )
    if fullest - emptiest > 1:
        yield Obstacle(f"Rooms are not even: one has {fullest}, another {emptiest}.")


def _organisations(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> Iterator[Obstacle]:
    most = request.rules.organisation_most
    names = {wish.person: wish.organisation for wish in request.wishes}
    for room in rooms if most else ():
        counts = Counter(plain(names.get(person, "")) for person, _ in room.seats)
        for organisation, number in sorted(counts.items()):
            if organisation and most and number > most:
                told = next(name for name in names.values() if plain(name) == organisation)
                yield Obstacle(
                    f"{quoted(name_of(request, room.theme))} has {number} people from {told}; the limit is {most}."
                )


def _roles(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> Iterator[Obstacle]:
    if not request.rules.spread_roles or len({len(room.seats) for room in rooms}) > 2:  # noqa: PLR2004  # more than two sizes: shares follow the sizes
        return
    of = {wish.person: plain(wish.role) for wish in request.wishes}
    counts = [Counter(of.get(person, "") for person, _ in room.seats) for room in rooms]
    for role in sorted({role for number in counts for role in number if role}):
        numbers = [number[role] for number in counts]
        if max(numbers) - min(numbers) > 1:
            yield Obstacle(
                f"The role {quoted(role)} is not spread evenly: {max(numbers)} in one room, {min(numbers)} in another."
            )


def _groups(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> Iterator[Obstacle]:
    sits: dict[PersonRef, RoomKey] = {person: room.key for room in rooms for person, _ in room.seats}
    there = sits | {room.facilitator: room.key for room in rooms if room.facilitator}
    for group in request.rules.together:
        here = [person for person in group if person in sits]
        for one, other in pairwise(here):
            if sits[one] != sits[other]:
                yield Obstacle("{0} and {1} are to sit together.", (one, other))
    for group in request.rules.apart:
        seen: dict[RoomKey, PersonRef] = {}
        for person in (person for person in group if person in there):
            if (other := seen.setdefault(there[person], person)) != person:
                yield Obstacle("{0} and {1} are to be kept apart.", (other, person))


def _people(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> Iterator[Obstacle]:
    wishes = {wish.person: wish for wish in request.wishes}
    fixed = {seat.person: seat for seat in request.rules.fixed}
    for room in rooms:
        for person, _ in room.seats:
            if person in wishes and room.theme in wishes[person].ruled_out:
                yield Obstacle(f"{{0}} ruled out {quoted(name_of(request, room.theme))}.", (person,))
            if person in fixed and (fixed[person].leads or fixed[person].room != room.key):
                yield Obstacle("{0} has a fixed seat elsewhere.", (person,))
