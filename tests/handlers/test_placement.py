from consultation.model.sessions import Phase
from handlers.slack.views.wording import PHASES
from tests.support.slack import FakeSlack


async def signed_up(slack: FakeSlack, people: int = 6) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session(themes="Care\nFutures\nNobody's theme")
    await organiser.commands("/consult open")
    for index in range(people):
        person = slack.person(f"U{index}")
        await person.commands("/consult join")
        await person.submits(choice_1="Care" if index % 2 else "Futures", can_facilitate=index < 2)


async def test_the_preview_changes_nothing_until_it_is_sent(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    assert "4" in str(organiser.form["blocks"])
    await organiser.commands("/consult")
    assert PHASES[Phase.SIGN_UP] in organiser.told[-1]


async def test_people_are_placed_as_the_preview_showed(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    await organiser.submits()
    assert "4 people placed" in organiser.told[-1]
    await slack.person("U2").commands("/consult")
    assert "Your room" in slack.person("U2").told[-1]


async def test_a_placement_can_be_undone_and_done_again(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    for _ in range(2):
        await organiser.commands("/consult place")
        await organiser.submits()
        await organiser.presses("Undo placement")
        assert PHASES[Phase.SIGN_UP] in organiser.told[-1]


async def test_with_nobody_on_the_list_there_is_no_form_but_a_sentence(slack: FakeSlack) -> None:
    await signed_up(slack, people=0)
    organiser = slack.person("UORG")
    slack.api.forms.clear()
    await organiser.commands("/consult place")
    assert organiser.told[-1].startswith("Nobody has signed up to take part yet")
    assert "UORG" not in slack.api.forms


async def test_a_preview_sent_after_somebody_else_went_on_closes_and_says_why(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    await organiser.submits()
    await organiser.commands("/consult place")
    left_open = organiser.submission()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    assert (await slack.deliver(left_open)).body == ""
    assert organiser.told[-1].startswith("You can't place people now")
