"""Whether each app is sent events: how many an hour, how late, and whether it has missed too many of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.workspace.meter import Health, Meter

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearsal.workspace.setup import Timing


@dataclass(slots=True)
class Subscription:
    """One app's events. ``delayed``: after the last retry they come each hour; ``on``: they come at all."""

    meter: Meter
    health: Health = field(default_factory=Health)
    delayed: bool = False
    on: bool = True

    def switch(self, *, on: bool) -> None:
        """Switch the events on or off; what was missed until now counts no more."""
        self.on, self.health = on, Health()


class Subscriptions:
    """The events of every app. ``silenced`` is told the id of one that misses too many and gets no more."""

    def __init__(self, timing: Timing, silenced: Callable[[str], None]) -> None:
        self._timing = timing
        self._silenced = silenced
        self._by_app: dict[str, Subscription] = {}

    def of(self, app_id: str) -> Subscription:
        """Return the events of an app."""
        if app_id not in self._by_app:
            self._by_app[app_id] = Subscription(Meter(self._timing.events_an_hour))
        return self._by_app[app_id]

    def note(self, app_id: str, now: float, *, failed: bool) -> None:
        """Count a try at unix time ``now``, and switch the events off where more than 95 % failed within the hour.

        An app that is sent few events is left in peace (docs.slack.dev, Events API, failure limits).
        """
        subscription = self.of(app_id)
        subscription.health.note(now, failed=failed)
        enough = subscription.meter.total(now) >= self._timing.events_to_fail
        if subscription.on and enough and subscription.health.is_poor(now):
            subscription.switch(on=False)
            self._silenced(app_id)
