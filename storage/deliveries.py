"""Deliveries that were seen before. Platforms deliver the same thing again when they are in doubt."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Database, changed, insert
from storage.schema import deliveries


class Deliveries:
    """Remembers what was delivered, so that each is acted on once, after a restart too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first_time(self, key: str, at: datetime) -> bool:
        """Whether this delivery is new. `key` names it together with its workspace; `at` is UTC. Committed before it answers."""
        async with self._database.writing() as connection:
            statement = insert(connection, deliveries).values(key=key, received_at=at)
            return await changed(connection, statement.on_conflict_do_nothing()) > 0

    async def is_known(self, key: str) -> bool:
        """Whether this delivery was remembered before."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(deliveries.c.key).where(deliveries.c.key == key))
            return found.first() is not None

    async def remember(self, keys: Sequence[str], at: datetime) -> None:
        """Remember deliveries that were acted on, all in one transaction; some may be known already. `at` is UTC."""
        async with self._database.writing() as connection:
            rows = [{"key": key, "received_at": at} for key in keys]
            await connection.execute(insert(connection, deliveries).on_conflict_do_nothing(), rows)

    async def forget_before(self, at: datetime) -> None:
        """Forget deliveries received before this moment (UTC). Platforms repeat for hours, not days: keep at least one day."""
        async with self._database.writing() as connection:
            await connection.execute(delete(deliveries).where(deliveries.c.received_at < at))
