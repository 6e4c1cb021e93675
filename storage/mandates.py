"""Mandates in a table."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.mandates import key
from consultation.model.mandates import Mandate
from consultation.model.references import PersonRef, SessionId
from storage.mandate_tables import mandates


class MandateStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, session_id: SessionId, organisations: Sequence[str]) -> None:
        known = {key(one.organisation): one for one in await self.all(session_id)}
        await self._connection.execute(delete(mandates).where(mandates.c.session_id == session_id))
        rows = [
            {
                "session_id": session_id,
                "organisation_key": key(name),
                "organisation": name,
                "lead": known[key(name)].lead if key(name) in known else None,
                "delegate": known[key(name)].holder if key(name) in known else None,
            }
            for name in organisations
        ]
        if rows:
            await self._connection.execute(insert(mandates), rows)

    async def all(self, session_id: SessionId) -> Sequence[Mandate]:
        found = select(mandates).where(mandates.c.session_id == session_id).order_by(mandates.c.number)
        return [
            Mandate(
                session_id,
                row.organisation,
                PersonRef(row.lead) if row.lead else None,
                PersonRef(row.delegate) if row.delegate else None,
            )
            for row in await self._connection.execute(found)
        ]

    async def hold(self, mandate: Mandate) -> None:
        of_it = (
            mandates.c.session_id == mandate.session,
            mandates.c.organisation_key == key(mandate.organisation),
        )
        held = update(mandates).where(*of_it).values(lead=mandate.lead, delegate=mandate.holder)
        await self._connection.execute(held)
