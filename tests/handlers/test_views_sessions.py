"""The form of a session, the sign-up card, the panel, the help and the App Home."""

import json
from dataclasses import replace

import pytest

from consultation.model.cards import SignUpCard
from consultation.model.panel import Act
from consultation.model.people import SignUpCount
from consultation.model.polls import Audience
from consultation.model.references import PersonRef, PlaceRef, PollId, SessionId
from consultation.model.rooms import Progress
from consultation.model.sessions import Phase, SessionDraft
from consultation.phases import acts_beside, next_act
from consultation.themes import parse_themes
from handlers.slack.ids import act_id
from handlers.slack.views.acts import LABELS
from handlers.slack.views.sessions import help_message, home, panel, session_form, sign_up_card
from tests.handlers.showing import PLACE, Evening
from tests.support.reading import buttons, element, fields, words_of

EVENING = Evening("What would help most?")
DONE = Progress(rooms=4, rooms_open=4, people=126, people_seated=126)


def test_the_form_asks_for_everything_that_a_draft_holds() -> None:
    assert set(fields(session_form(PLACE, None))) == set(SessionDraft.__dataclass_fields__)


def test_a_new_session_goes_to_the_channel_in_which_it_was_asked_for() -> None:
    view = session_form(PLACE, None)
    assert element(view, "place")["initial_conversation"] == PLACE
    assert json.loads(str(view["private_metadata"])) == {"session": "", "place": PLACE}


@pytest.mark.parametrize("place", ["", "D0123"])
def test_a_direct_message_is_never_offered_as_the_sessions_channel(place: str) -> None:
    assert "initial_conversation" not in element(session_form(PlaceRef(place), None), "place")


def test_changing_a_session_begins_with_what_it_is_now() -> None:
    session = EVENING.session
    view = session_form(PlaceRef("C0ELSEWHERE"), session)
    assert element(view, "question")["initial_value"] == session.question
    assert element(view, "starts_at")["initial_date_time"] == 1796239800
    assert element(view, "co_organisers")["initial_users"] == ["U0FAC"]
    assert element(view, "place")["initial_conversation"] == PLACE
    assert json.loads(str(view["private_metadata"]))["session"] == "s1"


def test_themes_too_many_for_one_field_go_on_in_more_and_none_is_lost() -> None:
    session = replace(
        EVENING.session,
        themes=tuple(
            replace(theme, name=f"{number} {'long ' * 25}".strip())
            for number, theme in enumerate(Evening("Why?", themes=100, prompts=3).theme_list)
        ),
    )
    view = session_form(PLACE, session)
    names = [name for name in fields(view) if name.startswith("themes")]
    text = "\n".join(str(element(view, name)["initial_value"]) for name in names)
    assert len(names) > 1
    assert parse_themes(text, session.themes, lambda: "new") == session.themes


def test_the_card_invites_as_long_as_people_can_join() -> None:
    for phase in Phase:
        card = sign_up_card(SignUpCard(EVENING.at(phase).session, SignUpCount(3, 1)))
        joinable = phase in (Phase.DRAFT, Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS)
        assert ("Join" in buttons(card)) == (joinable and phase is not Phase.DRAFT)


@pytest.mark.parametrize(
    ("people", "leads", "told"),
    [
        (0, 0, "Nobody has signed up yet."),
        (1, 0, "1 person signed up"),
        (124, 1, "124 people signed up, 1 offers to facilitate"),
        (1200, 4, "1,200 people signed up, 4 offer to facilitate"),
    ],
)
def test_the_card_counts_who_signed_up(people: int, leads: int, told: str) -> None:
    card = sign_up_card(SignUpCard(EVENING.session, SignUpCount(people, leads)))
    assert words_of(card).endswith(told)
    assert told in card.text


def test_the_card_names_the_themes_and_says_how_many_it_leaves_out() -> None:
    card = sign_up_card(SignUpCard(Evening("T" * 140, themes=100).session, SignUpCount(0, 0)))
    assert card.text.count("• TTT") < 100
    assert "more" in words_of(card)


@pytest.mark.parametrize("phase", list(Phase))
def test_an_organiser_sees_one_green_button_and_it_is_what_comes_next(phase: Phase) -> None:
    found = buttons(panel(EVENING.at(phase).panel()))
    green = [one["action_id"] for one in found.values() if one.get("style") == "primary"]
    assert green == [act_id(next_act(phase) or Act.NEW)]


@pytest.mark.parametrize("phase", list(Phase))
def test_few_buttons_stand_in_the_panel_and_what_is_rarer_waits_behind_three_dots(phase: Phase) -> None:
    shown = panel(replace(EVENING.at(phase).panel(), next=next_act(phase), beside=acts_beside(phase)))
    row = next(block["elements"] for block in shown.blocks if block["block_id"] == "acts")
    assert isinstance(row, list)
    plain = [one for one in row if one["type"] == "button"]
    rarer = [option["text"]["text"] for one in row for option in one.get("options", ())]
    assert len(plain) <= 7
    assert len(rarer) <= 5
    assert all(label in shown.text for label in rarer)
    assert not {"Close session", "Undo placement"} & set(rarer)


def test_every_button_of_the_panel_bears_its_session() -> None:
    found = buttons(panel(EVENING.at(Phase.WRAP_UP).panel()))
    acts = [one for one in found.values() if str(one["action_id"]).startswith("act:")]
    assert {one["value"] for one in acts} == {"s1", "o1"}


def test_what_can_not_be_undone_is_asked_about_first() -> None:
    found = buttons(panel(EVENING.at(Phase.WRAP_UP).panel()))
    assert found["Close session"]["confirm"]
    assert found["Close"]["confirm"]
    assert "confirm" not in found["Ask a question"]
    mine = buttons(panel(EVENING.at(Phase.SIGN_UP).panel(organiser=False)))
    assert mine["Withdraw"]["confirm"]


