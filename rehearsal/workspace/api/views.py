"""Forms and home tabs: ``views.*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import showing
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from rehearsal.workspace.forms import View
    from rehearsal.workspace.tickets import Trigger
    from rehearsal.workspace.wire import Json


def _open(call: Call) -> Json:
    body = _body(call, "modal")
    trigger = _trigger(call)
    return _answer(showing.open_form(call.workspace, call.app, trigger.person, body))


def _push(call: Call) -> Json:
    body = _body(call, "modal")
    trigger = _trigger(call)
    if not trigger.in_form:
        raise SlackError("invalid_trigger_id")
    return _answer(showing.push_form(call.workspace, call.app, trigger.person, body))


def _update(call: Call) -> Json:
    if ("view_id" in call.args) == ("external_id" in call.args):
        raise invalid_arguments("exactly one of view_id and external_id is required")
    forms = call.workspace.forms
    name = call.args.text("external_id")
    view = forms.called(call.app.app_id, name) if name else forms.get(call.args.text("view_id"))
    if view.app_id != call.app.app_id:
        raise SlackError("not_found")
    body = _body(call, str(view.body["type"]))
    _check_hash(call, view)
    showing.update_form(call.workspace, view, body)
    return _answer(view)


def _publish(call: Call) -> Json:
    if not call.app.features.home_tab:
        raise SlackError("not_enabled")
    person = call.workspace.people.get(call.args.text("user_id"))
    body = _body(call, "home")
    before = call.workspace.forms.home(call.app.app_id, person.id)
    if before is not None:
        _check_hash(call, before)
    return _answer(showing.publish_home(call.workspace, call.app, person.id, body))


def _body(call: Call, kind: str) -> Json:
    try:
        body = call.args.structure("view")
    except ValueError:
        raise invalid_arguments("must be a valid JSON object [json-pointer:/view]") from None
    return showing.checked_view(call.workspace, call.app, body, kind)


def _trigger(call: Call) -> Trigger:
    return call.workspace.tickets.take_trigger(call.args.text("trigger_id"), call.app.app_id)


def _check_hash(call: Call, view: View) -> None:
    if "hash" in call.args and call.args.text("hash") != view.hash:
        raise SlackError("hash_conflict")


def _answer(view: View) -> Json:
    return {"ok": True, "view": view.as_slack()}


METHODS = (
    Method("views.open", _open, (), ("trigger_id", "view")),
    Method("views.push", _push, (), ("trigger_id", "view")),
    Method("views.update", _update, (), ("view",)),
    Method("views.publish", _publish, (), ("user_id", "view")),
)
