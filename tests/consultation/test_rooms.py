"""The plan for opening rooms."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from consultation.errors import InvalidField
from consultation.model.placement import PlacedRoom, Placement
from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, ThemeId
from consultation.model.rooms import Room, StepKind, StepState, Trouble
from consultation.rooms import open_places, opening_steps, progress_of, rooms_of

SESSION = SessionId("s1")


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def placement(*sizes: int) -> Placement:
    names = (PersonRef(f"U{n}") for n in count(1))
    return Placement(
        tuple(
            PlacedRoom(ThemeId(f"t{n}"), PersonRef(f"F{n}"), tuple((next(names), 1) for _ in range(size)))
            for n, size in enumerate(sizes, start=1)
        )
    )


def test_rooms_are_numbered_from_one_and_everybody_has_a_seat() -> None:
    rooms, seats = rooms_of(placement(3, 2), SESSION, ids())
    assert [(room.number, room.theme, room.facilitator) for room in rooms] == [
        (1, "t1", "F1"),
        (2, "t2", "F2"),
    ]
    assert [sum(seat.room == room.id for seat in seats) for room in rooms] == [3, 2]


def test_each_room_is_made_named_and_filled_before_the_next() -> None:
    rooms, seats = rooms_of(placement(1, 1), SESSION, ids())
    steps = opening_steps(rooms, seats, (PersonRef("ORG"),), 100, ids())
    assert [(step.room == rooms[0].id, step.kind) for step in steps] == [
        (True, StepKind.OPEN),
        (True, StepKind.PURPOSE),
        (True, StepKind.TOPIC),
        (True, StepKind.SEAT),
        (False, StepKind.OPEN),
        (False, StepKind.PURPOSE),
        (False, StepKind.TOPIC),
        (False, StepKind.SEAT),
    ]
    assert [step.position for step in steps] == list(range(8))


def test_hosts_are_asked_in_first_and_nobody_twice() -> None:
    rooms, seats = rooms_of(placement(2), SESSION, ids())
    steps = opening_steps(rooms, seats, (PersonRef("ORG"), PersonRef("U1")), 100, ids())
    assert steps[-1].people == ("F1", "ORG", "U1", "U2")


def test_no_call_asks_in_more_people_than_the_platform_takes() -> None:
    rooms, seats = rooms_of(placement(250), SESSION, ids())
    steps = opening_steps(rooms, seats, (), 100, ids())
    assert [len(step.people) for step in steps if step.kind is StepKind.SEAT] == [100, 100, 51]
    assert [step.position for step in steps] == list(range(6))


def test_progress_counts_open_rooms_and_people_asked_in_and_keeps_the_troubles() -> None:
    rooms, seats = rooms_of(placement(2, 2), SESSION, ids())
    steps = opening_steps(rooms, seats, (), 100, ids())
    trouble = Trouble(rooms[0].id, "left the workspace", PersonRef("U2"))
    done = [
        replace(step, state=StepState.DONE, troubles=(trouble,) if step.people else ()) for step in steps[:4]
    ]
    opened = [replace(rooms[0], place=PlaceRef("C9")), rooms[1]]
    progress = progress_of(opened, [*done, *steps[4:]])
    assert (progress.rooms, progress.rooms_open, progress.people, progress.people_seated) == (2, 1, 6, 3)
    assert progress.troubles == (trouble,)
    assert not progress.finished


def test_an_organiser_who_is_asked_into_every_room_is_one_person_and_in_when_all_have_asked() -> None:
    rooms, seats = rooms_of(placement(2, 2), SESSION, ids())
    steps = opening_steps(rooms, seats, (PersonRef("ORG"),), 100, ids())
    half = [replace(step, state=StepState.DONE) for step in steps[:4]]
    assert (progress_of(rooms, steps).people, progress_of(rooms, [*half, *steps[4:]]).people_seated) == (7, 3)


def test_a_poll_in_the_rooms_needs_an_open_room() -> None:
    shut = Room(RoomId("r1"), SESSION, 1, ThemeId("t1"))
    with pytest.raises(InvalidField, match="No room is open yet"):
        open_places([shut])
    assert open_places([shut, replace(shut, place=PlaceRef("C9"))]) == ["C9"]