def test_each_open_poll_has_a_button_that_closes_it() -> None:
    found = buttons(panel(EVENING.panel()))
    assert found["Close"]["action_id"] == "close_poll:p2"


def test_rooms_are_tried_again_only_when_something_is_missing() -> None:
    troubled = replace(EVENING.panel(), beside=(Act.ROOMS,))
    assert "Try rooms again" in buttons(panel(troubled))
    assert "Try rooms again" not in buttons(panel(replace(troubled, progress=DONE)))


def test_a_draft_without_themes_says_what_is_missing_and_offers_that_first() -> None:
    shown = panel(Evening("Why?", themes=0, rooms=0, others=0, polls=0).at(Phase.DRAFT).panel())
    assert "no themes yet" in shown.text
    assert list(buttons(shown)) == ["Change session", "Start a survey", "Choose tags", "Refresh"]


def test_open_polls_beyond_the_few_shown_are_counted() -> None:
    one, *_ = EVENING.panel().open_polls
    for number, said in ((9, "… and 1 more open poll"), (10, "… and 2 more open polls")):
        polls = tuple(replace(one, id=PollId(f"p{poll}")) for poll in range(number))
        assert said in panel(replace(EVENING.panel(), open_polls=polls)).text.split("\n")


def test_a_poll_in_every_room_is_told_from_one_in_the_channel() -> None:
    one, *_ = EVENING.panel().open_polls
    polls = (replace(one, audience=Audience.PLENARY), replace(one, id=PollId("p9"), audience=Audience.ROOMS))
    shown = panel(replace(EVENING.panel(), open_polls=polls)).text
    assert ("Open poll: " in shown, "Open poll in every room: " in shown) == (True, True)


def test_the_panel_tells_troubles_once_for_all_whom_they_concern() -> None:
    lines = [line for line in panel(EVENING.panel()).text.split("\n") if "<@U0P0>" in line]
    assert len(lines) == 1
    assert "<@U0P3>" in lines[0]


def test_somebody_not_on_the_list_is_offered_to_join() -> None:
    shown = panel(EVENING.at(Phase.SIGN_UP).panel(organiser=False, signed_up=False))
    assert "You are not on the list." in shown.text
    assert next(iter(buttons(shown))) == "Join"


def test_somebody_on_the_list_sees_their_choices_and_can_change_them() -> None:
    shown = panel(replace(EVENING.at(Phase.SIGN_UP).panel(organiser=False), room=None))
    assert "1. What would help most?" in shown.text
    assert list(buttons(shown))[:2] == ["Change", "Withdraw"]


def test_somebody_with_a_room_sees_the_way_there() -> None:
    shown = panel(EVENING.panel(organiser=False))
    assert "Your room is *4. What would help most?*. Talk there in <#C0PLENARY>." in shown.text
    assert not {"Join", "Change", "Withdraw"} & set(buttons(shown))


def test_a_room_of_a_session_that_is_over_is_told_as_over() -> None:
    shown = panel(EVENING.at(Phase.CLOSED).panel(organiser=False))
    assert "Your room was *4. What would help most?*, in <#C0PLENARY>." in shown.text


def test_somebody_who_leads_a_room_is_told_so() -> None:
    mine = EVENING.panel(organiser=False)
    assert mine.room is not None
    assert mine.sign_up is not None
    leads = replace(mine, room=replace(mine.room, facilitator=mine.sign_up.person))
    assert "You lead room *4. " in panel(leads).text


def test_other_people_never_see_organisers_buttons() -> None:
    for phase in Phase:
        shown = set(buttons(panel(EVENING.at(phase).panel(organiser=False))))
        assert shown <= {"Join", "Change", "Withdraw", "Take part", "Answer", "Show"}


def test_help_tells_every_command() -> None:
    told = words_of(help_message())
    assert all(f"`/consult {act}`" in told for act in Act)
    assert "`/consult`" in told


def test_every_act_has_a_label_and_no_two_share_one() -> None:
    assert set(LABELS) == set(Act)
    assert len(set(LABELS.values())) == len(LABELS)


def test_home_tells_sessions_apart_by_the_part_one_has_in_them() -> None:
    organised, joined = EVENING.panel(signed_up=False), EVENING.panel(organiser=False)
    shown = words_of(home([organised, replace(joined, session=replace(joined.session, id=SessionId("s2")))]))
    assert shown.index("Sessions you organise") < shown.index("Sessions you signed up for")
    assert "What is kept about you" in shown


def test_home_urges_nobody_who_takes_part_to_make_a_session() -> None:
    mine = EVENING.panel(organiser=False)
    styles = [
        buttons(home(seen))["New session"].get("style") for seen in ([], [mine], [mine, EVENING.panel()])
    ]
    assert styles == ["primary", None, "primary"]


def test_home_shows_what_is_kept_of_the_persons_own_answers() -> None:
    mine = EVENING.panel(organiser=False)
    assert mine.sign_up is not None
    nurse = replace(
        mine, sign_up=replace(mine.sign_up, role="Nurse", organisation="Elm Tree", person=PersonRef("U1"))
    )
    shown = words_of(home([nurse]))
    assert "Nurse, Elm Tree, can facilitate" in shown


def test_home_shows_the_first_sessions_and_counts_the_rest() -> None:
    panels = [
        replace(EVENING.panel(), session=replace(EVENING.session, id=SessionId(f"s{one}")))
        for one in range(50)
    ]
    shown = home(panels)
    assert "20 earlier ones" in words_of(shown)
    assert "What is kept about you" in words_of(shown)
