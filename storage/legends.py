"""Tags that programmes have of their own, in a table."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.notes import LEGEND, LegendEntry, Tag, TagKind
from consultation.model.sessions import Session
from storage import database
from storage.capture_tables import legends


class LegendStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, session: Session) -> tuple[LegendEntry, ...]:
        statement = select(legends.c.body).where(legends.c.scope == _scope(session))
        body = (await self._connection.execute(statement)).scalar_one_or_none()
        return tuple(map(_entry, json.loads(body))) if body else LEGEND

    async def put(self, session: Session, legend: Sequence[LegendEntry]) -> None:
        body = json.dumps([[one.tag, one.emoji, one.meaning, one.kind, one.retired] for one in legend])
        new = database.insert(self._connection, legends).values(scope=_scope(session), body=body)
        await self._connection.execute(
            new.on_conflict_do_update(index_elements=["scope"], set_={"body": body})
        )


def _scope(session: Session) -> str:
    return session.programme.id if session.programme else session.id


def _entry(row: Sequence[str]) -> LegendEntry:
    tag, emoji, meaning, kind, retired = row
    return LegendEntry(Tag(tag) if tag in set(Tag) else tag, emoji, meaning, TagKind(kind), bool(retired))
