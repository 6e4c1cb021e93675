"""What an administrator does to accounts and apps: switched off, made a guest, their tokens revoked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearsal.workspace import events
from rehearsal.workspace.people import user_object

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
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
    """Make someone a guest (``multi`` or ``single`` channel), or a full member again (an empty text)."""
    _change(workspace, replace(person, guest=guest))


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
