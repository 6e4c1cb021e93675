"""What organisers have to know, in a table."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import NoticeId, SessionId
from storage import database
from storage.workings import notices


class NoticeStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, notice_id: NoticeId, session_id: SessionId, text: str, at: datetime) -> bool:
        adding = database.insert(self._connection, notices).values(
            id=notice_id, session_id=session_id, text=text, raised_at=at
        )
        return await database.changed(self._connection, adding.on_conflict_do_nothing()) > 0

    async def text(self, notice_id: NoticeId) -> str | None:
        found = await self._connection.scalars(select(notices.c.text).where(notices.c.id == notice_id))
        return found.one_or_none()
