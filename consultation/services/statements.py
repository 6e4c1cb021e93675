"""Statements: begin, propose, agree or disagree, close."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from consultation.cards import new_card
from consultation.errors import ConsultationError, NoSuchThing, NothingToAnswer
from consultation.model.cards import CardKind
from consultation.model.panel import Act
from consultation.model.references import Actor, ConversationId, PersonRef, SessionId, StatementId, Tenant
from consultation.model.sessions import Session
from consultation.model.statements import (
    Answered,
    Conversation,
    ConversationDraft,
    OpinionBallot,
    OpinionVote,
    Stance,
    Standing,
    Statement,
    Walk,
)
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.services.access import conversation_of, moderated, session_for, session_of, statement_of
from consultation.statements import (
    Hall,
    is_overtaken,
    judge_opinion,
    judge_question,
    judge_statement,
    require_open,
)


@dataclass(frozen=True, slots=True)
class Statements:
    """The use cases of statements."""

    storage: Storage
    clock: Clock
    identity: Identity

    async def for_beginning(self, actor: Actor, session_id: SessionId) -> Session:
        """The session, for the form that begins. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            return await session_for(work, actor, session_id, Act.STATEMENTS)

    async def begin(self, actor: Actor, session_id: SessionId, draft: ConversationDraft) -> Conversation:
        """Put a question on which people propose statements, with the organiser's first ones. Raises InvalidFields."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.STATEMENTS)
            question, first = judge_question(draft)
            conversation = Conversation(
                id=ConversationId(self.identity.new()),
                session=session_id,
                question=question,
                reviewed=draft.reviewed,
                opened_by=actor.person,
                opened_at=self.clock.now(),
            )
            await work.statements.begin(conversation)
            shown = [self._statement(conversation, actor.person, text, Standing.SHOWN) for text in first]
            await work.statements.add(shown)
            card = new_card(
                self.identity.new, session_id, CardKind.STATEMENTS, session.place, conversation.id
            )
            await work.cards.add(card)
        return conversation

    async def current(self, actor: Actor, session_id: SessionId) -> Conversation:
        """The newest conversation of the session that is open. Raises NoSession, NothingToAnswer."""
        async with self.storage.look() as work:
            await session_of(work, actor, session_id)
            there = await work.statements.conversations(session_id)
            newest = next((one for one in reversed(there) if one.closed_at is None), None)
        if newest is None:
            raise NothingToAnswer
        return newest

    async def open_to(self, actor: Actor, conversation_id: ConversationId) -> Conversation:
        """The conversation, for somebody who wants to propose something. Raises ConversationClosed, NotSignedUp."""
        async with self.storage.look() as work:
            hall = await self._hall(work, await conversation_of(work, actor, conversation_id), [actor.person])
            hall.require(actor.person)
            return hall.conversation

    async def walk(
        self, actor: Actor, conversation_id: ConversationId, statement: StatementId | None = None
    ) -> Walk:
        """What this person is to see next, or this statement again. Raises ConversationClosed, NotSignedUp, NoSuchThing."""
        async with self.storage.look() as work:
            hall = await self._hall(work, await conversation_of(work, actor, conversation_id), [actor.person])
        hall.require(actor.person)
        walk = hall.walk(actor.person)
        if statement is None:
            return walk
        stance = hall.stances.get(actor.person, {}).get(statement)
        return replace(walk, statement=hall.statement(statement), stance=stance.opinion if stance else None)

    async def again(self, actor: Actor, statement_id: StatementId) -> Walk:
        """A statement that this person has said something of, for a change of mind. Raises as `walk`."""
        async with self.storage.look() as work:
            statement = await statement_of(work, actor, statement_id)
        return await self.walk(actor, statement.conversation, statement_id)

    async def answered(self, actor: Actor, conversation_id: ConversationId) -> Answered:
        """What this person has said so far. Raises NoSuchThing."""
        async with self.storage.look() as work:
            hall = await self._hall(work, await conversation_of(work, actor, conversation_id), [actor.person])
        said = hall.stances.get(actor.person, {})
        opinions = tuple((one, said[one.id].opinion) for one in hall.shown if one.id in said)
        return Answered(hall.conversation, opinions)

    async def vote(self, vote: OpinionVote) -> Walk:
        """Count one opinion; a later one of the same person takes its place. Raises as `vote_all` answers."""
        (outcome,) = await self.vote_all([vote])
        if isinstance(outcome, ConsultationError):
            raise outcome
        return outcome

    async def vote_all(self, votes: Sequence[OpinionVote]) -> Sequence[Walk | ConsultationError]:
        """Count many opinions in one transaction, in the order of arrival: where each voter is then, or why it was not counted."""
        outcomes: dict[int, Walk | ConsultationError] = {}
        async with self.storage.work(brief=True) as work:
            for (tenant, conversation_id), positions in (await _sorted(work, votes)).items():
                if conversation_id is None:
                    outcomes |= dict.fromkeys(positions, NoSuchThing("statement"))
                    continue
                conversation = await work.statements.conversation(tenant, conversation_id)
                assert conversation is not None  # its statement is there
                mine = [votes[position] for position in positions]
                counted = await self._count(work, conversation, mine)
                outcomes |= dict(zip(positions, counted, strict=True))
        return [outcomes[position] for position in range(len(votes))]

    async def propose(self, actor: Actor, conversation_id: ConversationId, text: str) -> Statement:
        """Propose a statement; shown at once, or once an organiser has let it through.

        Raises ConversationClosed, NotSignedUp, and InvalidField for `statement`.
        """
        async with self.storage.work() as work:
            conversation = await conversation_of(work, actor, conversation_id)
            session = await session_of(work, actor, conversation.session)
            if actor.person not in session.organisers:
                (await self._hall(work, conversation, [actor.person])).require(actor.person)
            require_open(conversation)
            tidy = judge_statement(text, await work.statements.all(conversation_id))
            waits = conversation.reviewed and actor.person not in session.organisers
            statement = self._statement(
                conversation, actor.person, tidy, Standing.WAITING if waits else Standing.SHOWN
            )
            await work.statements.add([statement])
            await work.cards.touch(conversation.session, CardKind.STATEMENTS, conversation_id)
        return statement

    async def close(self, actor: Actor, conversation_id: ConversationId) -> Conversation:
        """Take no more statements and opinions; the card shows what came out. Twice changes nothing. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            conversation = await moderated(work, actor, conversation_id)
            await work.statements.close(conversation_id, self.clock.now())
            await work.cards.touch(conversation.session, CardKind.STATEMENTS, conversation_id, first=True)
        return conversation

    async def _count(
        self, work: Work, conversation: Conversation, votes: Sequence[OpinionVote]
    ) -> Sequence[Walk | ConsultationError]:
        hall = await self._hall(work, conversation, {vote.actor.person for vote in votes})
        said = {person: dict(stances) for person, stances in hall.stances.items()}
        outcomes: list[Walk | ConsultationError] = []
        ballots: list[OpinionBallot] = []
        for vote in votes:
            person = vote.actor.person
            try:
                statement = judge_opinion(hall, vote)
            except ConsultationError as refusal:
                outcomes.append(refusal)
                continue
            mine = said.setdefault(person, {})
            if not is_overtaken(mine.get(statement.id), vote):
                mine[statement.id] = Stance(vote.opinion, vote.order)
                ballots.append(self._ballot(conversation, vote))
            last = (statement, mine[statement.id].opinion)
            outcomes.append(replace(hall.walk(person, mine), last=last))
        if ballots:
            await work.statements.cast(ballots)
            await work.cards.touch(conversation.session, CardKind.STATEMENTS, conversation.id)
        return outcomes

    async def _hall(self, work: Work, conversation: Conversation, people: Collection[PersonRef]) -> Hall:
        there = await work.statements.all(conversation.id)
        return Hall(
            conversation,
            [one for one in there if one.standing is Standing.SHOWN],
            await work.statements.listed(conversation.session, people),
            await work.statements.stances(conversation.id, people),
        )

    def _statement(
        self, conversation: Conversation, person: PersonRef, text: str, standing: Standing
    ) -> Statement:
        new = StatementId(self.identity.new())
        return Statement(new, conversation.id, text, standing, person, self.clock.now())

    def _ballot(self, conversation: Conversation, vote: OpinionVote) -> OpinionBallot:
        return OpinionBallot(
            conversation.id, vote.statement, vote.actor.person, vote.opinion, self.clock.now(), vote.order
        )


async def _sorted(
    work: Work, votes: Sequence[OpinionVote]
) -> dict[tuple[Tenant, ConversationId | None], list[int]]:
    """The positions of votes by workspace and conversation; None for statements that aren't there."""
    asked: defaultdict[Tenant, set[StatementId]] = defaultdict(set)
    for vote in votes:
        asked[vote.actor.tenant].add(vote.statement)
    where = {
        (tenant, one.id): one.conversation
        for tenant, ids in asked.items()
        for one in await work.statements.of_these(tenant, ids)
    }
    found: defaultdict[tuple[Tenant, ConversationId | None], list[int]] = defaultdict(list)
    for position, vote in enumerate(votes):
        found[vote.actor.tenant, where.get((vote.actor.tenant, vote.statement))].append(position)
    return dict(found)
