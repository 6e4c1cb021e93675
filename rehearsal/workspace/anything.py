"""A manifest that asks for everything that the workspace has: for a bot whose own manifest isn't at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import events
from rehearsal.workspace.api.table import METHODS

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


def manifest(name: str = "Your bot") -> Json:
    """Return the manifest of an app with every scope and every event, in Socket Mode, without commands."""
    scopes = {scope for method in METHODS.values() for scope in method.any_scope}
    scopes.update(scope for needed in events.SCOPES.values() for scope in needed)
    return {
        "_metadata": {"major_version": 2},
        "display_information": {"name": name},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": name},
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes | {"commands"})}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted({"app_home_opened", *events.SCOPES})},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }
