"""Moderation: what people wrote is let through by an organiser, or hidden with a reason."""

from dataclasses import dataclass

from consultation.errors import InvalidField
from consultation.model.cards import CardKind
from consultation.model.references import Actor, ConversationId, StatementId
from consultation.model.statements import Conversation, Standing, Statement
from consultation.ports.storage import Storage, Work
from consultation.services.access import moderated, statement_of
from consultation.texts import one_line

REASON_MOST = 200
"""Characters of a reason: a sentence or two."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for an organiser's yes in one conversation, the oldest first."""

    conversation: Conversation
    waiting: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Moderation:
    """The use cases of moderation."""

    storage: Storage

    async def queue(self, actor: Actor, conversation_id: ConversationId) -> Queue:
        """What waits for a yes. Raises NotAnOrganiser."""
        async with self.storage.look() as work:
            return await _queue(work, await moderated(work, actor, conversation_id))

    async def for_hiding(self, actor: Actor, statement_id: StatementId) -> Statement:
        """A statement, for the form that hides it. Raises NotAnOrganiser."""
        async with self.storage.look() as work:
            statement = await statement_of(work, actor, statement_id)
            await moderated(work, actor, statement.conversation)
            return statement

    async def show(self, actor: Actor, statement_id: StatementId) -> Queue:
        """Let everybody see a statement. Answers what still waits. Raises NotAnOrganiser."""
        return await self._judge(actor, statement_id, Standing.SHOWN, "")

    async def hide(self, actor: Actor, statement_id: StatementId, reason: str) -> Queue:
        """Keep a statement from being seen; what was said of it counts nowhere. Raises NotAnOrganiser, InvalidField for `reason`."""
        tidy = one_line(reason)
        if not tidy:
            raise InvalidField("reason", "Write why this is not shown. Whoever proposed it can ask you.")
        if len(tidy) > REASON_MOST:
            raise InvalidField("reason", f"Please keep the reason within {REASON_MOST} characters.")
        return await self._judge(actor, statement_id, Standing.HIDDEN, tidy)

    async def _judge(self, actor: Actor, statement_id: StatementId, standing: Standing, reason: str) -> Queue:
        async with self.storage.work() as work:
            statement = await statement_of(work, actor, statement_id)
            conversation = await moderated(work, actor, statement.conversation)
            await work.statements.judge(statement_id, standing, reason)
            await work.cards.touch(conversation.session, CardKind.STATEMENTS, conversation.id)
            return await _queue(work, conversation)


async def _queue(work: Work, conversation: Conversation) -> Queue:
    there = await work.statements.all(conversation.id)
    return Queue(conversation, tuple(one for one in there if one.standing is Standing.WAITING))
