"""Notices: what an organiser has to know is told to each of them, once, and in words."""

from dataclasses import dataclass

from consultation.cards import new_card
from consultation.model.cards import CardKind
from consultation.model.references import NoticeId, PersonRef, PlaceRef, SessionId, Tenant
from consultation.model.sessions import Session
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work


@dataclass(frozen=True, slots=True)
class Notices:
    """The use cases of notices. The same text is told once in each session."""

    storage: Storage
    platform: Platform
    clock: Clock
    identity: Identity

    async def raise_for(self, session_id: SessionId, text: str) -> None:
        """Tell the organisers of this session."""
        async with self.storage.work() as work:
            session = await work.sessions.any(session_id)
            if session is not None:
                await self.tell(work, session, text)

    async def raise_at(self, tenant: Tenant, place: PlaceRef, text: str) -> None:
        """Tell the organisers of the sessions under way at this place; where there are none, of all in the workspace."""
        async with self.storage.work() as work:
            under_way = await work.sessions.under_way(tenant)
            here = {session.id for session in await work.sessions.at(tenant, place)}
            for session in [one for one in under_way if one.id in here] or under_way:
                await self.tell(work, session, text)

    async def raise_everywhere(self, text: str) -> None:
        """Tell the organisers of all sessions under way, in all workspaces."""
        async with self.storage.work() as work:
            for session in await work.sessions.under_way():
                await self.tell(work, session, text)

    async def organisers(self) -> frozenset[PersonRef]:
        """Who organises a session under way, in any workspace, for what can't wait until it is stored."""
        async with self.storage.look() as work:
            under_way = await work.sessions.under_way()
        return frozenset(one for session in under_way for one in session.organisers)

    async def tell(self, work: Work, session: Session, text: str) -> None:
        """Tell the organisers of this session, in a unit of work under way. People are named as {their reference}."""
        notice = NoticeId(self.identity.new())
        if not await work.notices.add(notice, session.id, text, self.clock.now()):
            return
        for organiser in session.organisers:
            desk = self.platform.desk(organiser)
            await work.cards.add(new_card(self.identity.new, session.id, CardKind.NOTICE, desk, notice))
