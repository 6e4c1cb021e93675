"""Sharing uploaded files in channels, by people and apps alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import events, posting
from rehearsal.workspace.files import File

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def promised(workspace: Workspace, owner: str, name: str, length: int) -> File:
    """Return a new file whose bytes are still to come."""
    return File(workspace.ids.new("F"), owner, name, name, workspace.seconds(), length)


def shown(workspace: Workspace, file: File) -> Json:
    """Return a file as Slack shows it."""
    return file.as_slack(workspace.address, workspace.team_id)


def share(workspace: Workspace, channel: Channel, files: list[File], draft: posting.Draft) -> Message:
    """Post files into a channel as one message, and tell apps of each; raises ``is_archived``."""
    for file in files:
        file.complete = True
    draft.subtype = "file_share"
    draft.sender = {key: value for key, value in draft.sender.items() if key not in {"team", "client_msg_id"}}
    draft.files = [{**shown(workspace, file), "is_public": channel.is_public} for file in files]
    message = posting.post(workspace, channel, draft)
    for file in files:
        file.shares.append((channel.id, message.ts))
        event = {
            "type": "file_shared",
            "file_id": file.id,
            "user_id": file.user,
            "file": {"id": file.id},
            "channel_id": channel.id,
        }
        events.emit(workspace, event, channel)
    return message
