"""People and bots: ``users.*``, ``bots.info``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.api.conversations import page_of
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import page
from rehearsal.workspace.api.scopes import READ
from rehearsal.workspace.channels import channel_object
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.people import profile, user_object

if TYPE_CHECKING:
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json


LARGE = 2000
"""How many people a workspace has whose list Slack hands out in pages only; the figure is ours."""
LOCALE = "en-GB"


def _info(call: Call) -> Json:
    return {"ok": True, "user": _shown(call, call.workspace.people.get(call.args.text("user")))}


def _shown(call: Call, person: Person) -> Json:
    shown = user_object(person, call.workspace.team_id, email=_knows_addresses(call))
    return shown | ({"locale": LOCALE} if call.args.flag("include_locale") else {})


def _knows_addresses(call: Call) -> bool:
    return "users:read.email" in call.app.scopes


def _list(call: Call) -> Json:
    workspace = call.workspace
    everyone = [person.id for person in workspace.people]
    if len(everyone) > LARGE and not call.args.given.get("limit"):
        raise SlackError("limit_required")
    names, metadata = page(everyone, call, default=LARGE, most=LARGE)
    members = [_shown(call, workspace.people.get(name)) for name in names]
    return {"ok": True, "members": members, "cache_ts": workspace.seconds(), "response_metadata": metadata}


def _by_email(call: Call) -> Json:
    person = call.workspace.people.at(call.args.text("email"))
    if person is None:
        raise SlackError("users_not_found")
    return {"ok": True, "user": _shown(call, person)}


def _profile(call: Call) -> Json:
    person = call.workspace.people.get(call.args.text("user", call.me))
    return {"ok": True, "profile": profile(person, call.workspace.team_id, email=_knows_addresses(call))}


def _conversations(call: Call) -> Json:
    workspace = call.workspace
    person = workspace.people.get(call.args.text("user", call.me)).id
    channels, metadata = page_of(call, (c for c in workspace.channels if person in c.members))
    shown = [channel_object(channel, call.me, workspace.team_id) for channel in channels]
    return {"ok": True, "channels": shown, "response_metadata": metadata}


def _bot(call: Call) -> Json:
    if call.args.text("team_id", call.workspace.team_id) != call.workspace.team_id:
        raise SlackError("team_not_found")
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
    Method("users.lookupByEmail", _by_email, ("users:read.email",), ("email",), form_only=True),
    Method("users.profile.get", _profile, ("users.profile:read",), form_only=True),
    Method("bots.info", _bot, ("users:read",), form_only=True),
)
