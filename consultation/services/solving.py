"""Finding placements off the loop: each request once, however many ask, with progress and a way to stop."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Event

from consultation.model.placement import Placement, PlacementRequest
from consultation.model.references import SessionId
from consultation.placement import Control, Progress, place
from consultation.placement.solve import fingerprint

SECONDS_MOST = 20.0
"""How long a placement may take to be found; the best found by then is used, and says how good it is."""

REMEMBERED_MOST = 16
"""Placements kept at hand between a look and its use."""


@dataclass(slots=True)
class Solving:
    """One placement being found: how far it is, as of the last word of the solver, and whether to stop."""

    task: asyncio.Task[Placement]
    stop: Event
    progress: Progress | None = None


@dataclass(slots=True)
class Solver:
    """Finds placements, one at a time for each session, and remembers the latest."""

    seconds: float = SECONDS_MOST
    _found: OrderedDict[str, Placement] = field(default_factory=OrderedDict)
    _under_way: dict[SessionId, tuple[str, Solving]] = field(default_factory=dict)

    async def find(self, session: SessionId, request: PlacementRequest) -> Placement:
        """The placement of this request. Whoever gives up waiting stops nothing: the next to ask finds it done.

        Raises as `place` does.
        """
        name = fingerprint(request)
        if (known := self._found.get(name)) is not None:
            return known
        under_way = self._under_way.get(session)
        if under_way is None or under_way[0] != name:
            self.stop(session)
            under_way = (name, self._begin(session, name, request))
        return await asyncio.shield(under_way[1].task)

    def progress(self, session: SessionId) -> Progress | None:
        """How far the placement is that is being found for this session; None where none is, or it has told nothing yet."""
        under_way = self._under_way.get(session)
        return under_way[1].progress if under_way else None

    def stop(self, session: SessionId) -> bool:
        """Give up the placement that is being found for this session: whoever waits gets PlacementStopped. False where none is."""
        under_way = self._under_way.get(session)
        if under_way is not None:
            under_way[1].stop.set()
        return under_way is not None

    def _begin(self, session: SessionId, name: str, request: PlacementRequest) -> Solving:
        stop = Event()

        def tell(progress: Progress) -> None:
            solving.progress = progress

        async def run() -> Placement:
            control = Control(self.seconds, tell, stop.is_set)
            # Milliseconds for an ordinary session, seconds for thousands of people: never on the loop.
            placement = await asyncio.to_thread(place, request, control)
            self._found[name] = placement
            while len(self._found) > REMEMBERED_MOST:
                self._found.popitem(last=False)
            return placement

        solving = Solving(asyncio.ensure_future(run()), stop)
        self._under_way[session] = (name, solving)
        solving.task.add_done_callback(lambda task: self._ended(session, task))
        return solving

    def _ended(self, session: SessionId, task: asyncio.Task[Placement]) -> None:
        under_way = self._under_way.get(session)
        if under_way and under_way[1].task is task:
            del self._under_way[session]
        if not task.cancelled():
            task.exception()  # whoever waited has it; where nobody did, nobody has to know
