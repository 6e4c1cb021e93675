"""Opening, changing and closing forms, and publishing home tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import pictures, posting, values
from rehearsal.workspace.block_kit.checking import check_view
from rehearsal.workspace.block_kit.completing import completed_object
from rehearsal.workspace.errors import SlackError, invalid_arguments
from rehearsal.workspace.forms import View
from rehearsal.workspace.wire import compact

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

SIZE = 250_000
"""Bytes of one view (``view_too_large``)."""


def checked_view(workspace: Workspace, app: Installation, body: object, kind: str) -> Json:
    """Return a view that Slack would take as a form (modal) or a home tab; raises ``invalid_arguments`` and others."""
    if not isinstance(body, dict):
        raise invalid_arguments("must be a valid JSON object [json-pointer:/view]")
    if body.get("type") != kind:
        raise invalid_arguments(
            f"must be equal to one of the allowed values: {kind} [json-pointer:/view/type]"
        )
    if len(compact(body).encode()) > SIZE:
        raise SlackError("view_too_large")
    check_view(body)
    missing = pictures.faults(workspace, app, body["blocks"], "/view/blocks")
    if missing:
        raise invalid_arguments(*missing)
    return body


def open_form(workspace: Workspace, app: Installation, person: str, body: Json) -> View:
    """Show a person a form."""
    workspace.forms.check_name(body)
    view = _view(workspace, app, person, body)
    workspace.forms.open(view)
    show_forms(workspace, person)
    return view


def push_form(workspace: Workspace, app: Installation, person: str, body: Json) -> View:
    """Lay a form over the one a person has open; raises ``not_found`` (none is) or ``push_limit_reached``."""
    workspace.forms.check_name(body)
    below = workspace.forms.of(person)
    if not below:
        raise SlackError("not_found")
    view = _view(workspace, app, person, body)
    view.root_id, view.previous_id = below[0].id, below[-1].id
    workspace.forms.push(view)
    show_forms(workspace, person)
    return view


def update_form(workspace: Workspace, view: View, body: Json) -> None:
    """Put other contents into an open form or a home tab."""
    workspace.forms.check_name(body, view)
    view.replace(_completed(workspace, body), _hash(workspace))
    _show(workspace, view)


def publish_home(workspace: Workspace, app: Installation, person: str, body: Json) -> View:
    """Show a home tab to a person."""
    before = workspace.forms.home(app.app_id, person)
    if before is not None:
        update_form(workspace, before, body)
        return before
    workspace.forms.check_name(body)
    view = _view(workspace, app, person, body)
    workspace.forms.publish(view)
    _show(workspace, view)
    return view


def show_forms(workspace: Workspace, person: str) -> None:
    """Tell a person's pages which forms are open."""
    workspace.live.tell_each(person, {"type": "views", "views": workspace.forms.shown(person)})


def _show(workspace: Workspace, view: View) -> None:
    if view.body["type"] == "home":
        workspace.live.tell_each(view.person, {"type": "home", "app": view.app_id, "view": view.as_slack()})
    else:
        show_forms(workspace, view.person)


def _view(workspace: Workspace, app: Installation, person: str, body: Json) -> View:
    whole = _completed(workspace, body)
    view_id = workspace.ids.new("V")
    return View(
        id=view_id,
        app_id=app.app_id,
        bot_id=app.bot_id,
        team_id=workspace.team_id,
        person=person,
        body=whole,
        hash=_hash(workspace),
        root_id=view_id,
        state=values.initial(whole["blocks"]),
    )


def _completed(workspace: Workspace, body: Json) -> Json:
    return {**completed_object(body), "blocks": posting.whole_blocks(workspace, body["blocks"])}


def _hash(workspace: Workspace) -> str:
    return f"{workspace.seconds()}.{workspace.ids.secret('hash', 8)}"
