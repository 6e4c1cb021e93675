"""Files of reports on their way to people, in a table."""

import json
from collections.abc import Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.documents import DocumentLink, Handout, HandoutState
from consultation.model.references import HandoutId, PlaceRef, SessionId
from storage.database import Found
from storage.workings import handouts


class HandoutStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.grew = False
        """Whether something to hand out was added through this store."""

    async def add(self, handout: Handout) -> None:
        self.grew = True
        await self._connection.execute(
            insert(handouts).values(
                id=handout.id,
                session_id=handout.session,
                place=handout.place,
                version=handout.version,
                public=handout.public,
                asked_at=handout.asked_at,
                state=HandoutState.PENDING,
                links="[]",
            )
        )

    async def pending(self) -> Sequence[Handout]:
        statement = select(handouts).where(handouts.c.state == HandoutState.PENDING)
        return [
            _handout(row) for row in await self._connection.execute(statement.order_by(handouts.c.number))
        ]

    async def settle(
        self, handout_id: HandoutId, state: HandoutState, links: Sequence[DocumentLink] = ()
    ) -> None:
        written = json.dumps([[link.title, link.address] for link in links])
        settled = update(handouts).where(handouts.c.id == handout_id).values(state=state, links=written)
        await self._connection.execute(settled)

    async def links(self, session_id: SessionId, version: int) -> Sequence[DocumentLink]:
        of_version = (handouts.c.session_id == session_id) & (handouts.c.version == version)
        statement = select(handouts.c.links).where(of_version, handouts.c.public).order_by(handouts.c.number)
        found = (await self._connection.scalars(statement)).all()
        return [DocumentLink(*one) for written in found for one in json.loads(written)]


def _handout(row: Found) -> Handout:
    return Handout(
        id=HandoutId(row.id),
        session=SessionId(row.session_id),
        place=PlaceRef(row.place),
        version=row.version,
        public=row.public,
        asked_at=row.asked_at,
    )
