"""Swaps: people change places, where that costs no choice and no rule, for a better mix of organisations and then for new encounters.

Whom to seat with whom is a quadratic question, so this is a search and proves nothing: of the swaps tried the best is made, with a short
memory of what was just swapped so that it does not turn in circles (F. Glover, "Tabu Search", ORSA Journal on Computing 1(3), 1989).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

from consultation.model.references import PersonRef, ThemeId
from consultation.placement.linear import MIX_MOST
from consultation.placement.problem import Price, Problem
from consultation.placement.seating import Seating
from consultation.placement.weights import MEETING_AGAIN, MIX_BEFORE_MEETING

STEPS_MOST = 400_000
"""Swaps looked at in all: about half a second."""

TRIED_MOST = 80
"""Others looked at for one person's swap."""

BARRED = 4, 12
"""For how many turns somebody who was just swapped stays, from and to."""

_NEVER = Price(1 << 60, 1 << 60)
"""A theme that somebody ruled out."""

_FAR_BELOW = -1_000_000
"""Above no share: an organisation that has none."""


def met_before(people: Sequence[PersonRef], met: Iterable[Sequence[PersonRef]]) -> list[Counter[int]]:
    """For each person the others they have met. How often does not matter: what is counted is how many others one gets to know."""
    place = {person: number for number, person in enumerate(people)}
    known: list[Counter[int]] = [Counter() for _ in people]
    for group in met:
        here = sorted({place[person] for person in group if person in place})
        for one, other in combinations(here, 2):
            known[one][other] = known[other][one] = MEETING_AGAIN
    return known


def with_swaps(problem: Problem, seating: Seating, steps: int = STEPS_MOST) -> Seating:
    """The seating with the best mix of organisations and the fewest repeated encounters that the search finds; never a worse one."""
    if not problem.request.memory.met and (seating.mix_optimal or not problem.organisations):
        return seating
    known = met_before([guest.person for guest in problem.guests], problem.request.memory.met)
    if not any(known) and (seating.mix_optimal or not problem.organisations):
        return seating
    search = Search(problem, seating, known)
    search.run(steps, Random(problem.request.seed))  # noqa: S311  # which swap to try first, not a secret
    settled = search.best_mix == 0 or (
        seating.mix_optimal and len(problem.guests) * len(problem.rooms) <= MIX_MOST
    )
    return replace(seating, seats=search.best, mix_optimal=settled)


