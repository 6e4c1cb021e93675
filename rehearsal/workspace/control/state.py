"""Everything that one person can see, as one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def state(workspace: Workspace, person: Person) -> Json:
    """Return ``GET /control/state`` for a person (docs/rehearsal.md)."""
    channels = [channel for channel in workspace.channels if workspace.channels.known(channel.id, person.id)]
    setup = workspace.setup
    return {
        "team": {"id": workspace.team_id, "name": setup.name, "domain": setup.domain},
        "me": person.id,
        "people": [someone.plain() for someone in workspace.people],
        "channels": [channel.plain(person.id) for channel in channels],
        "apps": [workspace.app_object(app) for app in workspace.apps],
        "messages": {channel.id: _messages(workspace, channel, person) for channel in channels},
        "bookmarks": {channel.id: workspace.bookmarks.plain(channel.id) for channel in channels},
        "views": workspace.forms.shown(person.id),
        "home": {app.app_id: home(workspace, app.app_id, person) for app in workspace.apps},
    }


def home(workspace: Workspace, app_id: str, person: Person) -> Json | None:
    """Return the home tab of an app for a person, if there is one."""
    view = workspace.forms.home(app_id, person.id)
    return view.as_slack() if view else None


def _messages(workspace: Workspace, channel: Channel, person: Person) -> list[Json]:
    shown = [message.for_page() for message in workspace.messages.of(channel.id)]
    private = [message.for_page() for message in workspace.messages.private_in(channel.id, person.id)]
    if private:
        shown = sorted(shown + private, key=lambda message: float(message["ts"]))
    return shown
