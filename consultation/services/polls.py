"""Polls: put, vote, close."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from consultation.cards import new_card
from consultation.errors import ConsultationError, NoSession, NoSuchThing
from consultation.model.cards import CardKind
from consultation.model.deadlines import Deadline, DeadlineKind
from consultation.model.panel import Act
from consultation.model.polls import Audience, Counted, Poll, PollDraft, Vote
from consultation.model.questions import Given, Tally
from consultation.model.references import Actor, PlaceRef, PollId, SessionId, Tenant
from consultation.model.sessions import Session
from consultation.polls import closing_time, count, draft_poll, is_repeat
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.rights import require_organiser
from consultation.rooms import open_places
from consultation.services.access import session_for
from consultation.services.tallies import tally_of


@dataclass(frozen=True, slots=True)
class Polls:
    """The use cases of polls."""

    storage: Storage
    clock: Clock
    identity: Identity

    async def for_asking(self, actor: Actor, session_id: SessionId) -> Session:
        """The session, for the form that puts a poll. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            return await session_for(work, actor, session_id, Act.POLL)

    async def ask(self, actor: Actor, session_id: SessionId, draft: PollDraft) -> Poll:
        """Put a question in the plenary channel or in every open room. Raises InvalidFields.

        The same question again within moments is the reflex of somebody who saw no answer, and is the same poll.
        """
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.POLL)
            poll = draft_poll(
                draft,
                poll_id=PollId(self.identity.new()),
                session=session_id,
                opened_by=actor.person,
                opened_at=self.clock.now(),
            )
            closes_at = closing_time(draft, poll.opened_at)
            twin = next((one for one in await work.polls.all(session_id) if is_repeat(one, poll)), None)
            if twin is not None:
                return twin
            places = await self._places(work, session, poll)
            await work.polls.add(poll)
            if closes_at is not None:
                await work.deadlines.set(Deadline(DeadlineKind.POLL_CLOSES, poll.id, session_id, closes_at))
            for place in places:
                await work.cards.add(new_card(self.identity.new, session_id, CardKind.POLL, place, poll.id))
        return poll

    async def vote(self, actor: Actor, poll_id: PollId, given: Given) -> Counted:
        """Count one person's answer; a later one takes the place of an earlier. Raises PollClosed, NotSignedUp, NoSuchThing."""
        (outcome,) = await self.vote_all([Vote(actor, poll_id, given)])
        if isinstance(outcome, ConsultationError):
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
        async with self.storage.work() as work:
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
        voters = await work.polls.voters(poll, {vote.actor.person for vote in votes})
        counting = count(poll, voters, votes, self.clock.now())
        if counting.ballots:
            await work.polls.cast(counting.ballots)
        if counting.changes:
            await work.cards.touch(poll.session, CardKind.POLL, poll.id)
        return counting.outcomes

    async def close(self, actor: Actor, poll_id: PollId) -> tuple[Poll, Tally]:
        """Close a poll; pressing twice changes nothing. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            poll = await _poll(work, actor, poll_id)
            session = await work.sessions.get(actor.tenant, poll.session)
            if session is None:
                raise NoSession
            require_organiser(session, actor, Act.POLL)
            poll = await self._close(work, poll)
            return poll, await tally_of(work, poll)

    async def close_at_its_time(self, poll_id: PollId) -> None:
        """The time of a poll is over: it closes by itself."""
        async with self.storage.work() as work:
            poll = await work.polls.any(poll_id)
            if poll is not None:
                await self._close(work, poll)

    async def _close(self, work: Work, poll: Poll) -> Poll:
        await work.deadlines.clear(DeadlineKind.POLL_CLOSES, poll.id)
        if poll.closed_at is not None:
            return poll
        await work.polls.close(poll.id, self.clock.now())
        await work.cards.touch(poll.session, CardKind.POLL, poll.id)
        return replace(poll, closed_at=self.clock.now())

    async def _places(self, work: Work, session: Session, poll: Poll) -> list[PlaceRef]:
        if poll.audience is Audience.PLENARY:
            return [session.place]
        return open_places(await work.rooms.all(session.id))


async def _poll(work: Work, actor: Actor, poll_id: PollId) -> Poll:
    poll = await work.polls.get(actor.tenant, poll_id)
    if poll is None:
        raise NoSuchThing("poll")
    return poll
