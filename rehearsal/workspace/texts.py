"""What becomes of the text that an app sends: escaped, its addresses and, where asked for, its mentions made links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.workspace.composing import channels_resolved, everyone_resolved, mentions_resolved
from rehearsal.workspace.wire import escaped, linked

if TYPE_CHECKING:
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def posted(workspace: Workspace, text: str, args: Arguments) -> str:
    """Return the text of a message as Slack stores it.

    By default what is spelt as markup stays and addresses become links. ``parse`` "none" leaves addresses alone,
    "full" takes nothing for markup and finds every mention; ``link_names`` finds groups, channels and ``@here``. Names
    of people are found only with "full" (docs.slack.dev, formatting message text).
    """
    parse = args.text("parse", "none" if args.flag("mrkdwn", default=True) is False else "")
    if parse == "full":
        return mentions_resolved(workspace, everyone_resolved(linked(escaped(text))))
    stored = linked(text, addresses=parse != "none")
    if args.flag("link_names"):
        return groups_resolved(workspace, channels_resolved(workspace, everyone_resolved(stored)))
    return stored


def in_blocks(workspace: Workspace, blocks: list[Json]) -> list[Json]:
    """Return blocks with each ``mrkdwn`` text as Slack stores it, unless it is ``verbatim``.

    Addresses, channel names and ``@here`` and the like become links: a text that someone else wrote needs ``verbatim``.
    """
    return [_in_object(workspace, block) for block in blocks]


def _in_object(workspace: Workspace, part: Json) -> Json:
    whole = {key: _in_value(workspace, value) for key, value in part.items()}
    if whole.get("type") == "mrkdwn" and not whole.get("verbatim"):
        found = everyone_resolved(linked(str(whole["text"])))
        whole["text"] = channels_resolved(workspace, found)
    return whole


def _in_value(workspace: Workspace, value: object) -> object:
    if isinstance(value, list):
        return [_in_value(workspace, entry) for entry in value]
    return _in_object(workspace, value) if isinstance(value, dict) else value


def groups_resolved(workspace: Workspace, text: str) -> str:
    """Return a text with the handles of user groups as mentions."""
    handles = {group.handle: group.id for group in workspace.groups}

    def mention(part: re.Match[str]) -> str:
        group = handles.get(part[1])
        return f"<!subteam^{group}>" if group else part[0]

    return re.sub(r"(?<![\w.&/<])@([\w-]+)", mention, text)
