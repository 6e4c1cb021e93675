"""Tokens for codes: ``oauth.v2.access``."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from rehearsal.workspace import installing
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.wire import Json


def _access(call: Call) -> Json:
    app = _client(call)
    kind = call.args.text("grant_type", "authorization_code")
    if kind == "refresh_token":
        return _refreshed(call, app)
    if kind != "authorization_code":
        raise SlackError("invalid_grant_type")
    redirect_uri = call.args.text("redirect_uri")
    now = call.workspace.clock.now()
    consent = call.workspace.consents.take(call.args.text("code"), app.app_id, redirect_uri, now)
    token = installing.installed(call.workspace, app, consent.scopes)
    return _answer(call, app, token) | {"authed_user": {"id": consent.person}}


def _refreshed(call: Call, app: Installation) -> Json:
    if call.workspace.apps.grants.take_refresh(call.args.text("refresh_token")) != app.app_id:
        raise SlackError("invalid_refresh_token")
    return _answer(call, app, installing.rotated(call.workspace, app))


def _client(call: Call) -> Installation:
    """Return the app that asks, by its client id and secret."""
    app = call.workspace.apps.find(call.args.text("client_id"))
    if app is None or app.client_id != call.args.text("client_id"):
        raise SlackError("invalid_client_id")
    if not hmac.compare_digest(app.client_secret, call.args.text("client_secret")):
        raise SlackError("bad_client_secret")
    return app


def _answer(call: Call, app: Installation, token: Json) -> Json:
    return {
        "ok": True,
        "app_id": app.app_id,
        "token_type": "bot",
        "scope": ",".join(sorted(app.scopes)),
        "bot_user_id": app.bot_user,
        "team": {"id": call.workspace.team_id, "name": call.workspace.setup.name},
        "enterprise": None,
        "is_enterprise_install": False,
        **token,
    }


METHODS = (Method("oauth.v2.access", _access, by="anyone", form_only=True),)
