"""Menus that ask their app for options while a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import payloads, values
from rehearsal.workspace.block_kit.objects import OPTION_GROUPS, OPTIONS
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions.asking import ask, tell
from rehearsal.workspace.interactions.clicks import container, found_in
from rehearsal.workspace.offers import EXTERNAL

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.forms import View
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

WHAT = "Looking for choices"
SHORTEST = 3
"""Characters from which on the app is asked, unless the menu says otherwise (docs.slack.dev, external select)."""


async def in_view(
    workspace: Workspace, person: Person, view: View, place: tuple[str, str], words: str
) -> Json:
    """Return what an app offers for ``words`` in a menu of a form: ``options`` or ``option_groups``."""
    app = workspace.apps.get(view.app_id)
    where = {"container": {"type": "view", "view_id": view.id}, "view": view.as_slack()}
    menu = (person.id, view.id, *place)
    return await _asked(workspace, app, person, menu, _menu(view.blocks, place), {**where, "value": words})


async def in_message(
    workspace: Workspace,
    person: Person,
    channel: Channel,
    message: Message,
    place: tuple[str, str],
    words: str,
) -> Json:
    """Return what an app offers for ``words`` in a menu of a message."""
    app = workspace.apps.get(message.bot_id)
    part, _, element = found_in(message, place)
    where = {
        "container": container(channel, message, part),
        "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
        "message": message.as_slack(),
    }
    menu = (person.id, f"{channel.id}/{message.ts}", *place)
    return await _asked(workspace, app, person, menu, element, {**where, "value": words})


def _menu(blocks: list[Json], place: tuple[str, str]) -> Json:
    there = values.found(blocks, *place)
    if there is None:
        raise SlackError("What you typed in is no longer there.")
    return there[1]


async def _asked(
    workspace: Workspace,
    app: Installation,
    person: Person,
    menu: tuple[str, str, str, str],
    element: Json,
    where: Json,
) -> Json:
    if element["type"] not in EXTERNAL:
        raise SlackError("This menu has its choices already.")
    if len(where["value"]) < element.get("min_query_length", SHORTEST):
        return {"options": []}
    payload = {
        **payloads.interaction(workspace, app, person, "block_suggestion"),
        "block_id": menu[2],
        "action_id": menu[3],
        **where,
    }
    answer = (await ask(workspace, app, person.id, payload, WHAT)).payload
    offered = _read(answer)
    if offered is None:
        tell(workspace, person.id, f"{WHAT} failed because the answer of {app.name} could not be shown.")
        raise SlackError("invalid_options")
    groups = offered.get("option_groups", ())
    options = [*offered.get("options", ()), *(option for group in groups for option in group["options"])]
    workspace.offers.add(menu, options)
    return offered


def _read(answer: Json) -> Json | None:
    """Return the choices in an answer; None where Slack would show none of them."""
    if "option_groups" in answer and not list(OPTION_GROUPS(answer["option_groups"], "/option_groups")):
        return {"option_groups": answer["option_groups"]}
    if "options" in answer and not list(OPTIONS(answer["options"], "/options")):
        return {"options": answer["options"]}
    return None
