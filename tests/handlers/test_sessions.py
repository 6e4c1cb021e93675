import json
from datetime import timedelta

import pytest

from consultation.model.references import PersonRef
from consultation.model.sessions import Phase
from handlers.slack.views.wording import PHASES
from tests.support.people import LATER, NOW
from tests.support.slack import PLENARY, FakeSlack


async def test_a_session_is_made_by_typing_new_and_filling_in_the_form(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session(question="What next?", starts_at=LATER, guest="Dr Grey")
    assert "What next?" in ada.told[-1]
    assert PHASES[Phase.DRAFT] in ada.told[-1]


async def test_the_form_opens_in_the_channel_where_it_was_asked_for(slack: FakeSlack) -> None:
    slack.api.channel("other", "U1", place="C2")
    await slack.person("U1").commands("/consult new", "C2")
    chosen = [block["element"].get("initial_conversation") for block in slack.person("U1").form["blocks"]]
    assert "C2" in chosen


async def test_several_things_wrong_are_said_each_at_its_field_and_the_form_stays(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    answer = await ada.makes_session(question=" ", starts_at=NOW - timedelta(days=1), guest="x" * 101)
    assert '"response_action": "errors"' in answer.body
    assert all(f'"{field}"' in answer.body for field in ("question", "starts_at", "guest"))
    assert "U1" in slack.api.forms
    assert ada.told == []


async def test_a_form_can_be_sent_again_after_its_errors_are_mended(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session(question=" ")
    await ada.submits(question="Better", themes="Care", place=PLENARY)
    assert "Better" in ada.told[-1]


async def test_a_form_sent_twice_makes_one_session(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.commands("/consult new")
    sent = ada.submission(question="Once?", place=PLENARY)
    again = {**sent, "trigger_id": "9.9.another"}
    assert [(await slack.deliver(body)).status for body in (sent, sent, again)] == [200, 200, 200]
    await ada.looks_at_home()
    assert (
        str(slack.api.homes["U1"]).count("Once?") == str(slack.api.homes["U1"]).count("Show: Once?") * 2 == 2
    )


async def test_the_bot_lets_itself_into_a_public_channel(slack: FakeSlack) -> None:
    slack.api.channel("other", "U1", place="C2")
    await slack.person("U1").makes_session(place="C2")
    assert "UBOT" in slack.api.channels["C2"].members


@pytest.mark.parametrize("member", [True, False])
async def test_a_private_channel_needs_an_invitation_first(slack: FakeSlack, member: bool) -> None:
    slack.api.channel("board", "U1", *(["UBOT"] if member else []), place="G2", private=True)
    answer = await slack.person("U1").makes_session(place="G2")
    assert ("/invite @Plenary" in answer.body) is not member


async def test_an_archived_channel_is_no_place_for_a_session(slack: FakeSlack) -> None:
    slack.api.channel("old", "UBOT", place="C2").archived = True
    answer = await slack.person("U1").makes_session(place="C2")
    assert "errors" in answer.body


async def test_where_only_named_people_may_organise_others_are_told_at_the_form(slack: FakeSlack) -> None:
    slack.start(may_organise=frozenset({PersonRef("UORG")}))
    answer = await slack.person("U1").makes_session()
    assert "Ask whoever installed Plenary" in answer.body


async def test_changing_a_session_keeps_what_was_not_touched(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session(starts_at=LATER)
    await ada.presses("Change session")
    await ada.submits(question="Sharper?")
    await ada.commands("/consult edit")
    filled = {block["block_id"]: block["element"] for block in ada.form["blocks"] if block["type"] == "input"}
    assert filled["question"]["initial_value"] == "Sharper?"
    assert filled["starts_at"]["initial_date_time"] == int(LATER.timestamp())
    assert filled["themes"]["initial_value"] == "Care\nFutures"


async def test_co_organisers_can_do_what_the_first_one_can(slack: FakeSlack) -> None:
    await slack.person("U1").makes_session(co_organisers=["U2"])
    await slack.person("U2").commands("/consult open")
    assert PHASES[Phase.SIGN_UP] in slack.person("U2").told[-1]


async def test_opening_sign_up_without_themes_says_what_to_do(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session(themes="")
    await ada.commands("/consult open")
    assert "/consult edit" in ada.told[-1]


async def test_the_panel_takes_its_own_place_when_pressed_on(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session()
    before = len(ada.told)
    await ada.commands("/consult")
    await ada.presses("Open sign-up")
    assert len(ada.told) == before + 1
    assert PHASES[Phase.SIGN_UP] in ada.told[-1]


async def test_a_private_answer_comes_as_a_direct_message_where_the_person_is_not_in_the_channel(
    slack: FakeSlack,
) -> None:
    ada = slack.person("U1")
    await ada.commands("/consult new")
    slack.api.refuses("response_url", "expired_url", status=404)
    slack.api.channels[PLENARY].members.discard("U1")
    await ada.submits(question="Where?", place=PLENARY)
    assert slack.api.privates[-1].place == "DU1"


async def test_an_answer_that_slack_takes_no_more_at_its_address_is_given_another_way(
    slack: FakeSlack,
) -> None:
    ada = slack.person("U1")
    slack.api.refuses("response_url", "expired_url", status=404)
    await ada.commands("/consult help")
    assert "Plenary" in ada.told[-1]
    assert slack.api.made("chat.postEphemeral")


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("dance", ""),
        ("opne", " Did you mean /consult open?"),
        ("Digset", " Did you mean /consult digest?"),
        ("start", " Did you mean /consult open?"),
        ('"Will it help?"', " Did you mean /consult poll?"),
    ],
)
async def test_a_word_that_is_no_command_is_told_shortly_with_the_one_that_was_probably_meant(
    slack: FakeSlack, typed: str, guess: str
) -> None:
    ada = slack.person("U1")
    await ada.commands(f"/consult {typed}")
    assert ada.told == [
        (
            f"“/consult {typed.partition(' ')[0]}” isn't something I know.{guess}"
            " /consult shows what you can do now, /consult help every command."
        )
    ]


async def test_what_people_type_by_habit_is_understood(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult Wrap-Up")
    assert PHASES[Phase.WRAP_UP] in organiser.told[-1]


async def test_somebody_who_asks_in_another_channel_is_told_of_the_session_that_they_are_in(
    slack: FakeSlack,
) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session()
    await organiser.commands("/consult open")
    ada, ben = slack.person("U1"), slack.person("U2")
    await ada.commands("/consult join")
    await ada.submits(choice_1="Care")
    slack.api.channel("other", "UBOT", place="C9")
    for person in (ada, ben):
        await person.commands("/consult", place="C9")
    assert "You are on the list" in ada.told[-1]
    assert ben.told == ["There is no session here yet. An organiser can make one with /consult new."]


async def test_where_nothing_is_going_on_the_panel_says_how_to_begin(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.commands("/consult")
    assert ada.told == ["There is no session here yet. An organiser can make one with /consult new."]


async def test_a_form_that_came_too_late_is_said_so(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    slack.api.refuses("views.open", "expired_trigger_id")
    await ada.commands("/consult new")
    assert "That took too long, so the form could not be opened." in ada.told[0]
    await ada.presses("Try again")
    await ada.submits(question="Well?", place=PLENARY)
    assert "Well?" in ada.told[-1]


async def test_a_form_of_a_poll_that_came_too_late_is_opened_by_its_button(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Which?", kind="several", options="A\nB", audience="plenary")
    await slack.paints()
    ada = slack.person("U0")
    slack.api.refuses("views.open", "expired_trigger_id")
    await ada.presses("Answer")
    await ada.presses("Try again")
    assert "Which?" in str(ada.form["blocks"])


async def test_a_form_is_not_put_in_line_when_slack_is_busy(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    slack.api.refuses("views.open", "ratelimited", status=429, headers={"Retry-After": "30"})
    await ada.commands("/consult new")
    assert len(slack.api.made("views.open")) == 1
    await ada.presses("Try again")
    assert ada.told == ["Slack asked us to slow down. Try again in a minute."] * 2
    assert len(slack.api.made("views.open")) == 1
    slack.time.at += timedelta(seconds=30)
    await ada.presses("Try again")
    assert "U1" in slack.api.forms


async def test_closing_ends_the_open_polls(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Agree?"')
    await organiser.commands("/consult close")
    await slack.paints()
    assert PHASES[Phase.CLOSED] in organiser.told[-1]
    assert "closed" in slack.cards_in(PLENARY)[-1]["text"]


async def test_sign_up_does_not_open_where_its_card_could_not_be_seen(slack: FakeSlack) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session()
    slack.api.channels[PLENARY].archived = True
    await organiser.commands("/consult open")
    assert "/invite @Plenary" in organiser.told[-1]
    slack.api.channels[PLENARY].archived = False
    slack.api.channels[PLENARY].members.discard("UBOT")
    await organiser.commands("/consult open")
    await slack.paints()
    assert len(slack.cards_in(PLENARY)) == 1


async def test_a_channel_that_cannot_be_entered_is_said_at_the_channel(slack: FakeSlack) -> None:
    slack.api.channel("board", "U1", place="G2", private=True)
    answer = await slack.person("U1").makes_session(place="G2")
    assert "/invite @Plenary" in json.loads(answer.body)["errors"]["place"]


async def test_a_silent_slack_is_not_taken_for_a_channel_that_keeps_us_out(slack: FakeSlack) -> None:
    for _ in range(4):
        slack.api.refuses("conversations.info", "internal_error", status=500)
    answer = await slack.person("U1").makes_session()
    assert "Slack did not answer" in answer.body
