"""Polls: put, vote, close."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from consultation.errors import ConsultationError, NoSuchThing
from consultation.model.cards import CardKind
from consultation.model.library import Planned
from consultation.model.panel import Act
from consultation.model.polls import (
    Asking,
    Counted,
    Electorate,
    Poll,
    PollDraft,
    Shows,
    Standing,
    Vote,
)
from consultation.model.questions import Given, Tally
from consultation.model.references import Actor, PersonRef, PollId, SessionId, Tenant
from consultation.pace import closing_time
from consultation.phases import require
from consultation.polls import (
    count,
    draft_poll,
    is_repeat,
    opens_later,
    phases_to_come,
    require_open,
    require_place,
)
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.rights import is_organiser, require_organiser
from consultation.services.access import led_poll, poll_of, session_of
from consultation.services.mandates import cast_by_mandate, standing_of
from consultation.services.notices import Notices
from consultation.services.pace import OF_POLLS
from consultation.services.poll_opening import end, put, touch, warn
from consultation.services.tallies import tally_of
from consultation.texts import quoted


@dataclass(frozen=True, slots=True)
class Polls:
    """The use cases of polls."""

    storage: Storage
    clock: Clock
    identity: Identity
    notices: Notices

    async def for_asking(self, actor: Actor, session_id: SessionId) -> Asking:
        """What this person may ask, for the form that puts a poll: organisers everywhere, a facilitator in the room they lead.

        Raises NoSession, NotAnOrganiser, WrongPhase.
        """
        async with self.storage.look() as work:
            return await _asking(work, actor, session_id)

    async def ask(self, actor: Actor, session_id: SessionId, draft: PollDraft) -> Poll | Planned:
        """Put a question where the draft says, at once or when its time has come. Raises InvalidField, InvalidFields, NotAnOrganiser.

        The same question again within moments is the reflex of somebody who saw no answer, and is the same poll.
        """
        async with self.storage.work() as work:
            asking = await _asking(work, actor, session_id)
            require_place(asking, draft)
            now = self.clock.now()
            poll = self._drafted(draft, PollId(self.identity.new()), session_id, actor.person, now)
            closes_at = closing_time(draft.minutes, poll.opened_at)
            if opens_later(draft, asking.session.phase, now):
                planned = Planned(poll.id, session_id, draft, actor.person)
                await work.poll_plans.add(planned)
                await work.cards.touch(session_id, CardKind.OVERVIEW)
                return planned
            twin = next((one for one in await work.polls.all(session_id) if is_repeat(one, poll)), None)
            if twin is not None:
                return twin
            await put(work, self.identity.new, asking.session, poll, closes_at)
        return poll

    async def open_planned(self) -> None:
        """Open the polls whose time or phase has come."""
        async with self.storage.look() as work:
            due = await work.poll_plans.due(self.clock.now())
        for planned in due:
            if isinstance(planned.draft, PollDraft):
                await self._open(planned, planned.draft)

    async def _open(self, planned: Planned, draft: PollDraft) -> None:
        async with self.storage.work() as work:
            session = await work.sessions.any(planned.session)
            if not await work.poll_plans.remove(planned.id) or session is None:
                return
            poll = self._drafted(draft, planned.id, session.id, planned.asked_by, self.clock.now())
            try:
                require(Act.POLL, session.phase)
                await put(work, self.identity.new, session, poll, closing_time(draft.minutes, poll.opened_at))
            except ConsultationError as problem:
                sentence = f"The question {quoted(poll.question.wording)} was not asked at its time. {problem.sentence}"
                await self.notices.tell(work, session, sentence)

    def _drafted(
        self, draft: PollDraft, poll_id: PollId, session: SessionId, by: PersonRef, now: datetime
    ) -> Poll:
        return draft_poll(draft, poll_id=poll_id, session=session, opened_by=by, opened_at=now)

    async def for_answering(self, actor: Actor, poll_id: PollId) -> Standing:
        """A poll as it stands for somebody who is about to answer it in a form. Raises NoSuchThing, PollClosed, NotSignedUp, NoMandate."""
        async with self.storage.look() as work:
            poll = await poll_of(work, actor, poll_id)
            require_open(poll)
            voter = await standing_of(work, poll, actor.person)
            return Standing(await session_of(work, actor, poll.session), poll, voter.answer)

    async def vote(self, actor: Actor, poll_id: PollId, given: Given, *, seen: int = 0) -> Counted:
        """Count one person's answer; a later one takes the place of an earlier. Raises PollClosed, NoSuchThing, and as `require_voter`."""
        async with self.storage.work(brief=True) as work:
            poll = await work.polls.get(actor.tenant, poll_id)
            (outcome,) = await self._count(work, poll, [Vote(actor, poll_id, given, seen=seen)])
            if isinstance(outcome, ConsultationError):
                # Raised while nothing is stored yet: a form that is sent back must not count as taken in, or it is lost when it is mended.
                raise outcome
        return outcome

    async def vote_all(self, votes: Sequence[Vote]) -> Sequence[Counted | ConsultationError]:
        """Count many answers in one transaction, in the order of arrival; what became of each, in the same order.

        One that can't be counted keeps no other from being counted.
        """
        outcomes: dict[int, Counted | ConsultationError] = {}
        of_polls: defaultdict[tuple[Tenant, PollId], list[int]] = defaultdict(list)
        for position, vote in enumerate(votes):
            of_polls[vote.actor.tenant, vote.poll].append(position)
        async with self.storage.work(brief=True) as work:
            for (tenant, poll_id), positions in of_polls.items():
                cast = [votes[position] for position in positions]
                poll = await work.polls.get(tenant, poll_id)
                counted = await self._count(work, poll, cast)
                outcomes.update(zip(positions, counted, strict=True))
        return [outcomes[position] for position in range(len(votes))]

    async def _count(
        self, work: Work, poll: Poll | None, votes: Sequence[Vote]
    ) -> Sequence[Counted | ConsultationError]:
        if poll is None:
            return [NoSuchThing("poll") for _ in votes]
        if poll.electorate is Electorate.ORGANISATIONS:
            return await self._count_mandates(work, poll, votes)
        voters = await work.polls.voters(poll, {vote.actor.person for vote in votes})
        counting = count(poll, voters, votes, self.clock.now())
        if counting.ballots:
            await work.polls.cast(counting.ballots)
        if counting.changes:
            await touch(work, poll)
        return await self._with_tally(work, poll, counting.outcomes)

    async def _count_mandates(
        self, work: Work, poll: Poll, votes: Sequence[Vote]
    ) -> Sequence[Counted | ConsultationError]:
        """One vote for each organisation, by whoever holds it."""
        cast = await cast_by_mandate(work, poll, votes)
        held = {position: vote for position, vote in cast.items() if isinstance(vote, Vote)}
        voters = await work.polls.standing(poll, {vote.actor.person for vote in held.values()})
        counting = count(poll, voters, list(held.values()), self.clock.now())
        if counting.ballots:
            await work.polls.cast(counting.ballots)
        if counting.changes:
            await touch(work, poll)
        counted = dict(zip(held, await self._with_tally(work, poll, counting.outcomes), strict=True))
        refused = {position: one for position, one in cast.items() if not isinstance(one, Vote)}
        return [{**refused, **counted}[position] for position in range(len(votes))]

    async def _with_tally(
        self, work: Work, poll: Poll, outcomes: Sequence[Counted | ConsultationError]
    ) -> Sequence[Counted | ConsultationError]:
        """Where only those who have answered see how a poll stands, they are told with their answer; counted once for all of them."""
        if poll.shows is not Shows.AFTER_VOTING or poll.closed_at is not None:
            return outcomes
        tally = await tally_of(work, poll)
        return [replace(one, tally=tally) if isinstance(one, Counted) else one for one in outcomes]

    async def close(self, actor: Actor, poll_id: PollId) -> tuple[Poll, Tally]:
        """Close a poll; pressing twice changes nothing. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            poll = await led_poll(work, actor, poll_id)
            poll = await end(work, self.identity.new, poll, self.clock.now(), actor.person)
            return poll, await tally_of(work, poll)

    async def close_at_its_time(self, poll_id: PollId) -> None:
        """The time of a poll is over: it closes by itself."""
        async with self.storage.work() as work:
            now = self.clock.now()
            poll = await work.polls.any(poll_id)
            if await OF_POLLS.takes_close(work, poll_id, now) and poll is not None:
                await end(work, self.identity.new, poll, now)

    async def warn(self, poll_id: PollId) -> None:
        """A poll is about to close by itself: say so where it stands."""
        async with self.storage.work() as work:
            if not await OF_POLLS.takes_warning(work, poll_id, self.clock.now()):
                return
            poll = await work.polls.any(poll_id)
            session = await work.sessions.any(poll.session) if poll else None
            if poll is None or session is None or poll.closed_at is not None:
                return
            await warn(work, self.identity.new, session, poll)


async def _asking(work: Work, actor: Actor, session_id: SessionId) -> Asking:
    session = await session_of(work, actor, session_id)
    rooms = tuple(room for room in await work.rooms.all(session_id) if room.place is not None)
    led = tuple(room for room in rooms if room.facilitator == actor.person)
    only_rooms = bool(led) and not is_organiser(session, actor)
    if not only_rooms:
        require_organiser(session, actor, Act.POLL)
    require(Act.POLL, session.phase, session.question)
    return Asking(
        session,
        led if only_rooms else rooms,
        only_rooms,
        phases_to_come(session.phase),
        len(await work.mandates.all(session_id)),
        tuple(
            [
                (one.id, one.name)
                for one in await work.library.all(session)
                if isinstance(one.draft, PollDraft)
            ]
        ),
    )
