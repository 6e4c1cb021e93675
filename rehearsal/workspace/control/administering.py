"""Acting as someone who runs the workspace: channels made, changed and put away, accounts and apps switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rehearsal.workspace import accounts, membership, posting
from rehearsal.workspace.api.conversations import not_direct
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

    Act: TypeAlias = Callable[[Workspace, Person, Arguments], Awaitable[Json]]


async def _create(workspace: Workspace, person: Person, args: Arguments) -> Json:
    private = args.flag("is_private")
    return {"channel": membership.create(workspace, person.id, args.text("name"), is_private=private).id}


async def _rename(workspace: Workspace, person: Person, args: Arguments) -> Json:
    membership.rename(workspace, _channel(workspace, person, args), person.id, args.text("name"))
    return {}


async def _topic(workspace: Workspace, person: Person, args: Arguments) -> Json:
    membership.set_line(workspace, _channel(workspace, person, args), person.id, "topic", args.text("text"))
    return {}


async def _purpose(workspace: Workspace, person: Person, args: Arguments) -> Json:
    membership.set_line(workspace, _channel(workspace, person, args), person.id, "purpose", args.text("text"))
    return {}


async def _archive(workspace: Workspace, person: Person, args: Arguments) -> Json:
    membership.archive(workspace, _channel(workspace, person, args), person.id)
    return {}


async def _unarchive(workspace: Workspace, person: Person, args: Arguments) -> Json:
    membership.archive(workspace, _channel(workspace, person, args), person.id, archived=False)
    return {}


async def _kick(workspace: Workspace, person: Person, args: Arguments) -> Json:
    """Show someone out, an app's bot as well."""
    channel, user = _channel(workspace, person, args), args.text("user")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    membership.leave(workspace, channel, user)
    return {}


async def _remove(workspace: Workspace, person: Person, args: Arguments) -> Json:
    """Take anyone's message back."""
    channel = workspace.channels.seen(args.text("channel"), person.id)
    message = workspace.messages.get(channel.id, args.text("ts"))
    if message.is_tombstone:
        raise SlackError("message_not_found")
    posting.delete(workspace, message)
    return {}


async def _deactivate(workspace: Workspace, _person: Person, args: Arguments) -> Json:
    accounts.deactivate(workspace, _account(workspace, args))
    return {}


async def _reactivate(workspace: Workspace, _person: Person, args: Arguments) -> Json:
    accounts.reactivate(workspace, _account(workspace, args))
    return {}


async def _guest(workspace: Workspace, _person: Person, args: Arguments) -> Json:
    guest = args.text("guest", "multi")
    if guest not in {"multi", "single", ""}:
        raise SlackError("guest must be multi, single, or nothing for a full member.")
    accounts.make_guest(workspace, _account(workspace, args), guest)
    return {}


async def _revoke(workspace: Workspace, _person: Person, args: Arguments) -> Json:
    accounts.revoke(workspace, workspace.apps.get(args.text("app")))
    return {}


async def _uninstall(workspace: Workspace, _person: Person, args: Arguments) -> Json:
    accounts.revoke(workspace, workspace.apps.get(args.text("app")), uninstalled=True)
    return {}


def _channel(workspace: Workspace, person: Person, args: Arguments) -> Channel:
    """Return the channel that was named; raises ``channel_not_found`` or what is said of a direct message."""
    return not_direct(workspace.channels.seen(args.text("channel"), person.id))


def _account(workspace: Workspace, args: Arguments) -> Person:
    """Return the person who was named; an app's account goes with the app."""
    person = workspace.people.get(args.text("user"))
    if person.is_bot:
        raise SlackError("user must be a person: an app is sent away with uninstall.")
    return person


ACTS: dict[str, Act] = {
    "create": _create,
    "rename": _rename,
    "topic": _topic,
    "purpose": _purpose,
    "archive": _archive,
    "unarchive": _unarchive,
    "kick": _kick,
    "remove": _remove,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "guest": _guest,
    "revoke": _revoke,
    "uninstall": _uninstall,
}
