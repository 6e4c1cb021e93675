"""The memory of statements: conversations, what was proposed, and the append-only log of opinions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from consultation.model.references import ConversationId, PersonRef, SessionId, StatementId, Tenant
from consultation.model.statements import (
    Conversation,
    OpinionBallot,
    Reception,
    Stance,
    Standing,
    Statement,
    Turnout,
)


class StatementStore(Protocol):
    """Conversations with their statements and opinions."""

    async def begin(self, conversation: Conversation) -> None: ...

    async def conversation(self, tenant: Tenant, conversation_id: ConversationId) -> Conversation | None: ...

    async def conversations(self, session_id: SessionId) -> Sequence[Conversation]:
        """The session's conversations in the order of opening."""
        ...

    async def close(self, conversation_id: ConversationId, at: datetime) -> None: ...

    async def add(self, statements: Sequence[Statement]) -> None: ...

    async def get(self, tenant: Tenant, statement_id: StatementId) -> Statement | None: ...

    async def of_these(self, tenant: Tenant, statements: Collection[StatementId]) -> Sequence[Statement]:
        """The workspace's statements among these, in no order."""
        ...

    async def all(self, conversation_id: ConversationId) -> Sequence[Statement]:
        """Whatever was proposed, in the order of being proposed, hidden ones too."""
        ...

    async def judge(self, statement_id: StatementId, standing: Standing, reason: str) -> None:
        """Let a statement be seen, or not, for this reason."""
        ...

    async def listed(self, session_id: SessionId, people: Collection[PersonRef]) -> frozenset[PersonRef]:
        """Those of these people who are on the session's list to take part; observers are not among them."""
        ...

    async def cast(self, ballots: Sequence[OpinionBallot]) -> None:
        """Append opinions in this order. A person's latest on a statement is the one that counts."""
        ...

    async def stances(
        self, conversation_id: ConversationId, people: Collection[PersonRef]
    ) -> Mapping[PersonRef, Mapping[StatementId, Stance]]:
        """What these people have said so far: the latest on each statement. Who said nothing is not in it."""
        ...

    async def receptions(self, conversation_id: ConversationId) -> Sequence[Reception]:
        """How each statement was received, in the order of being proposed. Always counted, never kept."""
        ...

    async def turnout(self, conversation_id: ConversationId) -> Turnout: ...
