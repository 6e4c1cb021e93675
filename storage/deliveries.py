"""Deliveries that were seen before. Platforms deliver the same thing again when they are in doubt."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Database, insert
from storage.schema import deliveries


class Deliveries:
    """Remembers what was delivered, so that each is acted on once, after a restart too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self, most: int) -> Sequence[str]:
        """The keys remembered last, at most so many, oldest first."""
        statement = select(deliveries.c.key).order_by(deliveries.c.received_at.desc()).limit(most)
        async with self._database.reading() as connection:
            found = (await connection.execute(statement)).scalars().all()
        return list(reversed(found))

    async def remember(self, keys: Sequence[str], at: datetime) -> None:
        """Remember deliveries that were acted on, all in one transaction; some may be known already. `at` is UTC.

        A key names a delivery together with its workspace.
        """
        async with self._database.writing() as connection:
            rows = [{"key": key, "received_at": at} for key in keys]
            await connection.execute(insert(connection, deliveries).on_conflict_do_nothing(), rows)

    async def forget_before(self, at: datetime) -> None:
        """Forget deliveries received before this moment (UTC). Platforms repeat for hours, not days: keep at least one day."""
        async with self._database.writing() as connection:
            await connection.execute(delete(deliveries).where(deliveries.c.received_at < at))
