"""Reactions: ``reactions.*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import reacting, sharing
from rehearsal.workspace.api.chat import permalink
from rehearsal.workspace.api.items import item
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import numbered, page
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json

FEW = 50
"""How many people a reaction names where the ``full`` list isn't asked for."""


def _add(call: Call) -> Json:
    reacting.react(call.workspace, item(call), call.me, _name(call))
    return {"ok": True}


def _remove(call: Call) -> Json:
    _refuse_files(call)
    reacting.unreact(call.workspace, item(call), call.me, _name(call))
    return {"ok": True}


def _get(call: Call) -> Json:
    if call.args.text("file"):
        file = call.workspace.files.get(call.args.text("file"))
        return {"ok": True, "type": "file", "file": sharing.shown(call.workspace, file)}
    _refuse_files(call)
    message = item(call)
    return {"ok": True, "type": "message", "channel": message.channel, "message": _shown(call, message)}


def _refuse_files(call: Call) -> None:
    """Raise Slack's word for a file or a comment on one, which nobody can react to any more."""
    if call.args.text("file"):
        call.workspace.files.get(call.args.text("file"))
        raise SlackError("no_reaction")
    if call.args.text("file_comment"):
        raise SlackError("file_comment_not_found")


def _list(call: Call) -> Json:
    """Return what a person, by default the bot, has reacted to, newest first."""
    workspace = call.workspace
    person = workspace.people.get(call.args.text("user", call.me)).id
    found = {f"{m.channel}.{m.ts}": m for m in _reacted(call, person)}
    if "page" in call.args or "count" in call.args:
        names, paging = numbered(found, call)
        more: Json = {"paging": paging}
    else:
        names, metadata = page(found, call)
        more = {"response_metadata": metadata}
    return {"ok": True, "items": [_item(call, found[name]) for name in names], **more}


def _reacted(call: Call, person: str) -> list[Message]:
    messages = [
        message
        for channel in call.workspace.channels
        if channel.seen_by(call.me)
        for message in call.workspace.messages.of(channel.id)
        if any(person in people for people in message.reactions.values())
    ]
    return sorted(messages, key=lambda message: float(message.ts), reverse=True)


def _item(call: Call, message: Message) -> Json:
    return {"type": "message", "channel": message.channel, "message": _shown(call, message)}


def _shown(call: Call, message: Message) -> Json:
    shown = {**message.with_reactions(), "permalink": permalink(call.workspace, message)}
    if not call.args.flag("full"):
        for reaction in shown.get("reactions", ()):
            reaction["users"] = reaction["users"][:FEW]
    return shown


def _name(call: Call) -> str:
    return call.args.text("name").strip(":")


_ITEM = {"name": "invalid_name", "timestamp": "no_item_specified", "channel": "no_item_specified"}

METHODS = (
    Method("reactions.add", _add, ("reactions:write",), ("name", "channel", "timestamp"), refusals=_ITEM),
    Method("reactions.remove", _remove, ("reactions:write",), ("name",), refusals=_ITEM),
    Method("reactions.get", _get, ("reactions:read",), form_only=True),
    Method("reactions.list", _list, ("reactions:read",), form_only=True),
)
