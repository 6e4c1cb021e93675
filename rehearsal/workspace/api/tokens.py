"""Whose call it is: the token, and what it may be used for."""

from __future__ import annotations

from base64 import b64decode
from contextlib import suppress
from typing import TYPE_CHECKING

from rehearsal.workspace.api.method import Method, need
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from aiohttp import web

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.workspace import Workspace

_KINDS = {"bot": ("xoxb-", "xoxe.xoxb-"), "app": ("xapp-",)}
_KNOWN = _KINDS["bot"] + _KINDS["app"]


def authorised(
    workspace: Workspace, method: Method, request: web.Request, args: Arguments
) -> Installation | None:
    """Return the app whose token came along; None where the method asks for none.

    Raises ``not_authed``, ``invalid_auth``, ``insecure_request``, ``token_revoked``, ``token_expired``, ``not_allowed_token_type`` or
    ``missing_scope``.
    """
    if method.post_only and request.method != "POST":
        raise SlackError("insecure_request")
    if method.by == "anyone":
        _take_credentials(request, args)
        return None
    token = args.token = _token(request, args)
    if not token:
        raise SlackError("not_authed")
    app = workspace.apps.bearer(token, workspace.clock.now()) if token.startswith(_KNOWN) else None
    if app is None:
        raise SlackError("invalid_auth")
    if method.by != "either" and not token.startswith(_KINDS[method.by]):
        raise SlackError("not_allowed_token_type")
    need(app, method.any_scope)
    return app


def _token(request: web.Request, args: Arguments) -> str:
    """Return the token of the header, or of a form; Slack takes none from the address or from JSON."""
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    return bearer.strip() if kind.lower() == "bearer" else args.token


def _take_credentials(request: web.Request, args: Arguments) -> None:
    """Lay the client id and secret of HTTP Basic authentication among the arguments, where OAuth expects them."""
    kind, _, packed = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        with suppress(ValueError):
            client, _, secret = b64decode(packed, validate=True).decode().partition(":")
            args.given |= {"client_id": client, "client_secret": secret}
