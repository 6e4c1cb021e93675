"""Mandates: which organisations have a vote, who casts it, and what their votes come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from consultation.cards import new_card
from consultation.errors import ConsultationError
from consultation.mandates import (
    NoMandate,
    handed_over,
    judge_roster,
    key,
    led_by,
    mandate_for,
    mandate_of,
    voter_name,
)
from consultation.model.cards import CardKind
from consultation.model.mandates import Mandate
from consultation.model.panel import Act
from consultation.model.polls import Electorate, Entry, Poll, PollDeed, Vote, Voter
from consultation.model.references import Actor, PersonRef, SessionId
from consultation.model.sessions import Session
from consultation.polls import require_voter
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.rights import is_organiser, require_organiser
from consultation.services.access import session_of


@dataclass(frozen=True, slots=True)
class Holding:
    """Mandates before one person: all of them for an organiser, for others the one that they lead."""

    session: Session
    mandates: tuple[Mandate, ...]
    led: Mandate | None


@dataclass(frozen=True, slots=True)
class Mandates:
    """The use cases of mandates."""

    storage: Storage
    clock: Clock
    identity: Identity
    platform: Platform

    async def holding(self, actor: Actor, session_id: SessionId) -> Holding:
        """What this person may change. Raises NotTheLead."""
        async with self.storage.work() as work:
            session = await session_of(work, actor, session_id)
            await claim(work, session_id, [actor.person])
            there = tuple(await work.mandates.all(session_id))
        if is_organiser(session, actor):
            return Holding(session, there, None)
        return Holding(session, (), led_by(there, actor.person))

    async def put(self, actor: Actor, session_id: SessionId, text: str) -> tuple[Mandate, ...]:
        """Say which organisations have a vote. Raises NotAnOrganiser, InvalidField for `organisations`."""
        async with self.storage.work() as work:
            session = await session_of(work, actor, session_id)
            require_organiser(session, actor, Act.MANDATE)
            before = await work.mandates.all(session_id)
            await work.mandates.put(session_id, judge_roster(text))
            await self._bring_polls_to(work, actor, session_id, before)
            return tuple(await work.mandates.all(session_id))

    async def hand_over(self, actor: Actor, session_id: SessionId, holder: PersonRef) -> Mandate:
        """Let somebody else cast the vote of the organisation that this person leads, and tell them; or take it back.

        Raises NotTheLead, InvalidField for `holder`.
        """
        async with self.storage.work() as work:
            await session_of(work, actor, session_id)
            await claim(work, session_id, [actor.person])
            led = handed_over(await work.mandates.all(session_id), actor.person, holder)
            await work.mandates.hold(led)
            await self._tell(work, session_id, led)
        return led

    async def _tell(self, work: Work, session_id: SessionId, mandate: Mandate) -> None:
        """Whoever has been handed a vote reads so in private, and whoever had it before that they have it no more."""
        subject = voter_name(mandate)
        await work.cards.touch(session_id, CardKind.MANDATE, subject)
        if mandate.holder not in (None, mandate.lead):
            desk = self.platform.desk(mandate.holder)
            await work.cards.add(new_card(self.identity.new, session_id, CardKind.MANDATE, desk, subject))

    async def _bring_polls_to(
        self, work: Work, actor: Actor, session_id: SessionId, before: Sequence[Mandate]
    ) -> None:
        """Who is no longer on the list votes no longer in polls that are open, and their cards say how many may."""
        names = {voter_name(one) for one in await work.mandates.all(session_id)}
        gone = ", ".join(one.organisation for one in before if voter_name(one) not in names)
        for poll in await work.polls.all(session_id):
            if poll.electorate is Electorate.ORGANISATIONS and poll.closed_at is None:
                await keep_listed(work, poll)
                if gone:
                    entry = Entry(poll.id, self.clock.now(), PollDeed.STRUCK, actor.person, gone)
                    await work.poll_record.note(entry)
                await work.cards.touch(poll.session, CardKind.POLL, poll.id)


async def keep_listed(work: Work, poll: Poll) -> None:
    """Let only organisations that are on the list count in an open poll of organisations."""
    listed = await work.mandates.all(poll.session)
    await work.polls.keep_only(poll, [voter_name(one) for one in listed])


async def mandate_to_cast(work: Work, session_id: SessionId, person: PersonRef) -> Mandate:
    """The vote that this person casts, or would cast as the first of an organisation to come. Raises NoMandate."""
    known = await work.mandates.all(session_id)
    sign_up = await work.people.get(session_id, person)
    own = mandate_for(known, person, sign_up.organisation if sign_up and not sign_up.observes else "")
    if own is not None and own.lead is None:
        return own
    return mandate_of(known, person)


async def standing_of(work: Work, poll: Poll, person: PersonRef) -> Voter:
    """How somebody stands who is about to answer, for themselves or for an organisation. Raises NoMandate, and as `require_voter`."""
    if poll.electorate is Electorate.ORGANISATIONS:
        name = voter_name(await mandate_to_cast(work, poll.session, person))
        return (await work.polls.standing(poll, [name]))[name]
    voter = (await work.polls.voters(poll, [person]))[person]
    require_voter(poll, voter)
    return voter


async def claim(work: Work, session_id: SessionId, people: Sequence[PersonRef]) -> None:
    """Whoever of an organisation comes first leads it and holds its vote, until they hand it over."""
    for mandate in await work.mandates.all(session_id):
        if mandate.lead is not None:
            continue
        for person in people:
            sign_up = await work.people.get(session_id, person)
            if sign_up and not sign_up.observes and key(sign_up.organisation) == key(mandate.organisation):
                await work.mandates.hold(replace(mandate, lead=person, holder=person))
                break


async def cast_by_mandate(
    work: Work, poll: Poll, votes: Sequence[Vote]
) -> Mapping[int, Vote | ConsultationError]:
    """Votes as the organisations cast them, by their position; why somebody casts none."""
    await claim(work, poll.session, list({vote.actor.person for vote in votes}))
    known = await work.mandates.all(poll.session)
    found: dict[int, Vote | ConsultationError] = {}
    for position, vote in enumerate(votes):
        try:
            name = voter_name(mandate_of(known, vote.actor.person))
        except NoMandate as refusal:
            found[position] = refusal
        else:
            found[position] = replace(vote, actor=Actor(vote.actor.tenant, name))
    return found
