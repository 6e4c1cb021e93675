"""Where a finished upload goes when the faults say so: nowhere, elsewhere, or where it should be but late."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearsal.workspace import posting, sharing
from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.faults.fault import Fault
    from rehearsal.workspace.workspace import Workspace

_PLACE = ("channel_id", "channels", "thread_ts")


def waylaid(
    workspace: Workspace, app: Installation | None, args: Arguments, hits: Sequence[Fault]
) -> Arguments:
    """Return the arguments with which ``files.completeUploadExternal`` is carried out instead of those given."""
    fault = next((fault for fault in hits if fault.target == "upload"), None)
    if fault is None or app is None:
        return args
    placeless = {key: value for key, value in args.given.items() if key not in _PLACE}
    if fault.kind == "misplaced":
        return Arguments({**placeless, "channel_id": fault.text("to")})
    if fault.kind == "shared_late":
        due = workspace.clock.now() + fault.number("seconds")
        workspace.clock.at(due, partial(_share, workspace, app, args))
    return Arguments(placeless)


def _share(workspace: Workspace, app: Installation, args: Arguments) -> None:
    """Share after all what was finished by then; where it can't be any more, it never is."""
    entries = args.structure("files")
    ids = [str(entry["id"]) for entry in (entries if isinstance(entries, list) else ())]
    for name in args.names("channels") or args.names("channel_id"):
        try:
            files = [workspace.files.get(file_id) for file_id in ids]
            channel = workspace.channels.seen(name, app.bot_user)
            draft = posting.by_app(workspace, app, args.text("initial_comment"))
            draft.thread_ts = args.text("thread_ts")
            sharing.share(workspace, channel, files, draft)
        except SlackError:
            continue
