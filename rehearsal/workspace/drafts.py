"""A message before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


@dataclass(slots=True)
class Draft:
    """A message before it is sent. ``sender`` are the keys that say who it is from; ``user`` is the account.

    A ``plain`` one is shown as it is written, without bold or italic.
    """

    user: str
    text: str
    sender: Json
    blocks: list[Json] | None = None
    thread_ts: str = ""
    subtype: str = ""
    files: list[Json] | None = None
    metadata: Json | None = None
    attachments: list[Json] | None = None
    broadcast: bool = False
    plain: bool = False
