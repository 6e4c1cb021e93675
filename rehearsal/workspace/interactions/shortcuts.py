"""Shortcuts: from a message's menu, or from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import payloads
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions.asking import ask

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.workspace import Workspace


async def global_shortcut(workspace: Workspace, person: Person, callback_id: str) -> None:
    """Start a shortcut that belongs to no message."""
    app = _owner(workspace, callback_id, "global")
    payload = {
        **payloads.interaction(workspace, app, person, "shortcut"),
        "callback_id": callback_id,
        "action_ts": workspace.stamp(),
        "trigger_id": workspace.tickets.trigger(person.id, app.app_id),
    }
    await ask(workspace, app, person.id, payload, "The shortcut")


async def message_shortcut(
    workspace: Workspace, person: Person, callback_id: str, channel: Channel, ts: str
) -> None:
    """Start a shortcut on a message; raises ``message_not_found``."""
    app = _owner(workspace, callback_id, "message")
    message = workspace.messages.get(channel.id, ts)
    payload = {
        **payloads.interaction(workspace, app, person, "message_action"),
        "callback_id": callback_id,
        "action_ts": workspace.stamp(),
        "trigger_id": workspace.tickets.trigger(person.id, app.app_id),
        "response_url": payloads.response_url(workspace, "app", app, person, channel, ts),
        "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
        "message_ts": ts,
        "message": message.with_reactions(),
    }
    await ask(workspace, app, person.id, payload, "The shortcut")


def _owner(workspace: Workspace, callback_id: str, kind: str) -> Installation:
    for app in workspace.apps:
        if any(s.callback_id == callback_id and s.kind == kind for s in app.features.shortcuts):
            return app
    raise SlackError("There is no such shortcut.")
