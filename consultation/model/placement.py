"""Placement: who sits in which room, as a question and its answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from consultation.model.references import PersonRef, ThemeId

Ranking: TypeAlias = tuple[ThemeId | tuple[ThemeId, ...], ...]
"""Themes, first choice first; a tuple in it holds themes that are liked equally. One tuple alone is a list of approvals."""


class RoomKey(NamedTuple):
    """A room before it is made: its theme, and its number among that theme's rooms, from 1."""

    theme: ThemeId
    number: int = 1


class Sizes(StrEnum):
    """Rooms of even size, as far as least and most allow, or sizes that follow the choices."""

    EVEN = "even"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person brings to placement.

    `ranking` may be full, partial, with ties, or empty (any room is welcome). Who `can_facilitate` leads one of `leads`, liked in that
    order, or, where it is empty, any room at the rank of its theme. Who `observes` sits in a room without counting for its size.
    """

    person: PersonRef
    ranking: Ranking = ()
    can_facilitate: bool = False
    leads: tuple[ThemeId, ...] = ()
    role: str = ""
    organisation: str = ""
    observes: bool = False
    ruled_out: tuple[ThemeId, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeOffer:
    """A theme with its rooms.

    `least` and `most` bound the participants of each room (most None: no bound). `rooms` is how many, None for as many as needed, which
    wants a `most`. An `optional` theme's room is held by `least` people or not at all. `name` is for sentences.
    """

    theme: ThemeId
    least: int = 1
    most: int | None = None
    rooms: int | None = 1
    optional: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class FixedSeat:
    """A seat that the organiser has decided: to take part in this room, or to lead it."""

    person: PersonRef
    room: RoomKey
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What must hold of a placement, whatever it costs in choices.

    `facilitators`: as many rooms have one as there are volunteers for. `spread_roles`: each role evenly over the rooms, within one person.
    `organisation_most`: at most so many from one organisation in a room. `together` and `apart` are groups of people.
    """

    sizes: Sizes = Sizes.EVEN
    facilitators: bool = True
    spread_roles: bool = False
    organisation_most: int | None = None
    together: tuple[tuple[PersonRef, ...], ...] = ()
    apart: tuple[tuple[PersonRef, ...], ...] = ()
    fixed: tuple[FixedSeat, ...] = ()


class Mode(StrEnum):
    """What several rounds are for: to meet new people, to stay with the same, or to visit one theme after the other (world café).

    BACK takes the round that people are in back, as if it had not been: it is no plan for later rounds.
    """

    NEW_PEOPLE = "new people"
    SAME_PEOPLE = "same people"
    WORLD_CAFE = "world café"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sessions left: `met` holds a group for each room that people sat in together; `missed`, who missed a first choice last time."""

    met: tuple[tuple[PersonRef, ...], ...] = ()
    missed: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacementRequest:
    """Everything a placement depends on: the themes in the organiser's order, everybody's wishes, and a seed for ties."""

    themes: tuple[ThemeOffer, ...]
    wishes: tuple[Wish, ...]
    seed: int
    rules: Rules = Rules()
    memory: Memory = Memory()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a placement can't be made, with the smallest change that would make it possible.

    `words` is one sentence with {0}, {1} ... where the people in `people` are named.
    """

    words: str
    people: tuple[PersonRef, ...] = ()

    def said(self, name: Callable[[PersonRef], str] = str) -> str:
        """The sentence, with people named as `name` does."""
        named = dict(enumerate(map(name, self.people)))
        # A theme's name may have braces of its own.
        return re.sub(r"\{(\d+)\}", lambda found: named.get(int(found[1]), found[0]), self.words)


@dataclass(frozen=True, slots=True)
class PlacedRoom:
    """One room of a placement. `seats` pairs each participant with the rank of the theme for them (1 first, None unranked)."""

    theme: ThemeId
    facilitator: PersonRef | None
    seats: tuple[tuple[PersonRef, int | None], ...]
    number: int = 1
    observers: tuple[PersonRef, ...] = ()

    @property
    def key(self) -> RoomKey:
        """What the room is called before it is made."""
        return RoomKey(self.theme, self.number)


@dataclass(frozen=True, slots=True)
class Proof:
    """How good the choices are known to be.

    `optimal`: no placement that keeps the rules has better choices. `gap` is how far the sum of ranks may be from the best, as a share of
    it, somebody off their list counting as the rank after the last: 0 when optimal. `mix_optimal`: nor a better mix of roles and organisations at these choices.
    """

    optimal: bool = False
    gap: float = 0.0
    mix_optimal: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """A placement in numbers. `choices` counts participants by the rank they got, from the 1st on.

    `off_list` are those who named choices and got none of them, `open_minded` those who named none. `role_gap` is the largest difference
    between two rooms in how many of one role they have; `organisation_most` the most from one organisation in one room. `encounters` are
    pairs of people who share a room, `repeated` those of them who had met before.
    """

    participants: int
    choices: tuple[int, ...]
    off_list: int
    open_minded: int
    sizes: tuple[int, ...]
    led: int
    role_gap: int = 0
    organisation_most: int = 0
    encounters: int = 0
    repeated: int = 0

    @property
    def worst_rank(self) -> int | None:
        """The lowest rank that somebody got; None where nobody got a theme from their list."""
        return len(self.choices) or None

    @property
    def rank_sum(self) -> int:
        """The ranks of all who got a theme from their list, added up."""
        return sum(rank * count for rank, count in enumerate(self.choices, start=1))

    def share(self, rank: int) -> float:
        """The share of participants who named choices and got the one of this rank, from 0 to 1."""
        asked = self.participants - self.open_minded
        got = self.choices[rank - 1] if rank <= len(self.choices) else 0
        return got / asked if asked else 0.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Who sits where. `rooms` holds only rooms with somebody in them; `empty` names the themes that nobody is left for.

    `reasons` has one sentence for each person placed. `fingerprint` names the request: the same one and `seed` give the same rooms.
    """

    rooms: tuple[PlacedRoom, ...]
    empty: tuple[ThemeId, ...] = ()
    reasons: Mapping[PersonRef, str] = field(default_factory=dict)
    figures: Figures | None = None
    proof: Proof = Proof()
    fingerprint: str = ""
    seed: int = 0

    @property
    def participants(self) -> int:
        """How many people were placed, facilitators not counted."""
        return sum(len(room.seats) for room in self.rooms)

    def with_choice(self, rank: int) -> int:
        """How many participants got their choice of this rank."""
        return sum(1 for room in self.rooms for _, got in room.seats if got == rank)

    @property
    def unled(self) -> tuple[ThemeId, ...]:
        """Themes of rooms that have no facilitator."""
        return tuple(room.theme for room in self.rooms if room.facilitator is None)
