"""A request made into a problem: everybody once in the order of their lots, groups joined, rooms bounded."""

from collections.abc import Mapping, Sequence

from consultation.model.placement import PlacementRequest, Ranking, RoomKey, Sizes, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.leaders import most_led
from consultation.placement.lots import by_lot, lot
from consultation.placement.problem import Guest, Problem, Space
from consultation.placement.sizes import Bounds, even, fits
from consultation.placement.texts import plain
from consultation.placement.weights import first_in_line


def rooms_asked(request: PlacementRequest) -> list[tuple[ThemeOffer, RoomKey]]:
    """Every room of the request, in the order of the themes. How many there are must be settled."""
    offers = {offer.theme: offer for offer in reversed(request.themes)}
    return [
        (offers[theme], RoomKey(theme, number))
        for theme in dict.fromkeys(offer.theme for offer in request.themes)
        for number in range(1, 1 + (offers[theme].rooms or 0))
    ]


def ranks_of(ranking: Ranking, themes: Mapping[ThemeId, object]) -> dict[ThemeId, int]:
    """The rank of each known theme, 1 for the first. Of a theme ranked twice the first counts; equals share a rank."""
    plainly = {theme for theme in ranking if not isinstance(theme, tuple) and theme in themes}
    if len(plainly) == len(ranking):
        return {theme: rank for rank, theme in enumerate(ranking, 1) if not isinstance(theme, tuple)}
    ranks: dict[ThemeId, int] = {}
    rank = 0
    for tier in ranking:
        new = [
            theme
            for theme in (tier if isinstance(tier, tuple) else (tier,))
            if theme in themes and theme not in ranks
        ]
        if new:
            rank += 1
            for theme in new:
                ranks[theme] = rank
    return ranks


def compiled(
    request: PlacementRequest,
    totals: Mapping[ThemeId, int] | None = None,
    *,
    leaders_most: int | None = None,
) -> Problem:
    """The problem that this request is.

    With `totals`, so many people for each theme, spread evenly over its rooms; with `leaders_most`, at most so many lead.
    """
    asked = rooms_asked(request)
    asked.sort(key=lambda room: (lot(request.seed, room[1].theme, str(room[1].number)), room[1]))
    guests = _guests(request, {offer.theme: offer for offer in request.themes})
    places = {key: number for number, (_, key) in enumerate(asked)}
    seats = {seat.person: seat for seat in request.rules.fixed}
    units = _units([guest.person for guest in guests], request.rules.together)
    here = [(number, seats[guest.person]) for number, guest in enumerate(guests) if guest.person in seats]
    must_lead = {number: places[seat.room] for number, seat in here if seat.leads and seat.room in places}
    taking_part = {
        number: places[seat.room] for number, seat in here if not seat.leads and seat.room in places
    }
    leaders = _leaders(request, guests, [key for _, key in asked], must_lead, taking_part)
    if leaders_most is not None:
        leaders = min(leaders, leaders_most)
    return Problem(
        request=request,
        guests=guests,
        rooms=tuple(_spaces(asked, len(guests) - leaders, request.rules.sizes, totals)),
        units=units,
        apart=_apart(guests, units, request.rules.apart),
        fixed={
            u: taking_part[guest] for u, unit in enumerate(units) for guest in unit if guest in taking_part
        },
        must_lead=must_lead,
        leaders=leaders,
        longest=max((max(guest.ranks.values()) for guest in guests if guest.ranks), default=0),
    )


def _guests(request: PlacementRequest, themes: Mapping[ThemeId, ThemeOffer]) -> tuple[Guest, ...]:
    """Everybody who is placed as a participant or facilitator, once, in an order drawn by lot."""
    wishes = {wish.person: wish for wish in request.wishes}
    lead_only = {seat.person: seat.room.theme for seat in request.rules.fixed if seat.leads}
    ranks = {person: ranks_of(wish.ranking, themes) for person, wish in wishes.items() if not wish.observes}
    longest = max((max(of.values()) for of in ranks.values() if of), default=0)
    missed = frozenset(request.memory.missed)
    return tuple(
        Guest(
            person=person,
            ranks=ranks[person],
            leads=_leads(wishes[person], ranks[person], themes, lead_only.get(person)),
            role=plain(wishes[person].role),
            organisation=plain(wishes[person].organisation),
            ruled_out=frozenset(wishes[person].ruled_out),
            weight=first_in_line(longest) if person in missed else 1,
        )
        for person in by_lot(ranks, request.seed)
    )


