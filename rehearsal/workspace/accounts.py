"""What an administrator does to accounts and apps: switched off, made a guest, their tokens revoked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearsal.workspace import events, posting
from rehearsal.workspace.people import user_object

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.workspace import Workspace


def deactivate(workspace: Workspace, person: Person) -> None:
    """Switch an account off: it is no longer in any channel, and nobody can act through it."""
    for channel in workspace.channels:
        if person.id in channel.members and not channel.is_direct:
            del channel.members[person.id]
            workspace.show_channel(channel)
    _change(workspace, replace(person, deleted=True))


def reactivate(workspace: Workspace, person: Person) -> None:
    """Switch an account on again; it is in no channel yet."""
    _change(workspace, replace(person, deleted=False))


def make_guest(workspace: Workspace, person: Person, guest: str) -> None:
    """Make someone a guest (``multi`` or ``single`` channel), or a full member again (an empty text).

    A guest sees the channels they are in and no others.
    """
    (workspace.channels.guests.add if guest else workspace.channels.guests.discard)(person.id)
    _change(workspace, replace(person, guest=guest))
    for channel in workspace.channels:
        if channel.is_public and person.id not in channel.members:
            _show_or_hide(workspace, channel, person.id)


def _show_or_hide(workspace: Workspace, channel: Channel, person: str) -> None:
    """Tell the pages of a new guest that a channel is gone, those of a new full member what is in it."""
    if person in workspace.channels.guests:
        workspace.live.tell_each(person, {"type": "channel_gone", "id": channel.id})
        return
    workspace.live.tell_each(person, {"type": "channel", "channel": channel.plain(person)})
    posting.catch_up(workspace, channel, person)


def revoke(workspace: Workspace, app: Installation, *, uninstalled: bool = False) -> None:
    """Take an app's bot tokens back; once it is ``uninstalled`` its bot is in no channel any more."""
    for grant in tuple(workspace.apps.grants.of(app.app_id)):
        workspace.apps.grants.revoke(grant.token)
    tokens = {"oauth": [], "bot": [app.bot_user]}
    events.emit_to(workspace, app, "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})
    if uninstalled:
        events.emit_to(workspace, app, "app_uninstalled", {"type": "app_uninstalled"})
        deactivate(workspace, workspace.people.get(app.bot_user))


def _change(workspace: Workspace, person: Person) -> None:
    person = replace(person, updated=workspace.seconds())
    workspace.people.change(person)
    workspace.live.tell({"type": "person", "person": person.plain()})
    user = user_object(person, workspace.team_id)
    events.emit(workspace, {"type": "user_change", "user": user, "cache_ts": workspace.seconds()})
