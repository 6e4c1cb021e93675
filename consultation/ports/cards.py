"""The memory of cards: where they are, and which of them are behind."""

from collections.abc import Sequence
from typing import Protocol

from consultation.model.cards import CardKind, CardRow
from consultation.model.references import CardId, MessageRef, SessionId
from consultation.model.sessions import Session


class CardStore(Protocol):
    """Where cards are and which of them are behind."""

    async def add(self, card: CardRow) -> None:
        """Remember a card that is still to be shown. The same kind, subject and place twice is one card."""
        ...

    async def touch(
        self, session_id: SessionId, kind: CardKind, subject: str | None = None, *, first: bool = False
    ) -> None:
        """What these cards show has changed: mark them stale (all of the kind, or those of one subject).

        `first` is for one subject whose state is final: its cards go before all others.
        """
        ...

    async def live_polls(self, session_id: SessionId) -> int:
        """How many cards show polls of this session that are open."""
        ...

    async def stale(self) -> Sequence[CardRow]:
        """Cards that are behind, those longest behind first, in all workspaces."""
        ...

    async def get(self, card_id: CardId) -> CardRow | None: ...

    async def lost(self, card_id: CardId) -> None:
        """The message that showed this card is gone: it is to be shown anew."""
        ...

    async def shown(self, card_id: CardId, version: int, message: MessageRef) -> None:
        """The platform has shown the card as of this version."""
        ...

    async def give_up(self, card_id: CardId, version: int) -> None:
        """The platform refuses to show this version for good (its message or channel is gone): stop trying until it changes."""
        ...

    async def session_of(self, card_id: CardId) -> Session | None:
        """The session that a card belongs to, whatever its workspace."""
        ...

    async def of(self, session_id: SessionId, kind: CardKind) -> Sequence[CardRow]:
        """The session's cards of one kind, in the order of being added."""
        ...
