"""The rules of a placement, what it says when they can't hold, and the reasons it gives."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.errors import PlacementImpossible, PlacementStopped, PlacementUnfinished
from consultation.model.placement import (
    FixedSeat,
    Memory,
    Placement,
    PlacementRequest,
    RoomKey,
    Rules,
    Sizes,
    ThemeOffer,
    Wish,
)
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import Control, place
from consultation.placement.rules import broken_rules
from consultation.placement.solver import Solver
from tests.support.placing import NO_RULES, crowd, rooms_of_people

GOLDEN = Path(__file__).parents[3] / "shared" / "consultation" / "golden_session.json"
ADA, BEA, CAL, DAN = map(PersonRef, ("ada", "bea", "cal", "dan"))
A, B, C = map(ThemeId, "ABC")


def wish(person: str, *ranking: str, role: str = "", organisation: str = "") -> Wish:
    return Wish(PersonRef(person), tuple(map(ThemeId, ranking)), role=role, organisation=organisation)


def asked(
    *wishes: Wish, themes: str = "AB", most: int | None = None, rules: Rules = NO_RULES
) -> PlacementRequest:
    return PlacementRequest(tuple(ThemeOffer(ThemeId(name), most=most) for name in themes), wishes, 1, rules)


def refusal(request: PlacementRequest) -> str:
    with pytest.raises(PlacementImpossible) as refused:
        place(request)
    return refused.value.sentence


def people(number: int, *ranking: str) -> tuple[Wish, ...]:
    return tuple(wish(f"p{place_}", *ranking) for place_ in range(number))


@st.composite
def ruled_crowds(draw: st.DrawFn) -> PlacementRequest:
    """Larger crowds with rules that may or may not go together."""
    size, rooms = draw(st.integers(12, 60)), draw(st.integers(2, 6))
    request = crowd(
        size,
        rooms,
        volunteers=draw(st.integers(0, rooms)),
        organisations=draw(st.sampled_from((0, 5))),
        seed=draw(st.integers(0, 99)),
    )
    order = draw(st.permutations([one.person for one in request.wishes[rooms:]]))
    rules = Rules(
        sizes=draw(st.sampled_from(Sizes)),
        spread_roles=draw(st.booleans()),
        organisation_most=draw(st.sampled_from((None, 3, 5))),
        together=(tuple(order[:2]),) if draw(st.booleans()) else (),
        apart=(tuple(order[2:4]),) if draw(st.booleans()) else (),
        fixed=(FixedSeat(order[4], RoomKey(request.themes[0].theme)),) if draw(st.booleans()) else (),
    )
    met = (tuple(order[5:9]),) if draw(st.booleans()) else ()
    return replace(request, rules=rules, memory=Memory(met=met, missed=tuple(order[9:11])))


@settings(max_examples=40, deadline=None)
@given(ruled_crowds(), st.randoms(use_true_random=False))
def test_no_rule_is_broken_everybody_has_a_reason_and_the_order_of_people_changes_nothing(
    request: PlacementRequest, shuffle: Random
) -> None:
    try:
        placement = place(request)
    except PlacementImpossible:
        return
    assert broken_rules(request, placement.rooms) == ()
    everybody = {one.person for one in request.wishes}
    assert set(placement.reasons) == everybody
    assert all(reason.endswith(".") and "  " not in reason for reason in placement.reasons.values())
    wishes = list(request.wishes)
    shuffle.shuffle(wishes)
    assert place(replace(request, wishes=tuple(wishes))) == placement


def test_friends_sit_together_and_those_kept_apart_do_not() -> None:
    rules = Rules(together=((ADA, BEA),), apart=((CAL, DAN),))
    rooms = rooms_of_people(
        place(
            asked(
                wish("ada", "A"),
                wish("bea", "B"),
                wish("cal", "A"),
                wish("dan", "A"),
                wish("eve"),
                rules=rules,
            )
        )
    )
    assert rooms[ADA] == rooms[BEA]
    assert rooms[CAL] != rooms[DAN]


def test_nobody_is_told_that_they_are_kept_apart() -> None:
    rules = Rules(apart=((ADA, BEA),), sizes=Sizes.FREE)
    placement = place(asked(wish("ada", "A", "B"), wish("bea", "A", "B"), rules=rules))
    assert sorted(placement.reasons.values()) == [
        "Your 1st choice.",
        "Your 2nd choice; your 1st did not go with what the organiser set.",
    ]


def test_who_missed_a_first_choice_last_time_is_first_in_line_and_the_others_are_told() -> None:
    wishes = tuple(wish(f"p{number}", "A", "B") for number in range(4))
    missed = (PersonRef("p1"), PersonRef("p3"))
    placement = place(replace(asked(*wishes), memory=Memory(missed=missed)))
    assert {person for person, room in rooms_of_people(placement).items() if room.theme == A} == set(missed)
    assert (
        placement.reasons[PersonRef("p0")]
        == "Your 2nd choice; your 1st filled with people who missed theirs last time."
    )


def test_equals_are_told_that_lots_were_drawn() -> None:
    placement = place(asked(wish("ada", "A", "B"), wish("bea", "A", "B")))
    assert (
        "Your 2nd choice; your 1st filled, and lots were drawn between you and others with the same choices."
        in placement.reasons.values()
    )


def test_equal_choices_and_approvals_are_taken_as_equal() -> None:
    approves = Wish(ADA, ((A, B),))
    placement = place(asked(approves, wish("bea", "A"), wish("cal", "C"), themes="ABC"))
    assert rooms_of_people(placement)[ADA] == RoomKey(B)
    assert placement.reasons[ADA] == "One of the themes that you chose."
    assert placement.figures is not None
    assert placement.figures.choices == (3,)


def test_a_theme_that_somebody_ruled_out_is_never_theirs() -> None:
    out = Wish(ADA, (B,), ruled_out=(A,))
    placement = place(asked(out, wish("bea", "B"), wish("cal", "B"), wish("dan", "B")))
    assert rooms_of_people(placement)[ADA] == RoomKey(B)


def test_roles_are_spread_evenly_and_choices_pay_for_it() -> None:
    wishes = tuple(wish(f"g{number}", "A", role="GP") for number in range(4)) + tuple(
        wish(f"n{number}", "B", role="nurse") for number in range(4)
    )
    assert place(asked(*wishes)).with_choice(1) == 8
    spread = place(asked(*wishes, rules=Rules(spread_roles=True)))
    assert spread.figures is not None
    assert spread.figures.role_gap == 0
    assert spread.with_choice(1) == 4


def test_where_choices_leave_it_open_roles_and_organisations_are_mixed() -> None:
    wishes = tuple(
        wish(
            f"p{number}",
            role="GP" if number < 6 else "nurse",
            organisation="North" if number % 2 else "South",
        )
        for number in range(12)
    )
    placement = place(asked(*wishes, themes="ABC"))
    assert placement.figures is not None
    assert (placement.figures.role_gap, placement.figures.organisation_most) == (0, 2)
    assert placement.proof.mix_optimal


def test_as_many_rooms_are_made_as_the_choices_need() -> None:
    themes = (
        ThemeOffer(A, most=5, rooms=None),
        ThemeOffer(B, most=5, rooms=None),
        ThemeOffer(C, most=5, rooms=None),
    )
    wishes = tuple(wish(f"p{number}", "A" if number < 12 else "B") for number in range(16))
    placement = place(PlacementRequest(themes, wishes, 1))
    assert [(room.theme, room.number, len(room.seats)) for room in placement.rooms] == [
        ("A", 1, 4),
        ("A", 2, 4),
        ("A", 3, 4),
        ("B", 1, 4),
    ]
    assert placement.empty == (C,)


def test_a_volunteer_leads_only_what_they_would_lead() -> None:
    leads_b = Wish(ADA, (A,), can_facilitate=True, leads=(B,))
    placement = place(asked(leads_b, *people(4, "A", "B")))
    assert {room.theme: room.facilitator for room in placement.rooms} == {A: None, B: ADA}
    assert placement.unled == (A,)


def test_observers_sit_by_their_choices_and_count_for_nothing() -> None:
    watching = tuple(Wish(PersonRef(f"o{number}"), (A,), observes=True) for number in range(3))
    placement = place(asked(*people(4), *watching))
    assert placement.participants == 4
    assert sorted(len(room.observers) for room in placement.rooms) == [1, 2]
    assert placement.reasons[PersonRef("o1")] == "You observe in this room."


def test_a_cancelled_placement_changes_nothing() -> None:
    request = crowd(60, 4, organisations=6, rules=Rules(organisation_most=4))
    with pytest.raises(PlacementStopped):
        place(request, Control(cancelled=lambda: True))


def test_running_out_of_time_is_not_told_as_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_in_time(solver: Solver, *_: object) -> None:
        solver.out_of_time = True

    monkeypatch.setattr(Solver, "relax", none_in_time)
    with pytest.raises(PlacementUnfinished, match="in 20 seconds"):
        place(crowd(60, 4, organisations=6, rules=Rules(organisation_most=4)))


def test_the_request_has_a_name_that_changes_with_it_and_not_with_the_order_of_people() -> None:
    request = asked(*people(6, "A"))
    name = place(request).fingerprint
    assert name == place(replace(request, wishes=request.wishes[::-1])).fingerprint
    assert name != place(replace(request, seed=2)).fingerprint
    assert name != place(replace(request, rules=Rules(sizes=Sizes.FREE))).fingerprint


def golden() -> Placement:
    session = json.loads(GOLDEN.read_text(encoding="utf-8"))
    size, rooms = session["session"]["participants"], session["expected"]["rooms"]
    return place(crowd(size + rooms, rooms, volunteers=rooms, organisations=30))


@pytest.mark.skipif(not GOLDEN.is_file(), reason="no ../shared/consultation beside this repository")
def test_the_golden_session_has_led_rooms_of_30_and_a_reason_for_all_120() -> None:
    placement = golden()
    session = json.loads(GOLDEN.read_text(encoding="utf-8"))["session"]
    assert placement.figures is not None
    assert placement.figures.sizes == (session["rooms_of"],) * 4
    assert placement.figures.led == 4
    seated = [person for room in placement.rooms for person, _ in room.seats]
    assert len([placement.reasons[person] for person in seated]) == session["participants"]
    assert placement.proof.optimal
