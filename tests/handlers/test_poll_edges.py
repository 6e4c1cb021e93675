"""Polls at their edges: other rooms, old forms, words that look like orders, numbers that look like others."""

import pytest

from tests.handlers.test_poll_kinds import answers, asked, card, newest
from tests.support.slack import PLENARY, FakeSlack, Person


async def in_every_room(slack: FakeSlack, **form: object) -> Person:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Ready?", audience="rooms", **form)
    await slack.paints()
    return organiser


async def test_only_the_people_of_a_room_answer_what_is_asked_in_it(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room, next_door = slack.rooms()[:2]
    leader, other = slack.facilitator_of(room), slack.facilitator_of(next_door)
    for line in ('"Ready?" "Yes" "No"', 'text "Why?"'):
        await leader.commands(f"/consult poll {line}", place=room)
        poll = await newest(slack)
        await other.presses_action(f"vote:{poll.id}:0" if "Ready" in line else f"poll:answer:{poll.id}")
        assert other.told[-1].startswith("This question is for the people of another room")
        await leader.presses_action(f"poll:desk:{poll.id}")
        assert "No answers yet" in leader.told[-1]


async def test_a_reminder_leads_each_person_to_their_own_room_and_can_be_answered_at_once(
    slack: FakeSlack,
) -> None:
    organiser = await in_every_room(slack)
    await organiser.presses_action(f"poll:remind:{(await newest(slack)).id}")
    await slack.paints()
    for name in ("U0", "U1", "F0", "F1"):
        own = next(room for room in slack.rooms() if name in slack.api.channels[room].members)
        assert f"Answer here, or in <#{own}>" in slack.person(name).told[-1]
        assert "Names are hidden" in slack.person(name).told[-1]
    reminded = slack.person("U0")
    poll = await newest(slack)
    await reminded.presses_action(f"vote:{poll.id}:1", "v1", place="DU0")
    await slack.paints()
    assert "Your answer is *Agree*" in reminded.told[-1]
    assert sorted("1 answer" in card(slack, room) for room in slack.rooms()) == [False, True]


@pytest.mark.parametrize("kind", ["choice", "ranking"])
async def test_an_answer_given_before_another_was_offered_says_so_though_it_comes_after(
    slack: FakeSlack, kind: str
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    kinds = {"choice": "One of your answers", "ranking": "Your answers in order"}
    await organiser.changes("kind", kind=kinds[kind])
    await organiser.submits(question="What?", options="Tea\nMilk", is_open_to_options=True)
    await slack.paints()
    early, hasty = slack.person("U2"), slack.person("U0")
    if kind == "choice":
        await early.presses("Tea")
        press = hasty.press("Tea")
    else:
        await answers(slack, "U2", answer_0="Tea")
        await hasty.presses("Answer")
        press = hasty.submission(answer_0="Tea")
    guest = slack.person("U1")
    await guest.presses("Suggest an answer")
    await guest.submits(option="Water")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Add it")
    await slack.deliver(press)
    await slack.paints()
    assert "added later: 2 answers came before it" in card(slack)


async def test_a_poll_that_closes_by_hand_is_offered_an_end_and_not_more_time(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    assert "more minutes" not in organiser.told[-1]
    await organiser.presses("Close in 2 minutes")
    assert "closes at" in organiser.told[-1]
    assert "2 more minutes" in organiser.told[-1]


async def test_what_is_too_long_for_a_question_stays_whole_in_the_form(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    long = " ".join(["word"] * 100)
    await organiser.commands(f'/consult poll "{long}" "Yes" "No"')
    typed = {block["block_id"]: block.get("element", {}) for block in organiser.form["blocks"]}
    assert typed["question"]["initial_value"] == long
    assert "The question has 499 characters and 300 fit" in (await organiser.submits()).body


async def test_what_people_type_calls_nobody(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well, <!channel> <@U0> @here?" "<!here>" "<@U1|ada>"')
    await slack.person("U0").presses("<!here>")
    await organiser.presses("Close")
    await slack.paints()
    said = card(slack) + slack.person("U0").told[-1]
    assert "&lt;!here&gt;" in said
    assert "<!" not in said.replace("<!date^", "")
    assert "<@" not in said


NUMBERS = {
    "-5": "-5",
    "\N{MINUS SIGN}5": "-5",
    "1,000": "1000",
    "12,345,678.5": "12345678.5",
    "1,5": "1.5",
    "-0": "0",
}
NO_NUMBERS = ("1e9", "NaN", "1/2", "\N{ARABIC-INDIC DIGIT THREE}", "1,00,0", "9" * 13, "0.00001", "--5")


async def test_a_number_is_taken_as_people_write_it_and_nothing_else_for_one(slack: FakeSlack) -> None:
    await asked(slack, 'number "How many?"')
    for typed, number in NUMBERS.items():
        assert f"*{number}*" in await answers(slack, "U0", answer=typed)
    voter = slack.person("U1")
    await voter.presses("Answer")
    for typed in NO_NUMBERS:
        assert "Write a number in digits" in (await voter.submits(answer=typed)).body


POINTS = {
    ("0", "0"): "Give your 10 points",
    ("6", "5"): "these are 11",
    ("-1", "3"): "whole numbers",
    ("2.5", "3"): "whole numbers",
    ("9" * 20, ""): "whole numbers",
    ("many", ""): "whole numbers",
}


async def test_points_that_cannot_be_are_refused_at_their_field(slack: FakeSlack) -> None:
    await asked(slack, 'points 10 "Where to?" "Records" "Rota"')
    voter = slack.person("U0")
    await voter.presses("Answer")
    for (records, rota), said in POINTS.items():
        assert said in (await voter.submits(answer_0=records, answer_1=rota)).body


async def test_a_question_for_a_large_number_may_name_its_bound(slack: FakeSlack) -> None:
    await asked(slack, 'number 250000 "How many patients?"')
    assert "A number, 250,000 at most" in card(slack, PLENARY)
