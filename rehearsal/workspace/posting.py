"""Saying, changing and taking back messages, by people and apps alike."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rehearsal.workspace import events, texts
from rehearsal.workspace.apps import Installation, bot_profile
from rehearsal.workspace.block_kit.completing import completed
from rehearsal.workspace.drafts import Draft
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.messages import BROADCAST, Message
from rehearsal.workspace.rich_text import typed_blocks

if TYPE_CHECKING:
    from collections.abc import Container

    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.schedule import Waiting
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

_UNTOLD = frozenset(("app_id", "reply_users"))


def by_person(workspace: Workspace, person: Person, text: str, thread_ts: str = "") -> Draft:
    """Return a person's draft; ``text`` is already escaped."""
    sender = {"user": person.id, "team": workspace.team_id, "client_msg_id": workspace.ids.uuid("message")}
    return Draft(person.id, text, sender, thread_ts=thread_ts)


def by_app(
    workspace: Workspace,
    app: Installation,
    text: str,
    blocks: list[Json] | None = None,
    attachments: list[Json] | None = None,
) -> Draft:
    """Return an app's draft; its parts are already checked and its text is as Slack stores it."""
    sender = {
        "user": app.bot_user,
        "team": workspace.team_id,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "bot_profile": bot_profile(app, workspace.team_id, workspace.people.get(app.bot_user).updated),
    }
    hung = [_whole(workspace, one) for one in attachments or ()]
    return Draft(app.bot_user, text, sender, whole_blocks(workspace, blocks), attachments=hung or None)


def whole_blocks(workspace: Workspace, blocks: list[Json] | None) -> list[Json] | None:
    """Return blocks as Slack hands them out again, or None where there are none."""
    return completed(texts.in_blocks(workspace, blocks), workspace.ids) if blocks else None


def _whole(workspace: Workspace, attachment: Json) -> Json:
    blocks = whole_blocks(workspace, attachment.get("blocks"))
    return {**attachment, "blocks": blocks} if blocks else attachment


def may_post(app: Installation, channel: Channel) -> bool:
    """Return whether an app's bot sits in a channel, or posts into any public one by its scopes."""
    free = channel.is_public and "chat:write.public" in app.scopes
    return free or app.bot_user in channel.members


def post(workspace: Workspace, channel: Channel, draft: Draft) -> Message:
    """Put a message into a channel or under a thread.

    Raises ``is_archived``, ``thread_not_found`` or ``cannot_reply_to_message``.
    """
    if channel.is_archived:
        raise SlackError("is_archived")
    message = _message(workspace, channel, draft)
    if draft.thread_ts:
        _thread(workspace, message, draft)
    workspace.messages.add(message)
    _tell(workspace, channel, {"type": "message", "channel": channel.id, "message": message.for_page()})
    if message.thread_ts:
        show(workspace, channel, workspace.messages.get(channel.id, message.thread_ts))
    events.emit(workspace, _event(channel, message), channel)
    _mention(workspace, channel, message)
    return message


def _thread(workspace: Workspace, message: Message, draft: Draft) -> None:
    """Put a new message under the one that its draft names, or under the first of that one's thread."""
    named = workspace.messages.find(message.channel, draft.thread_ts)
    if named is None:
        raise SlackError("thread_not_found")
    parent = workspace.messages.get(message.channel, named.thread_ts) if named.thread_ts else named
    by_app = "bot_id" in draft.sender
    if parent.is_note and (by_app or not parent.is_tombstone):
        raise SlackError("cannot_reply_to_message")
    message.thread_ts, message.parent_user = parent.ts, parent.user
    if draft.broadcast:
        message.subtype = BROADCAST
        message.root = parent.as_root()


def post_due(workspace: Workspace, waiting: Waiting) -> None:
    """Post a message whose moment has come; where it can't be posted any more, Slack drops it."""
    with suppress(SlackError):
        channel = workspace.channels.get(waiting.channel)
        if may_post(workspace.apps.get(waiting.app_id), channel):
            post(workspace, channel, waiting.draft)


def catch_up(workspace: Workspace, channel: Channel, newcomer: str) -> None:
    """Tell the page of someone who couldn't see a channel before what has been said in it."""
    for message in workspace.messages.of(channel.id):
        frame = {"type": "message", "channel": channel.id, "message": message.for_page()}
        workspace.live.tell_each(newcomer, frame)


def whisper(workspace: Workspace, channel: Channel, person: str, draft: Draft) -> Message:
    """Show a message to one person only."""
    message = _message(workspace, channel, draft)
    message.thread_ts = draft.thread_ts
    message.private_to = person
    workspace.messages.add(message)
    frame = {"type": "message", "channel": channel.id, "message": message.for_page()}
    workspace.live.tell_each(person, frame)
    return message