class Search:
    """The state of the search: who sits where, whom they have met in each room, and how many of an organisation are there."""

    def __init__(self, problem: Problem, seating: Seating, known: Sequence[Mapping[int, int]]) -> None:
        self._problem, self._known = problem, known
        self._seats = dict(seating.seats)
        self._here = [Counter[int]() for _ in problem.guests]
        everyone = {**seating.seats, **{guest: room for room, guest in seating.leads.items()}}
        for guest, room in everyone.items():
            for other in known[guest]:
                self._here[other][room] += known[other][guest]
        self._themes = [room.key.theme for room in problem.rooms]
        self._prices = [self._prices_of(guest) for guest in range(len(problem.guests))]
        self._organisations = [problem.guests[guest].organisation for guest in range(len(problem.guests))]
        self._counts = Counter((room, self._organisations[guest]) for guest, room in self._seats.items())
        self._groups = list(self._alike())
        mix = sum(self._excess(room, name) for room, name in self._counts)
        met = sum(self._here[guest][room] for guest, room in self._seats.items())
        self._cost = MIX_BEFORE_MEETING * mix + met
        self.best, self._best_cost = dict(self._seats), self._cost

    @property
    def best_mix(self) -> int:
        """People above a room's fair share of their organisation, in the best seating."""
        return self._best_cost // MIX_BEFORE_MEETING

    def _prices_of(self, number: int) -> tuple[Mapping[ThemeId, Price], Price]:
        """What each theme costs the guest that they named or ruled out, and what any other costs."""
        guest = self._problem.guests[number]
        named = {theme: Price(guest.cost(rank), rank) for theme, rank in guest.ranks.items()}
        never = dict.fromkeys(guest.ruled_out, _NEVER)
        return named | never, self._problem.off if guest.ranks else Price(0, 1)

    def _excess(self, room: int, name: str) -> int:
        return max(0, self._above(room, name))

    def _above(self, room: int, name: str) -> int:
        """How many of an organisation are in the room above its fair share; below zero where there is room for more."""
        shares = self._problem.organisations.get(name)
        return self._counts[room, name] - shares[room].most if shares else _FAR_BELOW

    def _alike(self) -> Iterator[list[int]]:
        """People who may change places as far as roles and rules of their own go; the rest is looked at for each pair."""
        problem = self._problem
        bound = {unit for group in problem.apart for unit in group} | problem.fixed.keys()
        groups: dict[str, list[int]] = defaultdict(list)
        for guest in sorted(self._seats):
            unit = problem.unit_of[guest]
            if unit not in bound and len(problem.units[unit]) == 1:
                groups[problem.guests[guest].role].append(guest)
        yield from (group for group in groups.values() if len(group) > 1)

    def run(self, steps: int, chance: Random) -> None:
        """Swap until there is nothing to gain or the steps are used up."""
        candidates = [guest for group in self._groups for guest in group]
        group_of = {guest: group for group in self._groups for guest in group}
        barred: dict[int, int] = {}
        turn = last_gain = 0
        while candidates and self._best_cost and steps > 0 and turn - last_gain < 6 * len(candidates) + 100:
            turn += 1
            guest = chance.choice(candidates)
            steps -= 1
            if not self._is_troubled(guest):
                continue
            group = group_of[guest]
            tried = group if len(group) <= TRIED_MOST else chance.sample(group, TRIED_MOST)
            steps -= len(tried)
            best = self._best_swap(guest, tried, barred, turn)
            if best is None:
                continue
            self._swap(guest, best)
            barred[guest] = barred[best] = turn + chance.randint(*BARRED)
            if self._cost < self._best_cost:
                self.best, self._best_cost, last_gain = dict(self._seats), self._cost, turn

    def _is_troubled(self, guest: int) -> bool:
        room = self._seats[guest]
        return bool(self._here[guest][room] or self._excess(room, self._organisations[guest]))

    def _best_swap(
        self, guest: int, tried: Sequence[int], barred: Mapping[int, int], turn: int
    ) -> int | None:
        """The swap of the least cost, a little worse at times; one of somebody barred only where it is the best ever."""
        best, least = None, MIX_BEFORE_MEETING**2
        for other in tried:
            if self._seats[other] == self._seats[guest] or not self._keeps_choices(guest, other):
                continue
            change = self._change(guest, other)
            is_barred = max(barred.get(guest, 0), barred.get(other, 0)) > turn
            if change < least and not (is_barred and self._cost + change >= self._best_cost):
                best, least = other, change
        return best

    def _change(self, one: int, other: int) -> int:
        """How much the cost changes when these two change places."""
        here, there = self._seats[one], self._seats[other]
        mine, theirs = self._here[one], self._here[other]
        met = 2 * (
            mine[there] - mine[here] + theirs[here] - theirs[there] - 2 * self._known[one].get(other, 0)
        )
        first, second = self._organisations[one], self._organisations[other]
        if first == second:
            return met
        most = self._problem.request.rules.organisation_most
        if most and (self._over(there, first, most) or self._over(here, second, most)):
            return MIX_BEFORE_MEETING**2
        # Who comes counts where the share is full, who goes where it is more than full.
        mix = (
            (self._above(there, first) >= 0)
            - (self._above(here, first) > 0)
            + (self._above(here, second) >= 0)
            - (self._above(there, second) > 0)
        )
        return MIX_BEFORE_MEETING * mix + met

    def _over(self, room: int, name: str, most: int) -> bool:
        return bool(name) and self._counts[room, name] + 1 > most

    def _keeps_choices(self, one: int, other: int) -> bool:
        """Whether changing places costs no choice: neither in sum nor in the worst rank."""
        here, there = self._themes[self._seats[one]], self._themes[self._seats[other]]
        if here == there:
            return True
        (mine, else_mine), (theirs, else_theirs) = self._prices[one], self._prices[other]
        cost, rank = mine.get(here, else_mine)
        their_cost, their_rank = theirs.get(there, else_theirs)
        cost_after, rank_after = mine.get(there, else_mine)
        their_cost_after, their_rank_after = theirs.get(here, else_theirs)
        return cost + their_cost >= cost_after + their_cost_after and (
            (rank >= rank_after or their_rank >= rank_after)
            and (rank >= their_rank_after or their_rank >= their_rank_after)
        )

    def _swap(self, one: int, other: int) -> None:
        here, there = self._seats[one], self._seats[other]
        self._cost += self._change(one, other)
        for guest, left, entered in ((one, here, there), (other, there, here)):
            self._seats[guest] = entered
            self._counts[left, self._organisations[guest]] -= 1
            self._counts[entered, self._organisations[guest]] += 1
            for friend, times in self._known[guest].items():
                self._here[friend][left] -= times
                self._here[friend][entered] += times
