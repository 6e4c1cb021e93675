"""Placement: look before anything happens, apply, undo."""

import asyncio
from dataclasses import dataclass, field, replace

from consultation.errors import (
    ListChanged,
    PlacementAtWork,
    PlacementImpossible,
    PlacementStopped,
    PlacementUnfinished,
)
from consultation.model.cards import CardKind
from consultation.model.panel import Act
from consultation.model.placement import Figures, Obstacle, Placement
from consultation.model.plans import Kept
from consultation.model.polls import Poll
from consultation.model.references import Actor, PersonRef, SessionId
from consultation.model.sessions import Phase, Session
from consultation.placement import Control
from consultation.placement.place import require_people_and_themes
from consultation.placement.rounds import in_turn
from consultation.plans import PlanDraft, judge_plan, normal
from consultation.ports.clock import Identity
from consultation.ports.storage import Storage, Work
from consultation.rooms import fixed_by_locks, rooms_of
from consultation.services.access import session_for
from consultation.services.requests import Asked, asked_of, polls_to_use
from consultation.services.solving import Solver

AT_HAND_SECONDS = 1.5
"""How long the use of a placement waits for it to be found: who sent a form hears within three seconds."""

FORECAST_MOST, FORECAST_SECONDS = 500, 3.0
"""How many people's later rounds are looked at beforehand, and how long each of them may take."""


@dataclass(frozen=True, slots=True)
class Question:
    """A placement that is asked for: what it depends on, the seats locked by now, and the polls whose answers it could use.

    `absent` counts those on the list who are not coming.
    """

    session: Session
    asked: Asked
    locked: frozenset[PersonRef] = frozenset()
    polls: tuple[Poll, ...] = ()
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Prospect:
    """What placing people would come to: a placement, or why there is none, with the smallest change that would make it possible.

    `rounds` are the figures of each round where several are planned, if nobody joins or leaves between them.
    """

    question: Question
    placement: Placement | None
    obstacles: tuple[Obstacle, ...] = ()
    rounds: tuple[Figures, ...] = ()


@dataclass(frozen=True, slots=True)
class Placements:
    """The use cases of placement. The same list and seed give the same placement, so a preview is what will be applied."""

    storage: Storage
    identity: Identity
    solver: Solver = field(default_factory=Solver)

    async def ask(self, actor: Actor, session_id: SessionId, draft: PlanDraft | None = None) -> Question:
        """What a placement is asked for with; a plan that is given is remembered.

        Raises NobodyToPlace, InvalidField without themes, and InvalidFields for what a plan can't say.
        """
        if draft is not None:
            async with self.storage.work() as work:
                session = await session_for(work, actor, session_id, Act.PLACE)
                before = await work.placements.plan(session_id)
                await work.placements.put_plan(session_id, judge_plan(session, before, draft))
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.PLACE)
            question = await question_of(work, session)
        require_people_and_themes(question.asked.request)
        return question

    async def answer(self, question: Question) -> Prospect:
        """Who would sit where. Changes nothing, takes up to SECONDS_MOST. Raises PlacementStopped, PlacementUnfinished."""
        try:
            placement = await self.solver.find(question.session.id, question.asked.request)
        except PlacementImpossible as impossible:
            return Prospect(question, None, impossible.obstacles)
        return Prospect(question, placement, rounds=await _forecast(question.asked, placement))

    async def preview(self, actor: Actor, session_id: SessionId) -> Prospect:
        """What placing people now would come to. Changes nothing. Raises NobodyToPlace."""
        return await self.answer(await self.ask(actor, session_id))

    async def apply(
        self, actor: Actor, session_id: SessionId, seen: str = "", draft: PlanDraft | None = None
    ) -> tuple[Session, Placement]:
        """Store the placement; people already placed are placed anew.

        `seen` is the fingerprint of what the organiser looked at, `draft` what the form said when it was sent. Raises ListChanged where
        that is not what they would get by now, PlacementImpossible, and PlacementAtWork where it takes longer to find than somebody can be kept waiting.
        """
        question = await self.ask(actor, session_id)
        if draft and _is_other(question, draft):
            raise ListChanged
        try:
            async with asyncio.timeout(AT_HAND_SECONDS):
                placement = await self.solver.find(session_id, question.asked.request)
        except TimeoutError:
            raise PlacementAtWork from None
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.PLACE)
            now = await question_of(work, session)
            if now.asked.request != question.asked.request or seen not in ("", placement.fingerprint):
                raise ListChanged
            await settle(work, session, Kept(placement, now.locked), self.identity)
        return replace(session, phase=Phase.PLACED), placement

    async def undo(self, actor: Actor, session_id: SessionId) -> Session:
        """Back to sign-up, with nobody placed. Possible until rooms open."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.UNPLACE)
            await work.rooms.replace_all(session_id, (), ())
            await work.placements.forget(session_id)
            await work.sessions.move(session_id, Phase.SIGN_UP)
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return replace(session, phase=Phase.SIGN_UP)


async def _forecast(asked: Asked, placement: Placement) -> tuple[Figures, ...]:
    """What later rounds would come to. Of more people than FORECAST_MOST it would keep somebody waiting."""
    if asked.plan.rounds == 1 or placement.participants > FORECAST_MOST:
        return ()
    control = Control(FORECAST_SECONDS)
    try:
        rounds = await asyncio.to_thread(
            in_turn, asked.request, placement, asked.plan.rounds, asked.plan.mode, control
        )
    except (PlacementImpossible, PlacementStopped, PlacementUnfinished):
        return ()  # said when the time has come, with what would do
    return tuple(each.figures for each in rounds if each.figures)


def _is_other(question: Question, draft: PlanDraft) -> bool:
    session, plan = question.session, question.asked.plan
    return judge_plan(session, plan, draft) != normal(session, plan)


async def settle(work: Work, session: Session, kept: Kept, identity: Identity) -> None:
    """Make this the present placement: its rooms and seats, and what can be undone."""
    rules = (await work.placements.plan(session.id)).rules
    kept = replace(kept, together=rules.together, apart=rules.apart)
    await work.rooms.replace_all(session.id, *rooms_of(kept.placement, session.id, identity.new))
    await work.placements.keep(session.id, kept)
    await work.sessions.move(session.id, Phase.PLACED)
    await work.cards.touch(session.id, CardKind.SIGN_UP)


async def question_of(work: Work, session: Session) -> Question:
    """The request as things stand; seats that are locked stay where they are."""
    plan = await work.placements.plan(session.id)
    everybody = await work.people.all(session.id)
    here = {one.person for one in everybody if not one.absent}
    kept = await work.placements.present(session.id)
    locked = kept.locked & here if kept else frozenset[PersonRef]()
    asked = await asked_of(work, session, plan)
    if kept and locked:
        rules = replace(asked.request.rules, fixed=fixed_by_locks(kept.placement, locked))
        asked = replace(asked, request=replace(asked.request, rules=rules))
    return Question(session, asked, locked, await polls_to_use(work, session), len(everybody) - len(here))
