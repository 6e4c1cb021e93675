"""What apps are told: only what they subscribed to, only where their bot is a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "channel_archive": ("channels:read",),
    "channel_created": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "file_deleted": ("files:read",),
    "file_shared": ("files:read",),
    "group_archive": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}
"""The events that can be subscribed to, each with the scopes of which one is needed."""

_MESSAGE = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


def emit(workspace: Workspace, event: Json, channel: Channel | None = None) -> None:
    """Tell every app that subscribed to this event and, for one that happened in a channel, sits in it."""
    name = str(event["type"])
    if name == "message" and channel is not None:
        name = _MESSAGE[channel.kind]
    for app in workspace.apps:
        if channel is None or app.bot_user in channel.members:
            emit_to(workspace, app, name, event)


def emit_to(workspace: Workspace, app: Installation, name: str, event: Json) -> None:
    """Tell one app, if it subscribed to events of this name and has a scope for them."""
    scopes = SCOPES.get(name)
    granted = scopes is None or not app.scopes.isdisjoint(scopes)
    if name in app.features.events and granted:
        workspace.deliveries.announce(app.app_id, _callback(workspace, app, event))


_WITHOUT_MOMENT = frozenset(("app_uninstalled", "tokens_revoked"))
"""Events that bring no ``event_ts``."""


def _callback(workspace: Workspace, app: Installation, event: Json) -> Json:
    moment = {} if event["type"] in _WITHOUT_MOMENT else {"event_ts": workspace.stamp()}
    return {
        "token": app.verification_token,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": {**moment, **event},
        "type": "event_callback",
        "event_id": workspace.ids.new("Ev"),
        "event_time": workspace.seconds(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.ids.secret('context', 40)}",
    }
