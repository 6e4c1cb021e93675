"""A crowd placed at the least cost: everybody takes one of a few places, and places share their people out under bounds.

Minimum-cost flow, seen from the places. A person is no node but a way between the places that would do for them, so that the network has
as many nodes as there are places, however many people come. Everybody begins in the place that costs them least; then people move on from
places that have too many, along shortest ways to places that have too few, all ways of one length together: the primal-dual algorithm of
L. R. Ford and D. R. Fulkerson, Flows in Networks, 1962, with the potentials of J. Edmonds and R. M. Karp (Journal of the ACM 19(2), 1972)
and the layers of E. A. Dinic (Soviet Math. Doklady 11, 1970).
"""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from typing import TypeAlias

from consultation.crowd_moves import FAR, Moves, Option, Step

_Way: TypeAlias = tuple[int, int, list[Step]]
"""Where one comes to, and the arc, or -1 and who could move there."""

_NOBODY: list[Step] = []


class _Ways:
    """Where one could go on at no loss, by place, and how many steps each place is from the start."""

    def __init__(self, places: int) -> None:
        self.on: list[list[_Way]] = [[] for _ in range(places)]
        self.layers: list[int] = []
        self.tried: list[int] = []


class _Search:
    """How far each place is from one with too many, as far as is known, and how near the nearest one with too few is.

    `limits` are a place's distance and potential together: who comes there for more comes too late.
    """

    def __init__(self, over: Sequence[int], potentials: Sequence[int]) -> None:
        self._over, self._potentials = over, potentials
        self.distances = [0 if units > 0 else FAR for units in over]
        self.limits = [units + potential for units, potential in zip(self.distances, potentials, strict=True)]
        self.queue = [(0, place) for place, units in enumerate(over) if units > 0]
        self.seen: dict[int, list[tuple[int, _Way]]] = {}
        self.reach = FAR

    def nearer(self, place: int, limit: int) -> None:
        """A shorter way to a place has been found."""
        distance = limit - self._potentials[place]
        self.distances[place], self.limits[place] = distance, limit
        heappush(self.queue, (distance, place))
        if self._over[place] < 0 and distance < self.reach:
            self.reach = distance
            for other, potential in enumerate(self._potentials):
                self.limits[other] = min(self.limits[other], distance + potential + 1)

    def at_no_loss(self, place: int) -> list[_Way]:
        """Of the ways on from this place those that are part of a shortest one."""
        distances, potentials, reach = self.distances, self._potentials, self.reach
        return [
            way
            for limit, way in self.seen[place]
            if distances[way[0]] <= reach and limit == distances[way[0]] + potentials[way[0]]
        ]


