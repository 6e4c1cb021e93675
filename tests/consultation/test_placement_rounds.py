"""Several rounds, rooms by opinion, and placing by spreadsheet."""

from collections import Counter
from dataclasses import replace

import pytest

from consultation.model.placement import (
    Mode,
    PlacedRoom,
    Placement,
    PlacementRequest,
    Rules,
    ThemeOffer,
    Wish,
)
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import place
from consultation.placement.opinions import gathered, mixed
from consultation.placement.rounds import in_rounds, next_round, remembered
from tests.support.placing import crowd, people_met, rooms_of_people


def open_minded(people: int, rooms: int) -> PlacementRequest:
    themes = tuple(ThemeOffer(ThemeId(f"t{number}")) for number in range(rooms))
    return PlacementRequest(themes, tuple(Wish(PersonRef(f"p{number:02}")) for number in range(people)), 1)


@pytest.mark.parametrize(("rooms", "swap_search"), [(4, 33.8), (8, 23.7)])
def test_over_six_sessions_40_people_meet_more_others_than_by_a_simple_search_of_swaps(
    rooms: int, swap_search: float
) -> None:
    request = open_minded(40, rooms)
    placements = []
    for _ in range(6):
        placement = place(request)
        placements.append(placement)
        request = PlacementRequest(
            request.themes, request.wishes, request.seed + 1, memory=remembered(request, placement)
        )
    assert people_met(tuple(placements)) > swap_search


def test_rounds_that_are_planned_together_are_no_worse_and_choices_come_first() -> None:
    request = crowd(24, 4)
    rounds = in_rounds(request, 3, Mode.NEW_PEOPLE)
    best = place(request).figures
    assert best is not None
    assert all(one.figures and one.figures.choices == best.choices for one in rounds)
    assert people_met(rounds) > people_met(in_rounds(request, 3, Mode.SAME_PEOPLE))


def test_the_same_people_stay_together_when_that_is_wanted() -> None:
    first, second = in_rounds(open_minded(12, 3), 2, Mode.SAME_PEOPLE)
    assert first == second


@pytest.mark.parametrize("mode", [Mode.SAME_PEOPLE, Mode.BACK])
def test_who_keeps_their_seat_keeps_it_where_the_rules_would_have_nobody(mode: Mode) -> None:
    """Somebody was moved by hand, so that rooms are uneven and two sit together who were to be kept apart."""
    request = open_minded(9, 3)
    people = [wish.person for wish in request.wishes]
    groups = (people[:1], people[1:4], people[4:])
    rooms = [
        PlacedRoom(offer.theme, None, tuple((person, None) for person in group))
        for offer, group in zip(request.themes, groups, strict=True)
    ]
    by_hand = Placement(tuple(rooms))
    rules = Rules(apart=((people[5], people[6]),), together=((people[0], people[8]),))
    late = Wish(PersonRef("late"))
    now = replace(request, rules=rules, wishes=(*request.wishes, late))
    placed = place(next_round(now, [by_hand, place(request)] if mode is Mode.BACK else [by_hand], mode))
    sits = rooms_of_people(placed)
    assert {person: sits[person] for person in people} == rooms_of_people(by_hand)
    assert late.person in sits


def test_in_a_world_cafe_everybody_visits_every_theme_once_and_hosts_stay() -> None:
    request = crowd(28, 4, volunteers=4)
    rounds = in_rounds(request, 4, Mode.WORLD_CAFE)
    visited = Counter((person, room.theme) for one in rounds for person, room in rooms_of_people(one).items())
    assert len(visited) == 24 * 4
    assert set(visited.values()) == {1}
    assert len({tuple(room.facilitator for room in one.rooms) for one in rounds}) == 1


def test_memory_knows_who_sat_together_and_who_missed_a_first_choice() -> None:
    request = crowd(24, 4, volunteers=4)
    placement = place(request)
    memory = remembered(request, placement)
    assert [len(group) for group in memory.met] == [6, 6, 6, 6]
    assert len(memory.missed) == 20 - placement.with_choice(1)


def answers(count: int, options: int) -> dict[PersonRef, int]:
    return {PersonRef(f"p{number:02}"): number % options for number in range(count)}


def test_opinions_are_mixed_evenly_over_the_rooms() -> None:
    said = answers(40, 5)
    placement = place(mixed(open_minded(40, 4), said))
    for room in placement.rooms:
        assert set(Counter(said[person] for person, _ in room.seats).values()) == {2}


def test_who_agrees_is_gathered_and_neighbours_in_opinion_are_near() -> None:
    said = answers(40, 4)
    placement = place(gathered(open_minded(44, 4), said))
    for number, room in enumerate(placement.rooms):
        assert Counter(said.get(person, -1) for person, _ in room.seats)[number] == 10
    two = place(gathered(open_minded(40, 2), said))
    assert [{said[person] for person, _ in room.seats} for room in two.rooms] == [{0, 1}, {2, 3}]
