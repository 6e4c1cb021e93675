"""Who am I, where am I, and the address for Socket Mode: ``api.test``, ``auth.test``, ``team.info`` …."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import accounts
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


def _api_test(call: Call) -> Json:
    if "error" in call.args:
        raise SlackError(call.args.text("error"), args=call.args.given)
    return {"ok": True, "args": call.args.given}


def _auth_test(call: Call) -> Json:
    workspace = call.workspace
    if call.as_app:
        return {"ok": True, "app_name": call.app.name, "app_id": call.app.app_id}
    return {
        "ok": True,
        "url": f"{workspace.address}/",
        "team": workspace.setup.name,
        "user": workspace.people.get(call.me).name,
        "team_id": workspace.team_id,
        "user_id": call.me,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


def _connections_open(call: Call) -> Json:
    ticket = call.workspace.reach[call.app.app_id].sockets.ticket()
    socket = call.workspace.address.replace("http", "ws", 1)
    return {"ok": True, "url": f"{socket}/link/?ticket={ticket}&app_id={call.app.app_id}"}


def _team_info(call: Call) -> Json:
    workspace = call.workspace
    if call.args.text("team", workspace.team_id) != workspace.team_id:
        raise SlackError("team_not_found")
    team = {
        "id": workspace.team_id,
        "name": workspace.setup.name,
        "url": f"{workspace.address}/",
        "domain": workspace.setup.domain,
        "email_domain": "",
        "icon": {"image_default": True},
        "avatar_base_url": "",
        "is_verified": False,
    }
    return {"ok": True, "team": team}


def _emoji_list(call: Call) -> Json:
    answer = {"ok": True, "emoji": dict(call.workspace.setup.emoji), "cache_ts": "0000000000.000000"}
    if call.args.flag("include_categories"):
        answer |= {"categories_version": "1", "categories": []}
    return answer


def _revoke(call: Call) -> Json:
    """Take the app's token back, and with it the app out of the workspace; a ``test`` only asks."""
    if call.args.flag("test"):
        return {"ok": True, "revoked": False}
    accounts.revoke(call.workspace, call.app, uninstalled=True)
    return {"ok": True, "revoked": True}


METHODS = (
    Method("api.test", _api_test, by="anyone"),
    Method("auth.test", _auth_test, by="either"),
    Method("auth.revoke", _revoke, form_only=True),
    Method("apps.connections.open", _connections_open, by="app", post_only=True),
    Method("team.info", _team_info, ("team:read",)),
    Method("emoji.list", _emoji_list, ("emoji:read",), form_only=True),
)
