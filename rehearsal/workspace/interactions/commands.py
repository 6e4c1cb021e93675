"""Slash commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import payloads, replies
from rehearsal.workspace.composing import mentions_resolved
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions.asking import ask, tell

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Command, Installation
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def command(workspace: Workspace, person: Person, channel: Channel, typed: str) -> Json | None:
    """Run what a person typed ("/consult open") and return the message that the acknowledgement carried, if any.

    Raises ``operation_timeout``, ``app_not_connected``, or ``unknown_command`` where no app has it.
    """
    name, _, text = typed.strip().partition(" ")
    app, known = _owner(workspace, person, name)
    text = mentions_resolved(workspace, text.strip(), named=True) if known.should_escape else text.strip()
    payload = payloads.command(workspace, app, person, channel, (name, text))
    answer = await ask(workspace, app, person.id, payload, name)
    return replies.to_command(workspace, app, (person, typed.strip()), channel, answer.payload)


def _owner(workspace: Workspace, person: Person, name: str) -> tuple[Installation, Command]:
    """Return the app that has a command: of several, the one that was installed last."""
    for app in reversed(list(workspace.apps)):
        known = app.command(name)
        if known is not None:
            return app, known
    tell(workspace, person.id, f"{name} is not a valid command.")
    raise SlackError("unknown_command")
