"""How anything reaches an app: every event, command, click and form goes through here and nowhere else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.ids import Ids
    from rehearsal.workspace.setup import Timing
    from rehearsal.workspace.wire import Json


@dataclass(frozen=True, slots=True)
class Envelope:
    """One delivery. ``kind`` is events_api, interactive or slash_commands; ``attempt`` counts from 0."""

    id: str
    kind: str
    payload: Json
    accepts_answer: bool
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the app answered within the time allowed; ``payload`` is empty for a bare one."""

    payload: Json


class Transport(Protocol):
    """Carries envelopes to one app: over Socket Mode now; another way in is another class of this shape."""

    @property
    def connected(self) -> bool:
        """Return whether the app can be reached at this moment."""
        ...

    async def reachable(self, seconds: float) -> bool:
        """Wait until the app can be reached, at most so many seconds, and return whether it is."""
        ...

    async def carry(self, envelope: Envelope) -> Acknowledgement | None:
        """Deliver once and return the acknowledgement, or None where none came in time."""
        ...


class Deliveries:
    """Sends to each app through its transport, and sends events again that stay unacknowledged."""

    def __init__(self, ids: Ids, clock: Clock, timing: Timing) -> None:
        self._ids = ids
        self._clock = clock
        self._timing = timing
        self._transports: dict[str, Transport] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    def connect(self, app_id: str, transport: Transport) -> None:
        """Say how an app is reached."""
        self._transports[app_id] = transport

    def connected(self, app_id: str) -> bool:
        """Return whether an app can be reached now."""
        return self._transports[app_id].connected

    async def ask(
        self, app_id: str, kind: str, payload: Json, *, accepts_answer: bool
    ) -> Acknowledgement | None:
        """Deliver what a person is waiting for: once, and None where the app didn't acknowledge it in time."""
        return await self._deliver(
            app_id, Envelope(self._ids.uuid("envelope"), kind, payload, accepts_answer)
        )

    def announce(self, app_id: str, payload: Json) -> None:
        """Deliver an event in the background, again and again as Slack does until it is acknowledged."""
        self._run(self._insist(app_id, Envelope(self._ids.uuid("envelope"), "events_api", payload, False)))

    async def close(self) -> None:
        """Give up whatever is still under way."""
        tasks = tuple(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver(self, app_id: str, envelope: Envelope) -> Acknowledgement | None:
        return await self._transports[app_id].carry(envelope)

    async def _insist(self, app_id: str, envelope: Envelope) -> None:
        for attempt, pause in enumerate((0.0, *self._timing.retries)):
            if pause:
                await self._clock.sleep(pause)
            if not await self._transports[app_id].reachable(self._timing.patience):
                return
            again = replace(envelope, attempt=attempt, reason="timeout" if attempt else "")
            if attempt:
                again = replace(again, id=self._ids.uuid("envelope"))
            if await self._deliver(app_id, again) is not None:
                return

    def _run(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
