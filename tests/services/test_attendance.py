"""How many took part: everybody who sat in an open room, whatever became of their seat."""

from collections.abc import Mapping

import pytest

from consultation.model.digest import Digest
from consultation.model.notes import Tag
from consultation.model.people import SignUpDraft
from consultation.model.placement import Mode
from consultation.model.references import PersonRef
from consultation.model.sessions import Session
from consultation.refusals import NothingChanged, NotInThisRoom
from consultation.services.rounds import RoundDraft
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

EVERYBODY, FACILITATORS = 8, 4


async def preview(consultation: Consultation, session: Session) -> Digest:
    return (await consultation.services.digests.preview(ORGANISER, session.id))[1]


async def numbers(consultation: Consultation, session: Session) -> tuple[int, int]:
    found = await preview(consultation, session)
    return found.participants, found.facilitators


async def seats(consultation: Consultation, session: Session) -> Mapping[PersonRef, str]:
    async with consultation.storage.look() as work:
        return {seat.person: seat.room for seat in await work.rooms.seats(session.id)}


async def somebody(consultation: Consultation, session: Session) -> PersonRef:
    return next(iter(await seats(consultation, session)))


async def moves_on(consultation: Consultation, session: Session, *away: PersonRef) -> None:
    rounds, draft = consultation.services.rounds, RoundDraft(Mode.WORLD_CAFE, away)
    found = await rounds.answer(await rounds.ask(ORGANISER, session.id, draft))
    assert found.placement is not None
    await rounds.start(ORGANISER, session.id, draft, found.placement.fingerprint)
    await consultation.services.rooms.carry_out(session)


async def test_who_is_left_out_of_a_later_round_took_part(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await moves_on(consultation, session, await somebody(consultation, session))
    assert len(await seats(consultation, session)) == EVERYBODY - 1
    assert await numbers(consultation, session) == (EVERYBODY, FACILITATORS)


async def test_who_is_left_out_of_a_later_round_still_votes_on_actions_and_a_stranger_does_not(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    action = consultation.says(PLENARY, "Longer visits (rooms 1 and 2)")
    await consultation.tags(ORGANISER, action, Tag.ACTION)
    gone = await somebody(consultation, session)
    await moves_on(consultation, session, gone)
    (point,) = (await consultation.services.verdicts.rank(ORGANISER, session.id)).actions
    voted, left = await consultation.services.verdicts.vote(person(gone), session.id, point.note)
    assert voted is not None
    assert (voted.text, left) == ("Longer visits", 2)
    with pytest.raises(NotInThisRoom):
        await consultation.services.verdicts.vote(person("UNOBODY"), session.id, point.note)


async def test_who_withdraws_before_the_rooms_are_open_did_not_take_part(consultation: Consultation) -> None:
    session = await consultation.open()
    for number in range(4):
        await consultation.joins(session, f"U{number}", number)
    await consultation.services.placements.apply(ORGANISER, session.id)
    await consultation.services.people.withdraw(person(await somebody(consultation, session)), session.id)
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    assert await numbers(consultation, session) == (3, 0)


async def test_somebody_who_moves_on_is_counted_in_each_room_and_once_in_the_session(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    before = await seats(consultation, session)
    await moves_on(consultation, session)
    now = await seats(consultation, session)
    there = set(before.items()) | set(now.items())
    found = await preview(consultation, session)
    assert sum(room.participants for room in found.rooms) == len(there) > EVERYBODY
    assert found.participants == EVERYBODY


async def test_who_joins_late_takes_part_and_who_looks_on_does_not(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.joins(session, "ULATE", 0)
    theme = session.themes[0].id
    await consultation.services.people.join(
        person("UWATCHES"), session.id, SignUpDraft((theme,), observes=True)
    )
    assert {PersonRef("ULATE"), PersonRef("UWATCHES")} <= set(await seats(consultation, session))
    assert await numbers(consultation, session) == (EVERYBODY + 1, FACILITATORS)


async def test_being_forgotten_changes_no_number_of_a_session_that_is_over(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    first = await somebody(consultation, session)
    await moves_on(consultation, session, first)
    second = await somebody(consultation, session)
    async with consultation.storage.look() as work:
        led = next(room.facilitator for room in await work.rooms.all(session.id) if room.facilitator)
    await consultation.services.sessions.close(ORGANISER, session.id)
    before = await preview(consultation, session)
    for one in (first, second, led):
        await consultation.services.erasures.forget(person(one), one)
    assert await preview(consultation, session) == before
    await consultation.services.digests.publish(ORGANISER, session.id)


async def test_being_forgotten_changes_nobodys_published_numbers(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    published = await consultation.services.digests.publish(ORGANISER, session.id)
    for one in await seats(consultation, session):
        await consultation.services.erasures.forget(person(one), one)
    async with consultation.storage.look() as work:
        assert await work.digests.get(session.id) == published
    with pytest.raises(
        NothingChanged
    ):  # a correction finds the same numbers, of the session and of each room
        await consultation.services.digests.correct(ORGANISER, session.id, "Who took part.")
