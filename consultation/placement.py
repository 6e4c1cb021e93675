"""Placement: who sits in which room. The answer is the best there is, and the same whenever it is asked for again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from consultation.errors import InvalidField, NobodyToPlace, NoSuchThing
from consultation.flow import Network
from consultation.model.placement import PlacedRoom, Placement, PlacementRequest, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.model.rooms import Room, Seat
from consultation.model.sessions import Session

_SOURCE, _SINK, _LARGER, _LEAD, _FIRST = range(5)
"""Nodes of the network; from the last on come the themes' seats, the themes' leads, and the people."""

_Name = TypeVar("_Name", bound=str)


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody to place, with the rank of each theme that they named (1 is first)."""

    ref: PersonRef
    ranks: Mapping[ThemeId, int]
    can_facilitate: bool


@dataclass(frozen=True, slots=True)
class _Seating:
    """Who takes part and who leads, by theme."""

    seated: Mapping[ThemeId, Sequence[_Person]]
    leading: Mapping[ThemeId, _Person]


class _Chance(NamedTuple):
    """A way for one person to take part: a theme's room, as a participant or leading it, and the arc that stands for it."""

    arc: int
    person: _Person
    theme: ThemeId
    leads: bool = False


def place(request: PlacementRequest) -> Placement:
    """The placement in which the costs of ranks add up to the least, over participants and facilitators together.

    One room a theme; sizes, facilitators not counted, differ by at most one. A rank costs 0, 1, 3, 6, 10 and so on, so that one
    third choice weighs more than two second ones; a theme that somebody did not rank costs more than any rank in the request. Of
    those who offer to facilitate, as many lead as there are rooms with somebody to lead; the others take part. Where there are fewer
    people than themes, the themes kept are those for which the costs are least, and the rest are named in `empty`.

    Themes that are not in the request are ignored in a ranking, and of a theme ranked twice the first counts. A tie is decided by lot
    from the seed, never by the order of the wishes. Raises NobodyToPlace without people, InvalidField("themes") without themes.
    """
    themes = tuple(dict.fromkeys(request.themes))
    people = _people(request.wishes, frozenset(themes), request.seed)
    if not people:
        raise NobodyToPlace
    if not themes:
        raise InvalidField(
            "themes", "There are no themes yet, so there are no rooms to sit in. Please add a theme first."
        )
    leaders = min(sum(person.can_facilitate for person in people), len(themes), len(people) // 2)
    seating = _seating(_by_lot(themes, request.seed), people, leaders)
    kept = [theme for theme in themes if seating.seated[theme]]
    if leaders and len(kept) < len(themes):
        # Nobody leads an empty room: with the themes settled, the same people are seated once more among those.
        seating = _seating(_by_lot(kept, request.seed), people, leaders)
    return Placement(
        rooms=tuple(_room(theme, seating) for theme in kept),
        empty=tuple(theme for theme in themes if theme not in kept),
    )


def seat_late(wish: Wish, session: Session, rooms: Sequence[Room], seats: Sequence[Seat]) -> Seat:
    """The best open seat for one more person, without moving anyone: the seat to store.

    `rooms` and `seats` are those of the session. Only rooms with the fewest seats taken are open, so that sizes go on differing by at
    most one; of these, the person's best ranked theme, a tie being decided by lot from the session's seed. Who has a seat keeps it.
    Raises NoSuchThing("room") when there are no rooms.
    """
    if not rooms:
        raise NoSuchThing("room")
    already = next((seat for seat in seats if seat.person == wish.person), None)
    if already:
        return already
    ranks = _ranks(wish.ranking, {theme.id for theme in session.themes})
    taken = {room.id: sum(seat.room == room.id for seat in seats) for room in rooms}
    fewest = min(taken.values())
    best = min(
        (room for room in rooms if taken[room.id] == fewest),
        key=lambda room: (ranks.get(room.theme, len(ranks) + 1), _lot(session.seed, wish.person, room.id)),
    )
    return Seat(wish.person, best.id, ranks.get(best.theme))


def _people(wishes: Sequence[Wish], themes: Collection[ThemeId], seed: int) -> list[_Person]:
    """Everybody once, in an order drawn by lot."""
    wish_of = {wish.person: wish for wish in wishes}
    return [
        _Person(person, _ranks(wish_of[person].ranking, themes), wish_of[person].can_facilitate)
        for person in _by_lot(wish_of, seed)
    ]


def _ranks(ranking: Sequence[ThemeId], themes: Collection[ThemeId]) -> dict[ThemeId, int]:
    known = [theme for theme in dict.fromkeys(ranking) if theme in themes]
    return {theme: rank for rank, theme in enumerate(known, start=1)}


def _by_lot(names: Iterable[_Name], seed: int) -> list[_Name]:
    """These names in an order that depends on the seed and on nothing else."""
    return sorted(names, key=lambda name: (_lot(seed, name), name))


def _lot(seed: int, *names: str) -> bytes:
    # A digest and not the random module: each name's lot is its own, whoever else is there, in every version of Python.
    return blake2b("\n".join((str(seed), *names)).encode(), digest_size=16).digest()


def _seating(themes: Sequence[ThemeId], people: Sequence[_Person], leaders: int) -> _Seating:
    """Seat everybody in these themes' rooms at the least cost, `leaders` of them as facilitators.

    The network: source, person, a theme's seats or its lead, sink. Of n seats in r rooms, n div r are in each; the n mod r that
    make some rooms larger by one are reached through a node of their own, one a room.
    """
    network = Network(_FIRST + 2 * len(themes) + len(people))
    smallest, larger = divmod(len(people) - leaders, len(themes))
    network.arc(_LARGER, _SINK, larger)
    network.arc(_LEAD, _SINK, leaders)
    for seats in range(_FIRST, _FIRST + len(themes)):
        network.arc(seats, _SINK, smallest)
        network.arc(seats, _LARGER, 1)
        network.arc(seats + len(themes), _LEAD, 1)
    chances = _add_people(network, themes, people)
    network.send(_SOURCE, _SINK)
    taken = [chance for chance in chances if network.flow(chance.arc)]
    return _Seating(
        seated={
            theme: [one.person for one in taken if one.theme == theme and not one.leads] for theme in themes
        },
        leading={one.theme: one.person for one in taken if one.leads},
    )


def _add_people(network: Network, themes: Sequence[ThemeId], people: Sequence[_Person]) -> list[_Chance]:
    """Let each person sit in each room, and lead it if they offer to, at the cost of its rank."""
    chances: list[_Chance] = []
    unranked = 1 + max(len(person.ranks) for person in people)
    for node, person in enumerate(people, start=_FIRST + 2 * len(themes)):
        network.arc(_SOURCE, node, 1)
        for seats, theme in enumerate(themes, start=_FIRST):
            cost = _cost(person.ranks.get(theme, unranked))
            chances.append(_Chance(network.arc(node, seats, 1, cost), person, theme))
            if person.can_facilitate:
                lead = network.arc(node, seats + len(themes), 1, cost)
                chances.append(_Chance(lead, person, theme, leads=True))
    return chances


def _cost(rank: int) -> int:
    """0, 1, 3, 6, 10 and so on: each rank further down costs more than the one before it did."""
    return rank * (rank - 1) // 2


def _room(theme: ThemeId, seating: _Seating) -> PlacedRoom:
    facilitator = seating.leading.get(theme)
    return PlacedRoom(
        theme=theme,
        facilitator=facilitator.ref if facilitator else None,
        seats=tuple(sorted((person.ref, person.ranks.get(theme)) for person in seating.seated[theme])),
    )
