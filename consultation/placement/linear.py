"""A problem as a linear programme: the columns are ways to sit, the rows are rules.

The sparse form keeps large sessions small: a guest has a column for each room of the themes they named and one into a pool that they share
with everybody alike (same role, same themes ruled out), and the pool has a column for each room.
Who has a rule of their own has a column for every room.
"""

from collections import Counter
from collections.abc import Sequence

from consultation.model.references import ThemeId
from consultation.placement.columns import ENDLESS, Column, Kind, Pool, Row, Rule, Stay
from consultation.placement.problem import Price, Problem
from consultation.placement.sizes import Bounds
from consultation.placement.weights import EXCESS

DENSE_MOST = 2_000
"""Guests times rooms up to which everybody has a column for every room: the sparse form gains nothing below."""

PLACES = frozenset({Kind.SEAT, Kind.LEAD, Kind.POOL_IN})
"""Columns in which somebody takes a place; their first entry is in the row that gives everybody one."""

MIX_MOST = 1_000
"""Guests times rooms up to which the mix of organisations is part of the programme; above, swaps see to it (swaps.py)."""


class Linear:
    """The programme of one problem."""

    def __init__(self, problem: Problem, *, sparse: bool | None = None, stay: Stay | None = None) -> None:
        self.problem = problem
        self.columns: list[Column] = []
        self.rows: list[Row] = []
        # The matrix by columns, which are added whole and one after the other: rows and values, and where each column starts.
        self.entry_rows: list[int] = []
        self.entry_values: list[float] = []
        self.starts: list[int] = [0]
        # By the row that gives somebody one place: the column of the one that they like best.
        self.cheapest: dict[int, int] = {}
        self.pools: dict[Pool, list[int]] = {}
        self._pool_rows: dict[Pool, int] = {}
        self._least: dict[int, int] = {}
        size = len(problem.guests) * len(problem.rooms)
        self._sparse = (size > DENSE_MOST if sparse is None else sparse) and stay is None
        self.mixed = size <= MIX_MOST or not problem.organisations
        self._stay = stay
        self._limited = self._organisation_rows()
        self._coming = self._who_may_come()
        self._bound = {unit for group in problem.apart for unit in group} | problem.fixed.keys()
        self._apart_of: dict[int, list[int]] = {}
        for group, units in enumerate(problem.apart):
            for unit in units:
                self._apart_of.setdefault(unit, []).append(group)
        self._add_rows()
        for unit in range(len(problem.units)):
            self._add_unit(unit)
        self._add_pools()

    def row(self, rule: Rule, about: str | int, room: int, bounds: tuple[float, float]) -> int:
        """Add a row; its number."""
        self.rows.append(Row(rule, about, room, *bounds))
        return len(self.rows) - 1

    def column(self, column: Column, entries: Sequence[tuple[int, float]]) -> int:
        """Add a column with its entries in rows; its number."""
        number = len(self.columns)
        self.columns.append(column)
        self.entry_rows.extend([row for row, _ in entries])
        self.entry_values.extend([value for _, value in entries])
        self.starts.append(len(self.entry_rows))
        if column.kind in PLACES:
            place = entries[0][0]
            known = self.cheapest.get(place)
            if known is None or column.cost < self.columns[known].cost:
                self.cheapest[place] = number
        return number

    def is_group(self, unit: int) -> bool:
        """Whether this unit is several people who sit together."""
        return len(self.problem.units[unit]) > 1

    def entry_of(self, column: int) -> float:
        """The value of the first entry of a column."""
        return self.entry_values[self.starts[column]]

    def open_seats(self) -> frozenset[int]:
        """Add the seats that fixed seats and ruled out themes deny, each as a column of its own; their numbers."""
        problem = self.problem
        return frozenset(
            self._add_seat(unit, room, problem.price(unit, problem.rooms[room].key.theme))
            for unit, members in enumerate(problem.units)
            if members[0] not in problem.must_lead
            for room in range(len(problem.rooms))
            if not problem.allowed(unit, room)
        )

    def _who_may_come(self) -> Counter[tuple[str, ThemeId | None]]:
        """In the sparse form: how many of an organisation have a column for a theme's rooms, or (None) for all rooms."""
        problem = self.problem
        alone = {members[0] for members in problem.units if len(members) == 1}
        bound = {problem.units[unit][0] for group in problem.apart for unit in group}
        coming: Counter[tuple[str, ThemeId | None]] = Counter()
        for number, guest in enumerate(problem.guests):
            pooled = number in alone and number not in bound and problem.unit_of[number] not in problem.fixed
            coming.update((guest.organisation, theme) for theme in (guest.ranks if pooled else (None,)))
        return coming

    def _can_bind(self, name: str, room: int) -> bool:
        """Whether so many of an organisation could come to a room that its row says anything."""
        limit = self.problem.request.rules.organisation_most
        if not self._sparse or self.mixed or not limit:
            return True
        theme = self.problem.rooms[room].key.theme
        return self._coming[name, theme] + self._coming[name, None] > limit

    def _organisation_rows(self) -> dict[str, tuple[Bounds, ...]]:
        """The organisations that rows speak of, with the fair share of each room."""
        most = self.problem.request.rules.organisation_most
        counts = Counter(guest.organisation for guest in self.problem.guests)
        return {
            name: shares
            for name, shares in self.problem.organisations.items()
            if self.mixed or (most and counts[name] > most)
        }

    def _add_rows(self) -> None:
        problem = self.problem
        self._place = [self.row(Rule.PLACE, unit, 0, (1, 1)) for unit in range(len(problem.units))]
        self._size = [self._add_size(number) for number in range(len(problem.rooms))]
        self._lead = [self.row(Rule.LEAD, 0, number, (0, 1)) for number in range(len(problem.rooms))]
        self._company = {
            number: self.row(Rule.LINK, 0, number, (0, ENDLESS))
            for number, room in enumerate(problem.rooms)
            if problem.leaders and (room.least == 0 or room.optional)
        }
        self._lead_total = self.row(Rule.LEAD_TOTAL, 0, 0, (problem.leaders, problem.leaders))
        self._role = {
            role: [self._add_role(role, room, share) for room, share in enumerate(shares)]
            for role, shares in problem.roles.items()
        }
        self._organisation = {
            name: {
                room: self._add_organisation(name, room, share)
                for room, share in enumerate(shares)
                if self._can_bind(name, room)
            }
            for name, shares in self._limited.items()
        }
        self.off_row = self.row(Rule.LINK, 0, 0, (0, ENDLESS))
        self._apart = [
            [self.row(Rule.APART, group, room, (0, 1)) for room in range(len(problem.rooms))]
            for group in range(len(problem.apart))
        ]
        if self._stay:
            least = len(self._stay.seats) - self._stay.moves
            self._stays = self.row(Rule.STAY, 0, 0, (least, ENDLESS))

    def _add_size(self, number: int) -> int:
        room = self.problem.rooms[number]
        if not room.optional:
            return self.row(Rule.SIZE, 0, number, (room.least, room.most))
        size = self.row(Rule.SIZE, 0, number, (-ENDLESS, 0))
        least = self.row(Rule.LINK, 0, number, (0, ENDLESS))
        self._least[number] = least
        self.column(
            Column(Kind.OPEN, 0, number, mix=EXCESS), [(size, -room.most), (least, -max(room.least, 1))]
        )
        return size

    def _add_role(self, role: str, room: int, share: Bounds) -> int:
        if self.problem.request.rules.spread_roles:
            return self.row(Rule.ROLE, role, room, share)
        row = self.row(Rule.ROLE, role, room, (-ENDLESS, share.most))
        self.column(Column(Kind.EXCESS, 0, room, mix=EXCESS, upper=ENDLESS), [(row, -1.0)])
        return row

    def _add_organisation(self, name: str, room: int, share: Bounds) -> int:
        limit = self.problem.request.rules.organisation_most or ENDLESS
        row = self.row(Rule.ORGANISATION, name, room, (-ENDLESS, min(share.most, limit)))
        if self.mixed and limit > share.most:
            over = limit - share.most
            self.column(Column(Kind.EXCESS, 0, room, mix=EXCESS, upper=over), [(row, -1.0)])
        elif limit > share.most:
            self.rows[row] = Row(Rule.ORGANISATION, name, room, -ENDLESS, limit)
        return row

    def _add_unit(self, unit: int) -> None:
        members = self.problem.units[unit]
        guest = members[0]
        for room, cost in self.problem.may_lead(guest):
            entries = [(self._place[unit], 1.0), (self._lead[room], 1.0), (self._lead_total, 1.0)]
            entries += [(self._apart[group][room], 1.0) for group in self._apart_of.get(unit, ())]
            if room in self._company:
                entries.append((self._company[room], -1.0))
            self.column(Column(Kind.LEAD, guest, room, cost), entries)
        if guest in self.problem.must_lead:
            return
        pooled = self._sparse and unit not in self._bound and len(members) == 1
        for room in self._rooms(unit, pooled=pooled):
            price = self.problem.price(unit, self.problem.rooms[room].key.theme)
            self._add_seat(unit, room, price)
        if pooled:
            self._add_to_pool(unit, guest)

    def _rooms(self, unit: int, *, pooled: bool) -> list[int]:
        problem = self.problem
        if pooled:
            ranks = problem.guests[problem.units[unit][0]].ranks
            rooms: Sequence[int] = [room for theme in ranks for room in problem.rooms_of.get(theme, ())]
        else:
            rooms = range(len(problem.rooms))
        return [room for room in rooms if problem.allowed(unit, room)]

    def _add_seat(self, unit: int, room: int, price: Price) -> int:
        members = self.problem.units[unit]
        entries = [(self._place[unit], 1.0), *self._room_entries(members, room)]
        entries += [(self._apart[group][room], 1.0) for group in self._apart_of.get(unit, ())]
        if price.rank == self.problem.off.rank:
            # A pair of whom both are off counts as two: what one costs is more than all steps of all together.
            entries.append((self.off_row, float(price.cost // self.problem.off.cost)))
        if self._stay and (staying := sum(self._stay.seats.get(guest) == room for guest in members)):
            entries.append((self._stays, float(staying)))
        return self.column(Column(Kind.SEAT, unit, room, price.cost, price.rank), entries)

    def _room_entries(self, members: Sequence[int], room: int) -> list[tuple[int, float]]:
        """What these guests do to the room: its size, and the counts of their roles and organisations."""
        if len(members) > 1:
            counts: Counter[int] = Counter()
            for guest in members:
                counts.update(row for row, _ in self._room_entries((guest,), room))
            return [(row, float(count)) for row, count in counts.items()]
        who = self.problem.guests[members[0]]
        entries = self._shared_entries(who.role, room)
        if room in self._organisation.get(who.organisation, ()):
            entries.append((self._organisation[who.organisation][room], 1.0))
        return entries

    def _shared_entries(self, role: str, room: int) -> list[tuple[int, float]]:
        """What one guest in this role does to the room, their organisation aside."""
        entries = [(self._size[room], 1.0)]
        if room in self._least:
            entries.append((self._least[room], 1.0))
        if room in self._company:
            entries.append((self._company[room], 1.0))
        if role:
            entries.append((self._role[role][room], 1.0))
        return entries

    def _add_to_pool(self, unit: int, guest: int) -> None:
        who = self.problem.guests[guest]
        pool = Pool(who.role, who.ruled_out)
        if pool not in self.pools:
            self._pool_rows[pool] = self.row(Rule.LINK, 0, 0, (0, 0))
        self.pools.setdefault(pool, []).append(unit)
        price = self.problem.off if who.ranks else Price(0, 1)
        entries = [(self._place[unit], 1.0), (self._pool_rows[pool], 1.0)]
        if who.ranks:
            entries.append((self.off_row, 1.0))
        self.column(Column(Kind.POOL_IN, unit, 0, price.cost, price.rank), entries)

    def _add_pools(self) -> None:
        for number, (pool, units) in enumerate(self.pools.items()):
            for room in range(len(self.problem.rooms)):
                if self.problem.allowed(units[0], room):
                    entries = self._shared_entries(pool.role, room)
                    seat = Column(Kind.POOL_SEAT, number, room, upper=ENDLESS)
                    self.column(seat, [(self._pool_rows[pool], -1.0), *entries])
