"""Opening channels, coming and going, names and topics, by people and apps alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import events, posting
from rehearsal.workspace.channels import Channel, Line, channel_object, checked_name
from rehearsal.workspace.drafts import Draft
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.wire import escaped_once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

TOPIC_LENGTH = 250
"""Characters of a topic or a purpose (docs.slack.dev, conversations.setTopic)."""


def create(workspace: Workspace, creator: str, name: str, *, is_private: bool) -> Channel:
    """Open a channel in which its creator sits; raises ``name_taken`` or ``invalid_name_…``."""
    channel = Channel(
        workspace.ids.new("C"), checked_name(name), creator, workspace.seconds(), is_private=is_private
    )
    channel.members[creator] = None
    workspace.channels.add(channel)
    workspace.show_channel(channel)
    if channel.is_public:
        announce(workspace, channel)
    return channel


def announce(workspace: Workspace, channel: Channel) -> None:
    """Tell apps of a new public channel."""
    shown = channel_object(channel, channel.creator, workspace.team_id)
    del shown["is_member"]
    events.emit(workspace, {"type": "channel_created", "channel": shown})


def join(workspace: Workspace, channel: Channel, newcomers: Iterable[str], inviter: str = "") -> None:
    """Let people into a channel, each with the line that Slack writes and an event; raises ``is_archived``."""
    if channel.is_archived:
        raise SlackError("is_archived")
    came = [person for person in newcomers if person not in channel.members]
    strangers = [person for person in came if not workspace.channels.known(channel.id, person)]
    channel.members.update(dict.fromkeys(came))
    workspace.show_channel(channel)
    for person in strangers:
        posting.catch_up(workspace, channel, person)
    for person in came:
        _note(workspace, channel, person, "join", f"<@{person}> has joined the channel", inviter=inviter)
        event = {**_about(workspace, channel, person), "type": "member_joined_channel"}
        events.emit(workspace, {**event, "inviter": inviter} if inviter else event, channel)


def leave(workspace: Workspace, channel: Channel, person: str) -> None:
    """Let someone out of a channel; raises ``not_in_channel`` or ``cant_leave_general``."""
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if person not in channel.members:
        raise SlackError("not_in_channel")
    _note(workspace, channel, person, "leave", f"<@{person}> has left the channel")
    event = {**_about(workspace, channel, person), "type": "member_left_channel"}
    events.emit(workspace, event, channel)
    del channel.members[person]
    if not workspace.channels.known(channel.id, person):
        workspace.live.tell_each(person, {"type": "channel_gone", "id": channel.id})
    workspace.show_channel(channel)


def archive(workspace: Workspace, channel: Channel, person: str, *, archived: bool = True) -> None:
    """Put a channel away or take it out again; raises ``already_archived`` or ``not_archived``."""
    if channel.is_archived == archived:
        raise SlackError("already_archived" if archived else "not_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    word = "archive" if archived else "unarchive"
    channel.is_archived = False
    _note(workspace, channel, person, word, f"<@{person}> {word}d the channel")
    channel.is_archived = archived
    workspace.show_channel(channel)
    event = {"type": f"{_family(channel)}_{word}", "channel": channel.id, "user": person}
    events.emit(workspace, event, channel)


def rename(workspace: Workspace, channel: Channel, person: str, name: str) -> None:
    """Give a channel another name; raises ``name_taken``, ``invalid_name_…`` or ``is_archived``."""
    if channel.is_archived:
        raise SlackError("is_archived")
    before = channel.name
    workspace.channels.rename(channel, checked_name(name))
    workspace.show_channel(channel)
    text = f'<@{person}> has renamed the channel from "{before}" to "{name}"'
    _note(workspace, channel, person, "name", text, old_name=before, name=name)
    shown = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    events.emit(workspace, {"type": f"{_family(channel)}_rename", "channel": shown}, channel)


def set_line(workspace: Workspace, channel: Channel, person: str, which: str, text: str) -> None:
    """Set a channel's topic or purpose (``which``); raises ``too_long`` or ``is_archived``."""
    if channel.is_archived:
        raise SlackError("is_archived")
    if len(text) > TOPIC_LENGTH:
        raise SlackError("too_long")
    text = escaped_once(text)
    before = channel.topic if which == "topic" else channel.purpose
    line = Line(text, person, workspace.seconds())
    if which == "topic":
        channel.topic = line
    else:
        channel.purpose = line
    workspace.show_channel(channel)
    if text != before.value:
        said = (
            f"<@{person}> set the channel {which}: {text}"
            if text
            else f"<@{person}> cleared the channel {which}"
        )
        _note(workspace, channel, person, which, said, **{which: text})


def _note(workspace: Workspace, channel: Channel, person: str, what: str, text: str, **more: str) -> None:
    """Write the line that Slack itself puts into a channel (``channel_join`` and the like)."""
    if channel.is_direct:
        return
    sender: Json = {
        "user": person,
        **{key: value for key, value in more.items() if value or key != "inviter"},
    }
    posting.post(workspace, channel, Draft(person, text, sender, subtype=f"{_family(channel)}_{what}"))


def _family(channel: Channel) -> str:
    """Return how Slack's names for what happens in a channel begin."""
    return "channel" if channel.is_public else "group"


def _about(workspace: Workspace, channel: Channel, person: str) -> Json:
    kind = "C" if channel.is_public else "G"
    return {"user": person, "channel": channel.id, "channel_type": kind, "team": workspace.team_id}
