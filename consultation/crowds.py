"""A crowd placed at the least cost: everybody takes one of a few places, and places share their people out under bounds.

Minimum-cost flow, seen from the places. A person is no node but a way between the places that would do for them, so that the network has
as many nodes as there are places, however many people come. Everybody begins in the place that costs them least; then people move on from
places that have too many, along shortest ways to places that have too few, all ways of one length together: the primal-dual algorithm of
L. R. Ford and D. R. Fulkerson, Flows in Networks, 1962, with the potentials of J. Edmonds and R. M. Karp (Journal of the ACM 19(2), 1972)
and the layers of E. A. Dinic (Soviet Math. Doklady 11, 1970).
"""

from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeAlias

Option: TypeAlias = tuple[int, int]
"""A place that would do for somebody, and what it costs."""

_FAR = 1 << 62
"""Further than any way."""


_Step: TypeAlias = tuple[int, int]
"""Somebody who could move on, and what it would cost them there."""


class _Ways:
    """Where people could move on to at no loss, by where they are: who, how many steps it is there, and what is still to be tried."""

    def __init__(self, places: int) -> None:
        self.people: list[dict[int, list[_Step]]] = [{} for _ in range(places)]
        self.layers: list[int] = []
        self.on: list[list[tuple[int, int]]] = [[] for _ in range(places)]


class _Search:
    """How far each place is from one with too many, as far as is known, and how near the nearest one with too few is.

    `limits` are a place's distance and potential together: who comes there for more comes too late.
    """

    def __init__(self, over: Sequence[int], potentials: Sequence[int]) -> None:
        self._over, self._potentials = over, potentials
        self.distances = [0 if units > 0 else _FAR for units in over]
        self.limits = [units + potential for units, potential in zip(self.distances, potentials, strict=True)]
        self.queue = [(0, place) for place, units in enumerate(over) if units > 0]
        self.seen: dict[int, list[tuple[int, int, int, int]]] = {}
        self.reach = _FAR

    def nearer(self, place: int, limit: int) -> None:
        """A shorter way to a place has been found."""
        distance = limit - self._potentials[place]
        self.distances[place], self.limits[place] = distance, limit
        heappush(self.queue, (distance, place))
        if self._over[place] < 0 and distance < self.reach:
            self.reach = distance
            for other, potential in enumerate(self._potentials):
                self.limits[other] = min(self.limits[other], distance + potential + 1)

    def at_no_loss(self, seen: Sequence[tuple[int, int, int, int]]) -> dict[int, list[_Step]]:
        """Of those who were seen to have a way on, by the place where they could go, who has a shortest one."""
        found: dict[int, list[_Step]] = {}
        for other, person, price, limit in seen:
            distance = self.distances[other]
            if distance <= self.reach and limit == distance + self._potentials[other]:
                found.setdefault(other, []).append((person, price))
        return found


