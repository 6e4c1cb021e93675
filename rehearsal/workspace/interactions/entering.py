"""What a person chose or typed, made ready for Slack's state: options that an app offered, files that were uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import sharing, values
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearsal.workspace.forms import View
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

    Typed = Mapping[str, Mapping[str, object]]


def into_view(workspace: Workspace, person: Person, view: View, typed: Typed) -> values.State:
    """Return the state of a form with what was typed put in; raises ``invalid_value`` or ``file_not_found``."""
    blocks = workspace.offers.filled(person.id, view.id, view.blocks)
    whole = _with_files(workspace, person, view, typed)
    return values.entered(blocks, view.state, whole)


def _with_files(workspace: Workspace, person: Person, view: View, typed: Typed) -> Typed:
    """Return what was typed with files in the place of their ids; the app may see them from now on."""
    inputs = {
        (block["block_id"], element["action_id"])
        for block, element in values.elements(view.blocks)
        if element["type"] == "file_input"
    }
    return {
        block_id: {
            action_id: _files(workspace, person, view, value) if (block_id, action_id) in inputs else value
            for action_id, value in entries.items()
        }
        for block_id, entries in typed.items()
    }


def _files(workspace: Workspace, person: Person, view: View, value: object) -> list[Json]:
    given: list[Json] = []
    for file_id in value if isinstance(value, list) else [value] if value else []:
        file = workspace.files.get(str(file_id))
        if file.user != person.id:
            raise SlackError("file_not_found")
        file.complete = True
        file.given_to.add(workspace.apps.get(view.app_id).bot_user)
        given.append(sharing.shown(workspace, file))
    return given
