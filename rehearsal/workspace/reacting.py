"""Reactions: put on a message and taken off again, by people and apps alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import events, posting
from rehearsal.workspace.emoji import is_emoji
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.workspace import Workspace

KINDS, EACH = 50, 23
"""Different emoji on a message, and reactions of one person to it. Slack has such limits and doesn't publish them."""


def react(workspace: Workspace, message: Message, person: str, name: str) -> None:
    """Put a reaction on a message.

    Raises ``invalid_name``, ``not_reactable`` (it was deleted), ``is_archived``, ``already_reacted``, ``too_many_emoji``
    or ``too_many_reactions``.
    """
    if not is_emoji(workspace, name):
        raise SlackError("invalid_name")
    if workspace.channels.get(message.channel).is_archived:
        raise SlackError("is_archived")
    if message.is_tombstone:
        raise SlackError("not_reactable")
    people = message.reactions.get(name, {})
    if person in people:
        raise SlackError("already_reacted")
    if not people and len(message.reactions) >= KINDS:
        raise SlackError("too_many_emoji")
    if sum(person in others for others in message.reactions.values()) >= EACH:
        raise SlackError("too_many_reactions")
    message.reactions[name] = {**people, person: None}
    _tell(workspace, message, person, name, "reaction_added")


def unreact(workspace: Workspace, message: Message, person: str, name: str) -> None:
    """Take one's own reaction off; raises ``invalid_name`` or ``no_reaction``."""
    if not is_emoji(workspace, name):
        raise SlackError("invalid_name")
    people = message.reactions.get(name, {})
    if person not in people:
        raise SlackError("no_reaction")
    del people[person]
    if not people:
        del message.reactions[name]
    _tell(workspace, message, person, name, "reaction_removed")


def _tell(workspace: Workspace, message: Message, person: str, name: str, kind: str) -> None:
    channel = workspace.channels.get(message.channel)
    posting.show(workspace, channel, message)
    event = {
        "type": kind,
        "user": person,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "item_user": message.user,
    }
    events.emit(workspace, event, channel)
