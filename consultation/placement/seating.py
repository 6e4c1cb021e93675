"""Who sits where in numbers, and how good that is: the levels of the aim, one after the other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from consultation.placement.problem import Problem
from consultation.placement.weights import EXCESS


class Levels(NamedTuple):
    """The aim, first things first; of two seatings that keep the rules the one with the lesser levels is better.

    `worst`: the worst rank that somebody got. `cost`: the weighted steps down the lists. `mix`: people above their room's fair share.
    """

    worst: int
    cost: int
    mix: int


@dataclass(frozen=True, slots=True)
class Seating:
    """The room of each guest who takes part, the guest who leads each room, and what is known about how good it is.

    `bound`: no seating that keeps the rules and the worst rank costs less. `short`: by how many ranks the choices may be from the best,
    somebody off their list counting as the rank after the last; None where only the bound tells.
    """

    seats: Mapping[int, int]
    leads: Mapping[int, int]
    bound: float = 0.0
    optimal: bool = True
    mix_optimal: bool = True
    short: float | None = None


@dataclass(slots=True)
class Progress:
    """How far the solving has come: the best cost so far and the bound, both None before there is one."""

    seconds: float
    cost: float | None = None
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """How long solving may take, who is told how far it is, and whether it should stop.

    What is found when time is up is used, and says how far the bound is. `cancelled` is asked a few times a second.
    """

    seconds: float = 20.0
    progress: Callable[[Progress], None] = field(default=lambda _: None)
    cancelled: Callable[[], bool] = field(default=lambda: False)


def levels_of(problem: Problem, seating: Seating) -> Levels:
    """The levels of this seating."""
    return Levels(*choices_of(problem, seating), mix=mix_of(problem, seating))


def choices_of(problem: Problem, seating: Seating) -> tuple[int, int]:
    """The worst rank that somebody got, and the weighted steps down the lists of all, those who lead with them."""
    prices = [
        problem.price(unit, problem.rooms[seating.seats[members[0]]].key.theme)
        for unit, members in enumerate(problem.units)
        if members[0] in seating.seats
    ]
    leading = sum(lead_cost(problem, guest, room) for room, guest in seating.leads.items())
    return max((price.rank for price in prices), default=0), sum(price.cost for price in prices) + leading


def lead_cost(problem: Problem, guest: int, room: int) -> int:
    """What it costs that this guest leads this room."""
    return next((cost for led, cost in problem.may_lead(guest) if led == room), 0)


def mix_of(problem: Problem, seating: Seating) -> int:
    """How many people are above their room's fair share of their role or organisation."""
    roles: dict[int, Counter[str]] = defaultdict(Counter)
    organisations: dict[int, Counter[str]] = defaultdict(Counter)
    for guest, room in seating.seats.items():
        roles[room][problem.guests[guest].role] += 1
        organisations[room][problem.guests[guest].organisation] += 1
    return EXCESS * sum(
        max(0, counts[room][name] - shares[room].most)
        for attribute, counts in ((problem.roles, roles), (problem.organisations, organisations))
        for name, shares in attribute.items()
        for room in counts
    )
