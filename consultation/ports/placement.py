"""The memory of placements: what was asked for, and what was applied."""

from collections.abc import Sequence
from typing import Protocol

from consultation.model.plans import Kept, Plan
from consultation.model.references import SessionId


class PlacementStore(Protocol):
    """What organisers ask of placements, and the placements that were applied."""

    async def plan(self, session_id: SessionId) -> Plan:
        """What was asked for; the usual where nothing was."""
        ...

    async def put_plan(self, session_id: SessionId, plan: Plan) -> None:
        """Replace what was asked for. Fixed seats are no part of it: what is locked is kept with the placement."""
        ...

    async def keep(self, session_id: SessionId, kept: Kept) -> None:
        """Remember a placement as the present one, after those before it."""
        ...

    async def present(self, session_id: SessionId) -> Kept | None:
        """The placement that was applied last, as it was then: who joined or left since is known by the seats."""
        ...

    async def count(self, session_id: SessionId) -> int:
        """How many placements of the round that people are in are remembered, the present one included."""
        ...

    async def round(self, session_id: SessionId) -> int:
        """Which round people are in, from 1."""
        ...

    async def rounds(self, session_id: SessionId) -> Sequence[Kept]:
        """The last placement of each of the session's rounds, the one that people are in at the end."""
        ...

    async def go_back(self, session_id: SessionId) -> Kept | None:
        """Forget the present placement; the one before it is the present one then, None where there is none."""
        ...

    async def forget(self, session_id: SessionId) -> None:
        """Forget all placements of a session; what was asked of them stays."""
        ...
