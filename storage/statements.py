"""Conversations, statements and the log of opinions, in tables."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, false, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import ConversationId, PersonRef, SessionId, StatementId, Tenant
from consultation.model.statements import (
    Conversation,
    Opinion,
    OpinionBallot,
    Reception,
    Stance,
    Standing,
    Statement,
    Turnout,
)
from storage.database import Found
from storage.schema import sessions, sign_ups
from storage.seals import OPINION, seal
from storage.statement_tables import conversations, opinions, statements

# Put together once: opinions come in bursts, and making a statement costs more than carrying it out.
_OURS = conversations.c.session_id.in_(select(sessions.c.id).where(sessions.c.tenant == bindparam("tenant")))
_CONVERSATION = select(conversations).where(conversations.c.id == bindparam("conversation"), _OURS)
_OF_THESE = (
    select(statements)
    .join(conversations, conversations.c.id == statements.c.conversation_id)
    .where(statements.c.id.in_(bindparam("statements", expanding=True)), _OURS)
)
_ALL = (
    select(statements)
    .where(statements.c.conversation_id == bindparam("conversation"))
    .order_by(statements.c.number)
)
_LISTED = select(sign_ups.c.person).where(
    sign_ups.c.session_id == bindparam("session"),
    sign_ups.c.person.in_(bindparam("people", expanding=True)),
    sign_ups.c.observes == false(),
)
_STANCES = (
    select(opinions.c.person, opinions.c.statement_id, opinions.c.opinion, opinions.c.order_stamp)
    .where(
        opinions.c.conversation_id == bindparam("conversation"),
        opinions.c.person.in_(bindparam("people", expanding=True)),
    )
    .order_by(opinions.c.number)
)
_CAST = insert(opinions)


class StatementStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, conversation: Conversation) -> None:
        await self._connection.execute(insert(conversations).values(_conversation_fields(conversation)))

    async def conversation(self, tenant: Tenant, conversation_id: ConversationId) -> Conversation | None:
        which = {"conversation": conversation_id, "tenant": tenant}
        row = (await self._connection.execute(_CONVERSATION, which)).one_or_none()
        return _conversation(row) if row else None

    async def conversations(self, session_id: SessionId) -> Sequence[Conversation]:
        of_session = select(conversations).where(conversations.c.session_id == session_id)
        found = await self._connection.execute(of_session.order_by(conversations.c.number))
        return [_conversation(row) for row in found]

    async def close(self, conversation_id: ConversationId, at: datetime) -> None:
        still_open = (conversations.c.id == conversation_id, conversations.c.closed_at.is_(None))
        await self._connection.execute(update(conversations).where(*still_open).values(closed_at=at))

    async def add(self, statements_: Sequence[Statement]) -> None:
        if statements_:
            await self._connection.execute(
                insert(statements), [_statement_fields(one) for one in statements_]
            )

    async def get(self, tenant: Tenant, statement_id: StatementId) -> Statement | None:
        found = await self.of_these(tenant, [statement_id])
        return found[0] if found else None

    async def of_these(self, tenant: Tenant, statements_: Collection[StatementId]) -> Sequence[Statement]:
        which = {"statements": list(statements_), "tenant": tenant}
        return [_statement(row) for row in await self._connection.execute(_OF_THESE, which)]

    async def all(self, conversation_id: ConversationId) -> Sequence[Statement]:
        found = await self._connection.execute(_ALL, {"conversation": conversation_id})
        return [_statement(row) for row in found]

    async def judge(self, statement_id: StatementId, standing: Standing, reason: str) -> None:
        judged = update(statements).where(statements.c.id == statement_id)
        await self._connection.execute(judged.values(standing=standing, reason=reason))

    async def listed(self, session_id: SessionId, people: Collection[PersonRef]) -> frozenset[PersonRef]:
        found = await self._connection.scalars(_LISTED, {"session": session_id, "people": list(people)})
        return frozenset(map(PersonRef, found))

    async def cast(self, ballots: Sequence[OpinionBallot]) -> None:
        if ballots:
            await self._connection.execute(_CAST, [_ballot_fields(one) for one in ballots])

    async def stances(
        self, conversation_id: ConversationId, people: Collection[PersonRef]
    ) -> Mapping[PersonRef, Mapping[StatementId, Stance]]:
        which = {"conversation": conversation_id, "people": list(people)}
        said: defaultdict[PersonRef, dict[StatementId, Stance]] = defaultdict(dict)
        for person, statement, opinion, order in await self._connection.execute(_STANCES, which):
            said[PersonRef(person)][StatementId(statement)] = Stance(Opinion(opinion), order or "")
        return said

    async def receptions(self, conversation_id: ConversationId) -> Sequence[Reception]:
        counted = (
            select(opinions.c.statement_id, opinions.c.opinion, func.count())
            .where(self._latest(conversation_id))
            .group_by(opinions.c.statement_id, opinions.c.opinion)
        )
        people = {(row[0], row[1]): row[2] for row in await self._connection.execute(counted)}
        return [
            Reception(one, *(people.get((one.id, opinion), 0) for opinion in Opinion))
            for one in await self.all(conversation_id)
        ]

    async def turnout(self, conversation_id: ConversationId) -> Turnout:
        proposed = (
            select(statements.c.standing, func.count())
            .where(statements.c.conversation_id == conversation_id)
            .group_by(statements.c.standing)
        )
        standing = dict(map(tuple, await self._connection.execute(proposed)))
        each = select(opinions.c.person, opinions.c.statement_id).distinct()
        pairs = each.where(opinions.c.conversation_id == conversation_id).subquery()
        counted = select(func.count(pairs.c.person.distinct()), func.count())
        people, said = (await self._connection.execute(counted.select_from(pairs))).one()
        return Turnout(people, said, standing.get(Standing.SHOWN, 0), standing.get(Standing.WAITING, 0))

    @staticmethod
    def _latest(conversation_id: ConversationId) -> ColumnElement[bool]:
        newest = select(func.max(opinions.c.number)).where(opinions.c.conversation_id == conversation_id)
        return opinions.c.number.in_(newest.group_by(opinions.c.statement_id, opinions.c.person))


def _conversation_fields(one: Conversation) -> dict[str, object]:
    return {
        "id": one.id,
        "session_id": one.session,
        "question": one.question,
        "reviewed": one.reviewed,
        "opened_by": one.opened_by,
        "opened_at": one.opened_at,
        "closed_at": one.closed_at,
    }


def _statement_fields(one: Statement) -> dict[str, object]:
    return {
        "id": one.id,
        "conversation_id": one.conversation,
        "text": one.text,
        "standing": one.standing,
        "person": one.person,
        "proposed_at": one.proposed_at,
        "reason": one.reason,
    }


def _ballot_fields(one: OpinionBallot) -> dict[str, object]:
    fields: dict[str, object] = {
        "conversation_id": one.conversation,
        "statement_id": one.statement,
        "person": one.person,
        "opinion": one.opinion,
        "cast_at": one.cast_at,
        "order_stamp": one.order or None,
    }
    return {**fields, "seal": seal(OPINION, fields)}


def _conversation(row: Found) -> Conversation:
    return Conversation(
        id=ConversationId(row.id),
        session=SessionId(row.session_id),
        question=row.question,
        reviewed=row.reviewed,
        opened_by=PersonRef(row.opened_by),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _statement(row: Found) -> Statement:
    return Statement(
        id=StatementId(row.id),
        conversation=ConversationId(row.conversation_id),
        text=row.text,
        standing=Standing(row.standing),
        person=PersonRef(row.person),
        proposed_at=row.proposed_at,
        reason=row.reason,
    )
