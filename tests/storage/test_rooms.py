from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from consultation.model.references import PersonRef, PlaceRef, RoomId, StepId
from consultation.model.rooms import Attendance, Room, Seat, Step, StepKind, StepState, Trouble
from consultation.ports.storage import Storage
from tests.support.people import TENANT, session

ONE = session()
CARE, MODELS = (theme.id for theme in ONE.themes)
FIRST = Room(RoomId("r1"), ONE.id, 1, CARE, facilitator=PersonRef("F1"))
SECOND = Room(RoomId("r2"), ONE.id, 2, MODELS)
ADA, BEN = Seat(PersonRef("UA"), FIRST.id, 1), Seat(PersonRef("UB"), SECOND.id, None)
OPEN = Step(StepId("x1"), ONE.id, FIRST.id, StepKind.OPEN, 0)
SEAT = Step(StepId("x2"), ONE.id, FIRST.id, StepKind.SEAT, 1, people=(PersonRef("UB"), PersonRef("UA")))


@pytest.fixture(autouse=True)
async def _two_rooms(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.rooms.replace_all(ONE.id, [SECOND, FIRST], [BEN, ADA])


async def test_rooms_come_back_by_number_and_seats_as_they_were_given(storage: Storage) -> None:
    async with storage.look() as work:
        assert await work.rooms.all(ONE.id) == [FIRST, SECOND]
        assert await work.rooms.get(SECOND.id) == SECOND
        assert await work.rooms.get(RoomId("r9")) is None
        assert await work.rooms.seats(ONE.id) == [BEN, ADA]


async def test_placing_again_forgets_the_rooms_seats_and_steps_of_before(storage: Storage) -> None:
    third = Room(RoomId("r3"), ONE.id, 1, CARE)
    async with storage.work() as work:
        await work.rooms.add_steps([OPEN, SEAT])
        await work.rooms.replace_all(ONE.id, [third], [replace(ADA, room=third.id)])
        assert await work.rooms.all(ONE.id) == [third]
        assert await work.rooms.seats(ONE.id) == [Seat(ADA.person, third.id, 1)]
        assert await work.rooms.steps(ONE.id) == []


async def test_an_open_room_is_found_by_its_place(storage: Storage) -> None:
    async with storage.work() as work:
        await work.rooms.opened(FIRST.id, PlaceRef("C7"))
        assert await work.rooms.at(TENANT, PlaceRef("C7")) == replace(FIRST, place=PlaceRef("C7"))
        assert await work.rooms.at(TENANT, PlaceRef("C8")) is None


async def test_a_late_joiner_gets_a_seat(storage: Storage) -> None:
    late = Seat(PersonRef("UL"), SECOND.id, 2)
    async with storage.work() as work:
        await work.rooms.add_seat(late)
        assert await work.rooms.seat_of(ONE.id, late.person) == late
        assert await work.rooms.seats(ONE.id) == [BEN, ADA, late]


async def test_nobody_sits_in_two_rooms(storage: Storage) -> None:
    async with storage.work() as work:
        with pytest.raises(IntegrityError):
            await work.rooms.add_seat(Seat(ADA.person, SECOND.id, 2))


async def test_somebody_who_leaves_frees_their_seat_or_their_place_as_facilitator(storage: Storage) -> None:
    async with storage.work() as work:
        await work.rooms.remove_seat(ONE.id, ADA.person)
        await work.rooms.remove_seat(ONE.id, PersonRef("F1"))
        assert await work.rooms.seats(ONE.id) == [BEN]
        assert await work.rooms.seat_of(ONE.id, ADA.person) is None
        assert await work.rooms.get(FIRST.id) == replace(FIRST, facilitator=None)


async def test_who_sat_in_an_open_room_or_led_it_is_known_whatever_becomes_of_the_seat(
    storage: Storage,
) -> None:
    late, watching = Seat(PersonRef("UL"), FIRST.id, 2), Seat(PersonRef("UW"), FIRST.id, None, observes=True)
    async with storage.work() as work:
        await work.rooms.opened(FIRST.id, PlaceRef("C7"))
        for one in (late, watching):
            await work.rooms.add_seat(one)
        await work.rooms.lead(FIRST.id, PersonRef("F2"), "F1 left.")
        for person in (ADA.person, late.person, PersonRef("F2")):
            await work.rooms.remove_seat(ONE.id, person)
        await work.rooms.opened(FIRST.id, PlaceRef("C7"))
    async with storage.look() as work:
        assert set(await work.rooms.attendances(ONE.id)) == {
            Attendance(ADA.person, FIRST.id),
            Attendance(PersonRef("F1"), FIRST.id, leads=True),
            Attendance(late.person, FIRST.id),
            Attendance(PersonRef("F2"), FIRST.id, leads=True),
        }
        assert len(await work.rooms.attendances(ONE.id)) == 4


async def test_who_sits_in_another_room_in_the_next_round_was_in_both(storage: Storage) -> None:
    async with storage.work() as work:
        for room, place in ((FIRST, "C7"), (SECOND, "C8")):
            await work.rooms.opened(room.id, PlaceRef(place))
        await work.rooms.reseat(
            ONE.id, [replace(FIRST, facilitator=None), SECOND], [replace(ADA, room=SECOND.id)]
        )
    async with storage.look() as work:
        there = [(one.person, one.room) for one in await work.rooms.attendances(ONE.id) if not one.leads]
    assert sorted(there) == [(ADA.person, FIRST.id), (ADA.person, SECOND.id), (BEN.person, SECOND.id)]


async def test_steps_come_back_by_position_with_their_people_in_order(storage: Storage) -> None:
    async with storage.work() as work:
        await work.rooms.add_steps([])
        await work.rooms.add_steps([SEAT, OPEN])
        assert await work.rooms.steps(ONE.id) == [OPEN, SEAT]


async def test_a_finished_step_keeps_its_troubles_until_it_is_put_back_in_line(storage: Storage) -> None:
    met = (
        Trouble(FIRST.id, "They left the workspace.", PersonRef("UB")),
        Trouble(FIRST.id, "The room is full."),
    )
    async with storage.work() as work:
        await work.rooms.add_steps([OPEN, SEAT])
        await work.rooms.finish_step(SEAT.id, StepState.DONE, met)
        assert await work.rooms.steps(ONE.id) == [OPEN, replace(SEAT, state=StepState.DONE, troubles=met)]
        await work.rooms.finish_step(SEAT.id, StepState.PENDING)
        assert await work.rooms.steps(ONE.id) == [OPEN, SEAT]
