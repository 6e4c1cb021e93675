"""Sharing uploaded files in channels, by people and apps alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import events, posting
from rehearsal.workspace.files import File, tombstone

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.drafts import Draft
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

_KINDS = ("channel", "group", "mpim", "im")


def promised(workspace: Workspace, owner: str, name: str, length: int) -> File:
    """Return a new file whose bytes are still to come."""
    return File(workspace.ids.new("F"), owner, name, name, workspace.seconds(), length)


def shown(workspace: Workspace, file: File) -> Json:
    """Return a file as Slack shows it."""
    return file.as_slack(workspace.address, workspace.team_id)


def shares(workspace: Workspace, file: File) -> Json:
    """Return where a file is shown, as ``files.info`` lists it: by channel, and whether everyone can see that."""
    listed: Json = {"public": {}, "private": {}}
    for place, ts in file.shares:
        channel = workspace.channels.get(place)
        entry = {
            "reply_users": [],
            "reply_users_count": 0,
            "reply_count": 0,
            "ts": ts,
            "channel_name": channel.name,
            "team_id": workspace.team_id,
        }
        listed["public" if channel.is_public else "private"].setdefault(place, []).append(entry)
    kinds = {kind: [p for p, _ in file.shares if workspace.channels.get(p).kind == kind] for kind in _KINDS}
    return {
        "shares": {which: places for which, places in listed.items() if places},
        "channels": kinds["channel"],
        "groups": kinds["group"] + kinds["mpim"],
        "ims": kinds["im"],
    }


def seen_by(workspace: Workspace, file: File, person: str) -> bool:
    """Return whether someone may see a file: its owner, who was given it, and who may see where it was shown."""
    return person in {file.user, *file.given_to} or any(
        workspace.channels.known(place, person) for place, _ in file.shares
    )


def delete(workspace: Workspace, file: File) -> None:
    """Delete a file: where it was shown, a mark stays."""
    file.deleted, file.content = True, None
    for place, ts in file.shares:
        message = workspace.messages.find(place, ts)
        if message is None:
            continue
        message.files = [tombstone(file) if one["id"] == file.id else one for one in message.files]
        posting.show(workspace, workspace.channels.get(place), message)
    events.emit(workspace, {"type": "file_deleted", "file_id": file.id})


def share(workspace: Workspace, channel: Channel, files: list[File], draft: Draft) -> Message:
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
