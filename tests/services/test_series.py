"""Six sessions of a programme, and rounds within them: what each remembers of those before, all through the services and a database."""

from itertools import combinations

from consultation.model.placement import Mode
from consultation.model.sessions import Session
from consultation.plans import PlanDraft
from consultation.services.rounds import RoundDraft
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER

PEOPLE = 16
Pairs = set[tuple[str, str]]


async def pairs_in(consultation: Consultation, session: Session) -> Pairs:
    """Who sits with whom now."""
    async with consultation.storage.look() as work:
        seats = await work.rooms.seats(session.id)
    rooms = {seat.room: sorted(one.person for one in seats if one.room == seat.room) for seat in seats}
    return {pair for people in rooms.values() for pair in combinations(people, 2)}


async def evening(consultation: Consultation, *choices: int, people: int = PEOPLE) -> Session:
    session = await consultation.open(programme="The programme")
    for number in range(people):
        await consultation.joins(session, f"U{number:02}", *choices)
    await consultation.services.placements.apply(ORGANISER, session.id)
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    return opening.session


async def moves_on(consultation: Consultation, session: Session, mode: Mode) -> None:
    rounds, draft = consultation.services.rounds, RoundDraft(mode)
    found = await rounds.answer(await rounds.ask(ORGANISER, session.id, draft))
    assert found.placement is not None
    await rounds.start(ORGANISER, session.id, draft, found.placement.fingerprint)
    await consultation.services.rooms.carry_out(session)


async def test_over_six_sessions_nearly_everybody_meets_everybody(consultation: Consultation) -> None:
    met: Pairs = set()
    for number in range(6):
        new = await pairs_in(consultation, await evening(consultation))
        assert len(new) == 24
        # In five sessions of four rooms all 120 pairs could meet: the first three repeat nobody.
        assert number > 2 or not new & met
        met |= new
    assert len(met) >= 110


async def test_a_session_remembers_every_round_of_those_before(consultation: Consultation) -> None:
    session = await evening(consultation)
    first = await pairs_in(consultation, session)
    await moves_on(consultation, session, Mode.NEW_PEOPLE)
    second = await pairs_in(consultation, session)
    assert not first & second
    third = await pairs_in(consultation, await evening(consultation))
    assert not third & (first | second)


async def test_a_host_who_left_is_no_host_of_the_next_round(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    async with consultation.storage.work() as work:
        await work.people.remove(session.id, ORGANISER.person)
        led = (await work.rooms.all(session.id))[0].facilitator
        assert led is not None
        await work.people.remove(session.id, led)
        await work.rooms.remove_seat(session.id, led)
    await moves_on(consultation, session, Mode.WORLD_CAFE)
    async with consultation.storage.look() as work:
        assert [room.facilitator is None for room in await work.rooms.all(session.id)] == [True, *[False] * 3]


async def test_more_rooms_are_made_when_a_round_needs_them(consultation: Consultation) -> None:
    session = await consultation.open(themes="Care\nModels")
    for number in range(6):
        await consultation.joins(session, f"U{number}", number % 2, 1 - number % 2)
    rooms = "1. Care: as many rooms as needed of at most 3\n2. Models: as many rooms as needed of at most 3"
    await consultation.services.placements.ask(ORGANISER, session.id, PlanDraft(rooms=rooms))
    await consultation.services.placements.apply(ORGANISER, session.id)
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    for number in range(6, 10):
        await consultation.joins(session, f"U{number}", 0)
    await moves_on(consultation, opening.session, Mode.NEW_PEOPLE)
    async with consultation.storage.look() as work:
        made = await work.rooms.all(session.id)
        seats = await work.rooms.seats(session.id)
    assert all(room.place for room in made)
    assert len({room.place for room in made}) == len(made) > 2
    assert len(seats) == 10
    assert [room.number for room in made] == list(range(1, len(made) + 1))
