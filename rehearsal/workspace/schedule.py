"""Messages that wait for their moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    text: str
    timer: Timer


class Schedule:
    """Every message that waits, in the order in which it was scheduled."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, Waiting] = {}

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

    def add(self, key: tuple[str, str, str], post_at: int, text: str, send: Callable[[], None]) -> Waiting:
        """Keep a message until its moment; ``key`` is its id, its app and its channel. ``send`` may not raise."""
        timer = self._clock.at(post_at, partial(self._due, key[0], send))
        waiting = Waiting(*key, post_at, int(self._clock.now()), text, timer)
        self._waiting[waiting.id] = waiting
        return waiting

    def take_back(self, message_id: str, app_id: str, channel: str) -> None:
        """Forget a message; raises ``invalid_scheduled_message_id`` for one that isn't there or is too near."""
        waiting = self._waiting.get(message_id)
        if waiting is None or (waiting.app_id, waiting.channel) != (app_id, channel):
            raise SlackError("invalid_scheduled_message_id")
        if waiting.post_at - self._clock.now() < SETTLED:
            raise SlackError("invalid_scheduled_message_id")
        waiting.timer.cancel()
        del self._waiting[message_id]

    def _due(self, message_id: str, send: Callable[[], None]) -> None:
        del self._waiting[message_id]
        send()


def _near(one: int, other: int) -> bool:
    return one // WINDOW == other // WINDOW
