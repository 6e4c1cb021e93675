"""Key themes and next steps: what an organiser writes above all rooms."""

from dataclasses import dataclass

from consultation.model.panel import Act
from consultation.model.references import Actor, SessionId
from consultation.model.sessions import Session
from consultation.model.summaries import Summary
from consultation.ports.storage import Storage
from consultation.services.access import session_for
from consultation.summaries import read_summary


@dataclass(frozen=True, slots=True)
class Summaries:
    """The use cases of the summary."""

    storage: Storage

    async def get(self, actor: Actor, session_id: SessionId) -> tuple[Session, Summary]:
        """The session and its summary so far. Raises NoSession, NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.SUMMARY)
            return session, await work.summaries.get(session_id)

    async def write(
        self, actor: Actor, session_id: SessionId, themes: str, steps: str
    ) -> tuple[Session, Summary]:
        """Keep what was typed in place of what stood there. What is published stays as it is. Raises InvalidField, and as `get` does."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.SUMMARY)
            numbers = {room.number for room in await work.rooms.all(session_id)}
            summary = read_summary(themes, steps, numbers)
            await work.summaries.put(session_id, summary)
        return session, summary
