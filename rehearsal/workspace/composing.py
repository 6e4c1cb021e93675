"""What the composer makes of typed words: markup is escaped, a handle becomes a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.wire import escaped

if TYPE_CHECKING:
    from rehearsal.workspace.workspace import Workspace

_EVERYONE = re.compile(r"(?<![\w.&/])@(here|channel|everyone)\b")
_MENTION = re.compile(r"(?<![\w.&/])([@#])([\w.-]*\w)")


def composed(workspace: Workspace, typed: str) -> str:
    """Return typed text as Slack stores it: escaped, with ``@handle``, ``@here`` and ``#channel`` as mentions."""
    return mentions_resolved(workspace, _EVERYONE.sub(r"<!\1>", escaped(typed)))


def mentions_resolved(workspace: Workspace, text: str, *, named: bool = False) -> str:
    """Return text with handles and channel names as Slack's mentions; ``named`` adds the name, as commands have it."""

    def mention(part: re.Match[str]) -> str:
        place = _person(workspace, part[2]) if part[1] == "@" else _channel(workspace, part[2])
        if not place:
            return part[0]
        return f"<{part[1]}{place}|{part[2]}>" if named else f"<{part[1]}{place}>"

    return _MENTION.sub(mention, text)


def _person(workspace: Workspace, name: str) -> str:
    try:
        return workspace.people.named(name).id
    except SlackError:
        return ""


def _channel(workspace: Workspace, name: str) -> str:
    channel = workspace.channels.named(name)
    return channel.id if channel else ""
