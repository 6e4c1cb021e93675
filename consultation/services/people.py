"""People: join, change, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consultation.errors import NotSignedUp, PlacementImpossible
from consultation.model.arrangement import LateSeat
from consultation.model.cards import CardKind
from consultation.model.people import SignUp, SignUpDraft
from consultation.model.placement import PlacementRequest
from consultation.model.references import Actor, PersonRef, RoomId, SessionId
from consultation.model.rooms import Room, Seat
from consultation.model.sessions import Phase, Session
from consultation.people import judge_sign_up, require_open_list, wanted_by
from consultation.placement.changes import arranged, leave
from consultation.placement.late import join_late, states_of
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.rooms import placement_of, seating_steps
from consultation.services.access import session_of
from consultation.services.notices import Notices
from consultation.services.requests import coming, offers_of, wish_of
from consultation.texts import quoted

OBSERVES = "You observe in this room."
NO_SEAT = "{person} joined, and no room has an open seat. Allow one more person with /consult place."
TAKEN_OVER = "{person} led {theme} and withdrew. {other} offered to facilitate, and leads it now."
UNLED = "{person} led {theme} and withdrew. Nobody leads it now; the next who joins and offers to facilitate will."


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of signing up: `room` is the late joiner's room where people were placed already.

    `reason` is why they have it. `seatless`: people were placed, and no room has an open seat by the organiser's rules.
    """

    session: Session
    sign_up: SignUp
    changed: bool
    room: Room | None = None
    reason: str = ""
    seatless: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """The use cases of a session's list."""

    storage: Storage
    clock: Clock
    identity: Identity
    notices: Notices

    async def for_joining(self, actor: Actor, session_id: SessionId) -> tuple[Session, SignUp | None]:
        """The session and what the person said before, for the sign-up form. Raises SignUpClosed."""
        async with self.storage.look() as work:
            session = await session_of(work, actor, session_id)
            before = await work.people.get(session_id, actor.person)
            require_open_list(session, wanted_by(before))
            return session, before

    async def join(self, actor: Actor, session_id: SessionId, draft: SignUpDraft) -> Joined:
        """Put the person on the list or change what they said. Once people are placed, they get the best open seat."""
        async with self.storage.work() as work:
            session = await session_of(work, actor, session_id)
            before = await work.people.get(session_id, actor.person)
            require_open_list(session, wanted_by(before))
            sign_up = judge_sign_up(session, actor, draft, self.clock.now())
            await work.people.put(sign_up)
            try:
                room, reason = await self._seat_late(work, session, sign_up)
                seatless = False
            except PlacementImpossible:
                room, reason, seatless = None, "", True
                await self.notices.tell(work, session, NO_SEAT.format(person=_named(actor.person)))
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return Joined(
            session, sign_up, changed=before is not None, room=room, reason=reason, seatless=seatless
        )

    async def withdraw(self, actor: Actor, session_id: SessionId) -> Session:
        """Take the person off the list and free their seat. Raises SignUpClosed, NotSignedUp.

        Where they led a room, somebody who offered to takes over if there is one, and the organisers are told.
        """
        async with self.storage.work() as work:
            session = await session_of(work, actor, session_id)
            require_open_list(session, "withdraw")
            if not await work.people.remove(session_id, actor.person):
                raise NotSignedUp
            await self._free_seat(work, session, actor.person)
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return session

    async def _free_seat(self, work: Work, session: Session, person: PersonRef) -> None:
        rooms = await work.rooms.all(session.id)
        led = next((room for room in rooms if room.facilitator == person), None)
        if led is None:
            await work.rooms.remove_seat(session.id, person)
            return
        placement = placement_of(rooms, await work.rooms.seats(session.id))
        after = leave(arranged(await _request(work, session), placement), person).arrangement.placement
        await work.rooms.remove_seat(session.id, person)
        key = (led.theme, led.theme_number)
        heir = next((room.facilitator for room in after.rooms if room.key == key), None)
        theme = session.theme(led.theme)
        named = {"person": _named(person), "theme": quoted(theme.name) if theme else "a room"}
        if heir is None:
            await self.notices.tell(work, session, UNLED.format(**named))
            return
        await work.rooms.remove_seat(session.id, heir)
        await work.rooms.lead(led.id, heir, after.reasons[heir])
        await self.notices.tell(work, session, TAKEN_OVER.format(**named, other=_named(heir)))

    async def _seat_late(self, work: Work, session: Session, sign_up: SignUp) -> tuple[Room | None, str]:
        """The best open seat once people are placed, nobody moved, and why. Raises PlacementImpossible where there is none."""
        if session.phase not in (Phase.PLACED, Phase.IN_ROOMS):
            return None, ""
        rooms = await work.rooms.all(session.id)
        mine = next((room for room in rooms if room.facilitator == sign_up.person), None)
        if mine or not rooms or await work.rooms.seat_of(session.id, sign_up.person):
            return None, ""
        late = await _late_seat(work, session, sign_up, rooms)
        room = next(room for room in rooms if (room.theme, room.theme_number) == late.room)
        if late.leads:
            await work.rooms.lead(room.id, sign_up.person, late.reason)
            room = replace(room, facilitator=sign_up.person, reason=late.reason)
        else:
            await work.rooms.add_seat(_seat(sign_up, room.id, late))
        if session.phase is Phase.IN_ROOMS:
            position = len(await work.rooms.steps(session.id))
            await work.rooms.add_steps(seating_steps(room, [sign_up.person], 1, position, self.identity.new))
            await work.cards.touch(session.id, CardKind.ROOM, room.id)
        return room, OBSERVES if sign_up.observes else late.reason


async def _late_seat(work: Work, session: Session, sign_up: SignUp, rooms: Sequence[Room]) -> LateSeat:
    request = await _request(work, session)
    placement = placement_of(rooms, await work.rooms.seats(session.id))
    states = states_of(request, placement)
    wish, rules = replace(wish_of(sign_up), observes=False), request.rules
    if sign_up.observes:
        # An observer takes nobody's seat: as many in each room as in any other.
        watching = {room.key: len(room.observers) for room in placement.rooms}
        states = tuple(replace(state, seats=watching[state.key]) for state in states)
        wish = replace(wish, role="", organisation="")
        return join_late(
            wish, states, [replace(one, most=None) for one in request.themes], rules, request.seed
        )
    return join_late(wish, states, request.themes, rules, request.seed)


async def _request(work: Work, session: Session) -> PlacementRequest:
    """What decides about seats now: the list and the organiser's rules."""
    plan = await work.placements.plan(session.id)
    wishes = tuple(wish_of(one) for one in await coming(work, session))
    return PlacementRequest(offers_of(session, plan), wishes, session.seed, plan.rules)


def _seat(sign_up: SignUp, room: RoomId, late: LateSeat) -> Seat:
    if sign_up.observes:
        return Seat(sign_up.person, room, None, OBSERVES, observes=True)
    return Seat(sign_up.person, room, late.rank, late.reason)


def _named(person: PersonRef) -> str:
    """A person in a notice: whoever shows it puts their name there."""
    return f"{{{person}}}"
