"""Channels: making, finding and changing them (``conversations.*``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import membership
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import page
from rehearsal.workspace.api.scopes import OPEN, READ, TOPIC, WRITE
from rehearsal.workspace.channels import Channel, channel_object, direct_object
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearsal.workspace.wire import Json

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
GROUP_SIZE = 8


def not_direct(channel: Channel) -> Channel:
    """Return a channel that is no direct message; raises ``method_not_supported_for_channel_type``."""
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def kinds_asked(call: Call) -> set[str]:
    """Return the kinds of channel that ``types`` asks for; raises ``invalid_types`` or ``missing_scope``."""
    types = call.args.names("types") or ["public_channel"]
    if not set(types) <= set(KINDS):
        raise SlackError("invalid_types")
    kinds = {KINDS[name] for name in types}
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


def page_of(call: Call, channels: Iterable[Channel]) -> tuple[list[Channel], Json]:
    """Return the page of ``channels`` that a call asks for and its ``response_metadata``.

    A page is cut first and what doesn't belong in it is left out then, so it may be short or even empty, as Slack's
    pages may. Raises ``invalid_types``, ``missing_scope``, ``invalid_cursor`` or ``invalid_limit``.
    """
    kinds = kinds_asked(call)
    archived = not call.args.flag("exclude_archived")
    names, metadata = page((channel.id for channel in channels if channel.seen_by(call.me)), call)
    cut = [call.workspace.channels.get(name) for name in names]
    return [c for c in cut if c.kind in kinds and (archived or not c.is_archived)], metadata


def _list(call: Call) -> Json:
    channels, metadata = page_of(call, call.workspace.channels)
    return {
        "ok": True,
        "channels": [_listed(call, channel) for channel in channels],
        "response_metadata": metadata,
    }


def _listed(call: Call, channel: Channel) -> Json:
    entry = channel_object(channel, call.me, call.workspace.team_id)
    return entry if channel.is_direct else {**entry, "num_members": len(channel.members)}


def _open(call: Call) -> Json:
    if call.args.text("channel"):
        return _opened(call, only_direct(call.channel()), was_open=True)
    people = _asked_to_talk(call)
    call.allow("im" if len(people) == 1 else "mpim")
    known = call.workspace.channels.direct((call.me, *people))
    if known is None and call.args.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    return _opened(call, known or call.workspace.direct(call.me, *people), was_open=known is not None)


def _asked_to_talk(call: Call) -> list[str]:
    """Return the other people of a direct message; raises Slack's word for who can't be in it."""
    given = call.args.names("users")
    people = [person for person in dict.fromkeys(given) if person != call.me]
    if not people:
        raise SlackError("not_enough_users" if given else "users_list_not_supplied")
    if len(people) > GROUP_SIZE:
        raise SlackError("too_many_users")
    if any(call.workspace.people.get(person).deleted for person in people):
        raise SlackError("user_disabled")
    return people


def only_direct(channel: Channel) -> Channel:
    """Return a direct message; raises ``method_not_supported_for_channel_type`` for anything else."""
    if not channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def _opened(call: Call, channel: Channel, *, was_open: bool) -> Json:
    answer: Json = {"ok": True, "channel": {"id": channel.id}}
    if was_open:
        answer |= {"no_op": True, "already_open": True}
    if call.args.flag("return_im"):
        answer["channel"] = direct_object(channel, call.me, call.workspace.team_id)
    return answer


def _close(call: Call) -> Json:
    """Put a direct message away: it is only out of sight, so nothing is lost."""
    only_direct(call.channel())
    return {"ok": True}


def _archive(call: Call) -> Json:
    membership.archive(call.workspace, not_direct(call.own_channel()), call.me)
    return {"ok": True}


def _unarchive(call: Call) -> Json:
    membership.archive(call.workspace, not_direct(call.channel()), call.me, archived=False)
    return {"ok": True}


def _rename(call: Call) -> Json:
    channel = not_direct(call.own_channel())
    if channel.creator != call.me:
        raise SlackError("not_authorized")
    membership.rename(call.workspace, channel, call.me, call.args.text("name"))
    return shown(call, channel)


def _set_topic(call: Call) -> Json:
    channel = call.own_channel()
    membership.set_line(call.workspace, channel, call.me, "topic", call.args.text("topic"))
    return shown(call, channel)


def _set_purpose(call: Call) -> Json:
    channel = call.own_channel()
    text = call.args.text("purpose")
    membership.set_line(call.workspace, channel, call.me, "purpose", text)
    return {**shown(call, channel), "purpose": text}


METHODS = (
    Method("conversations.create", _create, (), ("name",), WRITE),
    Method("conversations.info", _info, (), ("channel",), READ, form_only=True),
    Method("conversations.list", _list, (), (), READ, form_only=True),
    Method("conversations.open", _open, (), (), OPEN),
    Method("conversations.close", _close, (), ("channel",), WRITE),
    Method("conversations.archive", _archive, (), ("channel",), WRITE),
    Method("conversations.unarchive", _unarchive, (), ("channel",), WRITE),
    Method("conversations.rename", _rename, (), ("channel", "name"), WRITE),
    Method("conversations.setTopic", _set_topic, (), ("channel", "topic"), TOPIC),
    Method("conversations.setPurpose", _set_purpose, (), ("channel", "purpose"), TOPIC),
)
