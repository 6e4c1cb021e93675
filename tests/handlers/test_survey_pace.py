"""Surveys in Slack that keep to time: they open and close by themselves, warn before, and are given more time."""

import re
from datetime import timedelta

from consultation.services.deadlines import Deadlines
from consultation.services.survey_opening import SurveyOpening
from tests.support.slack import PLENARY, FakeSlack, Person


async def begun(slack: FakeSlack, **chosen: object) -> Person:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before we begin")
    await organiser.submits(questions="Additional roles help my patients", **chosen)
    await slack.paints()
    return organiser


async def time_passes(slack: FakeSlack, minutes: int) -> None:
    """Minutes pass, and what is due is done and seen."""
    slack.clock.passes(minutes=minutes)
    opening = SurveyOpening(
        slack.storage, slack.clock, slack.services.surveys.identity, slack.services.notices
    )
    await Deadlines(slack.storage, slack.clock, slack.services.polls, opening, slack.intake).keep()
    await slack.paints()


def card(slack: FakeSlack, place: int = -1) -> str:
    return str(slack.cards_in(PLENARY)[place]["text"])


async def test_a_survey_says_when_it_closes_warns_a_minute_before_and_closes_by_itself(
    slack: FakeSlack,
) -> None:
    await begun(slack, closes_in="10")
    assert "Closes at <!date^" in card(slack)
    await time_passes(slack, 8)
    assert "There is still time" not in card(slack)
    await time_passes(slack, 1)
    assert "Before we begin" in card(slack)
    assert "There is still time to answer" in card(slack)
    await slack.person("U0").presses("Answer")
    await slack.person("U0").submits(q1_answer="Agree")
    await time_passes(slack, 1)
    assert "This survey is closed" in card(slack, -2)
    assert "100 % agree" in card(slack, -2)
    assert "is closed" in card(slack)


async def test_one_that_nobody_set_a_time_for_closes_by_hand_and_says_no_time(slack: FakeSlack) -> None:
    await begun(slack)
    await time_passes(slack, 600)
    assert "Closes at" not in card(slack)
    assert "What came out is shown at the close" in card(slack)


async def test_more_time_moves_the_close_once_for_a_double_click_and_stands_in_the_record(
    slack: FakeSlack,
) -> None:
    organiser = await begun(slack, closes_in="10")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    for _ in range(2):
        await organiser.presses("5 more minutes")
    assert organiser.told[-1].count("Extended by <@UORG>: 5 min") == 1
    await time_passes(slack, 14)
    assert "There is still time to answer" in card(slack)
    await time_passes(slack, 1)
    assert "This survey is closed" in card(slack, -2)


async def test_one_that_closes_by_hand_can_be_given_an_end(slack: FakeSlack) -> None:
    organiser = await begun(slack)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Close in 15 minutes")
    assert "15 more minutes" in organiser.told[-1]
    await slack.paints()
    assert "Closes at <!date^" in card(slack)
    await time_passes(slack, 15)
    assert "This survey is closed" in card(slack)


async def test_what_is_closed_already_takes_no_more_time(slack: FakeSlack) -> None:
    organiser = await begun(slack, closes_in="1")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await time_passes(slack, 1)
    await organiser.presses("5 more minutes")
    assert "closed" in organiser.told[-1]


async def test_a_survey_that_an_organiser_closes_first_does_not_warn(slack: FakeSlack) -> None:
    organiser = await begun(slack, closes_in="10")
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await time_passes(slack, 10)
    assert "There is still time" not in str(slack.cards_in(PLENARY))


async def test_a_survey_opens_at_its_time_once_and_closes_as_long_after(slack: FakeSlack) -> None:
    opens = slack.clock.now() + timedelta(minutes=30)
    organiser = await begun(slack, opens_at=opens, closes_in="10")
    assert "Before we begin" not in str(slack.cards_in(PLENARY))
    await organiser.commands("/consult polls")
    assert "survey, opens <!date^" in organiser.told[-1]
    await time_passes(slack, 29)
    assert "Before we begin" not in str(slack.cards_in(PLENARY))
    await time_passes(slack, 1)
    await time_passes(slack, 0)
    assert "Nobody has answered yet. Closes at" in card(slack)
    assert len([one for one in slack.cards_in(PLENARY) if "Before we begin" in one["text"]]) == 1
    await time_passes(slack, 10)
    assert "This survey is closed" in str(slack.cards_in(PLENARY))


async def test_a_time_that_has_passed_and_a_time_beside_a_phase_are_told_at_the_field(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Well")
    now = slack.clock.now()
    answer = await organiser.submits(questions="Roles help", opens_at=now)
    assert "This time has passed" in answer.body
    answer = await organiser.submits(
        questions="Roles help", opens_at=now + timedelta(minutes=10), opens_in="wrap-up"
    )
    assert "not both" in answer.body


async def test_one_whose_end_comes_before_its_beginning_is_not_put_and_organisers_are_told(
    slack: FakeSlack,
) -> None:
    opens = slack.clock.now() + timedelta(minutes=30)
    organiser = await begun(slack, opens_at=opens, closes_in="wrap-up")
    await organiser.commands("/consult wrap-up")
    await time_passes(slack, 30)
    assert "Before we begin" not in str(slack.cards_in(PLENARY))
    assert any("was not put at its time" in one for one in organiser.told)


async def test_a_closed_survey_is_opened_again_with_a_note_that_its_results_say(slack: FakeSlack) -> None:
    organiser = await begun(slack, closes_in="1")
    await time_passes(slack, 1)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Open again")
    assert "Write why the survey" in (await organiser.submits(note=" ")).body
    await organiser.submits(note="Room 2 had no time.")
    assert "Opened again by <@UORG>: Room 2 had no time." in organiser.told[-1]
    await time_passes(slack, 60)
    assert "Nobody has answered yet" in card(slack)
    await slack.person("U0").presses("Answer")
    await slack.person("U0").submits(q1_answer="Agree")
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    assert "Opened again: Room 2 had no time." in card(slack)


async def test_an_anonymous_survey_is_not_opened_again(slack: FakeSlack) -> None:
    organiser = await begun(slack, closes_in="1", secrecy="anonymous")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    survey = re.findall("survey:close:([0-9a-z]+)", str(slack.api.privates[-1].body))[0]
    await time_passes(slack, 1)
    await organiser.presses_action(f"survey:reopen:{survey}")
    assert "nobody knows any more" in (await organiser.submits(note="Too early.")).body
