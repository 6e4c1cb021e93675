from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.errors import NoSuchThing
from consultation.model.placement import Wish
from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, Tenant, ThemeId
from consultation.model.rooms import Room, Seat
from consultation.model.sessions import Phase, Session, Theme
from consultation.placement import seat_late

SESSION = Session(
    id=SessionId("s"),
    tenant=Tenant("t"),
    question="What next?",
    place=PlaceRef("plenary"),
    organisers=(PersonRef("olive"),),
    phase=Phase.IN_ROOMS,
    seed=5,
    created_at=datetime(2022, 2, 9, tzinfo=UTC),
    themes=tuple(Theme(theme, theme) for theme in map(ThemeId, "ABCD")),
)
ROOMS = tuple(
    Room(RoomId(f"r{theme}"), SESSION.id, number, theme)
    for number, theme in enumerate(map(ThemeId, "ABC"), start=1)
)


def wish(person: str, *ranking: str) -> Wish:
    return Wish(PersonRef(person), tuple(map(ThemeId, ranking)))


def taken(**counts: int) -> tuple[Seat, ...]:
    return tuple(
        Seat(PersonRef(f"{room}{number}"), RoomId(room), 1)
        for room, count in counts.items()
        for number in range(count)
    )


def test_a_latecomer_gets_the_best_ranked_of_the_smallest_rooms() -> None:
    late = wish("zoe", "A", "C", "B")
    assert seat_late(late, SESSION, ROOMS, taken(rA=3, rB=2, rC=2)) == Seat(PersonRef("zoe"), RoomId("rC"), 2)
    assert seat_late(late, SESSION, ROOMS, taken(rA=2, rB=2, rC=2)) == Seat(PersonRef("zoe"), RoomId("rA"), 1)


def test_the_rank_of_a_late_seat_counts_themes_that_have_no_room() -> None:
    assert seat_late(wish("zoe", "X", "D", "B"), SESSION, ROOMS, ()).rank == 2


def test_a_latecomer_without_a_preference_is_seated_by_lot() -> None:
    rooms = {seat_late(wish(f"p{number}"), SESSION, ROOMS, ()).room for number in range(30)}
    assert rooms == {"rA", "rB", "rC"}
    assert seat_late(wish("p1"), SESSION, ROOMS, ()).rank is None
    assert seat_late(wish("p1"), SESSION, ROOMS, ()) == seat_late(wish("p1"), SESSION, ROOMS[::-1], ())


def test_who_has_a_seat_keeps_it() -> None:
    seats = taken(rA=3, rB=1)
    assert seat_late(wish("rA0", "B"), SESSION, ROOMS, seats) == seats[0]


def test_a_latecomer_before_there_are_rooms_is_refused() -> None:
    with pytest.raises(NoSuchThing, match="That room"):
        seat_late(wish("zoe"), SESSION, (), ())


@given(st.lists(st.permutations("ABCD"), max_size=20))
def test_sizes_differ_by_at_most_one_however_many_come_late(rankings: list[list[str]]) -> None:
    seats: tuple[Seat, ...] = ()
    for number, ranking in enumerate(rankings):
        seats += (seat_late(wish(f"p{number}", *ranking), SESSION, ROOMS, seats),)
        filled = [sum(seat.room == room.id for seat in seats) for room in ROOMS]
        assert max(filled) - min(filled) <= 1
