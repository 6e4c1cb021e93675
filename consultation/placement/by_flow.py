"""Small and simple requests, solved exactly as a flow: sizes, facilitators and the balance of one attribute need no more.

The network: source, guest, the room's seats for their role, the room's seats, sink; or the lead of a room, and the sink. One attribute's
balance is nested in the rooms' sizes, so all of it remains one flow, and the flow is whole.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from consultation.flow import Network
from consultation.placement.problem import Problem
from consultation.placement.seating import Seating, levels_of
from consultation.placement.weights import EXCESS, MUST

SEATS_MOST = 4_000
"""Guests times rooms up to which the flow is quicker than loading a solver; both find the same."""

_SOURCE, _SINK, _LARGER, _LEAD, _FIRST = range(5)


class _Chance(NamedTuple):
    """A way for a guest to take part: the arc that stands for it, and the room."""

    arc: int
    guest: int
    room: int
    leads: bool = False


def is_simple(problem: Problem) -> bool:
    """Whether the flow can solve this problem whole, and quickly."""
    rules = problem.request.rules
    return (
        len(problem.guests) * len(problem.rooms) <= SEATS_MOST
        and len(problem.units) == len(problem.guests)
        and not problem.apart
        and not rules.organisation_most
        and not problem.organisations
        and not any(room.optional for room in problem.rooms)
        # That nobody leads an empty room is no flow.
        and not (problem.leaders and any(room.least == 0 for room in problem.rooms))
    )


def by_flow(problem: Problem) -> Seating | None:
    """The best seating, or None where the rules leave none."""
    best = _solved(problem, problem.off.rank)
    if best is None:
        return None
    worst = levels_of(problem, best).worst
    while worst > 1 and (better := _solved(problem, worst - 1)):
        best, worst = better, levels_of(problem, better).worst
    return best


def _solved(problem: Problem, worst: int) -> Seating | None:
    """The least sum of ranks, then the best mix, with nobody further down their list than `worst`."""
    flow = _Flow(problem, worst)
    return flow.seating() if flow.holds_all() else None


class _Flow:
    """The network of one problem."""

    def __init__(self, problem: Problem, worst: int) -> None:
        self._problem = problem
        self._roles = [*problem.roles, ""]
        self._hard = problem.request.rules.spread_roles
        rooms, roles, guests = len(problem.rooms), len(self._roles), len(problem.guests)
        # Levels as one number: whole numbers have no limit here, so each level outweighs all below it.
        self._step = EXCESS * guests + 1
        self._must = MUST * (problem.off.cost + problem.longest + 1) * self._step * (guests + 1)
        self._leads_at = _FIRST + rooms
        self._roles_at = self._leads_at + rooms
        self._guests_at = self._roles_at + rooms * roles
        self._network = Network(self._guests_at + guests)
        self._add_rooms()
        self._chances = [chance for guest in range(guests) for chance in self._add_guest(guest, worst)]
        self._sent = self._network.send(_SOURCE, _SINK)
        self._taken = [chance for chance in self._chances if self._network.flow(chance.arc)]

    def _add_rooms(self) -> None:
        network, problem = self._network, self._problem
        network.arc(_LARGER, _SINK, max(problem.participants - sum(room.least for room in problem.rooms), 0))
        network.arc(_LEAD, _SINK, problem.leaders)
        for number, room in enumerate(problem.rooms):
            network.arc(_FIRST + number, _SINK, room.least)
            network.arc(_FIRST + number, _LARGER, room.most - room.least, self._must)
            network.arc(self._leads_at + number, _LEAD, 1)
            for place, role in enumerate(self._roles):
                self._add_role(number, place, role)

    def _add_role(self, room: int, place: int, role: str) -> None:
        node = self._roles_at + room * len(self._roles) + place
        most = self._problem.rooms[room].most
        if not role:
            self._network.arc(node, _FIRST + room, most, self._must)
            return
        share = self._problem.roles[role][room]
        least = share.least if self._hard else 0
        self._network.arc(node, _FIRST + room, least)
        self._network.arc(node, _FIRST + room, share.most - least, self._must)
        if not self._hard:
            self._network.arc(node, _FIRST + room, most, self._must + EXCESS)

    def _add_guest(self, guest: int, worst: int) -> list[_Chance]:
        problem, network = self._problem, self._network
        node = self._guests_at + guest
        network.arc(_SOURCE, node, 1)
        chances = [
            _Chance(network.arc(node, self._leads_at + room, 1, cost * self._step), guest, room, leads=True)
            for room, cost in problem.may_lead(guest)
        ]
        if guest in problem.must_lead:
            return chances
        at = self._roles_at + self._roles.index(problem.guests[guest].role)
        unit = problem.unit_of[guest]
        for number, room in enumerate(problem.rooms):
            price = problem.price(unit, room.key.theme)
            if price.rank <= worst and problem.allowed(unit, number):
                seat = network.arc(node, at + number * len(self._roles), 1, price.cost * self._step)
                chances.append(_Chance(seat, guest, number))
        return chances

    def holds_all(self) -> bool:
        """Whether everybody has a place and no hard rule is broken: then no more units pay for going beyond a demand than must."""
        problem = self._problem
        seated = [0] * len(problem.rooms)
        roles: Counter[tuple[int, str]] = Counter()
        for chance in self._taken:
            if not chance.leads:
                seated[chance.room] += 1
                roles[chance.room, problem.guests[chance.guest].role] += 1
        return (
            self._sent == len(problem.guests) == sum(seated) + problem.leaders
            and all(room.least <= size <= room.most for room, size in zip(problem.rooms, seated, strict=True))
            and (not self._hard or self._keeps_roles(roles))
        )

    def _keeps_roles(self, counts: Mapping[tuple[int, str], int]) -> bool:
        return all(
            share.least <= counts[room, role] <= share.most
            for role, shares in self._problem.roles.items()
            for room, share in enumerate(shares)
        )

    def seating(self) -> Seating:
        """What the flow says."""
        return Seating(
            seats={chance.guest: chance.room for chance in self._taken if not chance.leads},
            leads={chance.room: chance.guest for chance in self._taken if chance.leads},
        )
