"""The payloads of commands, clicks, forms and shortcuts, spelt as Slack spells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def interaction(workspace: Workspace, app: Installation, person: Person, kind: str) -> Json:
    """Return what every interaction carries: who acted, where, for which app."""
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": workspace.team_id,
        },
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "team": {"id": workspace.team_id, "domain": workspace.setup.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_name(channel: Channel) -> str:
    """Return the name by which an interaction calls a channel."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.kind == "group" else channel.name


def command(
    workspace: Workspace, app: Installation, person: Person, channel: Channel, given: tuple[str, str]
) -> Json:
    """Return a slash command; ``given`` is the command with its slash and the text behind it."""
    return {
        "token": app.verification_token,
        "team_id": workspace.team_id,
        "team_domain": workspace.setup.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": given[0],
        "text": given[1],
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, "commands", app, person, channel),
        "trigger_id": workspace.tickets.trigger(person.id, app.app_id),
    }


def response_url(
    workspace: Workspace, kind: str, app: Installation, person: Person, channel: Channel, message_ts: str = ""
) -> str:
    """Return a new response address; ``kind`` is commands, actions or app."""
    key = workspace.tickets.reply(app.app_id, person.id, channel.id, message_ts)
    return f"{workspace.address}/{kind}/{workspace.team_id}/{key}"
