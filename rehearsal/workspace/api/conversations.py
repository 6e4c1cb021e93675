"""Channels: making, finding and changing them (``conversations.*``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import membership
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import page
from rehearsal.workspace.api.scopes import READ, TOPIC, WRITE
from rehearsal.workspace.channels import Channel, channel_object
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
GROUP_SIZE = 8


def not_direct(channel: Channel) -> Channel:
    """Return a channel that is no direct message; raises ``method_not_supported_for_channel_type``."""
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def kinds_asked(call: Call) -> set[str]:
    """Return the kinds of channel that ``types`` asks for; raises ``invalid_types`` or ``missing_scope``."""
    types = call.args.names("types") or ["public_channel"]
    if not set(types) <= set(KINDS):
        raise SlackError("invalid_types")
    kinds = {KINDS[name] for name in types} - {"mpim"}
    for kind in sorted(kinds):
        call.allow(kind)
    return kinds


def shown(call: Call, channel: Channel) -> Json:
    """Return an answer that holds a channel."""
    return {"ok": True, "channel": channel_object(channel, call.me, call.workspace.team_id)}


def _create(call: Call) -> Json:
    is_private = call.args.flag("is_private")
    call.allow("group" if is_private else "channel")
    name = call.args.text("name")
    return shown(call, membership.create(call.workspace, call.me, name, is_private=is_private))


def _info(call: Call) -> Json:
    channel = call.channel()
    answer = shown(call, channel)
    if call.args.flag("include_num_members"):
        answer["channel"]["num_members"] = len(channel.members)
    return answer


def _list(call: Call) -> Json:
    kinds = kinds_asked(call)
    archived = not call.args.flag("exclude_archived")
    found = {
        channel.id: channel
        for channel in call.workspace.channels
        if channel.kind in kinds and channel.seen_by(call.me) and (archived or not channel.is_archived)
    }
    names, metadata = page(found, call)
    return {
        "ok": True,
        "channels": [_listed(call, found[name]) for name in names],
        "response_metadata": metadata,
    }


def _listed(call: Call, channel: Channel) -> Json:
    entry = channel_object(channel, call.me, call.workspace.team_id)
    return entry if channel.is_im else {**entry, "num_members": len(channel.members)}


def _open(call: Call) -> Json:
    if "channel" in call.args:
        return _opened(call, call.channel(), was_open=True)
    people = [person for person in call.args.names("users") if person != call.me]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > GROUP_SIZE:
        raise SlackError("too_many_users")
    if len(people) > 1:
        raise SlackError("method_not_supported_for_channel_type")
    call.allow("im")
    known = call.workspace.channels.direct(call.me, people[0])
    return _opened(call, call.workspace.direct(call.me, people[0]), was_open=known is not None)


def _opened(call: Call, channel: Channel, *, was_open: bool) -> Json:
    answer: Json = {"ok": True, "channel": {"id": channel.id}}
    if was_open:
        answer |= {"no_op": True, "already_open": True}
    if call.args.flag("return_im"):
        answer["channel"] = channel_object(channel, call.me, call.workspace.team_id)
    return answer


def _archive(call: Call) -> Json:
    membership.archive(call.workspace, not_direct(call.own_channel()), call.me)
    return {"ok": True}


def _unarchive(call: Call) -> Json:
    membership.archive(call.workspace, not_direct(call.channel()), call.me, archived=False)
    return {"ok": True}


def _rename(call: Call) -> Json:
    channel = not_direct(call.own_channel())
    membership.rename(call.workspace, channel, call.me, call.args.text("name"))
    return shown(call, channel)


def _set_topic(call: Call) -> Json:
    channel = not_direct(call.own_channel())
    membership.set_line(call.workspace, channel, call.me, "topic", call.args.text("topic"))
    return shown(call, channel)


def _set_purpose(call: Call) -> Json:
    channel = not_direct(call.own_channel())
    text = call.args.text("purpose")
    membership.set_line(call.workspace, channel, call.me, "purpose", text)
    return {**shown(call, channel), "purpose": text}


_NAME = {"name": "invalid_name_required"}

METHODS = (
    Method("conversations.create", _create, (), ("name",), WRITE, _NAME),
    Method("conversations.info", _info, (), ("channel",), READ, form_only=True),
    Method("conversations.list", _list, (), (), READ, form_only=True),
    Method("conversations.open", _open, (), (), WRITE),
    Method("conversations.archive", _archive, (), ("channel",), WRITE),
    Method("conversations.unarchive", _unarchive, (), ("channel",), WRITE),
    Method("conversations.rename", _rename, (), ("channel", "name"), WRITE, _NAME),
    Method("conversations.setTopic", _set_topic, (), ("channel",), TOPIC),
    Method("conversations.setPurpose", _set_purpose, (), ("channel",), TOPIC),
)
