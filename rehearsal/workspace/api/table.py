"""Every method that the workspace knows, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.api import basics, chat, views

if TYPE_CHECKING:
    from rehearsal.workspace.api.method import Method

METHODS: dict[str, Method] = {
    method.name: method for noun in (basics, chat, views) for method in noun.METHODS
}
