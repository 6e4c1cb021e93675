"""Key themes and next steps, in a table."""

import json

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import SessionId
from consultation.model.summaries import Summary
from storage import database
from storage.capture_tables import summaries
from storage.summary_json import summary_in, summary_out


class SummaryStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, session_id: SessionId) -> Summary:
        found = select(summaries.c.body).where(summaries.c.session_id == session_id)
        body = (await self._connection.execute(found)).scalar_one_or_none()
        return summary_in(json.loads(body)) if body else Summary()

    async def put(self, session_id: SessionId, summary: Summary) -> None:
        body = json.dumps(summary_out(summary))
        new = database.insert(self._connection, summaries).values(session_id=session_id, body=body)
        await self._connection.execute(
            new.on_conflict_do_update(index_elements=["session_id"], set_={"body": body})
        )
