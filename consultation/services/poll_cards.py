"""What the cards of polls show: one poll, all of them at a glance, a warning, a reminder, whose vote somebody casts."""

from collections.abc import Mapping

from consultation.cards import warned
from consultation.disclosure import rooms_to_tell
from consultation.mandates import decide, voter_name
from consultation.model.cards import (
    CardKind,
    CardRow,
    MandateCard,
    OverviewCard,
    PollCard,
    ReminderCard,
    WarningCard,
)
from consultation.model.deadlines import DeadlineKind
from consultation.model.mandates import Outcome
from consultation.model.polls import Audience, Electorate, Poll, Secrecy, Voter
from consultation.model.questions import Chosen
from consultation.model.references import PersonRef, PlaceRef, RoomId
from consultation.model.sessions import Session
from consultation.pace import reasons
from consultation.polls import are_counts_shown, counts_by_room
from consultation.ports.storage import Work
from consultation.services.poll_opening import places_of
from consultation.services.tallies import tally_of

KINDS = frozenset({CardKind.POLL, CardKind.OVERVIEW, CardKind.WARNING, CardKind.REMINDER, CardKind.MANDATE})

Names = tuple[tuple[PersonRef, ...], ...]

PollCards = PollCard | OverviewCard | WarningCard | ReminderCard | MandateCard


async def compose_poll(work: Work, session: Session, row: CardRow) -> PollCards | None:
    """What a card of one of these kinds shows now; None when its poll is gone."""
    if row.kind is CardKind.OVERVIEW:
        polls = [poll for poll in await work.polls.all(session.id) if poll.closed_at is None]
        return OverviewCard(session, tuple([(poll, await tally_of(work, poll)) for poll in polls]))
    if row.kind is CardKind.MANDATE:
        return await _mandate_card(work, session, row)
    poll = await work.polls.get(session.tenant, warned(row.subject))
    return await _of_poll(work, session, row, poll) if poll else None


async def _of_poll(
    work: Work, session: Session, row: CardRow, poll: Poll
) -> PollCard | WarningCard | ReminderCard:
    if row.kind is CardKind.REMINDER:
        return ReminderCard(session, poll, await _place_for(work, session, poll, PersonRef(row.place)))
    closes_at = await work.deadlines.of(DeadlineKind.POLL_CLOSES, poll.id)
    if row.kind is CardKind.WARNING:
        return WarningCard(poll, closes_at)
    if poll.audience is Audience.ROOMS and row.place == session.place:
        return await _together(work, session, poll)
    room = None if poll.audience is Audience.PLENARY else await work.rooms.at(session.tenant, row.place)
    counted_in = room.id if room and counts_by_room(poll) else None
    return PollCard(
        session,
        poll,
        await tally_of(work, poll, counted_in),
        room,
        closes_at,
        names=await _names(work, poll, counted_in),
        organisations=await _organisations(work, poll),
        outcome=await _outcome(work, poll),
        reopened=await _reopened(work, poll),
    )


async def _mandate_card(work: Work, session: Session, row: CardRow) -> MandateCard | None:
    known = {voter_name(one): one for one in await work.mandates.all(session.id)}
    mandate = known.get(PersonRef(row.subject))
    return MandateCard(session, mandate, PersonRef(row.place)) if mandate else None


async def _place_for(work: Work, session: Session, poll: Poll, person: PersonRef) -> PlaceRef:
    """Where this person finds a poll: in their own room, where it is put in all of them."""
    places = await places_of(work, session, poll)
    seat = await work.rooms.seat_of(session.id, person)
    own = (
        room.place
        for room in await work.rooms.all(session.id)
        if room.place in places and (room.facilitator == person or (seat and seat.room == room.id))
    )
    return next(filter(None, own), places[0])


async def _outcome(work: Work, poll: Poll) -> Outcome | None:
    """What a decision needs and has come to, over all rooms; None where nothing was said about it."""
    if poll.hurdle is None:
        return None
    return decide(poll.hurdle, (await tally_of(work, poll)).counts, await work.polls.asked(poll))


async def _reopened(work: Work, poll: Poll) -> tuple[str, ...]:
    """Why a closed poll was opened again; nothing of one that is open, whose card is painted far more often."""
    return reasons(await work.poll_record.of(poll.id)) if poll.closed_at else ()


async def _names(work: Work, poll: Poll, room: RoomId | None) -> Names:
    """Who chose each row, of a poll whose names are told and whose counts are shown; nothing of another. In a room, who answers there."""
    if poll.secrecy is not Secrecy.NAMED or not are_counts_shown(poll):
        return ()
    if poll.electorate is Electorate.ORGANISATIONS:
        return ()
    people = [one.person for one in await work.people.all(poll.session)]
    voters = await work.polls.voters(poll, people)
    return _by_row(poll, {who: one for who, one in voters.items() if room is None or one.room == room})


async def _organisations(work: Work, poll: Poll) -> tuple[tuple[str, ...], ...]:
    """Which organisations chose each row, of such a poll in which they vote."""
    if poll.secrecy is not Secrecy.NAMED or not are_counts_shown(poll):
        return ()
    if poll.electorate is not Electorate.ORGANISATIONS:
        return ()
    listed = {voter_name(one): one.organisation for one in await work.mandates.all(poll.session)}
    voters = await work.polls.standing(poll, listed)
    return tuple(tuple(listed[name] for name in row) for row in _by_row(poll, voters))


def _by_row(poll: Poll, voters: Mapping[PersonRef, Voter]) -> Names:
    chosen = {who: one.answer.options for who, one in voters.items() if isinstance(one.answer, Chosen)}
    rows = range(len(poll.question.rows))
    return tuple(tuple(who for who, options in chosen.items() if row in options) for row in rows)


async def _together(work: Work, session: Session, poll: Poll) -> PollCard:
    known = await work.rooms.all(session.id) if counts_by_room(poll) else ()
    rooms = [room for room in known if room.place is not None]
    counted = [(room, await tally_of(work, poll, room.id)) for room in rooms]
    whole = await tally_of(work, poll)
    told = {number for number, _ in rooms_to_tell(whole, [(room.number, one) for room, one in counted])}
    by_room = tuple((room, one) for room, one in counted if room.number in told)
    outcome, again = await _outcome(work, poll), await _reopened(work, poll)
    return PollCard(session, poll, whole, together=True, by_room=by_room, outcome=outcome, reopened=again)