class Crowd:
    """Places, arcs between them that take `least` to `most` units, and people, each numbered from 0.

    Costs are whole and not negative, so that every result is exact. Among results of equal cost the order of people and arcs decides: the
    same calls always give the same result.
    """

    def __init__(self, going: Callable[[], None] = lambda: None) -> None:
        self._going = going
        self._over: list[int] = []
        self._potentials: list[int] = []
        self._moves = Moves()
        self._place_of = self._moves.place_of
        # Arc 2k is as it was added, arc 2k + 1 its way back: what is sent along one makes room on the other.
        self._heads: list[int] = []
        self._room: list[int] = []
        self._costs: list[int] = []
        self._base: list[int] = []
        self._out: list[list[int]] = []

    @property
    def place_of(self) -> Sequence[int]:
        """The place of each person."""
        return self._place_of

    def place(self, demand: int = 0) -> int:
        """Add a place in which so many units end. Answers its number."""
        self._over.append(-demand)
        self._potentials.append(0)
        self._moves.place()
        self._out.append([])
        return len(self._out) - 1

    def arc(self, tail: int, head: int, most: int, *, least: int = 0, cost: int = 0) -> int:
        """Add an arc that takes between `least` and `most` units at `cost` each. Answers its number, for `flow`."""
        number = len(self._heads)
        self._heads += (head, tail)
        self._room += (most - least, 0)
        self._costs += (cost, -cost)
        self._base += (least, 0)
        self._out[tail].append(number)
        self._out[head].append(number + 1)
        self._over[tail] -= least
        self._over[head] += least
        return number

    def person(self, options: Sequence[Option]) -> int:
        """Add somebody whom one of these places would do, in the order in which equals are tried. Answers their number."""
        number = self._moves.person()
        self.limit(number, options)
        return number

    def limit(self, person: int, options: Sequence[Option]) -> None:
        """From now on only these places will do for the person, who moves to the best of them if they have to."""
        self._moves.limit(person, options)
        place = self.place_of[person]
        if place >= 0:
            if any(place == one for one, _ in options):
                return
            self._over[place] -= 1
        best, cost = self._best(options)
        self._moves.put(person, best, cost)
        self._over[best] += 1

    def _best(self, options: Sequence[Option]) -> Option:
        potentials, best = self._potentials, options[0]
        least = best[1] - potentials[best[0]]
        for place, cost in options:
            if cost - potentials[place] < least:
                best, least = (place, cost), cost - potentials[place]
        return best

    def flow(self, arc: int) -> int:
        """How many units go along this arc."""
        return self._base[arc] + self._room[arc + 1]

    def pour(self, arc: int) -> None:
        """Send along this arc what is too much at its tail, as far as it fits: a beginning, for arcs that cost nothing."""
        units = min(self._over[self._heads[arc + 1]], self._room[arc])
        if units > 0:
            self._push(arc, units)
            self._over[self._heads[arc + 1]] -= units
            self._over[self._heads[arc]] += units

    def settle(self) -> bool:
        """Bring everybody to a place where the bounds hold, at the least total cost; False where that can't be."""
        while any(units > 0 for units in self._over):
            self._going()
            ways = _Ways(len(self._over))
            if not self._measure(ways):
                return False
            while self._send(ways):
                pass
        return not any(self._over)

    def _push(self, arc: int, units: int) -> None:
        self._room[arc] -= units
        self._room[arc ^ 1] += units

    def _measure(self, ways: _Ways) -> bool:
        """Make the potentials tell the distances from places with too many, by Dijkstra's algorithm; False when none with too few is in reach.

        Notes the ways on which one can go on at no loss.
        """
        search = _Search(self._over, self._potentials)
        while search.queue and search.queue[0][0] <= search.reach:
            distance, place = heappop(search.queue)
            if distance == search.distances[place]:
                self._look_around(place, search)
        for place in search.seen:
            ways.on[place] = search.at_no_loss(place)
        self._potentials = [
            potential + min(distance, search.reach)
            for potential, distance in zip(self._potentials, search.distances, strict=True)
        ]
        return search.reach < FAR

    def _look_around(self, place: int, search: _Search) -> None:
        moves, limits = self._moves, search.limits
        here = search.distances[place] + self._potentials[place]
        seen = search.seen[place] = []
        for other, gain in moves.gains(place).items():
            # This line is where the time goes: once for each two places that somebody is between, each time that distances are measured.
            if here - gain <= limits[other]:
                steps = moves.steps(place, other)
                limit = here - steps[-1][0]
                if limit <= limits[other]:
                    seen.append((limit, (other, -1, steps)))
                    if limit < limits[other]:
                        search.nearer(other, limit)
        for arc in self._out[place]:
            head, limit = self._heads[arc], here + self._costs[arc]
            if self._room[arc] and limit <= limits[head]:
                seen.append((limit, (head, arc, _NOBODY)))
                if limit < limits[head]:
                    search.nearer(head, limit)

    def _send(self, ways: _Ways) -> int:
        """Move people on along ways of the fewest steps, until no such way is left. Answers how many ways there were."""
        sent = 0
        if self._layer(ways):
            for start, units in enumerate(self._over):
                for _ in range(units):
                    if not self._walk(start, ways):
                        break
                    sent += 1
        return sent

    def _layer(self, ways: _Ways) -> bool:
        """Count each place's steps from one with too many; False when none with too few can be reached at no loss."""
        over, room = self._over, self._room
        ways.layers = layers = [0 if units > 0 else -1 for units in over]
        ways.tried = [0] * len(over)
        queue = [place for place, layer in enumerate(layers) if not layer]
        last = len(over)
        for place in queue:
            if layers[place] == last:
                break
            for other, arc, steps in ways.on[place]:
                if layers[other] < 0 and (room[arc] if arc >= 0 else self._someone(place, other, steps)):
                    layers[other] = layers[place] + 1
                    queue.append(other)
                    if over[other] < 0:
                        last = layers[other]
        return last < len(over)

    def _someone(self, place: int, other: int, steps: list[Step]) -> bool:
        """Whether somebody who is still in this place could go on to the other at no loss."""
        gain, person = steps[-1]
        if self._place_of[person] != place:
            gain = self._moves.best(place, steps)
        return gain == self._potentials[place] - self._potentials[other]

    def _walk(self, start: int, ways: _Ways) -> bool:
        """One way from `start` to a place with too few, depth first; what leads nowhere is not tried again."""
        path, over, tried = [start], self._over, ways.tried
        place = start
        while over[place] >= 0:
            other = self._next(place, ways)
            if other >= 0:
                path.append(other)
            else:
                path.pop()
                if not path:
                    return False
                tried[path[-1]] += 1
            place = path[-1]
        self._go(path, ways)
        return True

    def _next(self, place: int, ways: _Ways) -> int:
        """Where the next open way leads, one step further from the start; -1 when there is none."""
        on, layers, room = ways.on[place], ways.layers, self._room
        further = layers[place] + 1
        for number in range(ways.tried[place], len(on)):
            other, arc, steps = on[number]
            if layers[other] == further and (room[arc] if arc >= 0 else self._someone(place, other, steps)):
                ways.tried[place] = number
                return other
        ways.tried[place] = len(on)
        return -1

    def _go(self, path: Sequence[int], ways: _Ways) -> None:
        for place in path[:-1]:
            other, arc, steps = ways.on[place][ways.tried[place]]
            if arc < 0:
                self._move(place, other, steps, ways)
                continue
            if not self._room[arc ^ 1]:
                ways.on[other].append((place, arc ^ 1, _NOBODY))
            self._push(arc, 1)
        self._over[path[0]] -= 1
        self._over[path[-1]] += 1

    def _move(self, place: int, other: int, steps: list[Step], ways: _Ways) -> None:
        """Move who can to the other place; whoever comes may open a way on from there that was not one."""
        potentials, on = self._potentials, ways.on[other]
        here = potentials[other]
        for further, gain, others in self._moves.move(place, other, steps):
            if gain == here - potentials[further] and (further, -1, others) not in on:
                on.append((further, -1, others))
