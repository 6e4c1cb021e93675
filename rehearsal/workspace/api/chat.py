"""Messages: ``chat.*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import posting
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.content import Content, read_content
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

UPDATE_LENGTH = 4000
WHISPER_LENGTH = 4000
POST_LENGTH = 40_000


def _post_message(call: Call) -> Json:
    channel = _postable(call)
    content = read_content(call.args)
    if content.empty:
        raise SlackError("no_text")
    draft = posting.by_app(call.workspace, call.app, content.text[:POST_LENGTH], content.blocks)
    draft.attachments, draft.metadata = content.attachments, content.metadata
    draft.thread_ts = call.args.text("thread_ts")
    _dress(call, draft)
    message = posting.post(call.workspace, channel, draft)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.as_slack()}


def _update(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.args.text("ts"))
    if message.bot_id != call.app.bot_id:
        raise SlackError("cant_update_message")
    content = read_content(call.args)
    if len(content.text) > UPDATE_LENGTH:
        raise SlackError("msg_too_long")
    if not content.given:
        raise SlackError("no_text")
    _rewrite(call, message, content)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.as_slack(),
    }


def _rewrite(call: Call, message: Message, content: Content) -> None:
    """Apply Slack's rule: text without blocks removes the blocks, blocks without text keep the text."""
    blocks = content.blocks if content.has_blocks or content.has_text else message.blocks
    text = content.text if content.has_text else message.text
    draft = posting.by_app(call.workspace, call.app, text, blocks)
    draft.metadata = content.metadata if content.has_metadata else message.metadata
    marked = content.has_text and not content.blocks
    posting.edit(call.workspace, message, draft, marked=marked)


def _delete(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.args.text("ts"))
    if message.bot_id != call.app.bot_id:
        raise SlackError("cant_delete_message")
    posting.delete(call.workspace, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def _post_ephemeral(call: Call) -> Json:
    channel = call.own_channel()
    person = call.args.text("user")
    if person not in channel.members:
        raise SlackError("user_not_in_channel")
    content = read_content(call.args)
    if content.empty:
        raise SlackError("no_text")
    if len(content.text) > WHISPER_LENGTH:
        raise SlackError("msg_too_long")
    draft = posting.by_app(call.workspace, call.app, content.text, content.blocks)
    draft.attachments, draft.thread_ts = content.attachments, call.args.text("thread_ts")
    return {"ok": True, "message_ts": posting.whisper(call.workspace, channel, person, draft).ts}


def _get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.args.text("message_ts"))
    return {"ok": True, "channel": channel.id, "permalink": permalink(call.workspace, message)}


def permalink(workspace: Workspace, message: Message) -> str:
    """Return the web address of a message, which the page opens at that message."""
    link = f"{workspace.address}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.thread_ts else link


def _postable(call: Call) -> Channel:
    """Return where a message goes: a channel by id or name, or a person, whose direct message is then opened."""
    target = call.args.text("channel")
    if target in call.workspace.people:
        return call.workspace.direct(call.me, target)
    named = call.workspace.channels.named(target.removeprefix("#"))
    channel = named or call.channel()
    free = channel.is_public and "chat:write.public" in call.app.scopes
    if call.me not in channel.members and not free:
        raise SlackError("not_in_channel")
    return channel


def _dress(call: Call, draft: posting.Draft) -> None:
    """Let an app with ``chat:write.customize`` speak under another name; without it Slack ignores the wish."""
    name, emoji = call.args.text("username"), call.args.text("icon_emoji")
    if (name or emoji) and "chat:write.customize" in call.app.scopes:
        draft.subtype = "bot_message"
        draft.sender = {key: value for key, value in draft.sender.items() if key != "user"}
        draft.sender |= {"username": name or call.app.name}
        draft.sender |= {"icons": {"emoji": emoji}} if emoji else {}


METHODS = (
    Method("chat.postMessage", _post_message, ("chat:write",), ("channel",)),
    Method("chat.update", _update, ("chat:write",), ("channel", "ts")),
    Method("chat.delete", _delete, ("chat:write",), ("channel", "ts")),
    Method("chat.postEphemeral", _post_ephemeral, ("chat:write",), ("channel", "user")),
    Method("chat.getPermalink", _get_permalink, (), ("channel", "message_ts"), form_only=True),
)