def _leads(
    wish: Wish, ranks: Mapping[ThemeId, int], themes: Mapping[ThemeId, ThemeOffer], certain: ThemeId | None
) -> dict[ThemeId, int]:
    if certain is not None:
        return {certain: 1}
    if not wish.can_facilitate:
        return {}
    if wish.leads:
        return ranks_of(wish.leads, themes)
    last = 1 + max(ranks.values(), default=0)
    return {theme: ranks.get(theme, last) for theme in themes if theme not in wish.ruled_out}


def _units(
    people: Sequence[PersonRef], together: Sequence[Sequence[PersonRef]]
) -> tuple[tuple[int, ...], ...]:
    """Groups that share a person are one group; names of people who are not here are passed over."""
    place = {person: number for number, person in enumerate(people)}
    first = list(range(len(people)))

    def head(guest: int) -> int:
        while first[guest] != guest:
            guest = first[guest]
        return guest

    for group in together:
        heads = {head(place[person]) for person in group if person in place}
        for other in heads:
            first[other] = min(heads)
    members: dict[int, list[int]] = {}
    for guest in range(len(people)):
        members.setdefault(head(guest), []).append(guest)
    return tuple(map(tuple, members.values()))


def _apart(
    guests: Sequence[Guest], units: Sequence[Sequence[int]], apart: Sequence[Sequence[PersonRef]]
) -> tuple[tuple[int, ...], ...]:
    unit_of = {guests[guest].person: number for number, unit in enumerate(units) for guest in unit}
    groups = [tuple(sorted({unit_of[person] for person in group if person in unit_of})) for group in apart]
    return tuple(sorted({group for group in groups if len(group) > 1}))


def _leaders(
    request: PlacementRequest,
    guests: Sequence[Guest],
    rooms: Sequence[RoomKey],
    must_lead: Mapping[int, int],
    taking_part: Mapping[int, int],
) -> int:
    """How many lead: as many rooms as the volunteers can, but never so many that one of them leads nobody."""
    if not request.rules.facilitators:
        return len(must_lead)
    busy = {person for group in request.rules.together for person in group if len(group) > 1}
    offers = {
        number: [must_lead[number]]
        if number in must_lead
        else [room for room, key in enumerate(rooms) if key.theme in guest.leads]
        for number, guest in enumerate(guests)
        if guest.leads and number not in taking_part and (guest.person not in busy or number in must_lead)
    }
    return min(most_led(offers), len(guests) // 2)


def _spaces(
    asked: Sequence[tuple[ThemeOffer, RoomKey]],
    people: int,
    sizes: Sizes,
    totals: Mapping[ThemeId, int] | None,
) -> list[Space]:
    """The rooms with their bounds. A least of one is no demand: where people are few, themes are left out."""
    few = people < sum(offer.least for offer, _ in asked)
    wanted = [
        Bounds(
            0 if offer.least <= 1 and (few or sizes is Sizes.FREE) else offer.least,
            people if offer.most is None else min(offer.most, people),
        )
        for offer, _ in asked
    ]
    if totals is not None:
        wanted = _within_themes([key.theme for _, key in asked], wanted, totals)
    elif sizes is Sizes.EVEN and fits(wanted, people):
        wanted = even(wanted, people)
    return [
        Space(key, offer.least if offer.optional else room.least, room.most, offer.optional)
        for (offer, key), room in zip(asked, wanted, strict=True)
    ]


def _within_themes(
    themes: Sequence[ThemeId], rooms: Sequence[Bounds], totals: Mapping[ThemeId, int]
) -> list[Bounds]:
    narrowed = list(rooms)
    for theme in set(themes):
        here = [number for number, other in enumerate(themes) if other == theme]
        for number, bounds in zip(
            here, even([rooms[number] for number in here], totals.get(theme, 0)), strict=True
        ):
            narrowed[number] = bounds
    return narrowed
