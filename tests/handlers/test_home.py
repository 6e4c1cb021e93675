from consultation.model.sessions import Phase
from handlers.slack.views.wording import PHASES
from tests.support.slack import FakeSlack


async def test_a_person_sees_their_sessions_and_what_is_kept(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    await slack.person("U0").looks_at_home()
    shown = str(slack.api.homes["U0"])
    assert "What is the role of the GP?" in shown
    assert "What is kept about you" in shown
    assert "polls, surveys and statements, and statements that you proposed" in shown


async def test_the_messages_tab_is_let_be(slack: FakeSlack) -> None:
    await slack.person("U1").looks_at_home(tab="messages")
    assert slack.api.homes == {}


async def test_what_is_pressed_at_home_is_answered_in_direct_messages(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session()
    await ada.looks_at_home()
    await ada.presses_at_home("Show")
    assert slack.api.privates[-1].place == "DU1"
    assert PHASES[Phase.DRAFT] in ada.told[-1]


async def test_a_session_begun_at_home_asks_for_its_channel(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.looks_at_home()
    await ada.presses_at_home("New session")
    await ada.submits(question="From home?", place="C1")
    assert slack.api.privates[-1].place == "DU1"
    assert "From home?" in ada.told[-1]


async def test_a_command_in_direct_messages_is_answered_there(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    slack.api.desk("U1")
    await ada.commands("/consult new", "DU1")
    await ada.submits(question="From here?", place="C1")
    assert "From here?" in ada.told[-1]
