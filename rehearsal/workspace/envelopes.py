"""What is delivered to an app, what comes of it, and what a way to an app can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


@dataclass(frozen=True, slots=True)
class Envelope:
    """One delivery. ``kind`` is events_api, interactive or slash_commands; ``attempt`` counts from 0.

    ``reason`` is why the attempt before it failed, in the word of the retry header (``http_timeout`` …).
    """

    id: str
    kind: str
    payload: Json
    accepts_answer: bool
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the app answered within the time allowed; ``payload`` is empty for a bare one."""

    payload: Json


@dataclass(frozen=True, slots=True)
class Missed:
    """No acknowledgement. ``reason`` is a retry header's word; ``status`` the HTTP status, where one came.

    ``final``: the app asked not to be sent this again.
    """

    reason: str
    status: int = 0
    final: bool = False


Outcome: TypeAlias = Acknowledgement | Missed

NOT_CONNECTED = Missed("not_connected")
"""Nothing was listening. Slack has no word for it: the people see it as their action failing."""


class Transport(Protocol):
    """Carries envelopes to one app: its sockets, its request URLs, or something wrapped around them."""

    @property
    def connected(self) -> bool:
        """Return whether the app can be reached at this moment."""
        ...

    async def reachable(self, seconds: float) -> bool:
        """Wait until the app can be reached, at most so many seconds, and return whether it is."""
        ...

    async def carry(self, envelope: Envelope) -> Outcome:
        """Deliver once and return the acknowledgement, or why none came in time."""
        ...
