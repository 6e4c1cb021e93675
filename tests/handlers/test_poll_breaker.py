"""What somebody tries who wants to break polls and surveys, by hand or by haste."""

import asyncio

import pytest

from tests.handlers.test_poll_kinds import answers, asked, card, newest
from tests.support.slack import PLENARY, FakeSlack


async def test_votes_at_the_moment_of_closing_are_counted_or_refused_each_with_a_word(
    slack: FakeSlack,
) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    presses = [slack.person(name).press("Yes") for name in ("U0", "U1", "U2")]
    await asyncio.gather(
        slack.deliver(presses[0]), organiser.presses("Close"), *map(slack.deliver, presses[1:])
    )
    await slack.paints()
    told = [slack.person(name).told[-1] for name in ("U0", "U1", "U2")]
    counted = sum("Your answer is *Yes*" in one for one in told)
    assert counted + sum("closed" in one for one in told) == 3
    assert f"Yes · {counted}" in card(slack)


async def test_of_two_devices_the_later_press_counts_whichever_arrives_last(slack: FakeSlack) -> None:
    await asked(slack, '"Well?" "Yes" "No"')
    person = slack.person("U0")
    early, late = person.press("Yes"), person.press("No")
    early["actions"][0]["action_ts"], late["actions"][0]["action_ts"] = (
        "1795287700.000001",
        "1795287700.000002",
    )
    await slack.deliver(late)
    await slack.deliver(early)
    await slack.paints()
    assert "No · 1" in card(slack)
    assert "Yes · 0" in card(slack)
    assert "Your answer is now *No*" in person.told[-1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("", "at least 2 answers"),
        ("Only one", "at least 2 answers"),
        ("\n \n\u200b\n", "at least 2 answers"),
        ("x" * 3000, "at least 2 answers"),
        (f"Yes\n{'x' * 2990}", "An answer holds 75 characters, and this one has 2990"),
        ("Yes\nNo\nyes", "is there twice"),
        ("Yes\n Yes ", "is there twice"),
        ("\n".join(map(str, range(11))), "There are 11 answers and 10 fit"),
    ],
)
async def test_answers_that_cannot_be_are_told_at_their_field_and_nothing_is_asked(
    slack: FakeSlack, options: str, said: str
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.changes("kind", kind="One of your answers")
    answer = await organiser.submits(question="Well?", options=options)
    assert '"options"' in answer.body
    assert said in answer.body
    await slack.paints()
    assert "Well?" not in card(slack)


async def test_answers_of_nothing_but_emoji_are_counted_like_others(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"👍 or 👎?" "👍🏽" "👎" "👨‍👩‍👧‍👦"')
    await slack.person("U0").presses("👨‍👩‍👧‍👦")
    await organiser.presses("Close")
    await slack.paints()
    assert "👨‍👩‍👧‍👦" in card(slack)
    assert "100 %" in card(slack)


async def test_a_text_of_nothing_but_emoji_or_of_3000_characters_is_kept_whole(slack: FakeSlack) -> None:
    organiser = await asked(slack, 'long "What is missing?"')
    await answers(slack, "U0", answer="🎉")
    await answers(slack, "U1", answer="w" * 3000)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("What people wrote")
    assert "🎉" in organiser.told[-1]
    await organiser.presses("Show all that wait")
    await slack.paints()
    assert "🎉" in card(slack)
    assert "2 answers" in card(slack)


async def test_a_text_that_shows_nothing_is_refused_at_its_field(slack: FakeSlack) -> None:
    await asked(slack, 'text "What is missing?"')
    voter = slack.person("U0")
    await voter.presses("Answer")
    assert '"answer"' in (await voter.submits(answer="\u200b \u2060")).body


async def test_a_poll_that_nobody_answered_says_so_everywhere(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    await organiser.presses("Close")
    await slack.paints()
    assert "no answers" in card(slack)
    assert "Most" not in card(slack)
    poll = await newest(slack)
    await organiser.presses_action(f"poll:files:{poll.id}")
    assert slack.courier.carried[-1][1] == ("poll.csv",)
    await organiser.commands("/consult close")
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    assert "Well?: no answers" in card(slack).replace("*", "")


async def test_a_poll_is_voted_changed_closed_opened_again_closed_and_reported(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    await slack.person("U0").presses("Yes")
    await slack.person("U0").presses("No")
    await slack.person("U1").presses("Yes")
    await organiser.presses("Close")
    poll = await newest(slack)
    await organiser.presses_action(f"poll:reopen:{poll.id}")
    await organiser.submits(note="Room 2 had no time.")
    await slack.paints()
    assert ":lock:" not in card(slack)
    await slack.person("U0").presses("Yes")
    await slack.person("U2").presses("Yes")
    await organiser.presses_action(f"close_poll:{poll.id}")
    await organiser.commands("/consult close")
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    said = "\n".join(str(one["text"]) for one in slack.cards_in(PLENARY))
    assert "Yes · 3" in said
    assert "Yes, 100 %, 3 answers" in said


async def test_a_survey_of_25_questions_without_an_answer_is_saved_closed_and_reported(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Long")
    await organiser.submits(questions="\n".join(f"Statement number {n}" for n in range(25)), secrecy="named")
    await slack.paints()
    someone = slack.person("U0")
    await someone.presses("Answer")
    for _ in range(3):
        await someone.submits()
    assert "You have answered 0 of 25 questions" in someone.told[-1]
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    assert "0 answers" in card(slack)
    async with slack.storage.look() as work:
        poll_card = slack.cards_in(PLENARY)[-1]
        assert len(poll_card["blocks"]) < 50
        assert work is not None


async def test_a_page_that_is_sent_as_the_survey_closes_is_refused_with_a_word(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before")
    await organiser.submits(questions="Roles help")
    await slack.paints()
    someone = slack.person("U0")
    await someone.presses("Answer")
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    answer = await someone.submits(q1_answer="Agree")
    assert "This survey has closed" in answer.body
    await slack.paints()
    assert "1 answer" not in card(slack)


async def test_in_a_named_survey_names_stand_beside_answers(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before")
    await organiser.submits(questions='"Which first?" "Records" "Rota"', secrecy="named")
    await slack.paints()
    assert "everybody can see who answered what" in card(slack)
    for name, row in (("U0", "Records"), ("U1", "Rota")):
        await slack.person(name).presses("Answer")
        await slack.person(name).submits(q1_answer=row)
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    assert "Records: <@U0>" in card(slack)
    assert "Rota: <@U1>" in card(slack)


async def test_a_room_of_few_is_not_said_to_have_been_silent_in_an_anonymous_poll(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    choice = {"kind": "choice", "options": "Yes\nNo", "audience": "rooms", "secrecy": "anonymous"}
    await organiser.submits(question="Ready?", **choice)
    await slack.paints()
    for name in ("U0", "U1", "U2"):
        await slack.person(name).presses("Yes")
    await slack.paints()
    for room in slack.rooms():
        assert "3 answers · 3 of those asked have not answered" in card(slack, room)
    await organiser.presses("Close")
    await slack.paints()
    for room in slack.rooms():
        assert "Fewer than five answered here" in card(slack, room)
        assert "no answers" not in card(slack, room)