def edit(workspace: Workspace, message: Message, draft: Draft, *, marked: bool = True) -> None:
    """Change a message's text and blocks; ``marked`` adds "(edited)"."""
    channel = workspace.channels.get(message.channel)
    before = _as_event(message)
    message.text, message.blocks = draft.text, draft.blocks
    message.metadata, message.attachments = draft.metadata, draft.attachments
    stamp = workspace.stamp()
    if marked:
        message.edited = {"user": draft.user, "ts": f"{stamp.partition('.')[0]}.000000"}
    show(workspace, channel, message)
    if message.private_to:
        return
    events.emit(workspace, _changed(workspace, channel, message, before, stamp), channel)


def broadcast(workspace: Workspace, message: Message) -> None:
    """Show a reply in its channel as well."""
    channel = workspace.channels.get(message.channel)
    before = _as_event(message)
    message.subtype = BROADCAST
    message.root = workspace.messages.get(channel.id, message.thread_ts).as_root()
    show(workspace, channel, message)
    events.emit(workspace, _changed(workspace, channel, message, before), channel)


def _changed(workspace: Workspace, channel: Channel, message: Message, before: Json, stamp: str = "") -> Json:
    stamp = stamp or workspace.stamp()
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": _as_event(message),
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": stamp,
        "event_ts": stamp,
        "channel_type": channel.kind,
    }


def delete(workspace: Workspace, message: Message) -> None:
    """Take a message back. The first of a thread leaves a mark behind, which goes with the last reply."""
    channel = workspace.channels.get(message.channel)
    if message.replies:
        _bury(workspace, channel, message)
        return
    workspace.messages.remove(message)
    _tell(workspace, channel, {"type": "message_deleted", "channel": channel.id, "ts": message.ts}, message)
    if message.private_to:
        return
    stamp = workspace.stamp()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": _as_event(message),
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": message.ts,
        "ts": stamp,
        "event_ts": stamp,
        "channel_type": channel.kind,
    }
    events.emit(workspace, event, channel)
    parent = workspace.messages.find(channel.id, message.thread_ts)
    if parent is not None and parent.is_tombstone and not parent.replies:
        delete(workspace, parent)
    elif parent is not None:
        show(workspace, channel, parent)


def _bury(workspace: Workspace, channel: Channel, message: Message) -> None:
    before = _as_event(message)
    message.bury()
    show(workspace, channel, message)
    events.emit(workspace, _changed(workspace, channel, message, before), channel)


def show(workspace: Workspace, channel: Channel, message: Message) -> None:
    """Tell the pages how a message looks now."""
    if not workspace.live.watched:
        return
    frame = {"type": "message_changed", "channel": channel.id, "message": message.for_page()}
    _tell(workspace, channel, frame, message)


def _message(workspace: Workspace, channel: Channel, draft: Draft) -> Message:
    return Message(
        channel.id,
        workspace.stamp(),
        draft.user,
        draft.text,
        draft.sender,
        draft.blocks,
        subtype=draft.subtype,
        files=list(draft.files or ()),
        metadata=draft.metadata,
        attachments=draft.attachments,
        plain=draft.plain,
    )


def _tell(workspace: Workspace, channel: Channel, frame: Json, message: Message | None = None) -> None:
    only: Container[str] | None = None if channel.is_public else channel.members
    if only is None and workspace.channels.guests:
        only = [
            person for person in workspace.live.listeners() if workspace.channels.known(channel.id, person)
        ]
    if message is not None and message.private_to:
        only = (message.private_to,)
    workspace.live.tell(frame, only)


def _event(channel: Channel, message: Message) -> Json:
    return {
        **_as_event(message),
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": channel.kind,
    }


def _as_event(message: Message) -> Json:
    """Return a message as apps hear of it: with a little less than history tells, but the rich text of what was typed."""
    shown = {key: value for key, value in message.as_slack().items() if key not in _UNTOLD}
    if message.is_tombstone:
        shown["hidden"] = True
    elif not message.bot_id and not message.subtype and not message.blocks:
        shown["blocks"] = typed_blocks(message.text)
    if message.metadata:
        shown["metadata"] = {"event_type": message.metadata["event_type"]}
    return shown


def _mention(workspace: Workspace, channel: Channel, message: Message) -> None:
    if channel.is_im or message.subtype not in {"", "file_share"}:
        return
    for app in workspace.apps:
        named = f"<@{app.bot_user}>" in message.text and message.user != app.bot_user
        if named and app.bot_user in channel.members:
            event = {**_event(channel, message), "type": "app_mention"}
            event.pop("channel_type")
            events.emit_to(workspace, app, "app_mention", event)
