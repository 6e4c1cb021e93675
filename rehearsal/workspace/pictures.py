"""Pictures that lie in the workspace: a block may show only one that was uploaded and that its app may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import sharing
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.files import File
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def faults(workspace: Workspace, app: Installation, blocks: list[Json], pointer: str) -> list[str]:
    """Return one sentence for each ``slack_file`` in blocks that can't be shown."""
    return [
        f"invalid slack file [json-pointer:{place}]"
        for place, wanted in _wanted(blocks, pointer)
        if not _shown(workspace, app, wanted)
    ]


def _wanted(part: object, pointer: str) -> Iterator[tuple[str, Json]]:
    if isinstance(part, list):
        for number, entry in enumerate(part):
            yield from _wanted(entry, f"{pointer}/{number}")
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "slack_file" and isinstance(value, dict):
                yield f"{pointer}/{key}", value
            else:
                yield from _wanted(value, f"{pointer}/{key}")


def _shown(workspace: Workspace, app: Installation, wanted: Json) -> bool:
    file = _file(workspace, wanted)
    return file is not None and file.is_image and sharing.seen_by(workspace, file, app.bot_user)


def _file(workspace: Workspace, wanted: Json) -> File | None:
    """Return the file named by its id, or by one of its addresses."""
    if "id" in wanted:
        try:
            return workspace.files.get(str(wanted["id"]))
        except SlackError:
            return None
    for file in workspace.files.all():
        shown = sharing.shown(workspace, file)
        if wanted.get("url") in {shown["url_private"], shown["permalink"]}:
            return file
    return None
