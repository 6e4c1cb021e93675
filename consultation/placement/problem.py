"""A request made ready for solving: people in the order of their lots, rooms with bounds, and what each seat costs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from consultation.model.placement import PlacementRequest, RoomKey, Sizes
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.sizes import Bounds
from consultation.placement.weights import STEP, off_list


class Price(NamedTuple):
    """What a seat costs: the steps down the list, weighted, and the rank itself for the worst rank (1 where none was asked for)."""

    cost: int
    rank: int


class Guest(NamedTuple):
    """One person to place. `leads` has the rank of each theme that they would lead, and is empty unless they offer to."""

    person: PersonRef
    ranks: Mapping[ThemeId, int]
    leads: Mapping[ThemeId, int]
    role: str
    organisation: str
    ruled_out: frozenset[ThemeId]
    weight: int

    def cost(self, rank: int) -> int:
        """What a seat at this rank costs: the steps down their list, weighted."""
        return STEP * (rank - 1) * self.weight


@dataclass(frozen=True, slots=True)
class Space:
    """A room to fill. `optional` rooms hold nobody, or at least `least`."""

    key: RoomKey
    least: int
    most: int
    optional: bool = False


@dataclass(frozen=True)
class Problem:
    """The request as numbers: guests, rooms and units are named by their places in these tuples.

    `units` are guests who sit together, most of them one alone; `apart` are groups of units that no room may join; `fixed` is the room of a
    unit, `must_lead` the room of a guest who leads it for certain; `leaders` is how many lead.
    """

    request: PlacementRequest
    guests: tuple[Guest, ...]
    rooms: tuple[Space, ...]
    units: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, ...], ...]
    fixed: Mapping[int, int]
    must_lead: Mapping[int, int]
    leaders: int
    longest: int

    @cached_property
    def off(self) -> Price:
        """The price of a theme that somebody with choices did not name."""
        return Price(off_list(self.longest, sum(guest.weight for guest in self.guests)), self.longest + 1)

    @cached_property
    def rooms_of(self) -> dict[ThemeId, list[int]]:
        """The rooms of each theme."""
        found: dict[ThemeId, list[int]] = {}
        for number, room in enumerate(self.rooms):
            found.setdefault(room.key.theme, []).append(number)
        return found

    @cached_property
    def unit_of(self) -> dict[int, int]:
        """The unit of each guest."""
        return {guest: number for number, unit in enumerate(self.units) for guest in unit}

    @property
    def participants(self) -> int:
        """How many sit without leading."""
        return len(self.guests) - self.leaders

    def price(self, unit: int, theme: ThemeId) -> Price:
        """What it costs to seat the whole unit with this theme."""
        members = self.units[unit]
        if len(members) == 1:
            return self._price(self.guests[members[0]], theme)
        prices = [self._price(self.guests[guest], theme) for guest in members]
        return Price(sum(price.cost for price in prices), max(price.rank for price in prices))

    def _price(self, guest: Guest, theme: ThemeId) -> Price:
        if not guest.ranks:
            return Price(0, 1)
        rank = guest.ranks.get(theme)
        return Price(guest.cost(rank), rank) if rank else self.off

    def allowed(self, unit: int, room: int) -> bool:
        """Whether the unit may sit in the room, as far as fixed seats and ruled out themes go."""
        if unit in self.fixed:
            return self.fixed[unit] == room
        ruled_out = self._ruled_out[unit]
        return not ruled_out or self.rooms[room].key.theme not in ruled_out

    @cached_property
    def _ruled_out(self) -> list[frozenset[ThemeId]]:
        return [frozenset().union(*(self.guests[guest].ruled_out for guest in unit)) for unit in self.units]

    def may_lead(self, guest: int) -> Iterator[tuple[int, int]]:
        """The rooms that the guest may lead, each with its cost."""
        leads = self.guests[guest].leads
        unit = self.unit_of[guest]
        if not self.leaders or not leads or unit in self.fixed or len(self.units[unit]) > 1:
            return
        must = self.must_lead.get(guest)
        for theme, rank in leads.items():
            for room in self.rooms_of.get(theme, ()):
                if must in (None, room):
                    yield room, STEP * (rank - 1)

    @cached_property
    def roles(self) -> dict[str, tuple[Bounds, ...]]:
        """For each role, how many of it each room has at least and at most when it is spread evenly."""
        return self._shares("role", 1)

    @cached_property
    def organisations(self) -> dict[str, tuple[Bounds, ...]]:
        """The same for organisations that have more than one person."""
        return self._shares("organisation", 2)

    def _shares(self, attribute: str, fewest: int) -> dict[str, tuple[Bounds, ...]]:
        counts = Counter(getattr(guest, attribute) for guest in self.guests)
        leading = Counter(
            getattr(guest, attribute)
            for number, guest in enumerate(self.guests)
            if any(True for _ in self.may_lead(number))
        )
        for_certain = sum(leading.values()) == self.leaders
        return {
            name: self._share(counts[name] - leading[name], counts[name] - for_certain * leading[name])
            for name in sorted(counts)
            if name and counts[name] >= fewest
        }

    def _share(self, least: int, most: int) -> tuple[Bounds, ...]:
        """Between `least` and `most` people over the rooms: evenly, or by their sizes where these must differ."""
        smallest, largest = min(room.least for room in self.rooms), max(room.most for room in self.rooms)
        if largest - smallest <= 1 or self.request.rules.sizes is Sizes.FREE:
            return (Bounds(least // len(self.rooms), -(-most // len(self.rooms))),) * len(self.rooms)
        whole = max(self.participants, 1)
        return tuple(
            Bounds(least * room.least // whole, -(-most * room.most // whole)) for room in self.rooms
        )
