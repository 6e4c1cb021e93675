"""Who is in a channel: ``conversations.members``, ``invite``, ``join``, ``kick``, ``leave``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import membership
from rehearsal.workspace.api.conversations import not_direct, shown
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import page
from rehearsal.workspace.api.scopes import INVITE, KICK, READ, WRITE
from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json

INVITED = 100
"""How many people one call may invite (docs.slack.dev, conversations.invite)."""


def _members(call: Call) -> Json:
    names, metadata = page(call.channel().members, call)
    return {"ok": True, "members": names, "response_metadata": metadata}


def _invite(call: Call) -> Json:
    channel = not_direct(call.own_channel())
    if channel.is_archived:
        raise SlackError("is_archived")
    people = call.args.names("users")
    if len(people) > INVITED:
        raise invalid_arguments(f"no more than {INVITED} items allowed [json-pointer:/users]")
    errors = [{"user": p, "ok": False, "error": e} for p in people if (e := _why_not(call, channel, p))]
    if errors and (len(errors) == len(people) or not call.args.flag("force")):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    refused = {entry["user"] for entry in errors}
    membership.join(call.workspace, channel, (p for p in people if p not in refused), call.me)
    return {**shown(call, channel), "errors": errors} if errors else shown(call, channel)


def _why_not(call: Call, channel: Channel, person: str) -> str:
    if person == call.me:
        return "cant_invite_self"
    if person not in call.workspace.people:
        return "user_not_found"
    if person in channel.members:
        return "already_in_channel"
    return _cant_come(call.workspace.people.get(person))


def _cant_come(person: Person) -> str:
    """Return why nobody can invite someone, or nothing: an account that is switched off, a guest."""
    if person.deleted:
        return "cant_invite"
    return {"single": "ura_max_channels", "multi": "user_is_restricted"}.get(person.guest, "")


def _join(call: Call) -> Json:
    channel = not_direct(call.workspace.channels.seen(call.args.text("channel"), call.me))
    if channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    if call.me in channel.members:
        warning = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
        return {**shown(call, channel), **warning}
    membership.join(call.workspace, channel, (call.me,))
    return shown(call, channel)


def _kick(call: Call) -> Json:
    channel = not_direct(call.own_channel())
    person = call.workspace.people.get(call.args.text("user")).id
    if person == call.me:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    membership.leave(call.workspace, channel, person)
    return {"ok": True, "errors": {}}


def _leave(call: Call) -> Json:
    channel = not_direct(call.channel())
    if call.me not in channel.members:
        return {"ok": True, "not_in_channel": True}
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_private and len(channel.members) == 1:
        raise SlackError("last_member")
    membership.leave(call.workspace, channel, call.me)
    return {"ok": True}


METHODS = (
    Method("conversations.members", _members, (), ("channel",), READ, form_only=True),
    Method("conversations.invite", _invite, (), ("channel", "users"), INVITE, {"users": "no_user"}),
    Method("conversations.join", _join, ("channels:join",), ("channel",)),
    Method("conversations.kick", _kick, (), ("channel", "user"), KICK, {"user": "user_not_found"}),
    Method("conversations.leave", _leave, (), ("channel",), WRITE),
)
