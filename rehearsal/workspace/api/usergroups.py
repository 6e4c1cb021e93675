"""Handles that stand for several people: ``usergroups.list``, ``usergroups.users.list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


def _list(call: Call) -> Json:
    users, count = call.args.flag("include_users"), call.args.flag("include_count")
    team_id = call.workspace.team_id
    if call.args.text("team_id", team_id) != team_id:
        raise SlackError("invalid_team")
    shown = [group.as_slack(team_id, users=users, count=count) for group in call.workspace.groups]
    return {"ok": True, "usergroups": shown}


def _users(call: Call) -> Json:
    group = call.workspace.groups.get(call.args.text("usergroup"))
    return {"ok": True, "users": list(group.members)}


METHODS = (
    Method("usergroups.list", _list, ("usergroups:read",), form_only=True),
    Method("usergroups.users.list", _users, ("usergroups:read",), ("usergroup",), form_only=True),
)
