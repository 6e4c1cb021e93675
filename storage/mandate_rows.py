"""What polls have to know of mandates, from rows."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.mandates import voter_name
from consultation.model.mandates import Mandate
from consultation.model.references import PersonRef, SessionId
from storage.mandate_tables import mandates


async def organisations(connection: AsyncConnection, session: SessionId) -> int:
    """How many organisations have a vote."""
    theirs = select(func.count()).select_from(mandates).where(mandates.c.session_id == session)
    return (await connection.execute(theirs)).scalar_one()


async def holders(connection: AsyncConnection, session: SessionId) -> Mapping[PersonRef, PersonRef]:
    """Who casts an organisation's vote, by the name under which its ballots are kept."""
    held = select(mandates.c.delegate, mandates.c.organisation).where(
        mandates.c.session_id == session, mandates.c.delegate.is_not(None)
    )
    return {
        voter_name(Mandate(session, row.organisation)): PersonRef(row.delegate)
        for row in await connection.execute(held)
    }
