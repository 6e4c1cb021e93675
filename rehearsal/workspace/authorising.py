"""The page on which a person lets an app in: ``/oauth/v2/authorize``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web

from rehearsal.workspace.consents import CODE_SECONDS, Consent
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.installing import checked_redirect
from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.workspace import Workspace

_SCOPE = re.compile(r"[a-z]+([.:_][a-z]+)*")
_CARRIED = ("client_id", "scope", "state", "redirect_uri", "team")

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; }}
label {{ display: block; margin: 1rem 0 .25rem; }}
select, button {{ font: inherit; padding: .5rem 1rem; min-height: 2.75rem; }}
.buttons {{ display: flex; gap: .75rem; margin-top: 1.5rem; }}
:root {{ color-scheme: light dark; }}
</style>
</head>
<body><main>{main}</main></body>
</html>
"""
_ASK: Final = """
<h1>{app} asks to work in {team}</h1>
<p>It wants to be allowed to:</p>
<ul>{scopes}</ul>
<form method="post" action="/oauth/v2/authorize">
{carried}
<label for="as">You are</label>
<select id="as" name="as">{people}</select>
<div class="buttons">
<button type="submit" name="answer" value="allow">Allow</button>
<button type="submit" name="answer" value="cancel">Cancel</button>
</div>
</form>
"""
_REFUSED: Final = """
<h1>This link can't be used</h1>
<p>{sentence}</p>
<p>Slack's word for it is <code>{word}</code>.</p>
"""
_SENTENCES = {
    "invalid_client_id": "No app here has this client id: copy it from where the workspace was started.",
    "bad_redirect_uri": "The address to go back to is none of the app's: name it in the manifest's redirect_urls.",
    "invalid_scope": "It asks for no scope, or for one that isn't spelt as a scope is.",
    "invalid_team_for_non_distributed_app": "It asks for another workspace than this one.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an app asks for. ``given_uri`` is the address as it was named, ``redirect_uri`` where the browser goes."""

    app: Installation
    scopes: tuple[str, ...]
    given_uri: str
    redirect_uri: str
    state: str


async def show(request: web.Request) -> web.Response:
    """Show what an app asks for, or why its link can't be used."""
    workspace = request.app[WORKSPACE]
    try:
        asked = _read(workspace, request.query)
    except SlackError as refusal:
        return _refused(refusal)
    return _page(
        f"{asked.app.name} asks to work in {workspace.setup.name}", _form(workspace, asked, request.query)
    )


async def answer(request: web.Request) -> web.Response:
    """Take a person's answer and send the browser back to the app with a code, or with ``access_denied``."""
    workspace = request.app[WORKSPACE]
    fields = {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    try:
        asked = _read(workspace, fields)
        person = workspace.people.get(fields.get("as", "")).id
    except SlackError as refusal:
        return _refused(refusal)
    if fields.get("answer") != "allow":
        raise web.HTTPFound(_with(asked.redirect_uri, {"error": "access_denied", "state": asked.state}))
    code = _code(workspace, asked, person)
    raise web.HTTPFound(_with(asked.redirect_uri, {"code": code, "state": asked.state}))


def _read(workspace: Workspace, fields: Mapping[str, str]) -> Asked:
    """Return what is asked for; raises Slack's word for what is wrong with it."""
    app = workspace.apps.find(fields.get("client_id", ""))
    if app is None or app.client_id != fields.get("client_id"):
        raise SlackError("invalid_client_id")
    scopes = tuple(scope.strip() for scope in re.split(r"[,\s]+", fields.get("scope", "")) if scope.strip())
    if not scopes or not all(_SCOPE.fullmatch(scope) for scope in scopes):
        raise SlackError("invalid_scope")
    if fields.get("team", workspace.team_id) != workspace.team_id:
        raise SlackError("invalid_team_for_non_distributed_app")
    given = fields.get("redirect_uri", "")
    return Asked(app, scopes, given, checked_redirect(app, given), fields.get("state", ""))


def _code(workspace: Workspace, asked: Asked, person: str) -> str:
    ids = workspace.ids
    code = f"{ids.digits('code', 10)}.{ids.digits('code', 13)}.{ids.secret('code', 40).lower()}"
    expires = workspace.clock.now() + CODE_SECONDS
    workspace.consents.add(code, Consent(asked.app.app_id, person, asked.scopes, asked.given_uri, expires))
    return code


def _with(address: str, more: Mapping[str, str]) -> str:
    """Return an address with further query fields; empty ones are left out."""
    parts = urlsplit(address)
    fields = [*parse_qsl(parts.query), *((key, value) for key, value in more.items() if value)]
    return urlunsplit(parts._replace(query=urlencode(fields)))


def _form(workspace: Workspace, asked: Asked, fields: Mapping[str, str]) -> str:
    people = (person for person in workspace.people if not (person.is_bot or person.deleted))
    hidden = (
        f'<input type="hidden" name="{name}" value="{escape(fields[name])}">'
        for name in _CARRIED
        if name in fields
    )
    return _ASK.format(
        app=escape(asked.app.name),
        team=escape(workspace.setup.name),
        scopes="".join(f"<li><code>{escape(scope)}</code></li>" for scope in asked.scopes),
        carried="\n".join(hidden),
        people="".join(
            f'<option value="{person.id}">{escape(person.real_name)}</option>' for person in people
        ),
    )


def _refused(refusal: SlackError) -> web.Response:
    sentence = _SENTENCES.get(refusal.code, "Choose who you are from the list and answer once more.")
    main = _REFUSED.format(sentence=escape(sentence), word=escape(refusal.code))
    return _page("This link can't be used", main, 400)


def _page(title: str, main: str, status: int = 200) -> web.Response:
    text = _PAGE.format(title=escape(title), main=main)
    return web.Response(text=text, content_type="text/html", status=status)


ROUTES = (web.get("/oauth/v2/authorize", show), web.post("/oauth/v2/authorize", answer))
