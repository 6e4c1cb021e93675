"""How others place people, written from their published descriptions, to be run on the same crowd as ours."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from random import Random

from typing_extensions import override

from consultation.model.placement import PlacementRequest, RoomKey, Rules, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId

Rooms = dict[PersonRef, RoomKey]
ROLES = ("GP", "Trainee", "Nurse", "Manager")


@dataclass(frozen=True, slots=True)
class Size:
    """People and rooms."""

    people: int
    rooms: int

    @override
    def __str__(self) -> str:
        return f"{self.people:,} x {self.rooms}"


def crowd(size: Size, seed: int = 1, rules: Rules | None = None) -> PlacementRequest:
    """People who rank five themes, early ones more often (Zipf), in four roles and from organisations of ten; a volunteer for each room."""
    chance = Random(seed)  # noqa: S311  # a made-up crowd, not a secret
    themes = [ThemeId(f"t{number:03}") for number in range(size.rooms)]
    liked = list(accumulate(1 / (place + 1) for place in range(size.rooms)))
    organisations = max(size.people // 10, 2)
    wishes = tuple(
        Wish(
            PersonRef(f"p{number:05}"),
            _ranking(themes, liked, chance),
            can_facilitate=number < size.rooms,
            role=chance.choice(ROLES),
            organisation=f"Organisation {chance.randrange(organisations)}",
        )
        for number in range(size.people + size.rooms)
    )
    return PlacementRequest(tuple(map(ThemeOffer, themes)), wishes, seed, rules or Rules())


def _ranking(themes: Sequence[ThemeId], liked: Sequence[float], chance: Random) -> tuple[ThemeId, ...]:
    ranking: list[ThemeId] = []
    while len(ranking) < min(5, len(themes)):
        theme = chance.choices(themes, cum_weights=liked)[0]
        if theme not in ranking:
            ranking.append(theme)
    return tuple(ranking)


def open_minded(size: Size, seed: int) -> PlacementRequest:
    """People without choices, roles or organisations: what is left is whom they meet."""
    themes = tuple(ThemeOffer(ThemeId(f"t{number:03}")) for number in range(size.rooms))
    return PlacementRequest(
        themes, tuple(Wish(PersonRef(f"p{number:02}")) for number in range(size.people)), seed
    )


def random_deal(request: PlacementRequest) -> Rooms:
    """As Zoom: shuffled and dealt in turn, so that sizes differ by one at most."""
    people = [wish.person for wish in request.wishes]
    Random(request.seed).shuffle(people)  # noqa: S311  # a deal, not a secret
    return {person: _room(request, number % len(request.themes)) for number, person in enumerate(people)}


def independent_room(request: PlacementRequest) -> Rooms:
    """As BigBlueButton once: everybody gets a room of their own drawing."""
    chance = Random(request.seed)  # noqa: S311  # a deal, not a secret
    return {wish.person: _room(request, chance.randrange(len(request.themes))) for wish in request.wishes}


def first_come(request: PlacementRequest) -> Rooms:
    """First come, first served: everybody the best of their themes that is not full, in the order of coming."""
    most = -(-len(request.wishes) // len(request.themes))
    taken: Counter[ThemeId] = Counter()
    rooms: Rooms = {}
    for wish in request.wishes:
        themes = [theme for theme in wish.ranking if not isinstance(theme, tuple)]
        free = [theme for theme in themes if taken[theme] < most]
        theme = (
            free[0] if free else min((offer.theme for offer in request.themes), key=lambda one: taken[one])
        )
        taken[theme] += 1
        rooms[wish.person] = RoomKey(theme)
    return rooms


def group_select(
    request: PlacementRequest, tries: int, met: frozenset[tuple[str, str]] = frozenset()
) -> Rooms:
    """GroupSelect's published method: each goes where there are fewest of their role, then organisation, then people. The best of some tries.

    Best is most first meetings where there was a session before, and the first try else.
    """
    chance = Random(request.seed)  # noqa: S311  # a deal, not a secret
    found = [_one_selection(request, chance) for _ in range(tries)]
    return max(found, key=lambda rooms: _first_meetings(rooms, met)) if met else found[0]


def _one_selection(request: PlacementRequest, chance: Random) -> Rooms:
    people = list(request.wishes)
    chance.shuffle(people)
    people.sort(key=lambda wish: (wish.role, wish.organisation))
    count = len(request.themes)
    most = -(-len(people) // count)
    sizes = [0] * count
    roles: Counter[tuple[int, str]] = Counter()
    organisations: Counter[tuple[int, str]] = Counter()
    rooms: Rooms = {}
    for wish in people:
        open_rooms = [room for room in range(count) if sizes[room] < most]
        for counts, value in ((roles, wish.role), (organisations, wish.organisation)):
            fewest = min(counts[room, value] for room in open_rooms)
            open_rooms = [room for room in open_rooms if counts[room, value] == fewest]
        smallest = min(sizes[room] for room in open_rooms)
        room = chance.choice([room for room in open_rooms if sizes[room] == smallest])
        sizes[room] += 1
        roles[room, wish.role] += 1
        organisations[room, wish.organisation] += 1
        rooms[wish.person] = _room(request, room)
    return rooms


def _first_meetings(rooms: Rooms, met: frozenset[tuple[str, str]]) -> int:
    return len(pairs(rooms) - met)


def pairs(rooms: Mapping[PersonRef, RoomKey]) -> set[tuple[str, str]]:
    """Every two people who share a room."""
    of: dict[RoomKey, list[PersonRef]] = {}
    for person, room in rooms.items():
        of.setdefault(room, []).append(person)
    return {pair for people in of.values() for pair in combinations(sorted(people), 2)}


def _room(request: PlacementRequest, number: int) -> RoomKey:
    return RoomKey(request.themes[number].theme)


SIMPLE: dict[str, Callable[[PlacementRequest], Rooms]] = {
    "random deal (Zoom)": random_deal,
    "independent room (BigBlueButton, once)": independent_room,
    "first come, first served": first_come,
}
