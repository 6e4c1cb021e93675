"""The digest: look at it, then publish it. What is published is kept as it was."""

from dataclasses import dataclass

from consultation.cards import new_card
from consultation.digest import Findings, compile_digest
from consultation.errors import CannotReachPlace
from consultation.model.cards import CardKind
from consultation.model.digest import Digest
from consultation.model.documents import Handout
from consultation.model.panel import Act
from consultation.model.polls import Audience
from consultation.model.references import Actor, HandoutId, SessionId
from consultation.model.sessions import Phase, Session
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.services.access import session_for
from consultation.services.tallies import tally_of


@dataclass(frozen=True, slots=True)
class Digests:
    """The use cases of the digest."""

    storage: Storage
    platform: Platform
    clock: Clock
    identity: Identity

    async def preview(self, actor: Actor, session_id: SessionId) -> tuple[Session, Digest]:
        """The digest as it would be published now. Changes nothing."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.DIGEST)
            return session, compile_digest(await findings_of(work, session))

    async def publish(self, actor: Actor, session_id: SessionId) -> Digest:
        """Close the session if it is open, keep the digest and post it, a part a message, in the plenary channel.

        Raises CannotReachPlace: a digest is published once, so it must not be where nobody can read it.
        """
        async with self.storage.look() as work:
            place = (await session_for(work, actor, session_id, Act.DIGEST)).place
        if not await self.platform.enter(place):
            raise CannotReachPlace
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.DIGEST)
            await _close_polls(work, session, self.clock)
            digest = compile_digest(await findings_of(work, session))
            parts = self.platform.parts(digest)
            await work.digests.add(digest, parts, self.clock.now())
            for part in parts:
                card = new_card(
                    self.identity.new, session_id, CardKind.DIGEST, session.place, str(part.number)
                )
                await work.cards.add(card)
            await work.handouts.add(self._handout(session))
            await work.sessions.move(session_id, Phase.PUBLISHED)
            for kind in (CardKind.SIGN_UP, CardKind.ROOM, CardKind.POLL):
                await work.cards.touch(session_id, kind)
        return digest

    def _handout(self, session: Session) -> Handout:
        """The files for everybody, which follow the digest."""
        new_id = HandoutId(self.identity.new())
        return Handout(new_id, session.id, session.place, version=1, public=True, asked_at=self.clock.now())


async def findings_of(work: Work, session: Session) -> Findings:
    """Everything that a session's digest is made from."""
    rooms = tuple(await work.rooms.all(session.id))
    polls = await work.polls.all(session.id)
    by_room = {
        poll.id: tuple([(room.number, await tally_of(work, poll, room.id)) for room in rooms])
        for poll in polls
        if poll.audience is Audience.ROOMS
    }
    siblings = await work.sessions.in_programme(session.programme.id) if session.programme else ()
    return Findings(
        session=session,
        rooms=rooms,
        seats=tuple(await work.rooms.seats(session.id)),
        notes=tuple(await work.notes.all(session.id)),
        polls=tuple([(poll, await tally_of(work, poll), by_room.get(poll.id, ())) for poll in polls]),
        siblings=tuple(siblings),
        legend=await work.legends.of(session),
    )


async def _close_polls(work: Work, session: Session, clock: Clock) -> None:
    for poll in await work.polls.all(session.id):
        if poll.closed_at is None:
            await work.polls.close(poll.id, clock.now())
