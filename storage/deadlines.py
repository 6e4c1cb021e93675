"""Deadlines, in a table: what a restart must not forget."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.deadlines import Deadline, DeadlineKind
from consultation.model.references import SessionId
from storage import database
from storage.workings import deadlines


class DeadlineStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def set(self, deadline: Deadline) -> None:
        adding = database.insert(self._connection, deadlines).values(
            kind=deadline.kind,
            subject=deadline.subject,
            session_id=deadline.session,
            due_at=deadline.due_at,
        )
        moved = adding.on_conflict_do_update(
            index_elements=["kind", "subject"], set_={"due_at": deadline.due_at}
        )
        await self._connection.execute(moved)

    async def clear(self, kind: DeadlineKind, subject: str) -> None:
        await self._connection.execute(delete(deadlines).where(*_which(kind, subject)))

    async def of(self, kind: DeadlineKind, subject: str) -> datetime | None:
        found = await self._connection.scalars(select(deadlines.c.due_at).where(*_which(kind, subject)))
        return found.one_or_none()

    async def due(self, at: datetime) -> Sequence[Deadline]:
        statement = select(deadlines).where(deadlines.c.due_at <= at).order_by(deadlines.c.due_at)
        return [
            Deadline(DeadlineKind(row.kind), row.subject, SessionId(row.session_id), row.due_at)
            for row in await self._connection.execute(statement)
        ]

    async def next(self) -> datetime | None:
        earliest: datetime | None = (
            await self._connection.scalars(select(func.min(deadlines.c.due_at)))
        ).one()
        return earliest


def _which(kind: DeadlineKind, subject: str) -> tuple[ColumnElement[bool], ...]:
    return deadlines.c.kind == kind, deadlines.c.subject == subject
