"""Polls: put, vote, close."""

from dataclasses import dataclass, replace

from consultation.cards import new_card
from consultation.errors import NoSession, NoSuchThing, NotSignedUp
from consultation.model.cards import CardKind
from consultation.model.panel import Act
from consultation.model.polls import Audience, Ballot, Poll, PollDraft, Tally
from consultation.model.references import Actor, PlaceRef, PollId, SessionId
from consultation.model.sessions import Session
from consultation.polls import draft_poll, is_repeat, read_ballot, require_open
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.rights import require_organiser
from consultation.rooms import open_places
from consultation.services.access import session_for


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote that was counted. `changed` is True when it takes the place of an earlier answer of the same person."""

    poll: Poll
    option: str
    changed: bool


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
            twin = next((one for one in await work.polls.all(session_id) if is_repeat(one, poll)), None)
            if twin is not None:
                return twin
            places = await self._places(work, session, poll)
            await work.polls.add(poll)
            for place in places:
                await work.cards.add(new_card(self.identity.new, session_id, CardKind.POLL, place, poll.id))
        return poll

    async def vote(self, actor: Actor, poll_id: PollId, option: int) -> Counted:
        """Count one person's answer; a later one takes the place of an earlier. Raises PollClosed, NotSignedUp, NoSuchThing."""
        async with self.storage.work() as work:
            poll = await _poll(work, actor, poll_id)
            require_open(poll)
            read_ballot(poll, option)
            voter = await work.polls.voter(poll, actor.person)
            if not voter.on_list:
                raise NotSignedUp
            if voter.answer != option:
                await work.polls.cast(Ballot(poll_id, actor.person, option, self.clock.now(), voter.room))
                await work.cards.touch(poll.session, CardKind.POLL, poll_id)
        return Counted(poll, poll.options[option], changed=voter.answer is not None)

    async def close(self, actor: Actor, poll_id: PollId) -> tuple[Poll, Tally]:
        """Close a poll; pressing twice changes nothing. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            poll = await _poll(work, actor, poll_id)
            session = await work.sessions.get(actor.tenant, poll.session)
            if session is None:
                raise NoSession
            require_organiser(session, actor, Act.POLL)
            if poll.closed_at is None:
                poll = replace(poll, closed_at=self.clock.now())
                await work.polls.close(poll_id, self.clock.now())
                await work.cards.touch(poll.session, CardKind.POLL, poll_id)
            return poll, await work.polls.tally(poll)

    async def _places(self, work: Work, session: Session, poll: Poll) -> list[PlaceRef]:
        if poll.audience is Audience.PLENARY:
            return [session.place]
        return open_places(await work.rooms.all(session.id))


async def _poll(work: Work, actor: Actor, poll_id: PollId) -> Poll:
    poll = await work.polls.get(actor.tenant, poll_id)
    if poll is None:
        raise NoSuchThing("poll")
    return poll
