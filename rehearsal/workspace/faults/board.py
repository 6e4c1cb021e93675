"""The faults that are switched on, and the pauses that they make."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.faults.kinds import COMPLETING, read_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.faults.fault import Fault
    from rehearsal.workspace.wire import Json

DECIDING = frozenset({"ratelimited", "status", "html", "empty", "broken", "error", "hang", "cut", "lost"})
"""The kinds that decide what a call is answered: one of them is enough, so the first that hits keeps the others back."""


class Faults:
    """A switchboard. Faults are asked in the order in which they were switched on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._on: list[Fault] = []
        self._numbers = count(1)

    def __iter__(self) -> Iterator[Fault]:
        return iter(tuple(self._on))

    def add(self, given: Json) -> Fault:
        """Switch a fault on as the control API was asked to; raises ``Unclear``."""
        fault = read_fault(next(self._numbers), given)
        self._on.append(fault)
        return fault

    def remove(self, fault_id: str) -> None:
        """Switch one off, and let go of what it holds; raises ``Unclear``."""
        fault = next((fault for fault in self._on if fault.id == fault_id), None)
        if fault is None:
            raise Unclear(f"There is no fault {fault_id}.")
        self._on.remove(fault)
        fault.end()

    def clear(self) -> None:
        """Switch everything off, and let go of what is held."""
        for fault in self:
            self.remove(fault.id)

    def of_call(self, app: str, method: str, channel: str) -> list[Fault]:
        """Count one call (or what else goes by a method's name) and return the faults that hit it, at most one that decides."""
        hits: list[Fault] = []
        for fault in self._in_scope(
            ("call", "upload") if method == COMPLETING else ("call",), app, method, channel
        ):
            decided = any(hit.kind in DECIDING for hit in hits)
            if not (decided and fault.kind in DECIDING) and fault.strikes():
                hits.append(fault)
        return hits

    def of_delivery(self, app: str, names: Sequence[str], attempt: int, key: str) -> list[Fault]:
        """Count one delivery at its first attempt and return the faults that hit it, then and at the later ones.

        ``names`` are what it may be called, ``key`` is what its attempts have in common.
        """
        faults = [f for f in self if f.target == "delivery" and any(f.scope.holds(app, n, "") for n in names)]
        return [fault for fault in faults if fault.strikes_try(attempt, key)]

    def of_handshake(self, app: str) -> Fault | None:
        """Count one try to open a socket and return the fault that hits it, if one does."""
        return next((fault for fault in self._in_scope(("handshake",), app, "", "") if fault.strikes()), None)

    def of_new_line(self, app: str) -> Fault | None:
        """Count one socket that was opened and return the fault that silences it, if one does."""
        lines = self._in_scope(("socket",), app, "", "")
        return next((fault for fault in lines if fault.flag("new") and fault.strikes()), None)

    async def pause(self, fault: Fault, seconds: float) -> None:
        """Wait so many seconds, or until the fault is switched off."""
        ended = asyncio.ensure_future(fault.ended.wait())
        try:
            await self._clock.settled(ended, seconds)
        finally:
            ended.cancel()

    def _in_scope(self, targets: tuple[str, ...], app: str, name: str, channel: str) -> Iterator[Fault]:
        for fault in self:
            if fault.target in targets and fault.scope.holds(app, name, channel):
                yield fault
