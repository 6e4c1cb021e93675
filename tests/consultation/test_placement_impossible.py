"""What can't be done, said before anything happens, with the smallest change that would make it possible."""

import pytest

from consultation.errors import PlacementImpossible
from consultation.model.placement import FixedSeat, PlacementRequest, RoomKey, Rules, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import place
from tests.support.placing import NO_RULES

ADA, BEA = map(PersonRef, ("ada", "bea"))
A, B = map(ThemeId, "AB")


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


def test_too_many_people_are_told_with_the_smallest_change() -> None:
    assert (
        refusal(asked(*people(52), themes="ABCD", most=12))
        == "52 people, 4 rooms of at most 12: add a room or allow 13."
    )


def test_too_few_people_are_told_with_the_smallest_change() -> None:
    themes = tuple(ThemeOffer(ThemeId(name), least=5) for name in "ABC")
    said = refusal(PlacementRequest(themes, people(11), 1))
    assert said == "11 people, 3 rooms of at least 5: leave out 1 room or allow 3."


def test_too_many_from_one_organisation_are_told_with_the_smallest_change() -> None:
    wishes = tuple(wish(f"p{number}", organisation="North Practice") for number in range(9))
    said = refusal(asked(*wishes, rules=Rules(organisation_most=4)))
    assert said == "9 people from North Practice, 2 rooms with at most 4 of them: add a room or allow 5."


def test_rules_that_contradict_each_other_name_the_people() -> None:
    pair = ((ADA, BEA),)
    with pytest.raises(PlacementImpossible) as refused:
        place(asked(wish("ada"), wish("bea"), wish("cal"), rules=Rules(together=pair, apart=pair)))
    assert (
        refused.value.obstacles[0].said(str.title)
        == "Ada and Bea are to be kept together and apart: drop one of the two."
    )


def test_who_is_to_sit_together_can_not_have_seats_in_two_rooms() -> None:
    seats = (FixedSeat(ADA, RoomKey(A)), FixedSeat(BEA, RoomKey(B)))
    with pytest.raises(PlacementImpossible) as refused:
        place(asked(wish("ada"), wish("bea"), wish("cal"), rules=Rules(together=((ADA, BEA),), fixed=seats)))
    assert (
        refused.value.obstacles[0]
        .said(str.title)
        .startswith("Ada and Bea are to sit together and have fixed seats in two rooms")
    )


def test_rules_that_only_together_leave_no_placement_are_told_with_what_would_have_to_give() -> None:
    fixed = tuple(FixedSeat(person, RoomKey(A)) for person in (ADA, BEA))
    rules = Rules(apart=((ADA, BEA),), fixed=fixed)
    said = refusal(asked(wish("ada"), wish("bea"), wish("cal"), wish("dan"), rules=rules))
    assert said.startswith("These rules can't all hold together. It becomes possible if")
    assert "ada" in said or "bea" in said


def test_a_group_that_fits_in_no_room_is_told() -> None:
    group = tuple(PersonRef(f"p{number}") for number in range(4))
    said = refusal(asked(*people(6), rules=Rules(together=(group,))))
    assert said.endswith("is larger than a room, which holds 3: split it, or allow 4.")


@pytest.mark.parametrize("facilitators", [False, True])
@pytest.mark.parametrize("names", ["A", "AB"])
def test_where_everybody_is_to_lead_it_is_said_that_nobody_takes_part(names: str, facilitators: bool) -> None:
    leads = tuple(FixedSeat(PersonRef(name), RoomKey(ThemeId(name), 1), leads=True) for name in names)
    rules = Rules(facilitators=facilitators, fixed=leads)
    assert "nobody takes part: free" in refusal(asked(*(wish(name, "A") for name in names), rules=rules))
