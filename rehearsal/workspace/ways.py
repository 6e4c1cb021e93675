"""How an app is reached where that is no longer what its manifest says: kept with the state of the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace.apps import RequestUrls  # noqa: TC001 -- the codec reads the fields' types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearsal.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Way:
    """The mode, the request URLs, and the terms of the events of one app."""

    socket_mode: bool
    urls: RequestUrls
    events_an_hour: int
    delayed_events: bool
    events_on: bool


def ways(workspace: Workspace) -> dict[str, Way]:
    """Return how each app is reached, by its ``A…`` id."""
    return {app.app_id: _way(workspace, app.app_id) for app in workspace.apps}


def _way(workspace: Workspace, app_id: str) -> Way:
    reach, events = workspace.reach[app_id], workspace.deliveries.subscriptions.of(app_id)
    urls = reach.requests.urls
    return Way(reach.socket_mode, urls, events.meter.most, events.delayed, events.on)


def lead(workspace: Workspace, kept: Mapping[str, Way]) -> None:
    """Reach apps in the ways that were kept. A request URL is challenged again before its first event."""
    for app_id, way in kept.items():
        reach, events = workspace.reach[app_id], workspace.deliveries.subscriptions.of(app_id)
        reach.sockets.enabled, reach.requests.urls = way.socket_mode, way.urls
        events.meter.most, events.delayed, events.on = way.events_an_hour, way.delayed_events, way.events_on
