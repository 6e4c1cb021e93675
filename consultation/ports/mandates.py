"""The memory of mandates."""

from collections.abc import Sequence
from typing import Protocol

from consultation.model.mandates import Mandate
from consultation.model.references import SessionId


class MandateStore(Protocol):
    """Which organisations have a vote in a session, and who casts it."""

    async def put(self, session_id: SessionId, organisations: Sequence[str]) -> None:
        """These organisations have a vote, and no others. Those that had one before keep who leads them and who holds it."""
        ...

    async def all(self, session_id: SessionId) -> Sequence[Mandate]:
        """All mandates in the order of the organisations as they were put."""
        ...

    async def hold(self, mandate: Mandate) -> None:
        """Remember who leads an organisation and who holds its vote."""
        ...
