"""One fault: whom it hits, how often, and how."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearsal.workspace.wire import Json


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a fault may hit; what is empty is anyone. ``name`` is a pattern (``chat.*``) for a method or an event type."""

    app: str = ""
    name: str = "*"
    channel: str = ""

    def holds(self, app: str, name: str, channel: str) -> bool:
        """Return whether something is in it."""
        if not fnmatchcase(name, self.name):
            return False
        return self.app in ("", app) and self.channel in ("", channel)


@dataclass(frozen=True, slots=True)
class Count:
    """Which of those in its scope a fault hits: after ``skip`` of them each ``every``-th, by ``chance``, ``times`` in all.

    ``times`` None is until it is switched off. ``seed`` makes the chance repeatable.
    """

    skip: int = 0
    every: int = 1
    times: int | None = None
    chance: float = 1.0
    seed: int = 1


@dataclass(slots=True)
class Fault:
    """A fault that is switched on. ``options`` are its own settings, with every one of its kind's in it."""

    id: str
    kind: str
    target: str
    scope: Scope
    count: Count
    options: Mapping[str, object]
    seen: int = 0
    hits: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _endings: list[Callable[[], None]] = field(default_factory=list)
    _struck: set[str] = field(default_factory=set)
    _chance: Random | None = None

    @property
    def spent(self) -> bool:
        """Return whether it has hit as often as it may."""
        return self.count.times is not None and self.hits >= self.count.times

    def strikes(self) -> bool:
        """Count one that is in its scope and return whether it is hit."""
        if self.spent:
            return False
        self.seen += 1
        after = self.seen - self.count.skip
        hit = after > 0 and after % self.count.every == 0 and self._by_chance()
        self.hits += hit
        return hit

    def strikes_try(self, attempt: int, key: str) -> bool:
        """Return whether a delivery is hit: decided and counted at its first attempt, and kept to at the others."""
        if attempt == 0 and self.strikes():
            self._struck.add(key)
        return key in self._struck

    def at_end(self, let_go: Callable[[], None]) -> None:
        """Do something when the fault is switched off."""
        self._endings.append(let_go)

    def end(self) -> None:
        """Let go of whatever is held: the fault is switched off."""
        self.ended.set()
        while self._endings:
            self._endings.pop()()

    def number(self, name: str) -> float:
        """Return a setting that is a number."""
        value = self.options[name]
        assert isinstance(value, int | float)
        return value

    def text(self, name: str) -> str:
        """Return a setting that is text."""
        return str(self.options[name])

    def flag(self, name: str) -> bool:
        """Return whether a setting is on; one that its kind doesn't have is off."""
        return bool(self.options.get(name, False))

    def plain(self) -> Json:
        """Return it as ``GET /control/faults`` shows it."""
        name = "type" if self.target == "delivery" else "method"
        return {
            "id": self.id,
            "fault": self.kind,
            **({name: self.scope.name} if self.target in ("call", "upload", "delivery") else {}),
            **{key: value for key in ("app", "channel") if (value := getattr(self.scope, key))},
            "skip": self.count.skip,
            "every": self.count.every,
            "times": self.count.times,
            "chance": self.count.chance,
            "seed": self.count.seed,
            **self.options,
            "seen": self.seen,
            "hits": self.hits,
        }

    def _by_chance(self) -> bool:
        if self._chance is None:
            self._chance = Random(self.count.seed)
        return self._chance.random() < self.count.chance
