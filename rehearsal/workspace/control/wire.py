"""What crosses the wire, for someone who watches: calls and deliveries in one line each, whole when asked for."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.ledger import Ledger
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

MOST = 500
"""How many entries of each log one answer holds: the page shows no more either."""

UNDER_WAY = "under way"


async def _wire(request: web.Request) -> web.Response:
    """Answer with what came since the numbers that were given, and again with what was under way then."""
    workspace = request.app[WORKSPACE]
    entries = [
        _line(kind, number, entry)
        for kind, ledger in _ledgers(workspace).items()
        for number, entry in ledger.since(_number(request.query.get(kind, "")), MOST)
    ]
    entries += _again(workspace, request.query.get("again", ""))
    seen = {kind: ledger.count for kind, ledger in _ledgers(workspace).items()}
    return web.json_response({"ok": True, **seen, "entries": sorted(entries, key=_moment)})


async def _entry(request: web.Request) -> web.Response:
    """Answer with one entry as the logs hold it; 404 where it was let go."""
    ledger = _ledgers(request.app[WORKSPACE])[request.match_info["kind"]]
    entry = ledger.get(_number(request.match_info["number"]))
    if entry is None:
        return web.json_response({"ok": False, "error": "This entry is no longer kept."}, status=404)
    return web.json_response({"ok": True, "entry": entry})


def _ledgers(workspace: Workspace) -> dict[str, Ledger]:
    return {"calls": workspace.calls, "deliveries": workspace.deliveries.log}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _moment(line: Json) -> float:
    return float(line["at"])


def _again(workspace: Workspace, numbers: str) -> Iterator[Json]:
    for number in map(_number, numbers.split(",")):
        entry = workspace.deliveries.log.get(number)
        if entry is not None and entry["outcome"] != UNDER_WAY:
            yield _line("deliveries", number, entry)


def _line(ledger: str, number: int, entry: Json) -> Json:
    told = _call(entry) if ledger == "calls" else _delivery(entry)
    fault = {"fault": ", ".join(entry["faults"])} if entry["faults"] else {}
    return {"id": f"{ledger}/{number}", "at": entry["at"], "ms": entry["ms"], **told, **fault}


def _call(entry: Json) -> Json:
    method, given, answer = entry["method"], entry["arguments"], entry["answer"]
    good = bool(answer.get("ok")) if isinstance(answer, dict) else entry["status"] == HTTPStatus.OK
    kind = "response_url" if method == "response_url" else "call"
    where = {"channel": given.get("channel"), "user": given.get("user") or given.get("user_id")}
    return {
        "kind": kind,
        "what": method,
        "ok": good,
        "outcome": "ok" if good else _trouble(entry),
        **_named(where),
    }


def _trouble(entry: Json) -> str:
    """Return why a call went wrong: Slack's word, else the status, or that nothing came back."""
    error = entry["answer"].get("error") if isinstance(entry["answer"], dict) else None
    return str(error or entry["status"] or "no answer")


def _delivery(entry: Json) -> Json:
    payload, outcome = entry["payload"], entry["outcome"]
    told = {"kind": entry["kind"], "outcome": outcome, **_TOLD[entry["kind"]](payload)}
    if outcome != UNDER_WAY:
        told["ok"] = outcome == "acknowledged"
    return {**told, "attempt": entry["attempt"]} if entry["attempt"] else told


def _event(payload: Json) -> Json:
    event = payload.get("event", payload)
    item = event.get("item") if isinstance(event.get("item"), dict) else {}
    where = {"channel": event.get("channel") or item.get("channel"), "user": event.get("user")}
    return {"what": ".".join(filter(None, (event["type"], event.get("subtype")))), **_named(where)}


def _interaction(payload: Json) -> Json:
    actions = payload.get("actions") or [{}]
    about = payload.get("view", payload).get("callback_id") or actions[0].get("action_id", "")
    where = {key: (payload.get(key) or {}).get("id") for key in ("channel", "user")}
    return {"what": payload["type"], "about": about, **_named(where)}


def _command(payload: Json) -> Json:
    where = {"channel": payload["channel_id"], "user": payload["user_id"]}
    return {"what": payload["command"], "about": payload["text"], **_named(where)}


_TOLD = {"events_api": _event, "interactive": _interaction, "slash_commands": _command}


def _named(ids: Json) -> Json:
    """Leave out what isn't the id of one thing: an event may hold a whole channel where others name it."""
    return {key: value for key, value in ids.items() if value and isinstance(value, str)}


ROUTES = (
    web.get("/control/wire", _wire),
    web.get("/control/wire/{kind:calls|deliveries}/{number}", _entry),
)
