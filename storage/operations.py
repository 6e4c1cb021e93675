"""Calls that make something new, in a table."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.operations import Operation
from storage import database
from storage.workings import operations


class OperationStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, key: str, at: datetime) -> Operation | None:
        noted = database.insert(self._connection, operations).values(key=key, called_at=at)
        if await database.changed(self._connection, noted.on_conflict_do_nothing()):
            return None
        row = (await self._connection.execute(select(operations).where(operations.c.key == key))).one()
        return Operation(row.key, row.called_at, row.result)

    async def finish(self, key: str, result: str) -> None:
        await self._connection.execute(
            update(operations).where(operations.c.key == key).values(result=result)
        )

    async def withdraw(self, key: str) -> None:
        await self._connection.execute(delete(operations).where(operations.c.key == key))
