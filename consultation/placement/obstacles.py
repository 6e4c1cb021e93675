"""What cannot be done, said before anything happens, with the smallest change that would make it possible."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from consultation.model.placement import (
    FixedSeat,
    Obstacle,
    PlacementRequest,
    RoomKey,
    ThemeOffer,
    Wish,
)
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.preparation import rooms_asked
from consultation.placement.problem import Problem
from consultation.placement.texts import count, plain
from consultation.texts import quoted


def plain_obstacles(request: PlacementRequest) -> tuple[Obstacle, ...]:
    """What can be seen without trying: rules that contradict each other."""
    return (*_of_themes(request.themes), *_of_groups(request), *_of_seats(request))


def room_obstacles(problem: Problem) -> tuple[Obstacle, ...]:
    """What can be seen once the number of rooms is known: too many people or too few, groups and organisations too large."""
    return (*_of_space(problem), *_of_groups_in_rooms(problem), *_of_organisations(problem))


def _of_themes(themes: Sequence[ThemeOffer]) -> Iterator[Obstacle]:
    if themes and all(offer.rooms is not None and offer.rooms < 1 for offer in themes):
        yield Obstacle("No theme has a room: give at least one of them a room.")
    for offer in themes:
        name = offer.name or offer.theme
        if offer.most is not None and offer.most < max(offer.least, 1):
            yield Obstacle(
                f"{quoted(name)} wants at least {offer.least} people in a room and allows {offer.most}: "
                f"allow {max(offer.least, 1)}, or ask for {offer.most} at least."
            )
        if offer.rooms is None and offer.most is None:
            yield Obstacle(
                f"{quoted(name)} has as many rooms as needed, but no largest size: say how many people a room holds."
            )


def _of_groups(request: PlacementRequest) -> Iterator[Obstacle]:
    """People who are to be together and apart at once."""
    here = {wish.person for wish in request.wishes}
    first = {person: person for person in here}
    for group in request.rules.together:
        heads = {first[person] for person in group if person in here}
        first.update({person: min(heads) for person, head in first.items() if head in heads})
    for group in request.rules.apart:
        seen: dict[PersonRef, PersonRef] = {}
        for person in (person for person in group if person in here):
            if (other := seen.setdefault(first[person], person)) != person:
                yield Obstacle(
                    "{0} and {1} are to be kept together and apart: drop one of the two.", (other, person)
                )


def _of_seats(request: PlacementRequest) -> Iterator[Obstacle]:
    wishes = {wish.person: wish for wish in request.wishes}
    offers = {offer.theme: offer for offer in request.themes}
    seats: dict[PersonRef, FixedSeat] = {}
    leaders: dict[RoomKey, PersonRef] = {}
    for seat in request.rules.fixed:
        offer = offers.get(seat.room.theme)
        name = (offer.name or offer.theme) if offer else seat.room.theme
        if offer is None or (offer.rooms is not None and not 1 <= seat.room.number <= offer.rooms):
            yield Obstacle(
                f"{{0}} has a fixed seat in a room of {quoted(name)} that does not exist: free the seat.",
                (seat.person,),
            )
        if seat.person in seats and seats[seat.person] != seat:
            yield Obstacle("{0} has two fixed seats: keep one.", (seat.person,))
        seats[seat.person] = seat
        if seat.leads and leaders.setdefault(seat.room, seat.person) != seat.person:
            yield Obstacle(
                f"{{0}} and {{1}} are both to lead one room of {quoted(name)}: choose one.",
                (leaders[seat.room], seat.person),
            )
        wish = wishes.get(seat.person)
        if wish and not seat.leads and seat.room.theme in wish.ruled_out:
            yield Obstacle(
                f"{{0}} ruled out {quoted(name)} and has a fixed seat there: free the seat.", (seat.person,)
            )
    taking_part = [wish.person for wish in wishes.values() if not wish.observes]
    if taking_part and all(person in seats and seats[person].leads for person in taking_part):
        yield Obstacle(
            "Everybody is to lead a room, so that nobody takes part: free {0}.", (min(taking_part),)
        )
    yield from _of_seats_apart(request, wishes)
    yield from _of_ruled_out(request, wishes)


def _of_seats_apart(request: PlacementRequest, here: Collection[PersonRef]) -> Iterator[Obstacle]:
    """People who are to sit together, and whose seats are fixed in two rooms."""
    rooms = {seat.person: seat.room for seat in request.rules.fixed if not seat.leads and seat.person in here}
    for group in request.rules.together:
        fixed = [person for person in group if person in rooms]
        other = next((person for person in fixed if rooms[person] != rooms[fixed[0]]), None)
        if other is not None:
            yield Obstacle(
                "{0} and {1} are to sit together and have fixed seats in two rooms: free one of the seats, or let them sit apart.",
                (fixed[0], other),
            )


def _of_ruled_out(request: PlacementRequest, wishes: Mapping[PersonRef, Wish]) -> Iterator[Obstacle]:
    themes = {offer.theme for offer in request.themes}
    for wish in wishes.values():
        if themes <= set(wish.ruled_out):
            yield Obstacle("{0} ruled out every theme: ask them to allow one.", (wish.person,))
    for group in request.rules.together:
        here = [wishes[person] for person in group if person in wishes]
        out: set[ThemeId] = set().union(*(wish.ruled_out for wish in here))
        if len(here) > 1 and themes <= out and not any(themes <= set(wish.ruled_out) for wish in here):
            yield Obstacle(
                "Between them {0} and {1} ruled out every theme: let them sit apart, or ask them to allow one.",
                (here[0].person, here[1].person),
            )


def _of_space(problem: Problem) -> Iterator[Obstacle]:
    """More people than seats, or too few for the rooms: "52 people, 4 rooms of at most 12: add a room or allow 13."."""
    people = problem.participants
    offers = [offer for offer, _ in rooms_asked(problem.request)]
    seats = sum(people if offer.most is None else offer.most for offer in offers)
    if people > seats:
        allowed = _smallest_most(offers, people)
        yield Obstacle(
            f"{people:,} people, {_rooms(offers, 'most')}: {_more_rooms(offers, people - seats)} or allow {allowed:,}."
        )
    must = [offer for offer in offers if not offer.optional and offer.least > 1]
    if people < sum(offer.least for offer in must):
        out = len(must) - _rooms_that_fill(must, people)
        held = sorted(offers, key=lambda offer: offer.least)[: len(offers) - out]
        # Who would have led a room that is left out takes part in another one.
        enough = sum(people if offer.most is None else offer.most for offer in held) >= people + out
        allowed = people // len(must)
        ways = [f"leave out {count(out, 'room')}"] * enough + [f"allow {allowed:,}"] * (allowed > 0)
        short = sum(offer.least for offer in must) - people
        asking = f"ask {count(short, 'more person', 'more people')} to join"
        yield Obstacle(
            f"{count(people, 'person', 'people')}, {_rooms(must, 'least')}: {' or '.join(ways) or asking}."
        )


def _more_rooms(offers: Sequence[ThemeOffer], people: int) -> str:
    """How many rooms so many more people need, as large as the largest."""
    sizes = {offer.most for offer in offers if offer.most}
    more = -(-people // max(sizes, default=people))
    rooms = "a room" if more == 1 else f"{more:,} rooms"
    return f"add {rooms}" if len(sizes) == 1 else f"add {rooms} of {max(sizes, default=people):,}"


def _smallest_most(offers: Sequence[ThemeOffer], people: int) -> int:
    """The least size that, allowed in every room that holds fewer, makes room for all."""
    size = min(offer.most or people for offer in offers)
    while sum(max(offer.most or people, size) for offer in offers) < people:
        size += 1
    return size


def _rooms_that_fill(offers: Sequence[ThemeOffer], people: int) -> int:
    filled = 0
    for least in sorted(offer.least for offer in offers):
        people -= least
        filled += people >= 0
    return filled


def _rooms(offers: Sequence[ThemeOffer], bound: str) -> str:
    """4 rooms of at most 12; 3 rooms of at most 10 to 12."""
    sizes = sorted({size for offer in offers if (size := getattr(offer, bound)) is not None})
    span = f"{sizes[0]:,}" if len(sizes) == 1 else f"{sizes[0]:,} to {sizes[-1]:,}"
    return f"{count(len(offers), 'room')} of at {bound} {span}"


def _of_groups_in_rooms(problem: Problem) -> Iterator[Obstacle]:
    """A group that no room can hold, or that is to be kept apart over more rooms than there are."""
    largest = max((room.most for room in problem.rooms), default=0)
    for unit in problem.units:
        if len(unit) > largest:
            names = (problem.guests[unit[0]].person, problem.guests[unit[1]].person)
            yield Obstacle(
                f"The group of {len(unit)} with {{0}} and {{1}} is larger than a room, which holds {largest}: "
                f"split it, or allow {len(unit)}.",
                names,
            )
    for apart in problem.apart:
        if len(apart) > len(problem.rooms):
            first, second = (problem.guests[problem.units[unit][0]].person for unit in apart[:2])
            yield Obstacle(
                f"{len(apart)} people, {{0}} and {{1}} among them, are to be kept apart in "
                f"{count(len(problem.rooms), 'room')}: add {count(len(apart) - len(problem.rooms), 'room')}, "
                "or let two of them meet.",
                (first, second),
            )


def _of_organisations(problem: Problem) -> Iterator[Obstacle]:
    request = problem.request
    most = request.rules.organisation_most
    if not most:
        return
    leading = {guest for guest in range(len(problem.guests)) if any(True for _ in problem.may_lead(guest))}
    counts = Counter(
        who.organisation
        for guest, who in enumerate(problem.guests)
        if who.organisation and guest not in leading
    )
    names = {plain(wish.organisation): wish.organisation for wish in request.wishes}
    for name, number in sorted(counts.items()):
        if number > most * len(problem.rooms):
            more = -(-number // most) - len(problem.rooms)
            yield Obstacle(
                f"{number:,} people from {names[name]}, {count(len(problem.rooms), 'room')} with at most {most} of them: "
                f"add {'a room' if more == 1 else f'{more:,} rooms'} or allow {-(-number // len(problem.rooms)):,}."
            )
