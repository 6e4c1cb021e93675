"""Putting a poll where people are, and taking it to its end: what is the same however either comes about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from consultation.cards import new_card, warned, warning_of
from consultation.errors import InvalidField, NoSuchThing
from consultation.model.cards import CardKind, CardRow
from consultation.model.polls import Audience, Entry, Poll, PollDeed
from consultation.model.references import PersonRef, PlaceRef
from consultation.model.sessions import Session
from consultation.ports.storage import Work
from consultation.rooms import open_places
from consultation.services.pace import OF_POLLS

LIVE_MOST = 10
"""Cards of open polls that are kept live in one session. With more, each would be seen too late (performance.md, section 6):
one overview is kept live instead, and the cards are brought up to date at the close."""


async def put(
    work: Work, new_id: Callable[[], str], session: Session, poll: Poll, closes_at: datetime | None
) -> None:
    """Show a poll where it belongs, from now on. Raises InvalidField for `audience`."""
    places = await places_of(work, session, poll)
    await work.polls.add(poll)
    await set_close(work, poll, closes_at, poll.opened_at)
    await work.poll_record.note(Entry(poll.id, poll.opened_at, PollDeed.OPENED, poll.opened_by))
    for place in places:
        await work.cards.add(new_card(new_id, session.id, CardKind.POLL, place, poll.id))
    if await work.cards.live_polls(session.id) > LIVE_MOST:
        await work.cards.add(new_card(new_id, session.id, CardKind.OVERVIEW, session.place))
        await work.cards.touch(session.id, CardKind.OVERVIEW)


async def set_close(work: Work, poll: Poll, closes_at: datetime | None, since: datetime) -> None:
    """Let a poll close by itself at this moment (UTC), with a warning where it is open for long enough; at none, by hand."""
    await OF_POLLS.set_close(work, poll.id, poll.session, closes_at, since)


async def end(
    work: Work, new_id: Callable[[], str], poll: Poll, at: datetime, by: PersonRef | None = None
) -> Poll:
    """Close a poll at this moment (UTC); one that is closed stays as it is."""
    await set_close(work, poll, None, at)
    if poll.closed_at is not None:
        return poll
    await work.polls.close(poll.id, at)
    await work.poll_record.note(Entry(poll.id, at, PollDeed.CLOSED, by))
    await _show_the_end(work, new_id, poll)
    return replace(poll, closed_at=at)


async def touch(work: Work, poll: Poll) -> None:
    """An answer was counted: bring the poll's cards up to date, or the overview where there are too many of them."""
    if await work.cards.live_polls(poll.session) > LIVE_MOST:
        await work.cards.touch(poll.session, CardKind.OVERVIEW)
    else:
        await work.cards.touch(poll.session, CardKind.POLL, poll.id)


async def warn(work: Work, new_id: Callable[[], str], session: Session, poll: Poll) -> None:
    """Say where a poll stands that it is about to close; after more time was given, anew, since a message that changes calls nobody."""
    before = {card.subject for card in await _warnings(work, poll)}
    for place in await places_of(work, session, poll):
        subject = warning_of(poll.id, len(before) + 1)
        await work.cards.add(new_card(new_id, session.id, CardKind.WARNING, place, subject))


async def touch_warnings(work: Work, poll: Poll) -> None:
    """Bring every word that a poll is about to close up to date."""
    for subject in {card.subject for card in await _warnings(work, poll)}:
        await work.cards.touch(poll.session, CardKind.WARNING, subject)


async def _warnings(work: Work, poll: Poll) -> list[CardRow]:
    known = await work.cards.of(poll.session, CardKind.WARNING)
    return [card for card in known if warned(card.subject) == poll.id]


async def places_of(work: Work, session: Session, poll: Poll) -> list[PlaceRef]:
    """Where a poll is put. Raises InvalidField for `audience` where that is not open."""
    rooms = await work.rooms.all(session.id)
    if poll.audience is Audience.PLENARY:
        return [session.place]
    if poll.audience is Audience.ROOMS:
        return open_places(rooms)
    found = next((room for room in rooms if room.id == poll.room), None)
    if found is None:
        raise NoSuchThing("room")
    if found.place is None:
        raise InvalidField("audience", "This room is not open yet. Open the rooms first, then ask again.")
    return [found.place]


async def _show_the_end(work: Work, new_id: Callable[[], str], poll: Poll) -> None:
    await work.cards.touch(poll.session, CardKind.POLL, poll.id, first=True)
    await touch_warnings(work, poll)
    session = await work.sessions.any(poll.session)
    if session is not None and poll.audience is Audience.ROOMS:
        await work.cards.add(new_card(new_id, session.id, CardKind.POLL, session.place, poll.id))
    await work.cards.touch(poll.session, CardKind.OVERVIEW)
    if await work.cards.live_polls(poll.session) == LIVE_MOST:
        # The others are few enough again to be kept live each.
        for other in await work.polls.all(poll.session):
            if other.closed_at is None:
                await work.cards.touch(poll.session, CardKind.POLL, other.id)
