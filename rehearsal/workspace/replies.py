"""Answers of an app that come outside the Web API: with an acknowledgement, or to a response address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import posting
from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.content import read_content
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.wire import escaped

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.drafts import Draft
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.tickets import Reply
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def to_command(
    workspace: Workspace, app: Installation, asked: tuple[Person, str], channel: Channel, answer: Json
) -> Json | None:
    """Show what the acknowledgement of a command carried and return the message, or None for a bare one.

    ``asked`` is who typed what: where the answer is for all, so is that (docs.slack.dev, implementing slash commands).
    Raises ``invalid_command_response`` for contents that Slack would refuse.
    """
    (person, typed), for_all = asked, answer.get("response_type") == "in_channel"
    draft = _acknowledged(workspace, app, answer)
    if for_all:
        posting.post(workspace, channel, posting.by_person(workspace, person, escaped(typed)))
    return _send(workspace, channel, person.id, draft, in_channel=for_all) if draft else None


def _acknowledged(workspace: Workspace, app: Installation, answer: Json) -> Draft | None:
    """Return what an acknowledgement says, if anything."""
    if not answer.get("text") and not answer.get("blocks") and not answer.get("attachments"):
        return None
    try:
        return _draft(workspace, app, Arguments(answer))
    except SlackError as refusal:
        raise SlackError("invalid_command_response", **refusal.details) from refusal


def to_address(workspace: Workspace, reply: Reply, body: Json) -> None:
    """Carry out what was posted to a response address; raises Slack's word for what is wrong with it."""
    args = Arguments(body)
    app = workspace.apps.get(reply.app_id)
    channel = workspace.channels.get(reply.channel)
    if args.flag("delete_original"):
        posting.delete(workspace, _original(workspace, reply))
        return
    draft = _draft(workspace, app, args)
    if args.flag("replace_original"):
        posting.edit(workspace, _original(workspace, reply), draft, marked=False)
        return
    draft.thread_ts = args.text("thread_ts")
    _send(workspace, channel, reply.person, draft, in_channel=args.text("response_type") == "in_channel")


def _original(workspace: Workspace, reply: Reply) -> Message:
    message = workspace.messages.seen(reply.channel, reply.message_ts, reply.person)
    if message.bot_id != workspace.apps.get(reply.app_id).bot_id:
        raise SlackError("cant_update_message")
    return message


def _draft(workspace: Workspace, app: Installation, args: Arguments) -> Draft:
    content = read_content(workspace, app, args, counted=False)
    if content.empty:
        raise SlackError("no_text")
    return posting.by_app(workspace, app, content.text, content.blocks, content.attachments)


def _send(workspace: Workspace, channel: Channel, person: str, draft: Draft, *, in_channel: bool) -> Json:
    if in_channel:
        draft.subtype = "bot_message"
        draft.sender = {key: value for key, value in draft.sender.items() if key == "bot_id"}
        return posting.post(workspace, channel, draft).as_slack()
    return posting.whisper(workspace, channel, person, draft).as_slack()
