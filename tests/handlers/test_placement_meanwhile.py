"""Placing people while something else goes on: another organiser, a sign-up, an edit, a stop, a restart."""

import asyncio
from collections.abc import AsyncIterator
from threading import Event

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from consultation.errors import PlacementStopped
from consultation.model.placement import Placement, PlacementRequest
from consultation.model.sessions import Phase
from consultation.placement import Control, place
from handlers.slack.views.wording import PHASES
from tests.support.patience import SECONDS
from tests.support.slack import Body, FakeSlack


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


@pytest.fixture
async def slow(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Event]:
    """Placements are not found before this is set."""
    found = Event()

    def slowly(request: PlacementRequest, control: Control) -> Placement:
        while not found.wait(0.001):
            if control.cancelled():
                raise PlacementStopped
        return place(request, control)

    monkeypatch.setattr("consultation.services.solving.place", slowly)
    monkeypatch.setattr("handlers.slack.slow_forms.AT_ONCE_SECONDS", 0.01)
    monkeypatch.setattr("handlers.slack.slow_forms.PACE_SECONDS", 0.01)
    yield found
    found.set()
    await slack.background.idle()


async def meanwhile(slack: FakeSlack, body: Body) -> str:
    """Hand something to the bot without waiting for what it does beside; its answer."""
    answer = await slack.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
    return str(answer.body)


async def begins_to_look(slack: FakeSlack) -> None:
    """The organiser asks for rooms, and sees that they are being worked out."""
    await meanwhile(slack, slack.person("UORG").command("/consult place"))
    await shown(slack, "Working out the best rooms")


async def shown(slack: FakeSlack, words: str) -> None:
    """Wait until the organiser's form says so."""
    async with asyncio.timeout(SECONDS):
        for _ in iter(lambda: words in str(slack.api.forms.get("UORG")), True):
            await asyncio.sleep(0)


async def test_who_joins_while_rooms_are_worked_out_is_not_placed_unseen(
    slack: FakeSlack, slow: Event
) -> None:
    await with_two_organisers(slack)
    organiser, late = slack.person("UORG"), slack.person("U9")
    await late.commands("/consult join")
    await begins_to_look(slack)
    await meanwhile(slack, late.submission(choice_1="Care"))
    slow.set()
    await slack.background.idle()
    assert "4 people would sit" in str(organiser.form)
    assert "The list or the rules changed since you looked" in (await organiser.submits()).body
    await organiser.presses_in_form("Look again")
    await organiser.submits()
    assert "5 people placed" in organiser.told[-1]


async def test_a_stop_of_the_bot_in_the_middle_leaves_nothing_half_done_and_the_organiser_knows_what_to_do(
    slack: FakeSlack, slow: Event
) -> None:
    await with_two_organisers(slack)
    organiser = slack.person("UORG")
    await begins_to_look(slack)
    assert "type /consult place again" in str(organiser.form)
    await slack.background.drain(0)
    slack.start()
    await organiser.presses_in_form("Stop")
    assert "Nothing is being worked out any more, and nothing has changed." in str(organiser.form)
    await organiser.commands("/consult")
    assert PHASES[Phase.SIGN_UP] in organiser.told[-1]
    slow.set()
    await organiser.commands("/consult place")
    await organiser.submits()
    assert "4 people placed in 2 rooms" in organiser.told[-1]


async def test_a_stop_of_the_bot_while_a_placement_is_applied_places_nobody(
    slack: FakeSlack, slow: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consultation.services.placement.AT_HAND_SECONDS", 0.01)
    await with_two_organisers(slack)
    organiser = slack.person("UORG")
    slow.set()
    await organiser.commands("/consult place")
    slow.clear()
    slack.start()
    answer = await meanwhile(slack, organiser.submission())
    assert "still being worked out" in answer
    await slack.background.drain(0)
    slack.start()
    await organiser.commands("/consult")
    assert PHASES[Phase.SIGN_UP] in organiser.told[-1]


async def test_stop_where_nothing_is_worked_out_says_so(slack: FakeSlack, slow: Event) -> None:
    await with_two_organisers(slack)
    organiser = slack.person("UORG")
    await begins_to_look(slack)
    pressing = organiser.form_press("Stop")
    slow.set()
    await slack.background.idle()
    assert "4 people would sit" in str(organiser.form)
    await slack.deliver(pressing)
    assert "Nothing is being worked out any more" in str(organiser.form)


async def test_undo_after_rooms_opened_changes_nothing(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    before = slack.rooms()
    for command in ("/consult place", "/consult move"):
        await organiser.commands(command)
        assert "You can't" in organiser.told[-1]
    assert slack.rooms() == before
