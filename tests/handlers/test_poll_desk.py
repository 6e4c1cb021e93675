"""What can be done about a poll that runs: suggestions, reminders, more time, files, opening again."""

import pytest

from tests.handlers.test_poll_kinds import asked, card, newest
from tests.support.slack import FakeSlack


async def test_an_answer_that_somebody_suggests_is_shown_once_it_is_let_through(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.changes("kind", kind="One of your answers")
    await organiser.submits(question="What?", options="Tea\nMilk", is_open_to_options=True)
    await slack.paints()
    await slack.person("U0").presses("Tea")
    guest = slack.person("U1")
    await guest.presses("Suggest an answer")
    await guest.submits(option="Water")
    await slack.paints()
    assert "Water" not in card(slack)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    assert "Suggested answer: *Water*" in organiser.told[-1]
    await organiser.presses("Add it")
    await slack.paints()
    await guest.presses("Water")
    await slack.paints()
    assert "Water · 1 (added later: 1 answer came before it)" in card(slack)


async def test_those_who_have_not_answered_are_reminded_once_and_nobody_is_told_who(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    await slack.person("U0").presses("Yes")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Remind those who have not answered")
    await slack.paints()
    assert "5 people are reminded privately" in organiser.told[-1]
    await organiser.presses_action(f"poll:remind:{(await newest(slack)).id}")
    await slack.paints()
    assert "reminded before" in organiser.told[-1]
    assert [("U1" in text) for text in organiser.told[-1:]] == [False]
    reminded = [
        name
        for name in ("U0", "U1", "U2", "F0")
        if any("not answered “Well?”" in one for one in slack.person(name).told)
    ]
    assert reminded == ["U1", "U2", "F0"]
    assert len([one for one in slack.person("U1").told if "not answered" in one]) == 1


async def test_a_closed_poll_is_opened_again_with_a_reason_that_stays(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    await slack.person("U0").presses("Yes")
    await organiser.presses("Close")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Open again")
    assert "Write why" in (await organiser.submits(note=" ")).body
    await organiser.submits(note="Room 2 had no time.")
    await slack.paints()
    await slack.person("U1").presses("No")
    await slack.paints()
    assert "2 answers" in card(slack)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    assert "Opened again by <@UORG>: Room 2 had no time." in organiser.told[-1]
    assert "Opened again" not in card(slack)
    await organiser.presses("Close")
    await slack.paints()
    assert "Opened again: Room 2 had no time." in card(slack)


async def test_more_time_moves_the_close(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", minutes="5")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("5 more minutes")
    await slack.paints()
    slack.clock.passes(minutes=6)
    assert (await newest(slack)).closed_at is None
    assert "Extended by <@UORG>: 5 min" in organiser.told[-1]


async def test_results_are_handed_out_as_files(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Results as files")
    assert slack.courier.carried[-1][1] == ("poll.csv",)


@pytest.mark.parametrize("doing", ["desk", "extend", "remind", "files", "reopen"])
async def test_only_who_leads_a_poll_does_anything_about_it(slack: FakeSlack, doing: str) -> None:
    await asked(slack, '"Well?" "Yes" "No"')
    poll = await newest(slack)
    await slack.person("U0").presses_action(f"poll:{doing}:{poll.id}", "5")
    assert slack.person("U0").told[-1].startswith("Only an organiser")


async def test_an_observer_reads_and_is_not_counted(slack: FakeSlack) -> None:
    await asked(slack, '"Well?" "Yes" "No"')
    watcher = slack.person("U9")
    await watcher.commands("/consult join")
    await watcher.submits(observes=True)
    await watcher.presses("Yes")
    assert "as an observer" in watcher.told[-1]
    await slack.paints()
    assert "No answers yet" in card(slack)
