"""Who withdraws once people are placed: rooms that they leave empty are not opened, and nobody is left without a word."""

import pytest

from consultation.model.people import SignUpDraft
from consultation.model.sessions import Phase, Session
from consultation.refusals import NobodyLeft
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person


async def placed(consultation: Consultation, people: int = 4) -> Session:
    """One in each of four rooms, nobody leads."""
    session = await consultation.open()
    for number in range(people):
        await consultation.joins(session, f"U{number}", number % 4)
    session, _ = await consultation.services.placements.apply(ORGANISER, session.id)
    return session


async def withdraw(consultation: Consultation, session: Session, *names: str) -> None:
    for name in names:
        await consultation.services.people.withdraw(person(name), session.id)


async def opened(consultation: Consultation, session: Session) -> Session:
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    return opening.session


async def test_rooms_that_everybody_has_left_are_not_opened_and_it_is_said_what_to_do(
    consultation: Consultation,
) -> None:
    session = await placed(consultation)
    await withdraw(consultation, session, "U0", "U1", "U2", "U3")
    with pytest.raises(NobodyLeft, match="/consult unplace"):
        await consultation.services.rooms.preview(ORGANISER, session.id)
    with pytest.raises(NobodyLeft):
        await consultation.services.rooms.open(ORGANISER, session.id)
    assert not consultation.platform.channels
    async with consultation.storage.look() as work:
        now = await work.sessions.any(session.id)
    assert now is not None
    assert now.phase is Phase.PLACED


async def test_who_joins_after_everybody_withdrew_gets_a_place_at_once(consultation: Consultation) -> None:
    session = await placed(consultation)
    await withdraw(consultation, session, "U0", "U1", "U2", "U3")
    await consultation.joins(session, "U9", 2)
    await opened(consultation, session)
    assert list(consultation.platform.topics.values()) == [session.themes[2].name]


async def test_a_room_that_everybody_has_left_is_named_and_stays_closed(consultation: Consultation) -> None:
    session = await placed(consultation)
    await withdraw(consultation, session, "U1")
    _, held, _ = await consultation.services.rooms.preview(ORGANISER, session.id)
    assert [room.number for room in held.rooms] == [1, 3, 4]
    assert [room.theme for room in held.lost] == [session.themes[1].id]
    await opened(consultation, session)
    assert len(consultation.platform.channels) == 3
    again = await consultation.services.rooms.open(ORGANISER, session.id)
    assert not again.progress.troubles
    joined = await consultation.services.people.join(
        person("U9"), session.id, SignUpDraft((session.themes[1].id,))
    )
    assert joined.room is not None
    assert joined.room.theme != session.themes[1].id


async def test_a_room_in_which_only_observers_or_its_facilitator_are_left_is_named(
    consultation: Consultation,
) -> None:
    session = await consultation.open()
    await consultation.joins(session, "F0", 0, facilitates=True)
    for number in range(8):
        await consultation.joins(session, f"U{number}", number % 2)
    await consultation.services.people.join(person("W"), session.id, SignUpDraft((), observes=True))
    await consultation.services.placements.apply(ORGANISER, session.id)
    async with consultation.storage.look() as work:
        seats = await work.rooms.seats(session.id)
    watching = next(seat.room for seat in seats if seat.observes)
    await withdraw(
        consultation, session, *(seat.person for seat in seats if seat.room == watching and not seat.observes)
    )
    _, held, _ = await consultation.services.rooms.preview(ORGANISER, session.id)
    assert [room.id for room in held.quiet] == [watching]
    assert not held.lost
