"""Messages: ``chat.*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import posting
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.content import Content, read_content
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.drafts import Draft
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

UPDATE_LENGTH = 4000
WHISPER_LENGTH = 4000
POST_LENGTH = 40_000


def _post_message(call: Call) -> Json:
    channel = postable(call)
    message = posting.post(call.workspace, channel, draft_of(call, channel))
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.as_slack()}


def draft_of(call: Call, channel: Channel, most: int = POST_LENGTH) -> Draft:
    """Return the message that a call describes, cut at ``most`` characters.

    Raises ``no_text``, ``as_user_not_supported``, ``cannot_reply_to_message`` and whatever is wrong with its contents.
    """
    if call.args.flag("as_user"):
        raise SlackError("as_user_not_supported")
    content = read_content(call.workspace, call.app, call.args)
    if content.empty:
        raise SlackError("no_text")
    draft = _draft(call, content, content.text[:most], content.blocks)
    draft.metadata = content.metadata
    draft.thread_ts = _parent(call, channel)
    draft.broadcast = call.args.flag("reply_broadcast")
    draft.plain = not call.args.flag("mrkdwn", default=True)
    _dress(call, draft)
    return draft


def _draft(call: Call, content: Content, text: str, blocks: list[Json] | None) -> Draft:
    return posting.by_app(call.workspace, call.app, text, blocks, content.attachments)


def _parent(call: Call, channel: Channel) -> str:
    """Return the ``thread_ts`` of a call; that of a reply is refused, since Slack asks for its parent's."""
    thread_ts = call.args.text("thread_ts")
    named = call.workspace.messages.find(channel.id, thread_ts)
    if named is not None and named.thread_ts:
        raise SlackError("cannot_reply_to_message")
    return thread_ts


def _update(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.args.text("ts"))
    if call.args.flag("as_user"):
        raise SlackError("as_user_not_supported")
    if message.bot_id != call.app.bot_id:
        raise SlackError("cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    content = read_content(call.workspace, call.app, call.args)
    if content.length > UPDATE_LENGTH:
        raise SlackError("msg_too_long")
    _rewrite_or_broadcast(call, message, content)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": {key: value for key, value in message.as_slack().items() if key != "ts"},
    }


def _rewrite_or_broadcast(call: Call, message: Message, content: Content) -> None:
    if not call.args.flag("reply_broadcast"):
        if not content.given:
            raise SlackError("no_text")
        _rewrite(call, message, content)
        return
    if content.given:
        raise SlackError("no_dual_broadcast_content_update")
    if message.in_channel:
        raise SlackError("cant_broadcast_message")
    posting.broadcast(call.workspace, message)


def _rewrite(call: Call, message: Message, content: Content) -> None:
    """Apply Slack's rule: text without blocks removes the blocks, blocks without text keep the text.

    Attachments and metadata that aren't named stay.
    """
    replaced = content.has_blocks or content.has_text
    text = content.text if content.has_text else message.text
    draft = _draft(call, content, text, content.blocks)
    draft.blocks = draft.blocks if replaced else message.blocks
    draft.attachments = message.attachments if content.attachments is None else draft.attachments
    draft.metadata = content.metadata if content.has_metadata else message.metadata
    if not (draft.text or draft.blocks or draft.attachments):
        raise SlackError("no_text")
    posting.edit(call.workspace, message, draft, marked=content.has_text and not content.blocks)


def _delete(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.args.text("ts"))
    if message.bot_id != call.app.bot_id:
        raise SlackError("cant_delete_message")
    posting.delete(call.workspace, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def _post_ephemeral(call: Call) -> Json:
    channel = speaking(call, call.own_channel())
    person = call.args.text("user")
    if person not in channel.members or call.workspace.people.get(person).deleted:
        raise SlackError("user_not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    content = read_content(call.workspace, call.app, call.args)
    if content.empty:
        raise SlackError("no_text")
    if content.length > WHISPER_LENGTH:
        raise SlackError("msg_too_long")
    draft = _draft(call, content, content.text, content.blocks)
    draft.thread_ts = _parent(call, channel)
    return {"ok": True, "message_ts": posting.whisper(call.workspace, channel, person, draft).ts}


def _get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.args.text("message_ts"))
    return {"ok": True, "channel": channel.id, "permalink": permalink(call.workspace, message)}


def permalink(workspace: Workspace, message: Message) -> str:
    """Return the web address of a message, which the page opens at that message."""
    link = f"{workspace.address}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.thread_ts else link


def postable(call: Call) -> Channel:
    """Return where a message goes: a channel by id or name, or a person, whose direct message is then opened."""
    target = call.args.text("channel")
    if target in call.workspace.people:
        return speaking(call, call.workspace.direct(call.me, target))
    named = call.workspace.channels.named(target.removeprefix("#"))
    channel = named if named and named.seen_by(call.me) else call.channel()
    if not posting.may_post(call.app, channel):
        raise SlackError("not_in_channel")
    return speaking(call, channel)


def speaking(call: Call, channel: Channel) -> Channel:
    """Return a channel in which an app may speak; raises ``messages_tab_disabled`` where its own tab is off."""
    if channel.is_im and not call.app.features.messages_tab:
        raise SlackError("messages_tab_disabled")
    return channel


def _dress(call: Call, draft: Draft) -> None:
    """Let an app with ``chat:write.customize`` speak under another name; without it Slack ignores the wish."""
    name = call.args.text("username")
    icons = {key: call.args.text(f"icon_{key}") for key in ("emoji", "url") if call.args.text(f"icon_{key}")}
    if (name or icons) and "chat:write.customize" in call.app.scopes:
        draft.subtype = "bot_message"
        draft.sender = {key: value for key, value in draft.sender.items() if key != "user"}
        draft.sender |= {"username": name or call.app.name}
        draft.sender |= {"icons": _icons(icons)} if icons else {}


def _icons(given: dict[str, str]) -> Json:
    """Return a message's icon as Slack stores it; an emoji goes before a picture."""
    return {"emoji": given["emoji"]} if "emoji" in given else {"image_64": given["url"]}


METHODS = (
    Method("chat.postMessage", _post_message, ("chat:write",), ("channel",)),
    Method("chat.update", _update, ("chat:write",), ("channel", "ts")),
    Method("chat.delete", _delete, ("chat:write",), ("channel", "ts")),
    Method("chat.postEphemeral", _post_ephemeral, ("chat:write",), ("channel", "user")),
    Method("chat.getPermalink", _get_permalink, (), ("channel", "message_ts"), form_only=True),
)
