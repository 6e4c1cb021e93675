"""Messages that wait for their moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rehearsal.workspace.drafts import Draft  # noqa: TC001 -- read when a state is taken in (keeping)
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rehearsal.workspace.clock import Clock, Timer

FURTHEST = 120 * 24 * 3600
"""Seconds ahead for which a message can be scheduled (docs.slack.dev, chat.scheduleMessage)."""
WINDOW, IN_WINDOW = 300, 30
"""At most 30 messages to one channel within five minutes (docs.slack.dev, chat.scheduleMessage)."""
SETTLED = 60
"""Seconds before its moment from which a message can't be taken back (docs.slack.dev, chat.deleteScheduledMessage)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message by its ``Q…`` id; ``post_at`` and ``created`` are unix time in whole seconds."""

    id: str
    app_id: str
    channel: str
    post_at: int
    created: int
    draft: Draft


class Schedule:
    """Every message that waits, in the order in which it was scheduled."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, Waiting] = {}
        self._timers: dict[str, Timer] = {}

    def __iter__(self) -> Iterator[Waiting]:
        return iter(self._waiting.values())

    def of(self, app_id: str) -> Iterator[Waiting]:
        """Give what an app has scheduled, soonest first."""
        mine = (one for one in self._waiting.values() if one.app_id == app_id)
        return iter(sorted(mine, key=lambda one: (one.post_at, one.created)))

    def check(self, channel: str, post_at: int) -> None:
        """Raise ``time_in_past``, ``time_too_far`` or ``restricted_too_many`` for a moment that can't be taken."""
        now = self._clock.now()
        if post_at <= now:
            raise SlackError("time_in_past")
        if post_at > now + FURTHEST:
            raise SlackError("time_too_far")
        near = (w for w in self._waiting.values() if w.channel == channel and _near(w.post_at, post_at))
        if sum(1 for _ in near) >= IN_WINDOW:
            raise SlackError("restricted_too_many")

    def add(self, waiting: Waiting, send: Callable[[Waiting], None]) -> None:
        """Keep a message until its moment, and then ``send`` it, which may not raise."""
        self._waiting[waiting.id] = waiting
        self._timers[waiting.id] = self._clock.at(waiting.post_at, partial(self._due, waiting, send))

    def begin(self, waiting: Iterable[Waiting], send: Callable[[Waiting], None]) -> None:
        """Keep these messages and no others."""
        for one in tuple(self._waiting.values()):
            self._forget(one)
        for one in waiting:
            self.add(one, send)

    def take_back(self, message_id: str, app_id: str, channel: str) -> None:
        """Forget a message; raises ``invalid_scheduled_message_id`` for one that isn't there or is too near."""
        waiting = self._waiting.get(message_id)
        if waiting is None or (waiting.app_id, waiting.channel) != (app_id, channel):
            raise SlackError("invalid_scheduled_message_id")
        if waiting.post_at - self._clock.now() < SETTLED:
            raise SlackError("invalid_scheduled_message_id")
        self._forget(waiting)

    def _due(self, waiting: Waiting, send: Callable[[Waiting], None]) -> None:
        self._forget(waiting)
        send(waiting)

    def _forget(self, waiting: Waiting) -> None:
        self._timers.pop(waiting.id).cancel()
        del self._waiting[waiting.id]


def _near(one: int, other: int) -> bool:
    return one // WINDOW == other // WINDOW
