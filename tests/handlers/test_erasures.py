"""Being forgotten, as people ask for it."""

from tests.support.slack import FakeSlack


async def joined(slack: FakeSlack, name: str) -> None:
    ada = slack.person(name)
    await ada.commands("/consult join")
    await ada.submits(choice_1="Care", role="GP partner")


async def opened(slack: FakeSlack) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session(themes="Care\nFutures")
    await organiser.commands("/consult open")
    await joined(slack, "U1")


async def test_who_asks_sees_what_goes_and_what_stays_and_is_forgotten(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    for typed in ("/consult forget", "/consult forget me"):
        await ada.commands(typed)
        assert ada.form["title"]["text"] == "Forget me"
    await ada.submits()
    assert ada.told[-1].startswith("You are forgotten. ")
    assert "What named you in " in ada.told[-1]
    await ada.commands("/consult")
    assert "Care" not in ada.told[-1].partition("Themes")[0]
    await ada.commands("/consult forget me")
    await ada.submits()
    assert "Nothing named you" in ada.told[-1]


async def test_the_home_tab_says_how_to_be_forgotten_and_has_the_button(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    await ada.looks_at_home()
    assert "press Forget me below" in str(slack.api.homes["U1"])
    await ada.presses_at_home("Forget me")
    assert ada.form["title"]["text"] == "Forget me"


async def test_an_organiser_chooses_whom_and_others_are_offered_no_choice(slack: FakeSlack) -> None:
    await opened(slack)
    organiser, stranger = slack.person("UORG"), slack.person("U9")
    await stranger.commands("/consult forget @somebody")
    assert stranger.form["title"]["text"] == "Forget me"
    await organiser.commands("/consult forget @somebody")
    assert organiser.form["title"]["text"] == "Forget a person"
    await organiser.submits(person=["U1"])
    assert organiser.told[-1].startswith("<@U1> is forgotten in the sessions that you organise.")
    await slack.person("U1").commands("/consult join")
    assert "initial_value" not in str(slack.person("U1").form)


async def test_a_name_that_an_organiser_types_never_leads_to_themselves(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult forget @ada")
    assert "Forget a person" in str(organiser.form)
    assert "initial_users" not in str(organiser.form)
    await organiser.commands("/consult forget")
    assert "initial_users" in str(organiser.form)


async def test_an_organiser_who_is_the_only_one_is_told_what_to_do_first(slack: FakeSlack) -> None:
    await opened(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult forget me")
    await organiser.submits()
    assert "only organiser" in organiser.told[-1]
