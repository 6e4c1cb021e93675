"""People: join, change, withdraw."""

from dataclasses import dataclass

from consultation.errors import NotSignedUp
from consultation.model.cards import CardKind
from consultation.model.people import SignUp, SignUpDraft
from consultation.model.placement import Wish
from consultation.model.references import Actor, SessionId
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session
from consultation.people import judge_sign_up, require_open_list
from consultation.placement import seat_late
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.rooms import seating_steps
from consultation.services.access import session_of


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of signing up: `room` is the late joiner's room where people were placed already."""

    session: Session
    sign_up: SignUp
    changed: bool
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The use cases of a session's list."""

    storage: Storage
    clock: Clock
    identity: Identity

    async def for_joining(self, actor: Actor, session_id: SessionId) -> tuple[Session, SignUp | None]:
        """The session and what the person said before, for the sign-up form. Raises SignUpClosed."""
        async with self.storage.look() as work:
            session = await session_of(work, actor, session_id)
            before = await work.people.get(session_id, actor.person)
            require_open_list(session, already_on_it=before is not None)
            return session, before

    async def join(self, actor: Actor, session_id: SessionId, draft: SignUpDraft) -> Joined:
        """Put the person on the list or change what they said. Once people are placed, they get the best open seat."""
        async with self.storage.work() as work:
            session = await session_of(work, actor, session_id)
            before = await work.people.get(session_id, actor.person)
            require_open_list(session, already_on_it=before is not None)
            sign_up = judge_sign_up(session, actor, draft, self.clock.now())
            await work.people.put(sign_up)
            room = await self._seat_late(work, session, sign_up)
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return Joined(session, sign_up, changed=before is not None, room=room)

    async def withdraw(self, actor: Actor, session_id: SessionId) -> Session:
        """Take the person off the list and free their seat. Raises SignUpClosed, NotSignedUp."""
        async with self.storage.work() as work:
            session = await session_of(work, actor, session_id)
            require_open_list(session, already_on_it=True)
            if not await work.people.remove(session_id, actor.person):
                raise NotSignedUp
            await work.rooms.remove_seat(session_id, actor.person)
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return session

    async def _seat_late(self, work: Work, session: Session, sign_up: SignUp) -> Room | None:
        if session.phase not in (Phase.PLACED, Phase.IN_ROOMS):
            return None
        rooms = await work.rooms.all(session.id)
        mine = next((room for room in rooms if room.facilitator == sign_up.person), None)
        if mine or not rooms or await work.rooms.seat_of(session.id, sign_up.person):
            return None
        wish = Wish(sign_up.person, sign_up.ranking, sign_up.can_facilitate)
        seat = seat_late(wish, session, rooms, await work.rooms.seats(session.id))
        await work.rooms.add_seat(seat)
        room = next(room for room in rooms if room.id == seat.room)
        if session.phase is Phase.IN_ROOMS:
            position = len(await work.rooms.steps(session.id))
            await work.rooms.add_steps(seating_steps(room, [sign_up.person], 1, position, self.identity.new))
            await work.cards.touch(session.id, CardKind.ROOM, room.id)
        return room
