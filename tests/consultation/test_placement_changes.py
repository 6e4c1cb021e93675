"""What an organiser changes by hand, late joiners, and improving without unsettling everybody."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.errors import NoSuchThing, NotSignedUp, PlacementImpossible, SeatLocked
from consultation.model.arrangement import Arrangement, RoomState
from consultation.model.placement import PlacementRequest, RoomKey, Rules, Sizes, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import place
from consultation.placement.changes import arranged, effects, leave, lock, move, swap, undo, unlock
from consultation.placement.improvement import improve
from consultation.placement.late import join_late, states_of
from consultation.placement.rules import broken_rules
from tests.support.placing import NO_RULES, crowd, rooms_of_people

A, B = ThemeId("A"), ThemeId("B")
ADA = PersonRef("ada")


def small() -> Arrangement:
    """Two rooms of three with a facilitator each; two participants could step in for B."""
    wishes = (
        *(Wish(PersonRef(f"a{number}"), (A, B)) for number in range(3)),
        *(Wish(PersonRef(f"b{number}"), (B, A)) for number in range(3)),
        Wish(PersonRef("fa"), (A,), can_facilitate=True, leads=(A,)),
        Wish(PersonRef("fb"), (B,), can_facilitate=True, leads=(B,)),
    )
    request = PlacementRequest((ThemeOffer(A), ThemeOffer(B)), wishes, 1)
    return arranged(request, place(request))


def test_a_move_shows_what_it_does_to_the_figures_and_to_the_rules() -> None:
    change = move(small(), PersonRef("a0"), RoomKey(B))
    assert rooms_of_people(change.arrangement.placement)[PersonRef("a0")] == RoomKey(B)
    assert effects(change) == (
        "First choices: 5, was 6.",
        "Furthest from a first choice: 2nd choice, was 1st choice.",
        "Smallest room: 2, was 3.",
        "Largest room: 4, was 3.",
    )
    assert [obstacle.words for obstacle in change.broken] == ["Rooms are not even: one has 4, another 2."]
    assert change.moved == ("a0",)
    assert change.arrangement.placement.reasons[PersonRef("a0")] == "The organiser chose this room for you."


def test_two_people_change_places_a_facilitator_too() -> None:
    swapped = swap(small(), PersonRef("a0"), PersonRef("b0"))
    assert rooms_of_people(swapped.arrangement.placement)[PersonRef("a0")] == RoomKey(B)
    assert swapped.broken == ()
    led = swap(small(), PersonRef("a0"), PersonRef("fa")).arrangement.placement
    assert led.rooms[0].facilitator == "a0"
    assert PersonRef("fa") in rooms_of_people(led)


def with_an_observer() -> Arrangement:
    """The same two rooms, and Ada, who came to listen and likes A."""
    request = small().request
    request = replace(request, wishes=(*request.wishes, Wish(ADA, (A, B), observes=True)))
    return arranged(request, place(request))


def test_who_changes_places_with_an_observer_takes_part_there_and_the_observer_goes_on_listening() -> None:
    start = with_an_observer()
    listened = next(room.key for room in start.placement.rooms if ADA in room.observers)
    other = PersonRef("b0" if listened == RoomKey(A) else "a0")
    change = swap(start, ADA, other)
    after = change.arrangement.placement
    assert rooms_of_people(after)[other] == listened
    assert ADA not in rooms_of_people(after)
    assert next(room.key for room in after.rooms if ADA in room.observers) != listened
    assert change.moved == tuple(sorted((ADA, other)))


def test_somebody_in_a_theme_they_did_not_name_is_furthest_with_none_of_their_choices() -> None:
    start = small()
    wishes = tuple(
        replace(wish, ranking=(A,)) if wish.person == "a0" else wish for wish in start.request.wishes
    )
    request = replace(start.request, wishes=wishes)
    told = effects(move(arranged(request, place(request)), PersonRef("a0"), RoomKey(B)))
    assert "Furthest from a first choice: none of their choices, was 1st choice." in told
    assert "People with none of their choices: 1, was 0." in told


def test_undo_goes_back_change_by_change() -> None:
    start = small()
    once = move(start, PersonRef("a0"), RoomKey(B)).arrangement
    twice = lock(move(once, PersonRef("a1"), RoomKey(B)).arrangement, PersonRef("a2"))
    assert undo(undo(twice)).placement == once.placement
    assert undo(undo(undo(twice))) == start
    assert undo(start) == start


def test_a_locked_seat_is_moved_by_nobody_until_it_is_unlocked() -> None:
    locked = lock(small(), PersonRef("a0"))
    with pytest.raises(SeatLocked):
        move(locked, PersonRef("a0"), RoomKey(B))
    assert move(unlock(locked, PersonRef("a0")), PersonRef("a0"), RoomKey(B)).moved == ("a0",)


def test_only_people_and_rooms_that_are_there_can_be_moved() -> None:
    with pytest.raises(NotSignedUp):
        move(small(), ADA, RoomKey(A))
    with pytest.raises(NoSuchThing):
        move(small(), PersonRef("a0"), RoomKey(A, 2))


def test_who_leaves_frees_a_seat_and_nobody_else_moves() -> None:
    change = leave(small(), PersonRef("a1"))
    assert change.moved == ()
    assert change.now.participants == change.was.participants - 1
    assert PersonRef("a1") not in change.arrangement.placement.reasons


def test_a_facilitator_who_withdraws_is_replaced_from_the_room_or_the_room_is_named() -> None:
    assert leave(small(), PersonRef("fb")).arrangement.placement.unled == (B,)
    start = small()
    wishes = tuple(
        replace(wish, can_facilitate=True) if wish.person in ("a1", "b2") else wish
        for wish in start.request.wishes
    )
    willing = replace(start, request=replace(start.request, wishes=wishes))
    change = leave(willing, PersonRef("fb"))
    assert change.arrangement.placement.rooms[1].facilitator == "b2"
    assert change.moved == ("b2",)
    assert change.arrangement.placement.unled == ()


def test_improving_what_is_as_good_as_can_be_moves_nobody() -> None:
    request = crowd(60, 4, volunteers=4, seed=3)
    open_minded = replace(request, wishes=tuple(replace(wish, ranking=()) for wish in request.wishes))
    for asked in (request, open_minded):
        assert improve(arranged(asked, place(asked)), 60).moved == ()


def test_improving_moves_nobody_beyond_those_whom_it_takes() -> None:
    request = crowd(60, 4, volunteers=4, seed=3)
    start = arranged(request, place(request))
    first, second = start.placement.rooms[:2]
    change = improve(swap(start, first.seats[0][0], second.seats[0][0]).arrangement, 60)
    assert len(change.moved) <= 2


def spoilt(moves: int, seed: int = 3) -> Arrangement:
    """A good placement of 60 in which people were made to change places."""
    request = crowd(60, 4, volunteers=4, seed=seed)
    start = arranged(request, place(request))
    people = [room.seats[number][0] for number in range(moves) for room in start.placement.rooms]
    for one, other in zip(people[::2], people[1::2], strict=True):
        start = swap(start, one, other).arrangement
    return start


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 12), st.integers(0, 5))
def test_improving_moves_no_more_than_asked_breaks_no_rule_and_is_never_worse(most: int, seed: int) -> None:
    start = spoilt(2, seed)
    change = improve(start, most)
    assert len(change.moved) <= most
    # Off their list is worse than any rank, as the aim has it.
    assert (change.now.off_list, change.now.worst_rank or 0, change.now.rank_sum) <= (
        change.was.off_list,
        change.was.worst_rank or 0,
        change.was.rank_sum,
    )
    assert broken_rules(start.request, change.arrangement.placement.rooms) == ()


def test_improving_with_enough_moves_finds_the_best_again_and_leaves_locked_people() -> None:
    start = spoilt(2)
    best = place(start.request).figures
    better = improve(start, 60)
    assert best is not None
    assert better.now.rank_sum <= best.rank_sum
    locked = lock(start, *better.moved)
    assert not set(improve(locked, 60).moved) & set(better.moved)


def states(**sizes: int) -> tuple[RoomState, ...]:
    return tuple(RoomState(RoomKey(ThemeId(name)), size, PersonRef("f")) for name, size in sizes.items())


OFFERS = tuple(ThemeOffer(ThemeId(name), most=5) for name in "ABC")


def joins(wish: Wish, rooms: tuple[RoomState, ...], rules: Rules = NO_RULES) -> tuple[str, int | None, str]:
    seat = join_late(wish, rooms, OFFERS, rules, seed=1)
    return seat.room.theme, seat.rank, seat.reason


def test_a_late_joiner_gets_the_best_open_seat_with_the_same_kind_of_reason() -> None:
    late = Wish(ADA, (A, B))
    free = Rules(sizes=Sizes.FREE)
    assert joins(late, states(A=4, B=4, C=4)) == ("A", 1, "Your 1st choice.")
    assert joins(late, states(A=5, B=4, C=4)) == (
        "B",
        2,
        "Your 2nd choice; your 1st was full when you joined.",
    )
    assert (
        joins(late, states(A=4, B=3, C=3))[2]
        == "Your 2nd choice; your 1st had its share of people when you joined."
    )
    assert joins(late, states(A=4, B=3, C=3), free)[0] == "A"
    assert joins(Wish(ADA, (A,), ruled_out=(B,)), states(A=5, B=1, C=4))[0] == "C"


def test_a_late_joiner_keeps_the_rules_or_is_told_that_no_seat_is_open() -> None:
    here = (
        RoomState(RoomKey(A), 2, None, organisations=(("north", 2),), people=frozenset({PersonRef("bea")})),
    )
    with pytest.raises(PlacementImpossible, match="No room has an open seat for ada"):
        joins(Wish(ADA, organisation="North"), here, Rules(organisation_most=2))
    with pytest.raises(PlacementImpossible):
        joins(Wish(ADA), here, Rules(apart=((ADA, PersonRef("bea")),)))


def test_a_late_volunteer_leads_a_room_that_nobody_leads() -> None:
    rooms = (*states(A=4), RoomState(RoomKey(B), 4, None))
    seat = join_late(Wish(ADA, (A,), can_facilitate=True), rooms, OFFERS, NO_RULES, seed=1)
    assert (seat.room.theme, seat.leads) == ("B", True)
    only_a = Wish(ADA, (A,), can_facilitate=True, leads=(A,))
    assert not join_late(only_a, rooms, OFFERS, NO_RULES, seed=1).leads


def test_the_rooms_of_a_placement_are_counted_for_late_joiners() -> None:
    request = crowd(40, 4, volunteers=4, organisations=3)
    rooms = states_of(request, place(request))
    assert [room.seats for room in rooms] == [9, 9, 9, 9]
    assert all(sum(number for _, number in room.roles) == 9 and len(room.people) == 10 for room in rooms)
