"""Clicks and choices: in messages, in forms, in home tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import payloads, showing, values
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions.asking import ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.forms import View
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

GONE = "What you pressed is no longer there."
WHAT = "Your click"


async def click_message(
    workspace: Workspace, person: Person, channel: Channel, ts: str, place: tuple[str, str], value: object
) -> None:
    """Press or choose something in a message; ``place`` is block_id and action_id."""
    message = workspace.messages.seen(channel.id, ts, person.id)
    app = workspace.apps.get(message.bot_id)
    blocks = message.blocks or []
    block, element = _found(blocks, place)
    state = _state(blocks, values.initial(blocks), place, element, value)
    payload = {
        **payloads.interaction(workspace, app, person, "block_actions"),
        "container": _container(channel, message),
        "trigger_id": workspace.tickets.trigger(person.id, app.app_id),
        "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
        "state": {"values": state},
        "response_url": payloads.response_url(workspace, "actions", app, person, channel, ts),
        "actions": [_action(workspace, block, element, value)],
    }
    if not message.private_to:
        payload["message"] = message.as_slack()
    await ask(workspace, app, person.id, payload, WHAT)


async def click_view(
    workspace: Workspace,
    person: Person,
    view: View,
    place: tuple[str, str],
    value: object,
    typed: Mapping[str, Mapping[str, object]],
) -> None:
    """Press or choose something in a form or a home tab; ``typed`` is what else stands in the form by now."""
    block, element = _found(view.blocks, place)
    view.state = values.entered(view.blocks, view.state, typed)
    view.state = _state(view.blocks, view.state, place, element, value)
    if block["type"] == "input" and not block.get("dispatch_action"):
        return
    app = workspace.apps.get(view.app_id)
    in_form = view.id if view.body["type"] == "modal" else ""
    payload = {
        **payloads.interaction(workspace, app, person, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.tickets.trigger(person.id, app.app_id, in_form),
        "view": view.as_slack(),
        "actions": [_action(workspace, block, element, value)],
    }
    await ask(workspace, app, person.id, payload, WHAT)


async def close_view(workspace: Workspace, person: Person, view: View, *, every: bool) -> None:
    """Close a form, or with ``every`` all that are open; the app hears of it if it asked to."""
    app = workspace.apps.get(view.app_id)
    cleared = every or bool(view.body.get("clear_on_close"))
    told = view
    if cleared:
        told = workspace.forms.of(person.id)[0]
        workspace.forms.clear(person.id)
    else:
        workspace.forms.drop(view)
    showing.show_forms(workspace, person.id)
    if told.body.get("notify_on_close"):
        payload = {
            **payloads.interaction(workspace, app, person, "view_closed"),
            "view": told.as_slack(),
            "is_cleared": cleared,
        }
        await ask(workspace, app, person.id, payload, "Closing the form")


def _found(blocks: list[Json], place: tuple[str, str]) -> tuple[Json, Json]:
    there = values.found(blocks, *place)
    if there is None:
        raise SlackError(GONE)
    return there


def _state(
    blocks: list[Json], state: values.State, place: tuple[str, str], element: Json, value: object
) -> values.State:
    if element["type"] not in values.KINDS:
        return state
    return values.entered(blocks, state, {place[0]: {place[1]: value}})


def _container(channel: Channel, message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.private_to),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return container


def _action(workspace: Workspace, block: Json, element: Json, value: object) -> Json:
    action: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": workspace.stamp(),
    }
    if element["type"] == "overflow":
        return action | {"selected_option": values.option(element, value)}
    if element["type"] in values.KINDS:
        return action | values.entry(element, value)
    return action | {key: element[key] for key in ("text", "value", "style") if key in element}
