"""Letting apps in: where their consent leads to, and the tokens that they get for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rehearsal.workspace import accounts
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.grants import LIFETIME

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

_HERE = ("localhost", "127.0.0.1", "::1")


def checked_redirect(app: Installation, wanted: str) -> str:
    """Return where the browser goes: what is ``wanted``, or the app's first address; raises ``bad_redirect_uri``.

    It must begin with one of the manifest's addresses, and lead to HTTPS or to this machine.
    """
    known = app.features.redirect_urls
    address = wanted or next(iter(known), "")
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    if not (safe and any(address.startswith(prefix) for prefix in known)):
        raise SlackError("bad_redirect_uri")
    return address


def installed(workspace: Workspace, app: Installation, scopes: tuple[str, ...]) -> Json:
    """Grant an app further scopes and return its token, as ``oauth.v2.access`` spells it.

    An app that was taken out of the workspace comes back; where its tokens are rotated it gets a new one.
    """
    app.scopes.update(scopes)
    bot = workspace.people.get(app.bot_user)
    if bot.deleted:
        accounts.reactivate(workspace, bot)
    if app.features.rotates_tokens:
        return rotated(workspace, app)
    grants = workspace.apps.grants
    token = next((grant.token for grant in grants.of(app.app_id)), "")
    if not token:
        token = f"xoxb-{_tail(workspace)}"
        grants.add(app.app_id, token)
    return {"access_token": token}


def rotated(workspace: Workspace, app: Installation) -> Json:
    """Return a token that lives twelve hours and the refresh token that fetches the next one."""
    grants = workspace.apps.grants
    token, refresh = f"xoxe.xoxb-1-{_tail(workspace)}", f"xoxe-1-{workspace.ids.secret('refresh', 40)}"
    grants.add(app.app_id, token, workspace.clock.now() + LIFETIME)
    grants.allow_refresh(refresh, app.app_id)
    return {"access_token": token, "expires_in": LIFETIME, "refresh_token": refresh}


def _tail(workspace: Workspace) -> str:
    ids = workspace.ids
    return f"{ids.digits('token', 12)}-{ids.digits('token', 13)}-{ids.secret('token', 24)}"
