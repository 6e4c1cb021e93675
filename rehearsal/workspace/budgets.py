"""What the apps have spent of what they may: by method, by channel, and messages in all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from rehearsal.workspace import tiers
from rehearsal.workspace.errors import RateLimited

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearsal.workspace.tiers import Allowance

MINUTE = 60.0
JUST_NOW = 0.001
"""Seconds too short to wait for: what adding fractions leaves over."""

Key: TypeAlias = "tuple[str, ...]"
"""Whose budget: the app, and the method, or the channel of a message, or nothing further for all its messages."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed. ``methods`` overrides the table (tiers.py)."""

    on: bool = True
    methods: Mapping[str, Allowance] = field(default_factory=dict)
    channel: Allowance = tiers.CHANNEL
    workspace: Allowance = tiers.WORKSPACE


class Budgets:
    """Counts calls. Each budget fills evenly up to its burst; a refused call takes nothing from it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._full_at: dict[Key, float] = {}

    def spend(self, app_id: str, method: str, channel: str, now: float) -> None:
        """Count one call of an app at unix time ``now``; raises ``RateLimited`` where a budget is used up.

        ``channel`` is what a message is sent to, as the call names it.
        """
        if not self.limits.on:
            return
        due = dict(self._due(app_id, method, channel))
        wait = max(self._wait(key, allowed, now) for key, allowed in due.items())
        if wait > JUST_NOW:
            raise RateLimited(wait)
        for key, allowed in due.items():
            self._full_at[key] = max(self._full_at.get(key, now), now) + MINUTE / allowed.a_minute

    def begin(self, limits: Limits) -> None:
        """Hold apps to these limits, of which nothing is spent yet."""
        self.limits = limits
        self.forget()

    def forget(self) -> None:
        """Take nothing as spent."""
        self._full_at.clear()

    def _due(self, app_id: str, method: str, channel: str) -> Iterator[tuple[Key, Allowance]]:
        own = self.limits.methods.get(method)
        if method != tiers.POSTING:
            yield (app_id, method), own or tiers.allowance(method)
            return
        if own:
            yield (app_id, method), own
        yield (app_id, method, channel), self.limits.channel
        yield (app_id,), self.limits.workspace

    def _wait(self, key: Key, allowed: Allowance, now: float) -> float:
        pause = MINUTE / allowed.a_minute
        return self._full_at.get(key, now) - now - (allowed.burst - 1) * pause
