"""A placement changed by hand before rooms open: look what a change does, do it, undo it."""

import asyncio
from dataclasses import dataclass, field, replace

from consultation.errors import NothingToUndo, NotLookedAt, PlacementMovedOn
from consultation.model.arrangement import Arrangement
from consultation.model.moves import Adjustment, Arranged, Considered, Doing
from consultation.model.panel import Act
from consultation.model.plans import Kept
from consultation.model.references import Actor, PersonRef, SessionId
from consultation.model.sessions import Session
from consultation.moves import MoveDraft, adjusted, brought_up_to_date, everybody, judge_move, token_of
from consultation.placement import Control
from consultation.placement.figures import figures_of
from consultation.ports.clock import Identity
from consultation.ports.storage import Storage, Work
from consultation.rooms import placement_of, rooms_of
from consultation.services.access import session_for
from consultation.services.coming import leave_out
from consultation.services.placement import settle
from consultation.services.requests import asked_of, wish_of

IMPROVING = Control(seconds=8.0)
"""How long improving may take; the best found by then is shown."""

GROUPS = (Doing.TOGETHER, Doing.APART, Doing.FREE)
COMING = (Doing.ABSENT, Doing.RETURN)
LOOKED_MOST = 16


@dataclass(frozen=True, slots=True)
class Arrangements:
    """The use cases of changing a placement by hand."""

    storage: Storage
    identity: Identity
    _looked: dict[str, Considered] = field(default_factory=dict)

    async def current(self, actor: Actor, session_id: SessionId) -> Arranged:
        """The placement as it stands. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            return await as_it_stands(work, await session_for(work, actor, session_id, Act.MOVE))

    async def consider(self, actor: Actor, session_id: SessionId, draft: MoveDraft) -> Considered:
        """What a change would do. Changes nothing. Raises InvalidField, SeatLocked."""
        arranged = await self.current(actor, session_id)
        what = _judged(draft, arranged)
        change = await asyncio.to_thread(adjusted, arranged.arrangement, what, IMPROVING, arranged.away)
        considered = Considered(arranged, change, token_of(arranged.arrangement, what))
        while len(self._looked) >= LOOKED_MOST:
            del self._looked[next(iter(self._looked))]
        self._looked[considered.token] = considered
        return considered

    async def carry_out(
        self, actor: Actor, session_id: SessionId, draft: MoveDraft, token: str
    ) -> Considered:
        """Do what was looked at under this name. Raises NotLookedAt where that is something else, or the placement is another by now."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.MOVE)
            arranged = await as_it_stands(work, session)
            what = _judged(draft, arranged)
            found = self._looked.get(token)
            if found is None or token_of(arranged.arrangement, what) != token:
                raise NotLookedAt
            await self._settle(work, arranged, what, found.change.arrangement)
        return found

    async def undo(self, actor: Actor, session_id: SessionId, seen: str = "") -> Arranged:
        """Back to the placement before; who joined or left since stays in or out.

        `seen` names how it stood when somebody decided to. Raises NothingToUndo, PlacementMovedOn.
        """
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.MOVE)
            if seen and token_of((await as_it_stands(work, session)).arrangement) != seen:
                raise PlacementMovedOn
            if await work.placements.count(session_id) <= 1:
                raise NothingToUndo
            undone = await work.placements.present(session_id)
            before = await work.placements.go_back(session_id)
            if before is not None:
                plan = await work.placements.plan(session_id)
                rules = replace(plan.rules, together=before.together, apart=before.apart)
                await work.placements.put_plan(session_id, replace(plan, rules=rules))
                # Whoever sits in it was to come, and whom the change brought back was not.
                away = {one.person for one in await work.people.all(session_id) if one.absent}
                away |= undone.came_back if undone else frozenset()
                await leave_out(work, session_id, away - everybody(before.placement))
                asked = await asked_of(work, session, replace(plan, rules=rules))
                placement = brought_up_to_date(asked.request, before.placement)
                await work.rooms.replace_all(session_id, *rooms_of(placement, session_id, self.identity.new))
            return await as_it_stands(work, session)

    async def _settle(self, work: Work, arranged: Arranged, what: Adjustment, after: Arrangement) -> None:
        session = arranged.session
        if what.doing in COMING:
            away, chosen = {wish.person for wish in arranged.away}, set(what.people)
            away = away | chosen if what.doing is Doing.ABSENT else away - chosen
            await leave_out(work, session.id, away)
        if what.doing in GROUPS:
            plan, rules = await work.placements.plan(session.id), after.request.rules
            rules = replace(plan.rules, together=rules.together, apart=rules.apart)
            await work.placements.put_plan(session.id, replace(plan, rules=rules))
        back = frozenset(what.people) if what.doing is Doing.RETURN else frozenset[PersonRef]()
        await settle(work, session, Kept(after.placement, after.locked, came_back=back), self.identity)


def _judged(draft: MoveDraft, arranged: Arranged) -> Adjustment:
    return judge_move(draft, arranged.arrangement.placement, [wish.person for wish in arranged.away])


async def as_it_stands(work: Work, session: Session) -> Arranged:
    """A placement as it stands, in a unit of work under way."""
    asked = await asked_of(work, session, await work.placements.plan(session.id))
    rooms, seats = await work.rooms.all(session.id), await work.rooms.seats(session.id)
    placement = placement_of(rooms, seats)
    kept = await work.placements.present(session.id)
    placement = replace(
        placement,
        figures=figures_of(asked.request, placement.rooms),
        fingerprint=kept.placement.fingerprint if kept else "",
        seed=session.seed,
    )
    here = {seat.person for seat in seats} | {room.facilitator for room in rooms if room.facilitator}
    locked = kept.locked & here if kept else frozenset()
    undoable = await work.placements.count(session.id) > 1
    away = tuple(wish_of(one) for one in await work.people.all(session.id) if one.absent)
    return Arranged(session, Arrangement(asked.request, placement, frozenset(locked)), undoable, away)
