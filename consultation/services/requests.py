"""What a placement is asked for with: everybody's wishes, the organiser's plan, and what earlier sessions left."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from consultation.errors import NoSuchThing
from consultation.model.people import SignUp
from consultation.model.placement import Memory, PlacementRequest, ThemeOffer, Wish
from consultation.model.plans import Opinions, Plan
from consultation.model.polls import Poll, Secrecy
from consultation.model.questions import Chosen
from consultation.model.references import PersonRef
from consultation.model.sessions import Phase, Session
from consultation.placement.figures import everybody_in
from consultation.placement.opinions import gathered, mixed
from consultation.ports.storage import Work

HAPPENED = (Phase.IN_ROOMS, Phase.WRAP_UP, Phase.CLOSED, Phase.PUBLISHED)
"""Phases of a session whose people have met."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with where it comes from: `past` counts the earlier sessions that it remembers, `poll` is whose answers it uses."""

    request: PlacementRequest
    plan: Plan
    past: int = 0
    poll: Poll | None = None


async def asked_of(
    work: Work, session: Session, plan: Plan, away: Collection[PersonRef] | None = None
) -> Asked:
    """The request for placing this session's people by this plan; all but those `away`, or who are marked as not coming."""
    wishes = tuple(wish_of(one) for one in await coming(work, session, away))
    memory, past = await _memory(work, session) if plan.remembers else (Memory(), 0)
    request = PlacementRequest(offers_of(session, plan), wishes, session.seed, plan.rules, memory)
    poll = await _poll(work, session, plan)
    if poll is None:
        return Asked(request, plan, past)
    by_opinion = mixed if plan.opinions is Opinions.MIXED else gathered
    return Asked(by_opinion(request, await _answers(work, session, poll)), plan, past, poll)


async def coming(work: Work, session: Session, away: Collection[PersonRef] | None = None) -> list[SignUp]:
    """The list without those who are not coming: those marked so, or these."""
    everybody = await work.people.all(session.id)
    return [one for one in everybody if not (one.absent if away is None else one.person in away)]


def wish_of(sign_up: SignUp) -> Wish:
    """What somebody who signed up brings to placement."""
    return Wish(
        person=sign_up.person,
        ranking=sign_up.ranking,
        can_facilitate=sign_up.can_facilitate,
        role=sign_up.role,
        organisation=sign_up.organisation,
        observes=sign_up.observes,
    )


def offers_of(session: Session, plan: Plan) -> tuple[ThemeOffer, ...]:
    """The session's themes in their order, each with the rooms it may have: one of any size where nothing was said."""
    said = {offer.theme: offer for offer in plan.offers}
    return tuple(
        replace(said.get(theme.id, ThemeOffer(theme.id)), name=theme.name) for theme in session.themes
    )


async def polls_to_use(work: Work, session: Session) -> tuple[Poll, ...]:
    """Polls whose answers can decide who sits with whom: of this session, and of earlier ones of its programme, the latest first."""
    polls = list(await work.polls.all(session.id))
    for other in await _earlier(work, session):
        polls += await work.polls.all(other.id)
    # Who sits with whom would tell who answered what.
    polls = [poll for poll in polls if poll.secrecy is not Secrecy.ANONYMOUS]
    return tuple(sorted(polls, key=lambda poll: poll.opened_at, reverse=True))


async def _poll(work: Work, session: Session, plan: Plan) -> Poll | None:
    if plan.poll is None or plan.opinions is Opinions.UNUSED:
        return None
    found = next((poll for poll in await polls_to_use(work, session) if poll.id == plan.poll), None)
    if found is None:
        raise NoSuchThing("poll")
    return found


async def _answers(work: Work, session: Session, poll: Poll) -> Mapping[PersonRef, int]:
    people = [one.person for one in await work.people.all(session.id)]
    voters = await work.polls.voters(poll, people)
    return {
        person: voter.answer.options[0]
        for person, voter in voters.items()
        if isinstance(voter.answer, Chosen) and len(voter.answer.options) == 1
    }


async def _earlier(work: Work, session: Session) -> list[Session]:
    """The sessions of the programme that have taken place, the latest last."""
    if session.programme is None:
        return []
    others = [
        other
        for other in await work.sessions.in_programme(session.programme.id)
        if other.id != session.id and other.phase in HAPPENED
    ]
    return sorted(others, key=lambda other: other.starts_at or other.created_at)


async def _memory(work: Work, session: Session) -> tuple[Memory, int]:
    earlier = await _earlier(work, session)
    met: list[tuple[PersonRef, ...]] = []
    for other in earlier:
        met += await _together(work, other)
    missed = await _missed(work, earlier[-1]) if earlier else ()
    return Memory(tuple(met), missed), len(earlier)


async def _together(work: Work, session: Session) -> list[tuple[PersonRef, ...]]:
    """Who sat together in any round of a session."""
    over = (await work.placements.rounds(session.id))[:-1]
    return [
        *(everybody_in(room) for kept in over for room in kept.placement.rooms),
        *await _here(work, session),
    ]


async def _here(work: Work, session: Session) -> list[tuple[PersonRef, ...]]:
    seats = [seat for seat in await work.rooms.seats(session.id) if not seat.observes]
    rooms = await work.rooms.all(session.id)
    return [
        (
            *(seat.person for seat in seats if seat.room == room.id),
            *([room.facilitator] if room.facilitator else []),
        )
        for room in rooms
    ]


async def _missed(work: Work, session: Session) -> tuple[PersonRef, ...]:
    """Who named choices and did not get the first."""
    named = {one.person for one in await work.people.all(session.id) if one.ranking}
    seats = await work.rooms.seats(session.id)
    return tuple(
        sorted(seat.person for seat in seats if seat.rank != 1 and seat.person in named and not seat.observes)
    )
