"""What a closed poll says: of few who answered anonymously nothing, of a vote what it came to, wherever its results stand."""

from tests.handlers.test_poll_kinds import asked, card
from tests.support.slack import FakeSlack, Person


async def voted(slack: FakeSlack, *labels: str, **fields: object) -> Person:
    """A vote of yes or no in which U0 and on press these, closed and shown to who asked."""
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.changes("kind", kind="yes or no")
    await organiser.submits(question="Shall we?", **fields)
    await slack.paints()
    for number, label in enumerate(labels):
        await slack.person(f"U{number}").presses(label)
    await organiser.presses("Close")
    await slack.paints()
    return organiser


async def test_few_who_vote_anonymously_are_not_given_away_by_what_the_vote_came_to(slack: FakeSlack) -> None:
    organiser = await voted(slack, "Yes", "Yes", "No", secrecy="anonymous")
    for said in (card(slack), organiser.told[-1]):
        assert "Fewer than 5 people answered, so what they said is not shown." in said
        assert "2 yes" not in said
        assert "Carried" not in said


async def test_that_too_few_voted_is_said_of_them_too(slack: FakeSlack) -> None:
    await voted(slack, "Yes", "Yes", "No", secrecy="anonymous", quorum="60")
    assert "*Not decided*: 3 of 6 voted, and 4 were needed." in card(slack)
    assert "2 yes" not in card(slack)


async def test_whoever_closes_a_vote_is_told_what_it_came_to_and_not_only_who_leads(slack: FakeSlack) -> None:
    organiser = await voted(slack, "Yes", "Yes", "No", quorum="60")
    assert "*Not decided*: 3 of 6 voted, and 4 were needed." in card(slack)
    assert "Not decided: 3 of 6 voted, and 4 were needed." in organiser.told[-1]
    assert "Most" not in organiser.told[-1]
    assert "Results as files" in organiser.told[-1]


async def test_from_the_panel_a_close_leads_back_to_the_panel(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Well?" "Yes" "No"')
    assert organiser.told[-1].startswith("“Well?” is asked in the session's channel.")
    await organiser.presses("Show session")
    assert "Open poll: *Well?*" in organiser.told[-1]
    await organiser.presses("Close")
    assert "Signed up" in organiser.told[-1]
    assert "Open poll" not in organiser.told[-1]


async def test_an_answer_that_is_a_part_of_the_question_is_heard_among_the_buttons(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Agreement is possible.", shows="At the close")
    await slack.paints()
    assert "Buttons: Strongly agree, Agree, Neither agree nor disagree," in card(slack)
