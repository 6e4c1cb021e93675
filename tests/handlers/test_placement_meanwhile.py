"""Placing people while another organiser changes, places, undoes or edits."""

import asyncio

from consultation.model.sessions import Phase
from handlers.slack.views.wording import PHASES
from tests.support.slack import FakeSlack


async def with_two_organisers(slack: FakeSlack) -> None:
    await slack.person("UORG").makes_session(themes="Care\nFutures", co_organisers=["UCO"])
    await slack.person("UORG").commands("/consult open")
    for index in range(6):
        person = slack.person(f"U{index}")
        await person.commands("/consult join")
        await person.submits(choice_1="Care" if index % 2 else "Futures", can_facilitate=index < 2)


async def test_of_two_organisers_who_change_something_the_second_places_only_what_they_looked_at(
    slack: FakeSlack,
) -> None:
    await with_two_organisers(slack)
    one, other = slack.person("UORG"), slack.person("UCO")
    await one.commands("/consult place")
    await other.commands("/consult place")
    await other.presses_in_form("Look again", rooms="1. Care: no room\n2. Futures: 1 room")
    assert "Press Look again" in (await one.submits()).body
    await one.presses_in_form("Look again")
    await one.submits()
    assert "placed in" in one.told[-1]


async def test_of_two_organisers_who_place_at_once_nobody_is_placed_twice(slack: FakeSlack) -> None:
    await with_two_organisers(slack)
    one, other = slack.person("UORG"), slack.person("UCO")
    await one.commands("/consult place")
    await other.commands("/consult place")
    await asyncio.gather(slack.deliver(one.submission()), slack.deliver(other.submission()))
    assert all("4 people placed in 2 rooms" in organiser.told[-1] for organiser in (one, other))
    await one.commands("/consult")
    assert PHASES[Phase.PLACED] in one.told[-1]


async def test_a_move_that_was_shown_before_another_organiser_undid_the_placement_is_not_done(
    slack: FakeSlack,
) -> None:
    await with_two_organisers(slack)
    one, other = slack.person("UORG"), slack.person("UCO")
    await one.commands("/consult place")
    await one.submits()
    await one.commands("/consult move")
    await one.presses_in_form("Show what it does", doing="lock", people=["U3"])
    left_open = one.submission()
    await other.commands("/consult")
    await other.presses("Undo placement")
    assert "You can't" in (await slack.deliver(left_open)).body
    await one.commands("/consult")
    assert PHASES[Phase.SIGN_UP] in one.told[-1]


async def test_a_theme_that_is_dropped_after_the_look_is_no_room(slack: FakeSlack) -> None:
    await with_two_organisers(slack)
    one, other = slack.person("UORG"), slack.person("UCO")
    await one.commands("/consult place")
    await other.commands("/consult edit")
    await other.submits(themes="Care")
    assert "there is no theme number 2" in (await one.submits()).body
    await one.commands("/consult")
    assert PHASES[Phase.SIGN_UP] in one.told[-1]
