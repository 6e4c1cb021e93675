"""New encounters: people change places, where that costs no choice, no rule and no mix, so that fewer sit with people they have met.

Whom to seat with whom is a quadratic question, so this is a search and proves nothing: swaps of two people, the best of those tried, with
a short memory of what was just swapped so that it does not turn in circles (F. Glover, "Tabu Search", ORSA Journal on Computing 1(3), 1989).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

from consultation.model.references import PersonRef
from consultation.placement.problem import Problem
from consultation.placement.seating import Seating
from consultation.placement.weights import MEETING_AGAIN

STEPS_MOST = 2_000_000
"""Swaps looked at in all: about two seconds."""

_Key = tuple[object, ...]


def met_before(people: Sequence[PersonRef], met: Iterable[Sequence[PersonRef]]) -> list[Counter[int]]:
    """For each person the others they have met, with how often."""
    place = {person: number for number, person in enumerate(people)}
    known: list[Counter[int]] = [Counter() for _ in people]
    for group in met:
        here = sorted({place[person] for person in group if person in place})
        for one, other in combinations(here, 2):
            known[one][other] += MEETING_AGAIN
            known[other][one] += MEETING_AGAIN
    return known


def with_new_people(problem: Problem, seating: Seating, steps: int = STEPS_MOST) -> Seating:
    """The seating with the fewest repeated encounters that the search finds; never with more than it was given."""
    known = met_before([guest.person for guest in problem.guests], problem.request.memory.met)
    if not any(known):
        return seating
    search = _Search(problem, seating, known)
    search.run(steps, Random(problem.request.seed))  # noqa: S311  # which swap to try first, not a secret
    return replace(seating, seats=search.best)


class _Search:
    """The state of the search: who sits where, and how many of a room's people each person has met."""

    def __init__(self, problem: Problem, seating: Seating, known: Sequence[Mapping[int, int]]) -> None:
        self._problem, self._known = problem, known
        self._seats = dict(seating.seats)
        self._here = [Counter[int]() for _ in problem.guests]
        for guest, room in self._room_of_everyone(seating).items():
            for other in known[guest]:
                self._here[other][room] += known[other][guest]
        self._alike = self._groups()
        self._cost = self._repeated()
        self.best, self._best_cost = dict(self._seats), self._cost

    @staticmethod
    def _room_of_everyone(seating: Seating) -> dict[int, int]:
        return {**seating.seats, **{guest: room for room, guest in seating.leads.items()}}

    def _repeated(self) -> int:
        return sum(self._here[guest][room] for guest, room in self._seats.items())

    def _groups(self) -> list[list[int]]:
        """People who may change places with each other as far as rules and mix go; choices are looked at for each pair."""
        problem = self._problem
        bound = {unit for group in problem.apart for unit in group} | problem.fixed.keys()
        groups: dict[_Key, list[int]] = defaultdict(list)
        for guest in self._seats:
            unit = problem.unit_of[guest]
            who = problem.guests[guest]
            if unit not in bound and len(problem.units[unit]) == 1:
                organisation = who.organisation if who.organisation in problem.organisations else ""
                groups[who.role, organisation].append(guest)
        return [group for group in groups.values() if len(group) > 1]

    def run(self, steps: int, chance: Random) -> None:
        """Swap until there is nothing to gain or the steps are used up."""
        candidates = [guest for group in self._alike for guest in group]
        group_of = {guest: group for group in self._alike for guest in group}
        forbidden: dict[int, int] = {}
        turn, last_gain = 0, 0
        while steps > 0 and self._best_cost and candidates and turn - last_gain < 4 * len(candidates) + 50:
            turn += 1
            troubled = [guest for guest in candidates if self._here[guest][self._seats[guest]]]
            if not troubled:
                break
            guest = chance.choice(troubled)
            steps -= len(group_of[guest])
            best = self._best_swap(guest, group_of[guest], forbidden, turn, chance)
            if best is None:
                continue
            self._swap(guest, best)
            forbidden[guest] = forbidden[best] = turn + 3 + chance.randrange(8)
            if self._cost < self._best_cost:
                self.best, self._best_cost, last_gain = dict(self._seats), self._cost, turn

    def _best_swap(
        self, guest: int, group: Sequence[int], forbidden: Mapping[int, int], turn: int, chance: Random
    ) -> int | None:
        best, best_gain = None, 10**9
        for other in group:
            if self._seats[other] == self._seats[guest] or not self._keeps_choices(guest, other):
                continue
            gain = self._change(guest, other)
            barred = max(forbidden.get(guest, 0), forbidden.get(other, 0)) > turn
            if barred and self._cost + 2 * gain >= self._best_cost:
                continue
            if gain < best_gain or (gain == best_gain and chance.random() < 0.3):  # noqa: PLR2004  # now and then another of equals
                best, best_gain = other, gain
        return best

    def _change(self, one: int, other: int) -> int:
        """How many more repeated encounters there are when these two change places."""
        here, there = self._seats[one], self._seats[other]
        met = self._known[one].get(other, 0)
        return (
            self._here[one][there]
            - self._here[one][here]
            + self._here[other][here]
            - self._here[other][there]
            - 2 * met
        )

    def _keeps_choices(self, one: int, other: int) -> bool:
        """Whether changing places costs no choice: neither in sum nor in the worst rank."""
        problem = self._problem
        here, there = (
            problem.rooms[self._seats[one]].key.theme,
            problem.rooms[self._seats[other]].key.theme,
        )
        if here == there:
            return True
        first, second = problem.unit_of[one], problem.unit_of[other]
        if not (problem.allowed(first, self._seats[other]) and problem.allowed(second, self._seats[one])):
            return False
        before = (problem.price(first, here), problem.price(second, there))
        after = (problem.price(first, there), problem.price(second, here))
        return sum(price.cost for price in after) <= sum(price.cost for price in before) and max(
            price.rank for price in after
        ) <= max(price.rank for price in before)

    def _swap(self, one: int, other: int) -> None:
        here, there = self._seats[one], self._seats[other]
        self._cost += 2 * self._change(one, other)
        for guest, left, entered in ((one, here, there), (other, there, here)):
            self._seats[guest] = entered
            for friend, times in self._known[guest].items():
                self._here[friend][left] -= times
                self._here[friend][entered] += times
