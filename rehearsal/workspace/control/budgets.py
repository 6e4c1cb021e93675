"""The budgets over HTTP: what they are, other ones, none."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.control.asked import body, refused
from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.keys import WORKSPACE
from rehearsal.workspace.tiers import Allowance

if TYPE_CHECKING:
    from rehearsal.workspace.budgets import Budgets, Limits
    from rehearsal.workspace.wire import Json

_ALLOWANCE = 'must be {"a_minute": a number above 0, "burst": a whole number above 0}.'


async def _limits(request: web.Request) -> web.Response:
    return _told(request.app[WORKSPACE].budgets)


async def _set(request: web.Request) -> web.Response:
    budgets = request.app[WORKSPACE].budgets
    try:
        budgets.limits = _changed(budgets.limits, await body(request))
    except Unclear as problem:
        return refused(problem)
    return _told(budgets)


async def _forget(request: web.Request) -> web.Response:
    budgets = request.app[WORKSPACE].budgets
    budgets.forget()
    return _told(budgets)


def _changed(limits: Limits, given: Json) -> Limits:
    """Return the limits as they were asked for; what isn't mentioned stays."""
    if given.keys() - {"on", "methods", "channel", "workspace"}:
        raise Unclear("Give on, methods, channel or workspace.")
    on, methods = given.get("on", limits.on), given.get("methods", {})
    if not isinstance(on, bool):
        raise Unclear("on must be true or false.")
    if not isinstance(methods, dict):
        raise Unclear("methods must be an object: a method's name and its budget, or null for the usual one.")
    own = {**limits.methods, **{name: _allowance(name, value) for name, value in methods.items() if value}}
    return replace(
        limits,
        on=on,
        methods={name: own[name] for name in own if methods.get(name, own[name]) is not None},
        **{name: _allowance(name, given[name]) for name in ("channel", "workspace") if name in given},
    )


def _allowance(name: str, value: object) -> Allowance:
    if not isinstance(value, dict) or value.keys() != {"a_minute", "burst"}:
        raise Unclear(f"{name} {_ALLOWANCE}")
    rate, burst = value["a_minute"], value["burst"]
    if (
        type(rate) not in (int, float)
        or type(burst) is not int
        or not (0 < rate < float("inf") and burst > 0)
    ):
        raise Unclear(f"{name} {_ALLOWANCE}")
    return Allowance(rate, burst)


def _told(budgets: Budgets) -> web.Response:
    return web.json_response({"ok": True, **asdict(budgets.limits)})


ROUTES = (
    web.get("/control/budgets", _limits),
    web.post("/control/budgets", _set),
    web.delete("/control/budgets", _forget),
)
