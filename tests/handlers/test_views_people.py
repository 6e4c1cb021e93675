"""Joining: the form and the private answers."""

from dataclasses import replace

import pytest

from consultation.model.people import SignUpDraft
from consultation.model.sessions import Phase
from consultation.people import choices_asked
from consultation.services.people import Joined
from handlers.slack.views.people import joined, sign_up_form, withdrawn
from tests.handlers.showing import Evening
from tests.support.reading import buttons, element, fields, options

EVENING = Evening("Access", phase=Phase.SIGN_UP)


@pytest.mark.parametrize("themes", [0, 1, 2, 5, 100])
def test_the_form_asks_for_as_many_choices_as_the_session_has_at_most_five(themes: int) -> None:
    session = replace(EVENING, themes=themes).session
    asked = [name for name in fields(sign_up_form(session, None)) if name.startswith("choice_")]
    assert asked == [f"choice_{number}" for number in range(1, choices_asked(session) + 1)]


def test_only_the_first_choice_has_to_be_made() -> None:
    optional = {name: one["optional"] for name, one in fields(sign_up_form(EVENING.session, None)).items()}
    assert [name for name, may_be_left in optional.items() if not may_be_left] == ["choice_1"]


def test_the_other_fields_are_named_as_in_the_draft() -> None:
    names = {name for name in fields(sign_up_form(EVENING.session, None)) if not name.startswith("choice_")}
    assert names == set(SignUpDraft.__dataclass_fields__) - {"choices"}


def test_every_theme_can_be_chosen_however_many_there_are() -> None:
    view = sign_up_form(Evening("T" * 140, themes=100).session, None)
    assert len(options(view, "choice_1")) == 100


def test_more_themes_than_a_menu_holds_come_in_groups() -> None:
    view = sign_up_form(Evening("Access", themes=230).session, None)
    groups = element(view, "choice_1")["option_groups"]
    assert isinstance(groups, list)
    assert [len(group["options"]) for group in groups] == [100, 100, 30]
    assert len(options(view, "choice_1")) == 230


def test_changing_answers_begins_with_those_given() -> None:
    view = sign_up_form(EVENING.session, EVENING.sign_up)
    chosen = element(view, "choice_2")["initial_option"]
    assert isinstance(chosen, dict)
    assert chosen["value"] == "t1"
    assert element(view, "role")["initial_value"] == "Access"
    assert element(view, "can_facilitate")["initial_options"]


def test_a_choice_of_a_theme_that_is_gone_is_left_empty() -> None:
    view = sign_up_form(replace(EVENING, themes=2).session, EVENING.sign_up)
    assert "initial_option" in element(view, "choice_2")
    fewer = replace(EVENING.session, themes=EVENING.session.themes[2:])
    assert "initial_option" not in element(sign_up_form(fewer, EVENING.sign_up), "choice_1")


def test_who_joined_can_change_it_or_withdraw_until_the_rooms_open() -> None:
    for phase, can in ((Phase.SIGN_UP, True), (Phase.PLACED, True), (Phase.IN_ROOMS, False)):
        answer = joined(Joined(EVENING.at(phase).session, EVENING.sign_up, changed=False))
        assert ("Change" in buttons(answer)) == ("Withdraw" in buttons(answer)) == can


def test_a_late_joiner_hears_which_room_is_theirs() -> None:
    room = EVENING.room_list[1]
    answer = joined(Joined(EVENING.at(Phase.IN_ROOMS).session, EVENING.sign_up, changed=False, room=room))
    assert "Your room is *2. Access*. Talk there in <#C0PLENARY>." in answer.text


def test_a_change_is_not_announced_as_joining() -> None:
    assert "changed" in joined(Joined(EVENING.session, EVENING.sign_up, changed=True)).text
    assert "on the list" in joined(Joined(EVENING.session, EVENING.sign_up, changed=False)).text


def test_who_withdrew_can_join_again() -> None:
    answer = withdrawn(EVENING.session)
    assert "your answers to the form are deleted" in answer.text
    assert buttons(answer)["Join again"]["action_id"] == "act:join"
