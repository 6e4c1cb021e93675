"""Clicks and choices: in messages, in forms, in home tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import payloads, showing, values
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions.asking import ask
from rehearsal.workspace.interactions.entering import into_view

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
    part, block, element = found_in(message, place)
    key = f"{channel.id}/{message.ts}"
    blocks = workspace.offers.filled(person.id, key, [b for _, own in _parts(message) for b in own])
    block, element = _found(blocks, place)
    payload = {
        **payloads.interaction(workspace, app, person, "block_actions"),
        "container": container(channel, message, part),
        "trigger_id": workspace.tickets.trigger(person.id, app.app_id),
        "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
        "state": {"values": _state(blocks, values.initial(blocks), place, element, value)},
        "response_url": payloads.response_url(workspace, "actions", app, person, channel, ts),
        "actions": [_action(workspace, block, element, value)],
    }
    if not message.private_to:
        payload["message"] = message.as_slack()
    await ask(workspace, app, person.id, payload, WHAT)


def found_in(message: Message, place: tuple[str, str]) -> tuple[int, Json, Json]:
    """Return the attachment in which something stands (0: none), its block and the element itself."""
    for number, blocks in _parts(message):
        there = values.found(blocks, *place)
        if there is not None:
            return number, *there
    raise SlackError(GONE)


def _parts(message: Message) -> list[tuple[int, list[Json]]]:
    hung = [(one["id"], one.get("blocks", [])) for one in message.attachments or ()]
    return [(0, message.blocks or []), *hung]


async def click_view(
    workspace: Workspace,
    person: Person,
    view: View,
    place: tuple[str, str],
    value: object,
    typed: Mapping[str, Mapping[str, object]],
) -> None:
    """Press or choose something in a form or a home tab; ``typed`` is what else stands in the form by now."""
    block, element = _found(workspace.offers.filled(person.id, view.id, view.blocks), place)
    view.state = into_view(workspace, person, view, typed)
    if element["type"] in values.KINDS:
        view.state = into_view(workspace, person, view, {place[0]: {place[1]: value}})
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


def container(channel: Channel, message: Message, attachment: int) -> Json:
    """Return where in a conversation something was done; ``attachment`` counts from 1, 0 is the message itself."""
    shown: Json = {
        "type": "message_attachment" if attachment else "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.private_to),
    }
    if attachment:
        shown |= {"attachment_id": attachment, "is_app_unfurl": False}
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    return shown


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
