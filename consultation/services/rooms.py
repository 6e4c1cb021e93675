"""Rooms: decide once, then carry out step by step. After a crash the next start finishes what was decided."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from consultation.cards import new_card, welcome_of
from consultation.model.cards import CardKind
from consultation.model.panel import Act
from consultation.model.references import Actor, PersonRef, PlaceRef, SessionId
from consultation.model.rooms import Occupied, Progress, Room, Step, StepKind, StepState, Trouble
from consultation.model.sessions import Phase, Session, Theme
from consultation.ports.clock import Identity
from consultation.ports.platform import Platform, PlatformRefusal, PlatformSilence
from consultation.ports.storage import Interrupted, Storage, Work
from consultation.rooms import occupied, opening_steps, progress_of
from consultation.services.access import room_of, session_for
from consultation.services.operations import Operations

log = logging.getLogger(__name__)

UNEXPECTED = "Something went wrong on our side."
SILENCE = "The platform does not answer. Try again in a few minutes."

PAUSES = (2.0, 5.0, 15.0, 30.0)
"""Seconds between the tries while a platform is silent: about a minute, beside what its own pace takes."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a press on "open the rooms" came to. `again` is True when the rooms had been opened before."""

    session: Session
    progress: Progress
    again: bool


@dataclass(frozen=True, slots=True)
class Rooms:
    """The use cases of rooms."""

    storage: Storage
    platform: Platform
    identity: Identity
    operations: Operations
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    at_once: bool = True
    """Whether what is decided here is carried out here. Where several processes share the memory, the one that leads does it."""
    _turns: defaultdict[SessionId, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def preview(self, actor: Actor, session_id: SessionId) -> tuple[Session, Occupied, Progress]:
        """The rooms that are about to be opened, and how far they are. Raises NotAnOrganiser, WrongPhase, NobodyLeft."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.ROOMS)
            rooms, steps = await work.rooms.all(session_id), await work.rooms.steps(session_id)
            if session.phase is Phase.IN_ROOMS:
                return session, Occupied(tuple(rooms)), progress_of(rooms, steps)
            return session, occupied(rooms, await work.rooms.seats(session_id)), progress_of(rooms, steps)

    async def open(self, actor: Actor, session_id: SessionId) -> Opening:
        """Decide that the rooms open, but for those that everybody has left. Raises NobodyLeft.

        A second press adds nothing; what failed before is put back in line.
        """
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.ROOMS)
            again = session.phase is Phase.IN_ROOMS
            if again:
                await _retry(work, session_id)
            else:
                await self._decide(work, session, self.platform.desk(actor.person))
            rooms, steps = await work.rooms.all(session_id), await work.rooms.steps(session_id)
        return Opening(replace(session, phase=Phase.IN_ROOMS), progress_of(rooms, steps), again)

    async def _decide(self, work: Work, session: Session, desk: PlaceRef) -> None:
        rooms, seats = await work.rooms.all(session.id), await work.rooms.seats(session.id)
        held = occupied(rooms, seats)
        if held.lost:
            rooms = held.rooms
            await work.rooms.replace_all(session.id, rooms, seats)
        per_call = self.platform.seats_per_call
        await work.rooms.add_steps(
            opening_steps(rooms, seats, session.organisers, per_call, self.identity.new)
        )
        await work.sessions.move(session.id, Phase.IN_ROOMS)
        await work.cards.touch(session.id, CardKind.SIGN_UP)
        await work.cards.add(new_card(self.identity.new, session.id, CardKind.PROGRESS, desk))

    async def begin(self, session: Session) -> None:
        """Carry out what was just decided, unless that is for another process to do."""
        if self.at_once:
            await self.carry_out(session)

    async def carry_out(self, session: Session) -> None:
        """Do the steps that are decided and not done, in their order. Safe to call at any time, by any number at once."""
        async with self._turns[session.id]:
            async with self.storage.look() as work:
                steps = await work.rooms.steps(session.id)
            for step in steps:
                if step.state is StepState.PENDING:
                    await self._carry_out(session, step)

    async def resume(self) -> None:
        """After a start: finish what was decided before the program last stopped."""
        async with self.storage.look() as work:
            sessions = await work.sessions.with_pending_steps()
        for session in sessions:
            await self.carry_out(session)

    async def _carry_out(self, session: Session, step: Step) -> None:
        async with self.storage.look() as work:
            room = await room_of(work, step.room)
        try:
            troubles = await self._insist(session, room, step)
        except PlatformRefusal as refusal:
            await self._finish(step, StepState.FAILED, [Trouble(room.id, refusal.reason)])
        except PlatformSilence:
            await self._finish(step, StepState.FAILED, [Trouble(room.id, SILENCE)])
        except Interrupted:
            raise  # the step is still to be done, and will be
        except Exception:
            # The organiser is told and can try again; the other rooms go on.
            log.exception("step %s of session %s failed", step.id, session.id)
            await self._finish(step, StepState.FAILED, [Trouble(room.id, UNEXPECTED)])
        else:
            await self._finish(step, StepState.DONE, troubles)

    async def _insist(self, session: Session, room: Room, step: Step) -> list[Trouble]:
        """Do a step, again and again while the platform is silent. Raises PlatformSilence when that lasts."""
        for pause in PAUSES:
            try:
                return await self._do(session, room, step)
            except PlatformSilence:
                await self.pause(pause)
        return await self._do(session, room, step)

    async def _do(self, session: Session, room: Room, step: Step) -> list[Trouble]:
        theme = session.theme(room.theme) or Theme(room.theme, "Room")
        if step.kind is StepKind.OPEN:
            if room.place is None:
                await self._open(session, room, theme)
            return []
        if room.place is None:
            raise PlatformRefusal("The room itself could not be made.")
        if step.kind is StepKind.TOPIC:
            await self.platform.set_topic(room.place, session, theme)
            return []
        if step.kind is StepKind.PURPOSE:
            await self.platform.set_purpose(room.place, session, room)
            return []
        unseated = await self.platform.seat(room.place, step.people)
        return [Trouble(room.id, one.reason, one.person) for one in unseated]

    async def _open(self, session: Session, room: Room, theme: Theme) -> None:
        looked_for = False

        async def find(_since: datetime) -> PlaceRef | None:
            nonlocal looked_for
            looked_for = True
            return await self.platform.find_room(session, room, theme)

        made = await self.operations.make(
            room.id, lambda: self.platform.open_room(session, room, theme), find
        )
        place = PlaceRef(made)
        async with self.storage.work() as work:
            await work.operations.finish(room.id, place)
            await work.rooms.opened(room.id, place)
            await work.cards.add(new_card(self.identity.new, room.session, CardKind.ROOM, place, room.id))
        if looked_for:
            await self._put_twins_away(place, session, room, theme)

    async def _put_twins_away(self, place: PlaceRef, session: Session, room: Room, theme: Theme) -> None:
        # A call whose answer was lost may have had its effect after it was looked for.
        try:
            await self.platform.put_twins_away(place, session, room, theme)
        except (PlatformRefusal, PlatformSilence) as problem:
            log.warning("twins of room %s can't be looked for: %s", room.id, problem)

    async def _finish(self, step: Step, state: StepState, troubles: list[Trouble]) -> None:
        async with self.storage.work() as work:
            await work.rooms.finish_step(step.id, state, troubles)
            await work.cards.touch(step.session, CardKind.PROGRESS)
            if step.kind is StepKind.SEAT and state is StepState.DONE:
                await self._welcome(work, step, {trouble.person for trouble in troubles})

    async def _welcome(self, work: Work, step: Step, unseated: Collection[PersonRef | None]) -> None:
        """Whoever was asked into their room is told in private where they sit, and why."""
        room = await room_of(work, step.room)
        number = await work.placements.round(step.session)
        placed = {seat.person for seat in await work.rooms.seats(step.session) if seat.room == room.id}
        for person in step.people:
            if person not in unseated and (person in placed or person == room.facilitator):
                desk = self.platform.desk(person)
                await work.cards.add(
                    new_card(
                        self.identity.new, step.session, CardKind.WELCOME, desk, welcome_of(person, number)
                    )
                )


async def _retry(work: Work, session_id: SessionId) -> None:
    for step in await work.rooms.steps(session_id):
        if step.state is StepState.FAILED or step.troubles:
            await work.rooms.finish_step(step.id, StepState.PENDING)
