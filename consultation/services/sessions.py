"""Sessions: make, change, find, open for sign-up, wrap up, close."""

from dataclasses import dataclass, replace
from math import inf

from consultation.cards import new_card
from consultation.errors import CannotReachPlace, MayNotOrganise, NoSession
from consultation.mandates import mandate_for
from consultation.model.cards import CardKind, CardRow
from consultation.model.panel import Act, Panel, Talk
from consultation.model.references import Actor, PersonRef, PlaceRef, ProgrammeId, SessionId
from consultation.model.rooms import Progress
from consultation.model.sessions import Phase, Programme, Session, SessionDraft, Theme
from consultation.phases import acts_beside, next_act
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.rights import is_organiser
from consultation.rooms import progress_of
from consultation.services.access import session_for, session_of
from consultation.services.digest import edition_of, is_left_out
from consultation.services.poll_opening import end
from consultation.services.survey_pace import close_survey
from consultation.sessions import current, judge_draft, meant, organisers, require_ready_for_sign_up


@dataclass(frozen=True, slots=True)
class Sessions:
    """The use cases of a session as a whole. `may_organise` names who may make sessions; empty means everyone."""

    storage: Storage
    platform: Platform
    clock: Clock
    identity: Identity
    may_organise: frozenset[PersonRef] = frozenset()

    async def create(self, actor: Actor, draft: SessionDraft) -> Session:
        """Store a new session as a draft. Raises MayNotOrganise, InvalidFields, CannotReachPlace."""
        if self.may_organise and actor.person not in self.may_organise:
            raise MayNotOrganise
        tidy, themes = judge_draft(draft, self.clock.now(), (), self.identity.new)
        await self._reach(tidy.place)
        async with self.storage.work() as work:
            session = await self._new(work, actor, tidy, themes)
            await work.sessions.add(session)
        return session

    async def edit(self, actor: Actor, session_id: SessionId, draft: SessionDraft) -> Session:
        """Change a session that is a draft or open for sign-up. Themes that keep their name keep everybody's choices."""
        await self.for_editing(actor, session_id)
        await self._reach(draft.place)
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.EDIT)
            tidy, themes = judge_draft(draft, self.clock.now(), session.themes, self.identity.new)
            changed = replace(
                session,
                question=tidy.question,
                place=tidy.place if session.phase is Phase.DRAFT else session.place,
                organisers=organisers(session.organisers[0], tidy.co_organisers),
                programme=await self._programme(work, actor, tidy.programme),
                starts_at=tidy.starts_at,
                guest=tidy.guest or None,
                themes=themes,
            )
            if changed.phase is not Phase.DRAFT:
                require_ready_for_sign_up(changed, self.clock.now())
            await work.sessions.replace(changed)
            await work.cards.touch(session_id, CardKind.SIGN_UP)
        return changed

    async def for_editing(self, actor: Actor, session_id: SessionId) -> Session:
        """The session, for a form that changes it. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            return await session_for(work, actor, session_id, Act.EDIT)

    async def open_sign_up(self, actor: Actor, session_id: SessionId) -> Session:
        """Open the list and put the sign-up card in the plenary channel. Raises CannotReachPlace."""
        async with self.storage.look() as work:
            place = (await session_for(work, actor, session_id, Act.OPEN)).place
        await self._reach(place)
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.OPEN)
            require_ready_for_sign_up(session, self.clock.now())
            await work.sessions.move(session_id, Phase.SIGN_UP)
            await work.cards.add(new_card(self.identity.new, session.id, CardKind.SIGN_UP, session.place))
        return replace(session, phase=Phase.SIGN_UP)

    async def wrap_up(self, actor: Actor, session_id: SessionId) -> Session:
        """Tell the rooms to come to an end: their cards say so, and each is shown its points to agree on."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.WRAP_UP)
            await work.sessions.move(session_id, Phase.WRAP_UP)
            await work.cards.touch(session_id, CardKind.ROOM)
            for room in await work.rooms.all(session_id):
                if room.place is not None:
                    points = new_card(self.identity.new, session_id, CardKind.POINTS, room.place, room.id)
                    await work.cards.add(points)
        return replace(session, phase=Phase.WRAP_UP)

    async def close(self, actor: Actor, session_id: SessionId) -> Session:
        """Close the session: open polls close with it, nothing more is counted or kept."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.CLOSE)
            for poll in await work.polls.all(session_id):
                if poll.closed_at is None:
                    await end(work, self.identity.new, poll, self.clock.now(), actor.person)
            for survey in await work.surveys.all(session_id):
                await close_survey(work, survey, self.clock.now(), actor.person)
            for one in await work.statements.conversations(session_id):
                await work.statements.close(one.id, self.clock.now())
            await work.sessions.move(session_id, Phase.CLOSED)
            for kind in (
                CardKind.ROOM,
                CardKind.POLL,
                CardKind.STATEMENTS,
                CardKind.SIGN_UP,
                CardKind.POINTS,
            ):
                await work.cards.touch(session_id, kind)
        return replace(session, phase=Phase.CLOSED)

    async def find(self, actor: Actor, place: PlaceRef) -> Session:
        """The session that is meant in this place: of this channel, else of those the actor organises. Raises NoSession."""
        async with self.storage.look() as work:
            return await self._find(work, actor, place)

    async def panel(self, actor: Actor, place: PlaceRef, session_id: SessionId | None = None) -> Panel:
        """Where a session stands for this person; without an id, the one that is meant in this place. Raises NoSession."""
        async with self.storage.look() as work:
            if session_id is None:
                session = await self._find(work, actor, place)
            else:
                session = await session_of(work, actor, session_id)
            return await panel_of(work, actor, session)

    async def panels(self, actor: Actor) -> tuple[Panel, ...]:
        """Every session that the person organises or has signed up for: those to come, soonest first, then those that are over."""
        async with self.storage.look() as work:
            organised, joined = await work.sessions.organised_by(actor), await work.people.sessions_of(actor)
            sessions = {session.id: session for session in (*organised, *joined)}
            return tuple(
                [await panel_of(work, actor, session) for session in sorted(sessions.values(), key=_turn)]
            )

    async def _find(self, work: Work, actor: Actor, place: PlaceRef) -> Session:
        here = await work.sessions.at(actor.tenant, place)
        session = meant(here, actor) or current(await work.sessions.organised_by(actor))
        # Who types it in some other channel, to find their room, means the session that they are in.
        session = session or current(await work.people.sessions_of(actor))
        if session is None:
            raise NoSession
        return session

    async def _reach(self, place: PlaceRef) -> None:
        if not await self.platform.enter(place):
            raise CannotReachPlace

    async def _new(self, work: Work, actor: Actor, draft: SessionDraft, themes: tuple[Theme, ...]) -> Session:
        return Session(
            id=SessionId(self.identity.new()),
            tenant=actor.tenant,
            question=draft.question,
            place=draft.place,
            organisers=organisers(actor.person, draft.co_organisers),
            phase=Phase.DRAFT,
            seed=self.identity.seed(),
            created_at=self.clock.now(),
            programme=await self._programme(work, actor, draft.programme),
            starts_at=draft.starts_at,
            guest=draft.guest or None,
            themes=themes,
        )

    async def _programme(self, work: Work, actor: Actor, name: str) -> Programme | None:
        if not name:
            return None
        known = await work.sessions.programme_named(actor.tenant, name)
        if known is None:
            known = Programme(ProgrammeId(self.identity.new()), actor.tenant, name)
            await work.sessions.add_programme(known)
        return known


async def panel_of(work: Work, actor: Actor, session: Session) -> Panel:
    """The panel of one session for one person."""
    organiser = is_organiser(session, actor)
    rooms = tuple(await work.rooms.all(session.id))
    seat = await work.rooms.seat_of(session.id, actor.person)
    mine = next(
        (room for room in rooms if room.facilitator == actor.person or (seat and room.id == seat.room)), None
    )
    siblings = await work.sessions.in_programme(session.programme.id) if session.programme else ()
    surveys = await work.surveys.all(session.id)
    sign_up = await work.people.get(session.id, actor.person)
    organisation = sign_up.organisation if sign_up is not None and not sign_up.observes else ""
    posts = await _posts(work, session) if organiser else []
    return Panel(
        session=session,
        organiser=organiser,
        count=await work.people.count(session.id),
        next=next_act(session.phase) if organiser else None,
        beside=acts_beside(session.phase) if organiser else (),
        rooms=rooms,
        progress=await _progress(work, session),
        open_polls=tuple(poll for poll in await work.polls.all(session.id) if poll.closed_at is None),
        talks=await _talks(work, session),
        surveys=tuple(one for one in surveys if one.closed_at is None),
        closed_surveys=tuple(one for one in reversed(surveys) if one.closed_at is not None),
        notes=len(await work.notes.all(session.id)),
        sign_up=sign_up,
        mandate=mandate_for(await work.mandates.all(session.id), actor.person, organisation),
        room=mine,
        round=await work.placements.round(session.id),
        rounds=(await work.placements.plan(session.id)).rounds,
        others=tuple(other for other in siblings if other.id != session.id),
        posted=sum(post.message is not None for post in posts),
        to_post=len(posts),
    )


async def _posts(work: Work, session: Session) -> list[CardRow]:
    """The messages of the latest digest that are posted or will be."""
    if session.phase is not Phase.PUBLISHED:
        return []
    cards = await work.cards.of(session.id, CardKind.DIGEST)
    latest = max((edition_of(card.subject)[0] for card in cards), default=1)
    return [card for card in cards if edition_of(card.subject)[0] == latest and not is_left_out(card)]


async def _talks(work: Work, session: Session) -> tuple[Talk, ...]:
    there = reversed(await work.statements.conversations(session.id))
    talks = [Talk(one, await work.statements.turnout(one.id)) for one in there if one.closed_at is None]
    # The panel has room for one: where proposals wait for an organiser, else the newest.
    return tuple(sorted(talks, key=lambda talk: not talk.turnout.waiting))


def _turn(session: Session) -> tuple[bool, float]:
    if session.phase is Phase.PUBLISHED:
        return True, -(session.starts_at or session.created_at).timestamp()
    return False, session.starts_at.timestamp() if session.starts_at else inf


async def _progress(work: Work, session: Session) -> Progress | None:
    if session.phase in (Phase.DRAFT, Phase.SIGN_UP, Phase.PLACED):
        return None
    return progress_of(await work.rooms.all(session.id), await work.rooms.steps(session.id))
