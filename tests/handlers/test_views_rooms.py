"""Rooms: the form that opens them, their cards, how far the opening is."""

from dataclasses import replace

import pytest

from consultation.model.cards import ProgressCard, RoomCard
from consultation.model.notes import LEGEND
from consultation.model.rooms import Occupied, Progress
from consultation.model.sessions import Phase
from consultation.services.rooms import Opening
from handlers.slack.views.rooms import opening, progress_card, room_card, rooms_form
from tests.handlers.showing import LINK, PLACE, TEAM, Evening
from tests.support.reading import buttons, words_of

EVENING = Evening("Access")
NOT_BEGUN = Progress(rooms=4, rooms_open=0, people=0, people_seated=0)
DONE = Progress(rooms=4, rooms_open=4, people=126, people_seated=126)


def card(phase: Phase = Phase.IN_ROOMS, *, link: str | None = None) -> RoomCard:
    session, room = EVENING.at(phase).session, EVENING.room_list[1]
    return RoomCard(session, room, replace(session.themes[1], link=link), participants=30)


def submit_of(view: dict[str, object]) -> object:
    submit = view["submit"]
    assert isinstance(submit, dict)
    return submit["text"]


def test_the_form_says_how_many_rooms_it_opens() -> None:
    session = EVENING.at(Phase.PLACED).session
    assert submit_of(rooms_form(session, Occupied(EVENING.room_list), NOT_BEGUN)) == "Open 4 rooms"
    assert submit_of(rooms_form(session, Occupied(EVENING.room_list[:1]), NOT_BEGUN)) == "Open 1 room"


def test_the_form_names_rooms_that_everybody_left_and_those_in_which_nobody_takes_part() -> None:
    first, second, *others = EVENING.room_list
    held = Occupied((second, *others), lost=(first,), quiet=(second,))
    view = rooms_form(EVENING.at(Phase.PLACED).session, held, NOT_BEGUN)
    assert submit_of(view) == f"Open {1 + len(others)} rooms"
    assert "Everybody has left; not opened* • 1." in " ".join(words_of(view).split())
    assert "Nobody takes part here yet" in words_of(view)


def test_once_opened_the_form_tries_again_and_shows_what_went_wrong() -> None:
    view = rooms_form(EVENING.session, Occupied(EVENING.room_list), EVENING.progress)
    assert submit_of(view) == "Try again"
    assert "nothing twice" in words_of(view)
    assert ":warning: *2. Access*: <@U0P0>, <@U0P1>, <@U0P2>, <@U0P3>: Access" in words_of(view)


def test_a_room_talks_in_its_own_huddle_unless_a_meeting_was_given() -> None:
    huddle = buttons(room_card(card(), TEAM))["Join the huddle"]
    assert huddle["url"] == f"https://app.slack.com/huddle/{TEAM}/{PLACE}"
    assert buttons(room_card(card(link=LINK), TEAM))["Open the meeting"]["url"] == LINK


def test_the_card_shows_every_tag_with_its_emoji() -> None:
    shown = words_of(room_card(card(), TEAM))
    assert all(f":{entry.emoji}:  *{entry.tag.capitalize()}*  {entry.meaning}" in shown for entry in LEGEND)


def test_the_card_says_that_time_is_nearly_up() -> None:
    shown = room_card(card(Phase.WRAP_UP), TEAM)
    assert "We are wrapping up." in shown.text
    assert buttons(shown)


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.PUBLISHED])
def test_a_closed_room_says_so_and_offers_nothing_more(phase: Phase) -> None:
    shown = room_card(card(phase), TEAM)
    assert "This room is closed." in shown.text
    assert not buttons(shown)
    assert ":bulb:" not in shown.text


def test_a_room_that_nobody_leads_says_so() -> None:
    alone = replace(card(), room=replace(EVENING.room_list[1], facilitator=None))
    assert "No facilitator yet · 30 participants" in room_card(alone, TEAM).text


def test_progress_counts_rooms_and_people() -> None:
    shown = progress_card(ProgressCard(EVENING.session, replace(EVENING.progress, troubles=())))
    assert "3 of 4 rooms open, 90 of 120 people asked in" in shown.text
    assert not buttons(shown)


def test_progress_ends_with_all_rooms_open() -> None:
    shown = progress_card(ProgressCard(EVENING.session, DONE))
    assert shown.text.startswith("Rooms are open")
    assert "4 rooms open, 126 people asked in" in shown.text


def test_what_went_wrong_can_be_tried_again_until_the_rooms_close() -> None:
    assert "Try again" in buttons(progress_card(ProgressCard(EVENING.session, EVENING.progress)))
    closed = EVENING.at(Phase.CLOSED)
    assert "Try again" not in buttons(progress_card(ProgressCard(closed.session, closed.progress)))


def test_a_second_press_is_answered_with_where_the_opening_stands() -> None:
    assert opening(Opening(EVENING.session, DONE, again=False)).text.startswith(
        "Opening 4 rooms for 126 people, with those who lead and organise."
    )
    assert "nothing is made twice" in opening(Opening(EVENING.session, DONE, again=True)).text
