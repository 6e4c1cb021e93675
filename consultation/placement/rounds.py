"""Several placements of the same people: rounds in a session, sessions in a programme."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from consultation.model.placement import (
    FixedSeat,
    Memory,
    Mode,
    PlacedRoom,
    Placement,
    PlacementRequest,
    Ranking,
    Rules,
    Sizes,
    ThemeOffer,
    Wish,
)
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.figures import everybody_in, pairs_of
from consultation.placement.place import place
from consultation.placement.preparation import ranks_of
from consultation.placement.seating import Control

POLISHED_MOST = 3
"""Times that each round is placed again with all the others in mind; later ones gain next to nothing."""


def remembered(request: PlacementRequest, placement: Placement) -> Memory:
    """What the next session should know: who sat together so far, and who named choices and missed the first one this time."""
    themes = {offer.theme: offer for offer in request.themes}
    ranks = {wish.person: ranks_of(wish.ranking, themes) for wish in request.wishes}
    missed = (
        person for room in placement.rooms for person, rank in room.seats if rank != 1 and ranks.get(person)
    )
    together = (everybody_in(room) for room in placement.rooms)
    return Memory(met=(*request.memory.met, *together), missed=tuple(sorted(missed)))


def in_rounds(
    request: PlacementRequest, rounds: int, mode: Mode, control: Control | None = None
) -> tuple[Placement, ...]:
    """A placement for each of so many rounds. Raises as `place` does.

    For new people, each round is placed with all others in mind, by the same aim. In a world café choices decide the first round only: from
    then on everybody sits where they have not been, as far as there are such rooms, facilitators stay as hosts, and people meet new
    people as far as that leaves a choice.
    """
    if mode is Mode.SAME_PEOPLE:
        return (place(request, control),) * rounds
    placements: list[Placement] = []
    for number in range(rounds):
        asked = replace(request, seed=request.seed + number, memory=_memory(request, placements))
        if mode is Mode.WORLD_CAFE and placements:
            asked = _moved_on(asked, placements)
        placements.append(place(asked, control))
    return tuple(placements if mode is Mode.WORLD_CAFE else _polished(request, placements, control))


def next_round(request: PlacementRequest, earlier: Sequence[Placement], mode: Mode) -> PlacementRequest:
    """What the round after these is asked for with, when rooms are open and people only know the round that they are in.

    Facilitators stay as hosts. In a world café everybody sits where they have not been; to meet new people, every theme on somebody's
    list is as good as any other, so that who sits there decides. To stay with the same people, everybody keeps their seat who has one.
    To go back, which takes two rounds so far, everybody has the seat they had in the one before.
    """
    if mode is Mode.BACK:
        return next_round(request, earlier[:-1], Mode.SAME_PEOPLE)
    asked = replace(request, seed=request.seed + len(earlier), memory=_memory(request, earlier))
    if mode is Mode.WORLD_CAFE:
        return _moved_on(asked, earlier)
    if mode is Mode.SAME_PEOPLE:
        return _as_they_sit(asked, earlier)
    themes = {offer.theme for offer in request.themes}
    wishes = tuple(replace(wish, ranking=_alike(wish, themes)) for wish in asked.wishes)
    return _with_hosts(replace(asked, wishes=wishes), earlier)


def _as_they_sit(request: PlacementRequest, earlier: Sequence[Placement]) -> PlacementRequest:
    """Everybody keeps their seat, also where somebody was moved by hand to where the rules would have nobody."""
    rooms = earlier[-1].rooms
    sitting = {
        person: room.key for room in rooms for person in (*(one for one, _ in room.seats), *room.observers)
    }
    themes = tuple(_as_it_is(offer, rooms) for offer in request.themes)
    rules = replace(
        request.rules,
        sizes=Sizes.FREE,
        spread_roles=False,
        organisation_most=None,
        together=tuple(group for group in request.rules.together if not sitting.keys() & set(group)),
        apart=tuple(group for group in request.rules.apart if not sitting.keys() & set(group)),
    )
    seats = [FixedSeat(person, key) for person, key in sitting.items()]
    return _with_hosts(replace(request, themes=themes, rules=rules), earlier, seats)


def _as_it_is(offer: ThemeOffer, rooms: Sequence[PlacedRoom]) -> ThemeOffer:
    """The theme with the rooms that it has, and at least as much space as people take there."""
    here = [room for room in rooms if room.theme == offer.theme]
    fullest = max((len(room.seats) for room in here), default=0)
    most = None if offer.most is None else max(offer.most, fullest)
    number = max((room.number for room in here), default=0)
    return replace(offer, least=1, most=most, rooms=number, optional=False)


def in_turn(
    request: PlacementRequest, first: Placement, rounds: int, mode: Mode, control: Control | None = None
) -> tuple[Placement, ...]:
    """The rounds that would follow this one, each found once the one before is over, if nobody joins or leaves. Raises as `place` does."""
    so_far = [first]
    while len(so_far) < rounds:
        so_far.append(place(next_round(request, so_far, mode), control))
    return tuple(so_far)


def _alike(wish: Wish, themes: Collection[ThemeId]) -> Ranking:
    named = [
        theme
        for tier in wish.ranking
        for theme in (tier if isinstance(tier, tuple) else (tier,))
        if theme in themes
    ]
    return (tuple(named),) if named else ()


def _with_hosts(
    request: PlacementRequest, earlier: Sequence[Placement], seats: Sequence[FixedSeat] = ()
) -> PlacementRequest:
    """The request, with whoever leads a room now leading it again, and these seats kept."""
    here = {wish.person for wish in request.wishes}
    hosts = [
        FixedSeat(room.facilitator, room.key, leads=True)
        for room in earlier[-1].rooms
        if room.facilitator in here and room.facilitator
    ]
    kept = [*hosts, *(seat for seat in seats if seat.person in here)]
    certain = {seat.person for seat in kept}
    fixed = (*(seat for seat in request.rules.fixed if seat.person not in certain), *kept)
    return replace(request, rules=replace(request.rules, fixed=fixed))


def _memory(request: PlacementRequest, others: Sequence[Placement]) -> Memory:
    together = (everybody_in(room) for placement in others for room in placement.rooms)
    return replace(request.memory, met=(*request.memory.met, *together))


def _polished(
    request: PlacementRequest, placements: Sequence[Placement], control: Control | None
) -> list[Placement]:
    """Each round again with all others in mind, as long as that lets people meet more others."""
    best = list(placements)
    for turn in range(POLISHED_MOST if len(best) > 1 else 0):
        before = _repeated(best)
        for number in range(len(best)):
            others = best[:number] + best[number + 1 :]
            seed = request.seed + number + turn * len(best)
            again = place(replace(request, seed=seed, memory=_memory(request, others)), control)
            if _repeated([*others, again]) < _repeated(best):
                best[number] = again
        if _repeated(best) == before:
            break
    return best


def _repeated(placements: Sequence[Placement]) -> int:
    """How many meetings are of two who meet in another round too."""
    groups = [everybody_in(room) for placement in placements for room in placement.rooms]
    return sum(len(group) * (len(group) - 1) // 2 for group in groups) - len(pairs_of(groups))


def _moved_on(request: PlacementRequest, placements: Sequence[Placement]) -> PlacementRequest:
    """The next round of a world café: to sit where one has not been is the one wish that counts."""
    been: dict[PersonRef, set[ThemeId]] = {}
    for placement in placements:
        for room in placement.rooms:
            for person, _ in room.seats:
                been.setdefault(person, set()).add(room.theme)
    here = {wish.person for wish in request.wishes}
    hosts = [
        FixedSeat(room.facilitator, room.key, leads=True)
        for room in placements[-1].rooms
        if room.facilitator and room.facilitator in here
    ]
    held = tuple(dict.fromkeys(room.theme for room in placements[0].rooms))
    wishes = tuple(
        wish
        if wish.observes
        else Wish(
            wish.person,
            _unseen(held, been.get(wish.person, set())),
            role=wish.role,
            organisation=wish.organisation,
            ruled_out=wish.ruled_out,
        )
        for wish in request.wishes
    )
    hosting = {seat.person for seat in hosts}
    fixed = (*(seat for seat in request.rules.fixed if seat.leads and seat.person not in hosting), *hosts)
    rules: Rules = replace(request.rules, fixed=fixed, facilitators=False)
    return replace(request, wishes=wishes, rules=rules)


def _unseen(held: Sequence[ThemeId], been: set[ThemeId]) -> tuple[tuple[ThemeId, ...], ...]:
    unseen = tuple(theme for theme in held if theme not in been)
    return (unseen,) if unseen else ()
