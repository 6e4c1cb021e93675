"""Rounds: once rooms are open, people move on to the next placement. Look first; then it is decided once and carried out step by step."""

import asyncio
from dataclasses import dataclass, replace

from consultation.errors import InvalidField, ListChanged, PlacementAtWork, PlacementImpossible
from consultation.model.cards import CardKind
from consultation.model.panel import Act
from consultation.model.placement import Mode, Obstacle, Placement, PlacementRequest
from consultation.model.plans import Kept
from consultation.model.references import Actor, PersonRef, SessionId
from consultation.model.sessions import Session
from consultation.moves import everybody
from consultation.placement.place import require_people_and_themes
from consultation.placement.rounds import next_round
from consultation.ports.clock import Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.rooms import moved_on, placement_of
from consultation.services.access import session_for
from consultation.services.coming import leave_out
from consultation.services.placement import AT_HAND_SECONDS
from consultation.services.requests import asked_of
from consultation.services.solving import Solver


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """What an organiser chose for a round: what it is for, and who is not here any more."""

    mode: Mode
    away: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """The next round as it is asked for: its number, what it is for, and the rounds so far, the present one as people sit now.

    `away` are those on the list who are left out of it.
    """

    session: Session
    number: int
    planned: int
    mode: Mode
    request: PlacementRequest
    so_far: tuple[Placement, ...]
    away: tuple[PersonRef, ...] = ()

    @property
    def may_go_back(self) -> bool:
        """Whether there is a round before the present one."""
        return len(self.so_far) > 1


@dataclass(frozen=True, slots=True)
class NextRound:
    """What the next round would come to, or why there can't be one. `moving` counts those who change rooms."""

    turn: Turn
    placement: Placement | None
    obstacles: tuple[Obstacle, ...] = ()
    moving: int = 0


@dataclass(frozen=True, slots=True)
class Rounds:
    """The use cases of rounds."""

    storage: Storage
    platform: Platform
    identity: Identity
    solver: Solver

    async def ask(self, actor: Actor, session_id: SessionId, draft: RoundDraft | None = None) -> Turn:
        """What the next round depends on; without a draft as it was planned. Raises NotAnOrganiser, WrongPhase, NobodyToPlace."""
        async with self.storage.look() as work:
            turn = await _turn(work, await session_for(work, actor, session_id, Act.ROUND), draft)
        require_people_and_themes(turn.request)
        return turn

    async def answer(self, turn: Turn) -> NextRound:
        """Who would go where. Changes nothing. Raises PlacementStopped, PlacementUnfinished."""
        try:
            placement = await self.solver.find(turn.session.id, turn.request)
        except PlacementImpossible as impossible:
            return NextRound(turn, None, impossible.obstacles)
        return NextRound(turn, placement, moving=len(movers(turn.so_far[-1], placement)))

    async def start(self, actor: Actor, session_id: SessionId, draft: RoundDraft, seen: str) -> NextRound:
        """Decide that people move on, as was looked at under this fingerprint. Raises ListChanged, PlacementAtWork.

        What is decided is carried out by `Rooms.begin`: rooms that are new are made, and everybody is asked into theirs.
        """
        turn = await self.ask(actor, session_id, draft)
        try:
            async with asyncio.timeout(AT_HAND_SECONDS):
                found = await self.answer(turn)
        except TimeoutError:
            raise PlacementAtWork from None
        if found.placement is None:
            raise PlacementImpossible(found.obstacles)
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.ROUND)
            now = await _turn(work, session, draft)
            if now.request != turn.request or found.placement.fingerprint != seen:
                raise ListChanged
            await self._decide(work, turn, found.placement)
        return found

    async def _decide(self, work: Work, turn: Turn, placement: Placement) -> None:
        session = turn.session
        await leave_out(work, session.id, turn.away)
        before = await work.rooms.all(session.id)
        plan = await work.placements.plan(session.id)
        if turn.mode is Mode.BACK:
            await _forget_round(work, session.id)
            # The round taken back and the way back are none of those that were planned.
            plan = replace(plan, rounds=plan.rounds + 2 if turn.number <= plan.rounds else turn.number)
        else:
            # As people sit now, late joiners included: what later rounds and sessions remember.
            await work.placements.keep(session.id, Kept(turn.so_far[-1], round=turn.number - 1))
            plan = replace(plan, mode=turn.mode, rounds=max(plan.rounds, turn.number))
        await work.placements.keep(session.id, Kept(placement, round=turn.number))
        await work.placements.put_plan(session.id, plan)
        position = len(await work.rooms.steps(session.id))
        going = moved_on(
            placement, before, session, position, self.platform.seats_per_call, self.identity.new
        )
        await work.rooms.reseat(session.id, going.rooms, going.seats)
        await work.rooms.add_steps(going.steps)
        for kind in (CardKind.ROOM, CardKind.PROGRESS):
            await work.cards.touch(session.id, kind)


async def _turn(work: Work, session: Session, draft: RoundDraft | None) -> Turn:
    plan = await work.placements.plan(session.id)
    rooms, seats = await work.rooms.all(session.id), await work.rooms.seats(session.id)
    over = [kept.placement for kept in (await work.placements.rounds(session.id))[:-1]]
    # A room that nobody sits in or leads is no part of the round.
    here = placement_of(rooms, seats)
    held = tuple(room for room in here.rooms if room.seats or room.facilitator or room.observers)
    so_far = (*over, replace(here, rooms=held))
    away = await _away(work, session, draft)
    asked = (await asked_of(work, session, replace(plan, poll=None), away)).request
    how = draft.mode if draft else plan.mode
    number = await work.placements.round(session.id) + 1
    if how is Mode.BACK and not over:
        raise InvalidField("mode", "This is the first round, so there is nothing to go back to.")
    return Turn(session, number, plan.rounds, how, next_round(asked, so_far, how), so_far, away)


async def _away(work: Work, session: Session, draft: RoundDraft | None) -> tuple[PersonRef, ...]:
    """Who is left out: as an organiser says now, or as is known from before."""
    everybody = await work.people.all(session.id)
    return tuple(one.person for one in everybody if (one.person in draft.away if draft else one.absent))


async def _forget_round(work: Work, session_id: SessionId) -> None:
    """Forget the round that people are in: it was taken back."""
    present = await work.placements.round(session_id)
    while await work.placements.round(session_id) == present:
        await work.placements.go_back(session_id)


def movers(before: Placement, after: Placement) -> set[PersonRef]:
    """Who sits in another room than before, or in one for the first time."""
    was = {person: room.key for room in before.rooms for person in everybody(Placement((room,)))}
    now = {person: room.key for room in after.rooms for person in everybody(Placement((room,)))}
    return {person for person, room in now.items() if was.get(person) != room}
