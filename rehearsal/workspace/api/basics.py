"""Who am I, where am I, and the address for Socket Mode: ``api.test``, ``auth.test``, ``team.info`` …."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


def _api_test(call: Call) -> Json:
    given = {key: value for key, value in call.args.given.items() if key != "token"}
    if "error" in given:
        raise SlackError(call.args.text("error"), args=given)
    return {"ok": True, "args": given}


def _auth_test(call: Call) -> Json:
    workspace = call.workspace
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


def _emoji_list(_call: Call) -> Json:
    return {"ok": True, "emoji": {}, "cache_ts": "0000000000.000000"}


METHODS = (
    Method("api.test", _api_test, by="anyone"),
    Method("auth.test", _auth_test),
    Method("apps.connections.open", _connections_open, by="app"),
    Method("team.info", _team_info, ("team:read",)),
    Method("emoji.list", _emoji_list, ("emoji:read",), form_only=True),
)
