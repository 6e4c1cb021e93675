"""What the faults make of a delivery: late, in another order, more than once, unheard, unacknowledged."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from rehearsal.workspace.envelopes import Envelope, Missed, Outcome, Transport
from rehearsal.workspace.faults.batches import Batch

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from rehearsal.workspace.faults.board import Faults
    from rehearsal.workspace.faults.fault import Fault
    from rehearsal.workspace.ids import Ids

LOST = Missed("timeout")
"""What the sender learns where the app never heard of it, or where its acknowledgement never came."""


class Carry(Protocol):
    """Carries an envelope once over a transport and writes it down, with the faults that hit it."""

    async def __call__(
        self, app_id: str, envelope: Envelope, transport: Transport, faults: Sequence[str] = ()
    ) -> Outcome:
        """Return the acknowledgement, or why none came."""
        ...


class Mishaps:
    """Stands between what is to be delivered and the ways to the apps."""

    def __init__(self, faults: Faults, ids: Ids) -> None:
        self._faults = faults
        self._ids = ids
        self._batches: dict[str, Batch] = {}
        self._under_way: set[asyncio.Future[None]] = set()

    async def carried(self, app_id: str, envelope: Envelope, transport: Transport, carry: Carry) -> Outcome:
        """Deliver as the faults let it be delivered, and return what the sender learns of it."""
        key = str(envelope.payload.get("event_id") or envelope.id)
        hits = self._faults.of_delivery(app_id, _names(envelope), envelope.attempt, key)
        if not hits:
            return await carry(app_id, envelope, transport)
        names = [fault.kind for fault in hits]
        for fault in hits:
            transport = _worsened(transport, fault, envelope.attempt)
        async with AsyncExitStack() as turns:
            for fault in hits if envelope.attempt == 0 else ():
                await self._hold(fault, turns)
                for pause, again in self._copies(fault, envelope):
                    self._run(self._later(fault, pause, carry(app_id, again, transport, names)))
            return await carry(app_id, envelope, transport, names)

    async def close(self) -> None:
        """Give up the repeats that are still to come."""
        tasks = tuple(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _hold(self, fault: Fault, turns: AsyncExitStack) -> None:
        """Wait where a fault says so: for a time, or for a turn that lasts until the delivery is done."""
        if fault.kind == "late":
            await self._faults.pause(fault, fault.number("seconds"))
        elif fault.kind == "reorder":
            batch = self._batches.get(fault.id)
            if batch is None or batch.full:
                batch = self._batches[fault.id] = Batch(fault)
            await turns.enter_async_context(batch.turn())

    def _copies(self, fault: Fault, envelope: Envelope) -> list[tuple[float, Envelope]]:
        """Return what comes again and after how many seconds each: the same payload in another envelope."""
        if fault.kind != "duplicate":
            return []
        copies = []
        for number in range(1, int(fault.number("copies")) + 1):
            again = replace(envelope, id=self._ids.uuid("envelope"))
            if fault.flag("retries"):
                again = replace(again, attempt=number, reason="timeout")
            copies.append((number * fault.number("seconds"), again))
        return copies

    async def _later(self, fault: Fault, pause: float, carried: Coroutine[object, object, Outcome]) -> None:
        try:
            if pause:
                await self._faults.pause(fault, pause)
        except asyncio.CancelledError:
            carried.close()
            raise
        await carried

    def _run(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


@dataclass(frozen=True, slots=True)
class _Worse:
    """A way to an app on which ``heard`` says whether envelopes arrive; acknowledgements don't come back."""

    way: Transport
    heard: bool

    @property
    def connected(self) -> bool:
        return self.way.connected

    async def reachable(self, seconds: float) -> bool:
        return await self.way.reachable(seconds)

    async def carry(self, envelope: Envelope) -> Outcome:
        if self.heard:
            await self.way.carry(envelope)
        return LOST


def _worsened(way: Transport, fault: Fault, attempt: int) -> Transport:
    """Return the way that an attempt takes; the first ``tries`` of them are hit, or all."""
    if fault.kind not in {"unheard", "unacknowledged"}:
        return way
    tries = fault.options["tries"]
    if isinstance(tries, int) and attempt >= tries:
        return way
    return _Worse(way, heard=fault.kind == "unacknowledged")


def _names(envelope: Envelope) -> tuple[str, str]:
    """Return what a delivery may be called: its kind, and the type of its event or payload, or its command."""
    payload = envelope.payload
    if envelope.kind == "slash_commands":
        return envelope.kind, str(payload["command"])
    event = payload.get("event", payload) if envelope.kind == "events_api" else payload
    return envelope.kind, str(event["type"])
