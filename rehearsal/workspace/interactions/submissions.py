"""Sending a form: what Slack checks itself, what the app answers, what is shown next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import payloads, showing, values
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions.asking import ask, tell
from rehearsal.workspace.interactions.entering import into_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.forms import View
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

WHAT = "Sending the form"


async def submit(
    workspace: Workspace, person: Person, view: View, typed: Mapping[str, Mapping[str, object]]
) -> dict[str, str]:
    """Send a form and return its errors by block_id; none means that it was taken.

    A required field that is empty, or a text too short or too long, is refused here: the app never hears of it.
    """
    view.state = into_view(workspace, person, view, typed)
    errors = values.refusals(view.blocks, view.state)
    if errors:
        return errors
    app = workspace.apps.get(view.app_id)
    payload = {
        **payloads.interaction(workspace, app, person, "view_submission"),
        "trigger_id": workspace.tickets.trigger(person.id, app.app_id, view.id),
        "view": view.as_slack(),
        "response_urls": _response_urls(workspace, app, person, view),
    }
    answer = await ask(workspace, app, person.id, payload, WHAT)
    try:
        return _carry_out(workspace, app, view, answer.payload)
    except SlackError as refusal:
        tell(workspace, person.id, f"{WHAT} failed because the answer of {app.name} could not be shown.")
        raise SlackError(refusal.code, **refusal.details) from refusal


def _carry_out(workspace: Workspace, app: Installation, view: View, answer: Json) -> dict[str, str]:
    action = answer.get("response_action", "close")
    if action == "errors":
        return _errors(view, answer.get("errors"))
    if action == "update":
        showing.update_form(
            workspace, view, showing.checked_view(workspace, app, answer.get("view"), "modal")
        )
    elif action == "push":
        body = showing.checked_view(workspace, app, answer.get("view"), "modal")
        showing.push_form(workspace, app, view.person, body)
    elif action == "clear":
        workspace.forms.clear(view.person)
        showing.show_forms(workspace, view.person)
    else:
        workspace.forms.drop(view)
        showing.show_forms(workspace, view.person)
    return {}


def _errors(view: View, errors: object) -> dict[str, str]:
    """Return the app's errors; one that names no input block makes Slack refuse the whole answer."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise SlackError("invalid_arguments", detail="errors must name input blocks of the form")
    return {str(block_id): str(sentence) for block_id, sentence in errors.items()}


def _response_urls(workspace: Workspace, app: Installation, person: Person, view: View) -> list[Json]:
    urls: list[Json] = []
    for block, element in values.elements(view.blocks):
        if not element.get("response_url_enabled"):
            continue
        entry = view.state[block["block_id"]][element["action_id"]]
        chosen = entry.get("selected_conversation") or entry.get("selected_channel")
        if chosen:
            channel = workspace.channels.get(chosen)
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel.id,
                    "response_url": payloads.response_url(workspace, "app", app, person, channel),
                }
            )
    return urls
