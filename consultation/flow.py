"""Minimum-cost flow: how much can be sent through a network of arcs with capacities, at the least total cost.

The primal-dual algorithm, that is successive shortest paths taking all paths of one length together: L. R. Ford and
D. R. Fulkerson, Flows in Networks, 1962, chapter III; with the node potentials of J. Edmonds and R. M. Karp, "Theoretical
improvements in algorithmic efficiency for network flow problems", Journal of the ACM 19(2), 1972.
"""

from heapq import heappop, heappush

_FAR = 1 << 60
"""Further than any path: costs here are ranks of at most a few hundred themes."""


class Network:
    """Nodes numbered from 0 and arcs between them. Costs are whole and not negative, so that every result is exact.

    Among flows of equal cost the order of the arcs decides: the same calls always give the same flow.
    """

    def __init__(self, nodes: int) -> None:
        # Arc 2k is as it was added, arc 2k + 1 its way back: what is sent along one makes room on the other.
        self._heads: list[int] = []
        self._room: list[int] = []
        self._costs: list[int] = []
        self._out: list[list[int]] = [[] for _ in range(nodes)]
        self._potentials = [0] * nodes

    def arc(self, tail: int, head: int, capacity: int, cost: int = 0) -> int:
        """Add an arc that takes `capacity` units at `cost` each. Answers its number, for `flow`."""
        number = len(self._heads)
        self._heads += (head, tail)
        self._room += (capacity, 0)
        self._costs += (cost, -cost)
        self._out[tail].append(number)
        self._out[head].append(number + 1)
        return number

    def flow(self, arc: int) -> int:
        """How many units go along this arc."""
        return self._room[arc + 1]

    def send(self, source: int, sink: int) -> int:
        """Send as many units as fit, at the least total cost. Answers how many were sent by this call."""
        sent = 0
        while self._measure(source, sink):
            sent += self._send_along_shortest(source, sink)
        return sent

    def _measure(self, source: int, sink: int) -> bool:
        """Make the potentials tell the shortest distances, by Dijkstra's algorithm; False when the sink is out of reach."""
        heads, room, costs, potentials = self._heads, self._room, self._costs, self._potentials
        distances = [_FAR] * len(potentials)
        distances[source] = 0
        queue = [(0, source)]
        while queue:
            distance, node = heappop(queue)
            if node == sink:
                break
            if distance > distances[node]:
                continue
            for arc in self._out[node]:
                head = heads[arc]
                further = distance + costs[arc] + potentials[node] - potentials[head]
                if room[arc] and further < distances[head]:
                    distances[head] = further
                    heappush(queue, (further, head))
        reach = distances[sink]
        self._potentials = [
            potential + min(distance, reach)
            for potential, distance in zip(potentials, distances, strict=True)
        ]
        return reach < _FAR

    def _send_along_shortest(self, source: int, sink: int) -> int:
        """Fill paths whose arcs all cost what the potentials differ by. Leaves some for the next measuring at most."""
        sent = 0
        tried = [0] * len(self._out)
        closed = [False] * len(self._out)
        while path := self._shortest_path(source, sink, tried, closed):
            units = min(self._room[arc] for arc in path)
            for arc in path:
                self._room[arc] -= units
                self._room[arc ^ 1] += units
                closed[self._heads[arc]] = False
            sent += units
        return sent

    def _shortest_path(self, source: int, sink: int, tried: list[int], closed: list[bool]) -> list[int]:
        """The arcs of one path, found depth first; empty when there is none.

        `tried` counts the arcs of each node that lead nowhere, `closed` marks nodes that are on the path or lead nowhere.
        """
        path: list[int] = []
        node = source
        closed[source] = True
        while node != sink:
            arc = self._next_arc(node, tried, closed)
            if arc is not None:
                path.append(arc)
                node = self._heads[arc]
                closed[node] = True
            elif path:
                node = self._heads[path.pop() ^ 1]
                tried[node] += 1
            else:
                break
        return path

    def _next_arc(self, node: int, tried: list[int], closed: list[bool]) -> int | None:
        heads, room, costs, potentials = self._heads, self._room, self._costs, self._potentials
        arcs = self._out[node]
        for position in range(tried[node], len(arcs)):
            arc = arcs[position]
            head = heads[arc]
            if room[arc] and not closed[head] and potentials[node] + costs[arc] == potentials[head]:
                tried[node] = position
                return arc
        tried[node] = len(arcs)
        return None
