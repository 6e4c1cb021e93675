"""Placement: look before anything happens, apply, undo."""

import asyncio
from dataclasses import dataclass, replace

from consultation.model.cards import CardKind
from consultation.model.panel import Act
from consultation.model.placement import Placement, PlacementRequest, ThemeOffer, Wish
from consultation.model.references import Actor, SessionId
from consultation.model.sessions import Phase, Session
from consultation.placement import place
from consultation.ports.clock import Identity
from consultation.ports.storage import Storage, Work
from consultation.rooms import rooms_of
from consultation.services.access import session_for


@dataclass(frozen=True, slots=True)
class Placements:
    """The use cases of placement. The same list and seed give the same placement, so a preview is what will be applied."""

    storage: Storage
    identity: Identity

    async def preview(self, actor: Actor, session_id: SessionId) -> tuple[Session, Placement]:
        """Who would sit where. Changes nothing. Raises NobodyToPlace."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.PLACE)
            return session, await self._place(work, session)

    async def apply(self, actor: Actor, session_id: SessionId) -> tuple[Session, Placement]:
        """Store the placement; people already placed are placed anew."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.PLACE)
            placement = await self._place(work, session)
            await work.rooms.replace_all(session_id, *rooms_of(placement, session_id, self.identity.new))
            await work.sessions.move(session_id, Phase.PLACED)
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return replace(session, phase=Phase.PLACED), placement

    async def undo(self, actor: Actor, session_id: SessionId) -> Session:
        """Back to sign-up, with nobody placed. Possible until rooms open."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.UNPLACE)
            await work.rooms.replace_all(session_id, (), ())
            await work.sessions.move(session_id, Phase.SIGN_UP)
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return replace(session, phase=Phase.SIGN_UP)

    async def _place(self, work: Work, session: Session) -> Placement:
        people = await work.people.all(session.id)
        wishes = tuple(
            Wish(
                person=one.person,
                ranking=one.ranking,
                can_facilitate=one.can_facilitate,
                role=one.role,
                organisation=one.organisation,
            )
            for one in people
        )
        themes = tuple(ThemeOffer(theme.id, name=theme.name) for theme in session.themes)
        request = PlacementRequest(themes, wishes, session.seed)
        # Milliseconds for an ordinary session, seconds for thousands of people: never on the loop.
        return await asyncio.to_thread(place, request)
