"""Every method that the workspace knows, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.api import (
    basics,
    chat,
    conversations,
    files,
    history,
    members,
    people,
    reactions,
    validation,
    views,
)

if TYPE_CHECKING:
    from rehearsal.workspace.api.method import Method

_NOUNS = (basics, chat, conversations, files, history, members, people, reactions, validation, views)

METHODS: dict[str, Method] = {method.name: method for noun in _NOUNS for method in noun.METHODS}
