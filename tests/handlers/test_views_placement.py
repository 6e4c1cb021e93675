"""Placement: the preview and what was done."""

from dataclasses import replace

from consultation.model.placement import Figures, PlacedRoom, Placement
from consultation.model.references import PersonRef, ThemeId
from consultation.model.sessions import Phase
from consultation.services.placement import Prospect
from handlers.slack.views.placement import placed, placement_form, waiting_form
from tests.handlers.showing import FACILITATOR, Evening
from tests.handlers.showing_placement import obstacle_of, prospect_of
from tests.support.reading import buttons, fields, words_of

EVENING = Evening("Access", phase=Phase.SIGN_UP)


def seats(*ranks: int | None) -> tuple[tuple[PersonRef, int | None], ...]:
    return tuple((PersonRef(f"U{seat}"), rank) for seat, rank in enumerate(ranks))


ROOM = PlacedRoom(ThemeId("t0"), FACILITATOR, seats(1, 1, 1, 2, None))
PLACEMENT = Placement((ROOM, replace(ROOM, facilitator=None, seats=seats(1, 2, 3))), (ThemeId("t2"),))


LATE = (
    replace(ROOM, seats=seats(1, 1, 1, 2)),
    replace(ROOM, facilitator=None, seats=seats(4, None, None, None)),
)


def shown_of(evening: Evening, placement: Placement = PLACEMENT) -> Prospect:
    return Prospect(prospect_of(evening).question, placement)


def test_the_preview_tells_shares_of_choices_in_people_and_per_cent() -> None:
    shown = words_of(placement_form(shown_of(EVENING)))
    assert "*First choice*\n50 % (4 of 8)" in shown
    assert "*Second choice*\n25 % (2 of 8)" in shown
    assert "*Third choice*\n13 % (1 of 8)" in shown
    assert "*Another theme*\n13 % (1 of 8)" in shown


def test_the_preview_tells_apart_who_got_a_late_choice_who_got_none_and_who_named_none() -> None:
    figures = Figures(participants=8, choices=(3, 1, 0, 1), off_list=2, open_minded=1, sizes=(4, 4), led=1)
    shown = words_of(placement_form(shown_of(EVENING, replace(PLACEMENT, rooms=LATE, figures=figures))))
    assert "*Fourth choice or further*\n13 % (1 of 8)" in shown
    assert "*None of their choices*\n25 % (2 of 8)" in shown
    assert "*Named no choice*\n13 % (1 of 8)" in shown


def test_the_preview_of_two_themes_knows_no_third_choice() -> None:
    shown = words_of(placement_form(shown_of(replace(EVENING, themes=2))))
    assert "*Second choice*" in shown
    assert "*Third choice*" not in shown


def last_of(view: dict[str, object]) -> str:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return str(blocks[-1])


def test_what_look_again_came_to_stands_below_it_in_a_line() -> None:
    prospect = prospect_of(EVENING)
    last = last_of(placement_form(prospect))
    assert "*As it is now:*" in last
    assert "All of it stands at the top." in last
    assert "why stands at the top" in last_of(placement_form(obstacle_of(EVENING)))
    assert "Line 1: no. What stands at the top" in last_of(placement_form(prospect, "Line 1: no."))


def test_the_button_says_how_many_are_placed() -> None:
    assert placement_form(shown_of(EVENING))["submit"] == {
        "type": "plain_text",
        "text": "Place 8 people",
        "emoji": True,
    }


def test_the_preview_warns_of_rooms_that_nobody_leads_and_themes_without_a_room() -> None:
    shown = words_of(placement_form(shown_of(EVENING)))
    assert "1 room has no facilitator" in shown
    assert "3 people, :warning: no facilitator" in shown
    assert "*Themes that get no room*\n• Access" in shown


def test_placing_again_says_that_the_placement_there_is_goes() -> None:
    assert "placed anew" in words_of(placement_form(shown_of(EVENING.at(Phase.PLACED))))
    assert "placed anew" not in words_of(placement_form(shown_of(EVENING)))


def test_what_may_be_changed_stands_in_the_preview_as_it_is_now() -> None:
    form = placement_form(shown_of(EVENING))
    asked = fields(form)
    assert {"rooms", "sizes", "facilitators", "spread_roles", "organisation_most", "opinions"} <= set(asked)
    assert "1. Access: 1 room\n2. Access: 1 room" in str(asked["rooms"]).replace("\\n", "\n")


def test_figures_say_what_the_placement_is_worth() -> None:
    shown = words_of(placement_form(prospect_of(EVENING)))
    assert "*Rooms with a facilitator*\n2 of 4" in shown
    assert "*People in a room*\n30" in shown
    assert "2 earlier sessions of the programme counted" in shown
    assert "1 locked seat kept." in shown


def test_what_can_not_be_done_is_said_with_whom_it_concerns_and_nothing_else() -> None:
    shown = words_of(placement_form(obstacle_of(EVENING)))
    assert "This can't be done as it is" in shown
    assert "is too small for <@U0PAR>." in shown
    assert "*Rooms*" not in shown


def test_a_placement_that_takes_long_can_be_stopped() -> None:
    form = waiting_form(prospect_of(EVENING).question)
    assert "submit" not in form
    assert set(buttons(form)) == {"Stop"}


def test_a_hundred_rooms_are_all_in_the_preview() -> None:
    many = Evening("R" * 140, themes=100, rooms=100)
    shown = words_of(placement_form(shown_of(many, many.placement)))
    assert all(f"*{number}. RRR" in shown for number in range(1, 101))


def test_after_placing_the_next_button_opens_the_rooms() -> None:
    answer = placed(EVENING.at(Phase.PLACED).session, PLACEMENT)
    assert "8 people placed in 2 rooms." in answer.text
    assert buttons(answer)["Open rooms"]["style"] == "primary"
    assert buttons(answer)["Undo placement"]["confirm"]
