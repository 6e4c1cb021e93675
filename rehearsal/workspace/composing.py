"""What the composer makes of typed words: markup is escaped, a handle becomes a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.wire import escaped, linked

if TYPE_CHECKING:
    from rehearsal.workspace.workspace import Workspace

_EVERYONE = re.compile(r"(?<![\w.&/])@(here|channel|everyone)\b")
_MENTION = re.compile(r"(?<![\w.&/])([@#])([\w.-]*\w)")


def composed(workspace: Workspace, typed: str) -> str:
    """Return typed text as Slack stores it: escaped, with addresses, ``@handle``, ``@here`` and ``#channel`` as links."""
    return mentions_resolved(workspace, everyone_resolved(linked(escaped(typed))))


def everyone_resolved(text: str) -> str:
    """Return text with ``@here``, ``@channel`` and ``@everyone`` as Slack's mentions."""
    return _EVERYONE.sub(r"<!\1>", text)


def channels_resolved(workspace: Workspace, text: str) -> str:
    """Return text with channel names as Slack's mentions."""
    return _MENTION.sub(lambda part: _mention(workspace, part) if part[1] == "#" else part[0], text)


def mentions_resolved(workspace: Workspace, text: str, *, named: bool = False) -> str:
    """Return text with handles and channel names as Slack's mentions; ``named`` adds the name, as commands have it."""
    return _MENTION.sub(lambda part: _mention(workspace, part, named=named), text)


def _mention(workspace: Workspace, part: re.Match[str], *, named: bool = False) -> str:
    place = _person(workspace, part[2]) if part[1] == "@" else _channel(workspace, part[2])
    if not place:
        return part[0]
    return f"<{part[1]}{place}|{part[2]}>" if named else f"<{part[1]}{place}>"


def _person(workspace: Workspace, name: str) -> str:
    try:
        return workspace.people.named(name).id
    except SlackError:
        return ""


def _channel(workspace: Workspace, name: str) -> str:
    channel = workspace.channels.named(name)
    return channel.id if channel else ""
