"""How anything reaches an app: every event, command, click and form goes through here and nowhere else."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

from rehearsal.workspace.envelopes import NOT_CONNECTED, Acknowledgement, Envelope, Missed, Outcome, Transport
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.faults.deliveries import Mishaps
from rehearsal.workspace.ledger import Ledger
from rehearsal.workspace.subscriptions import Subscriptions

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence

    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.faults.board import Faults
    from rehearsal.workspace.ids import Ids
    from rehearsal.workspace.setup import Timing
    from rehearsal.workspace.wire import Json

LOG_LENGTH = 5_000
"""How many deliveries are remembered with their payloads."""

AN_HOUR, A_DAY = 3600.0, 24
"""Delayed events come again each hour, for a day (docs.slack.dev, Events API)."""


class Deliveries:
    """Sends to each app through its transport, and sends events again that stay unacknowledged.

    ``log`` holds every delivery with its outcome, oldest first, as ``GET /control/deliveries`` shows it;
    ``silenced`` is told the id of an app that misses so many events that it gets no more.
    """

    def __init__(
        self, ids: Ids, clock: Clock, timing: Timing, faults: Faults, silenced: Callable[[str], None]
    ) -> None:
        self._ids = ids
        self._clock = clock
        self._timing = timing
        self._transports: dict[str, Transport] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self._mishaps = Mishaps(faults, ids)
        self.subscriptions = Subscriptions(timing, silenced)
        self.log = Ledger(LOG_LENGTH)

    def connect(self, app_id: str, transport: Transport) -> None:
        """Say how an app is reached."""
        self._transports[app_id] = transport

    def transport(self, app_id: str) -> Transport:
        """Return how an app is reached."""
        return self._transports[app_id]

    def connected(self, app_id: str) -> bool:
        """Return whether an app can be reached now."""
        return self._transports[app_id].connected

    async def ask(self, app_id: str, kind: str, payload: Json, *, accepts_answer: bool) -> Outcome:
        """Deliver what a person is waiting for, once."""
        envelope = Envelope(self._ids.uuid("envelope"), kind, payload, accepts_answer)
        return await self._deliver(app_id, envelope)

    def announce(self, app_id: str, payload: Json) -> None:
        """Deliver an event in the background, again and again as Slack does until it is acknowledged.

        Past the app's cap it is dropped, and the app is told so once a minute (``app_rate_limited``); where its events are
        switched off, it is dropped without a word.
        """
        now, events = self._clock.now(), self.subscriptions.of(app_id)
        if not events.on:
            return
        if events.meter.take(now):
            self._run(self._insist(app_id, payload))
        elif events.meter.tells(now):
            self._run(self._insist(app_id, _rate_limited(payload, now)))

    def again(self, app_id: str, event_id: str, attempt: int = 0, reason: str = "") -> None:
        """Deliver an event once more, however long ago it was; raises ``event_not_found``."""
        known = (e["payload"] for e in reversed(self.log) if e["app"] == app_id)
        payload = next((p for p in known if p.get("event_id") == event_id), None)
        if payload is None:
            raise SlackError("event_not_found")
        envelope = Envelope(self._ids.uuid("envelope"), "events_api", payload, False, attempt, reason)
        self._run(self._once(app_id, envelope))

    async def close(self) -> None:
        """Give up whatever is still under way."""
        await self._mishaps.close()
        tasks = tuple(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver(self, app_id: str, envelope: Envelope) -> Outcome:
        return await self._mishaps.carried(app_id, envelope, self._transports[app_id], self._carry)

    async def _carry(
        self, app_id: str, envelope: Envelope, transport: Transport, faults: Sequence[str] = ()
    ) -> Outcome:
        """Deliver once over a transport and write it down, with the faults that hit it."""
        entry = _entry(app_id, envelope, self._clock.now(), faults)
        self.log.append(entry)
        outcome = await transport.carry(envelope)
        if isinstance(outcome, Acknowledgement):
            entry["outcome"], entry["answer"] = "acknowledged", outcome.payload
        else:
            entry["outcome"] = outcome.reason
        entry["ms"] = round((self._clock.now() - entry["at"]) * 1000, 1)
        return outcome

    async def _once(self, app_id: str, envelope: Envelope) -> None:
        await self._deliver(app_id, envelope)

    async def _insist(self, app_id: str, payload: Json) -> None:
        due = self._clock.now() + self._timing.lateness
        envelope = Envelope(self._ids.uuid("envelope"), "events_api", payload, False)
        for attempt, pause in enumerate(self._pauses(app_id)):
            if pause:
                await self._clock.sleep(pause)
            if self._is_over(app_id, due) or not await self._transports[app_id].reachable(
                self._timing.patience
            ):
                return
            if attempt:
                envelope = replace(envelope, id=self._ids.uuid("envelope"), attempt=attempt)
            outcome = await self._deliver(app_id, envelope)
            self.subscriptions.note(app_id, self._clock.now(), failed=isinstance(outcome, Missed))
            if isinstance(outcome, Acknowledgement) or outcome.final:
                return
            envelope = replace(envelope, reason="timeout" if outcome is NOT_CONNECTED else outcome.reason)

    def _is_over(self, app_id: str, due: float) -> bool:
        """Return whether an event isn't sent any more: it is too late, or its app was switched off."""
        events = self.subscriptions.of(app_id)
        return not events.on or (self._clock.now() > due and not events.delayed)

    def _pauses(self, app_id: str) -> Iterator[float]:
        hourly = repeat(AN_HOUR, A_DAY) if self.subscriptions.of(app_id).delayed else ()
        return chain((0.0,), self._timing.retries, hourly)

    def _run(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


def _entry(app_id: str, envelope: Envelope, now: float, faults: Sequence[str]) -> Json:
    return {
        "at": now,
        "app": app_id,
        "envelope": envelope.id,
        "kind": envelope.kind,
        "attempt": envelope.attempt,
        "payload": envelope.payload,
        "outcome": "under way",
        "answer": None,
        "ms": None,
        "faults": list(faults),
    }


def _rate_limited(payload: Json, now: float) -> Json:
    """Return what an app past its cap is told instead of an event."""
    kept = {key: payload[key] for key in ("token", "team_id", "api_app_id")}
    return {**kept, "type": "app_rate_limited", "minute_rate_limited": int(now) // 60 * 60}
