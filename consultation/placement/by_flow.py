"""Requests without rules for single people, solved exactly as a flow: sizes, facilitators and the balance of one attribute need no more.

The places: for each room the seats for a role, and the lead; for each theme with several rooms, and for people whom any theme would do,
the seats of all these rooms together. One attribute's balance is nested in the rooms' sizes, so all of it remains one flow, and the flow is
whole.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from consultation.crowd_moves import Option
from consultation.crowds import Crowd
from consultation.errors import PlacementStopped
from consultation.model.references import ThemeId
from consultation.placement.problem import Problem
from consultation.placement.seating import Control, Seating, choices_of
from consultation.placement.weights import EXCESS

CHOICES_MOST = 200_000
"""Themes named by all together up to which the flow is quicker than a solver; both find the same."""


def is_simple(problem: Problem) -> bool:
    """Whether the flow can solve this problem whole, and quickly."""
    return (
        len(problem.units) == len(problem.guests)
        and not problem.apart
        and not problem.request.rules.organisation_most
        and not problem.organisations
        and not any(room.optional for room in problem.rooms)
        # That nobody leads an empty room is no flow.
        and not (problem.leaders and any(room.least == 0 for room in problem.rooms))
        and sum(len(guest.ranks) for guest in problem.guests) <= CHOICES_MOST
    )


def by_flow(problem: Problem, control: Control | None = None) -> Seating | None:
    """The best seating, or None where the rules leave none. Raises PlacementStopped when cancelled."""
    flow = _Flow(problem, control or Control())
    best: Seating | None = None
    while seating := flow.seating():
        worst, cost = choices_of(problem, seating)
        best = replace(seating, bound=float(cost))
        # Off the list costs more than all else together: who is there can't be spared it.
        if not 1 < worst < problem.off.rank or not flow.narrow(worst - 1):
            break
    return best


def _require_going(control: Control) -> Callable[[], None]:
    # Not a method of the flow: a crowd that knew its flow would be left to the collector, who takes a tenth of the time for it.
    def require() -> None:
        if control.cancelled():
            raise PlacementStopped

    return require


class _Flow:
    """The places of one problem, and its guests in them."""

    def __init__(self, problem: Problem, control: Control) -> None:
        self._problem = problem
        # Levels as one number: whole numbers have no limit here, so that choices outweigh the mix.
        mixes = problem.roles and not problem.request.rules.spread_roles
        self._step = EXCESS * len(problem.guests) + 1 if mixes else 1
        self._known: dict[Option, Option] = {}
        self._crowd = Crowd(_require_going(control))
        # What a place shares its people out to, and the arc; in the order in which people are dealt.
        self._shares: dict[int, list[tuple[int, int]]] = {}
        self._pools: dict[tuple[str, frozenset[ThemeId]], int] = {}
        self._any_lead: int | None = None
        poured = self._add_rooms()
        self._tables = {role: self._tables_of(role) for role in ("", *problem.roles)}
        self._guests = [
            self._crowd.person(self._options(guest, problem.off.rank)) for guest in range(len(problem.guests))
        ]
        for arc in poured:
            self._crowd.pour(arc)

    def _add_rooms(self) -> list[int]:
        """Rooms, their seats for each role, and their leads; the arcs along which people can be poured, in order."""
        crowd, problem = self._crowd, self._problem
        sink, led = crowd.place(problem.participants), crowd.place(problem.leaders)
        self._room = [crowd.place() for _ in problem.rooms]
        ends = [
            crowd.arc(self._room[number], sink, room.most, least=room.least)
            for number, room in enumerate(problem.rooms)
        ]
        self._lead = [crowd.place() for _ in problem.rooms]
        ends += [crowd.arc(lead, led, 1) for lead in self._lead]
        self._cell = {("", number): room for number, room in enumerate(self._room)}
        return [
            self._add_cell(role, room) for role in problem.roles for room in range(len(problem.rooms))
        ] + ends

    def _add_cell(self, role: str, room: int) -> int:
        crowd, problem = self._crowd, self._problem
        share, hard = problem.roles[role][room], problem.request.rules.spread_roles
        cell = self._cell[role, room] = crowd.place()
        if not hard:
            crowd.arc(cell, self._room[room], problem.rooms[room].most, cost=EXCESS)
        return crowd.arc(cell, self._room[room], share.most, least=share.least if hard else 0)

    def _shared(self, places: Sequence[int]) -> int:
        """A place from which people may go on to any of these."""
        whole = len(self._problem.guests)
        place = self._crowd.place()
        self._shares[place] = [(other, self._crowd.arc(place, other, whole)) for other in places]
        return place

    def _tables_of(self, role: str) -> dict[ThemeId, int]:
        """For each theme the seats for a role in all its rooms."""
        cells = {
            theme: [self._cell[role, room] for room in rooms]
            for theme, rooms in self._problem.rooms_of.items()
        }
        return {theme: of[0] if len(of) == 1 else self._shared(of) for theme, of in cells.items()}

    def _pool(self, role: str, ruled_out: frozenset[ThemeId]) -> int:
        """The seats for a role in the rooms of all themes but these."""
        if (role, ruled_out) not in self._pools:
            tables = [place for theme, place in self._tables[role].items() if theme not in ruled_out]
            self._pools[role, ruled_out] = self._shared(tables)
        return self._pools[role, ruled_out]

    def _kept(self, number: int, worst: int) -> list[Option]:
        # Each option is kept once, however many share it: what the flow looks at again and again then is near at hand.
        return [self._known.setdefault(option, option) for option in self._options(number, worst)]

    def _options(self, number: int, worst: int) -> list[Option]:
        """Where the guest may go: to lead, or to take part in a theme that is for them no worse than `worst`."""
        problem, step = self._problem, self._step
        guest, unit = problem.guests[number], problem.unit_of[number]
        leads = self._leads(number) if guest.leads else []
        if number in problem.must_lead:
            return leads
        if unit in problem.fixed:
            room = problem.fixed[unit]
            price = problem.price(unit, problem.rooms[room].key.theme)
            return [(self._cell[guest.role, room], price.cost * step)] if price.rank <= worst else []
        tables, ruled_out = self._tables[guest.role], guest.ruled_out
        down = guest.cost(2) * step
        named = [
            (tables[theme], down * (rank - 1))
            for theme, rank in guest.ranks.items()
            if rank <= worst and theme not in ruled_out and theme in tables
        ]
        if not guest.ranks or worst >= problem.off.rank:
            cost = problem.off.cost * step if guest.ranks else 0
            named.append((self._pool(guest.role, ruled_out), cost))
        return leads + named

    def _leads(self, number: int) -> list[Option]:
        """The rooms that the guest would lead; those that they like least as one, where they would lead any."""
        problem, step = self._problem, self._step
        ways = list(problem.may_lead(number))
        if len(ways) < len(problem.rooms):
            return [(self._lead[room], cost * step) for room, cost in ways]
        dearest = max(cost for _, cost in ways)
        if self._any_lead is None:
            self._any_lead = self._shared(self._lead)
        better = [(self._lead[room], cost * step) for room, cost in ways if cost < dearest]
        return [*better, (self._any_lead, dearest * step)]

    def narrow(self, worst: int) -> bool:
        """Let nobody sit further down their list than `worst`, from here on; False where somebody could sit nowhere."""
        options = [self._kept(guest, worst) for guest in self._guests]
        if not all(options):
            return False
        for guest, ways in zip(self._guests, options, strict=True):
            self._crowd.limit(guest, ways)
        return True

    def seating(self) -> Seating | None:
        """The best seating, or None where there is none."""
        if not self._crowd.settle():
            return None
        people = self._dealt()
        seats = {guest: room for (_, room), place in self._cell.items() for guest in people.get(place, ())}
        leads = {room: guest for room, place in enumerate(self._lead) for guest in people.get(place, ())}
        return Seating(seats, leads)

    def _dealt(self) -> dict[int, list[int]]:
        """Who is in each room's places: the people of shared places are dealt out, in the order of their lots."""
        people: dict[int, list[int]] = defaultdict(list)
        for guest, place in enumerate(self._crowd.place_of):
            people[place].append(guest)
        # A place is made after those that it is shared out to.
        for place in sorted(self._shares, reverse=True):
            waiting = iter(sorted(people.pop(place, ())))
            for other, arc in self._shares[place]:
                people[other] += islice(waiting, self._crowd.flow(arc))
        return people