class Crowd:
    """Places, arcs between them that take `least` to `most` units, and people, each numbered from 0.

    Costs are whole and not negative, so that every result is exact. Among results of equal cost the order of people and arcs decides: the
    same calls always give the same result.
    """

    def __init__(self, going: Callable[[], None] = lambda: None) -> None:
        self._going = going
        self._over: list[int] = []
        self._potentials: list[int] = []
        self._here: list[dict[int, int]] = []
        self._options: list[Sequence[Option]] = []
        self.place_of: list[int] = []
        # Arc 2k is as it was added, arc 2k + 1 its way back: what is sent along one makes room on the other.
        self._heads: list[int] = []
        self._room: list[int] = []
        self._costs: list[int] = []
        self._base: list[int] = []
        self._out: list[list[int]] = []

    def place(self, demand: int = 0) -> int:
        """Add a place in which so many units end. Answers its number."""
        self._over.append(-demand)
        self._potentials.append(0)
        self._here.append({})
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
        number = len(self._options)
        self._options.append(())
        self.place_of.append(-1)
        self.limit(number, options)
        return number

    def limit(self, person: int, options: Sequence[Option]) -> None:
        """From now on only these places will do for the person, who moves to the best of them if they have to."""
        self._options[person] = options
        place = self.place_of[person]
        if any(place == one for one, _ in options):
            return
        if place >= 0:
            del self._here[place][person]
            self._over[place] -= 1
        potentials = self._potentials
        best, cost = min(options, key=lambda option: option[1] - potentials[option[0]])
        self._here[best][person] = cost
        self.place_of[person] = best
        self._over[best] += 1

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

        Notes who could move on at no loss.
        """
        search = _Search(self._over, self._potentials)
        while search.queue and search.queue[0][0] <= search.reach:
            distance, place = heappop(search.queue)
            if distance == search.distances[place]:
                self._look_around(place, search)
        for place, seen in search.seen.items():
            ways.people[place] = search.at_no_loss(seen)
        self._potentials = [
            potential + min(distance, search.reach)
            for potential, distance in zip(self._potentials, search.distances, strict=True)
        ]
        return search.reach < _FAR

    def _look_around(self, place: int, search: _Search) -> None:
        options, limits = self._options, search.limits
        here = search.distances[place] + self._potentials[place]
        seen = search.seen[place] = []
        for person, cost in self._here[place].items():
            base = here - cost
            for other, price in options[person]:
                # This line is where the time goes: once for each wish of everybody, each time that distances are measured.
                if base + price <= limits[other] and other != place:
                    seen.append((other, person, price, base + price))
                    if base + price < limits[other]:
                        search.nearer(other, base + price)
        for arc in self._out[place]:
            head = self._heads[arc]
            if self._room[arc] and here + self._costs[arc] < limits[head]:
                search.nearer(head, here + self._costs[arc])

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
        over = self._over
        ways.layers = layers = [0 if units > 0 else -1 for units in over]
        queue = [place for place, layer in enumerate(layers) if not layer]
        last = len(over)
        for place in queue:
            if layers[place] == last:
                break
            ways.on[place] = self._ways_on(place, ways.people[place])
            for other, _ in ways.on[place]:
                if layers[other] < 0:
                    layers[other] = layers[place] + 1
                    queue.append(other)
                    if over[other] < 0:
                        last = layers[other]
        return last < len(over)

    def _ways_on(self, place: int, people: Mapping[int, list[_Step]]) -> list[tuple[int, int]]:
        """Where one could move on to at no loss: the place, and the arc, or -1 for a move of somebody."""
        heads, room, costs, potentials = self._heads, self._room, self._costs, self._potentials
        here = potentials[place]
        on = [(other, -1) for other, steps in people.items() if self._someone(place, steps)]
        on += [
            (heads[arc], arc)
            for arc in self._out[place]
            if room[arc] and here + costs[arc] == potentials[heads[arc]]
        ]
        return on

    def _someone(self, place: int, steps: list[_Step]) -> bool:
        """Whether somebody of these is still in this place; if so they come last."""
        while steps and self.place_of[steps[-1][0]] != place:
            steps.pop()
        return bool(steps)

    def _walk(self, start: int, ways: _Ways) -> bool:
        """One way from `start` to a place with too few, depth first; ways that lead nowhere are struck."""
        path, over = [start], self._over
        while over[path[-1]] >= 0:
            place = path[-1]
            on = ways.on[place]
            while on and not self._is_open(place, on[-1], ways):
                on.pop()
            if on:
                path.append(on[-1][0])
                continue
            path.pop()
            if not path:
                return False
            ways.on[path[-1]].pop()
        self._go(path, ways)
        return True

    def _is_open(self, place: int, way: tuple[int, int], ways: _Ways) -> bool:
        other, arc = way
        if ways.layers[other] != ways.layers[place] + 1:
            return False
        return self._room[arc] > 0 if arc >= 0 else self._someone(place, ways.people[place][other])

    def _go(self, path: Sequence[int], ways: _Ways) -> None:
        for place in path[:-1]:
            other, arc = ways.on[place][-1]
            if arc >= 0:
                self._push(arc, 1)
            else:
                self._move(place, other, ways)
        self._over[path[0]] -= 1
        self._over[path[-1]] += 1

    def _move(self, place: int, other: int, ways: _Ways) -> None:
        person, cost = ways.people[place][other].pop()
        del self._here[place][person]
        self._here[other][person] = cost
        self.place_of[person] = other
        potentials, steps = self._potentials, ways.people[other]
        level = cost - potentials[other]
        for further, price in self._options[person]:
            if price - potentials[further] == level and further != other:
                steps.setdefault(further, []).append((person, price))
