"""A placement in numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from consultation.model.placement import Figures, PlacedRoom, PlacementRequest, Wish
from consultation.model.references import PersonRef
from consultation.placement.texts import plain


def figures_of(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> Figures:
    """The figures of these rooms. Facilitators count as led rooms and as people met, observers as neither."""
    wishes = {wish.person: wish for wish in request.wishes}
    ranks = [(person, rank) for room in rooms for person, rank in room.seats]
    counts = Counter(rank for _, rank in ranks if rank is not None)
    open_minded = sum(not (person in wishes and wishes[person].ranking) for person, _ in ranks)
    pairs, repeated = _encounters(request, rooms)
    return Figures(
        participants=len(ranks),
        choices=tuple(counts[rank] for rank in range(1, max(counts, default=0) + 1)),
        off_list=len(ranks) - counts.total() - open_minded,
        open_minded=open_minded,
        sizes=tuple(len(room.seats) for room in rooms),
        led=sum(room.facilitator is not None for room in rooms),
        role_gap=_role_gap(wishes, rooms),
        organisation_most=_organisation_most(wishes, rooms),
        encounters=pairs,
        repeated=repeated,
    )


def everybody_in(room: PlacedRoom) -> tuple[PersonRef, ...]:
    """Who meets whom in this room: participants and the facilitator."""
    people = tuple(person for person, _ in room.seats)
    return (*people, room.facilitator) if room.facilitator else people


def _encounters(request: PlacementRequest, rooms: Sequence[PlacedRoom]) -> tuple[int, int]:
    crowds = [everybody_in(room) for room in rooms]
    pairs = sum(len(crowd) * (len(crowd) - 1) // 2 for crowd in crowds)
    if not request.memory.met:
        return pairs, 0
    known = pairs_of(request.memory.met)
    return pairs, sum(pair in known for pair in pairs_of(crowds))


def pairs_of(groups: Iterable[Iterable[PersonRef]]) -> set[tuple[PersonRef, PersonRef]]:
    """Every two people who share a group, once."""
    return {pair for group in groups for pair in combinations(sorted(set(group)), 2)}


def _role_gap(wishes: Mapping[PersonRef, Wish], rooms: Sequence[PlacedRoom]) -> int:
    counts = _counts(wishes, rooms, "role")
    roles = {role for count in counts for role in count}
    return max(
        (max(count[role] for count in counts) - min(count[role] for count in counts) for role in roles),
        default=0,
    )


def _organisation_most(wishes: Mapping[PersonRef, Wish], rooms: Sequence[PlacedRoom]) -> int:
    return max(
        (max(count.values(), default=0) for count in _counts(wishes, rooms, "organisation")), default=0
    )


def _counts(
    wishes: Mapping[PersonRef, Wish], rooms: Sequence[PlacedRoom], attribute: str
) -> list[Counter[str]]:
    named = [
        Counter(plain(getattr(wishes[person], attribute)) for person, _ in room.seats if person in wishes)
        for room in rooms
    ]
    for count in named:
        del count[""]
    return named
