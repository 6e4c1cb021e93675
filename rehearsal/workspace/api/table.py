"""Every method that the workspace knows, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.api import (
    basics,
    bookmarks,
    chat,
    conversations,
    files,
    history,
    members,
    oauth,
    people,
    pins,
    reactions,
    scheduled,
    usergroups,
    validation,
    views,
)

if TYPE_CHECKING:
    from rehearsal.workspace.api.method import Method

_NOUNS = (
    basics,
    bookmarks,
    chat,
    conversations,
    files,
    history,
    members,
    oauth,
    people,
    pins,
    reactions,
    scheduled,
    usergroups,
    validation,
    views,
)

METHODS: dict[str, Method] = {method.name: method for noun in _NOUNS for method in noun.METHODS}
