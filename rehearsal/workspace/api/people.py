"""People and bots: ``users.*``, ``bots.info``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.api.conversations import page_of
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import page
from rehearsal.workspace.api.scopes import READ
from rehearsal.workspace.channels import channel_object
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.people import user_object

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


def _info(call: Call) -> Json:
    person = call.workspace.people.get(call.args.text("user"))
    return {"ok": True, "user": user_object(person, call.workspace.team_id)}


def _list(call: Call) -> Json:
    workspace = call.workspace
    names, metadata = page((person.id for person in workspace.people), call, default=1000)
    members = [user_object(workspace.people.get(name), workspace.team_id) for name in names]
    return {"ok": True, "members": members, "cache_ts": workspace.seconds(), "response_metadata": metadata}


def _conversations(call: Call) -> Json:
    workspace = call.workspace
    person = workspace.people.get(call.args.text("user", call.me)).id
    channels, metadata = page_of(call, (c for c in workspace.channels if person in c.members))
    shown = [channel_object(channel, call.me, workspace.team_id) for channel in channels]
    return {"ok": True, "channels": shown, "response_metadata": metadata}


def _bot(call: Call) -> Json:
    app = call.workspace.apps.find(call.args.text("bot", call.app.bot_id))
    if app is None:
        raise SlackError("bot_not_found")
    bot = {
        "id": app.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": call.workspace.people.get(app.bot_user).updated,
        "app_id": app.app_id,
        "user_id": app.bot_user,
        "icons": {},
    }
    return {"ok": True, "bot": bot}


METHODS = (
    Method("users.info", _info, ("users:read",), ("user",), form_only=True),
    Method("users.list", _list, ("users:read",), form_only=True),
    Method("users.conversations", _conversations, by_kind=READ, form_only=True),
    Method("bots.info", _bot, ("users:read",), form_only=True),
)
