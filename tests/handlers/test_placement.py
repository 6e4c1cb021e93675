import asyncio
from threading import Event

import pytest

from consultation.errors import PlacementStopped
from consultation.model.placement import Placement, PlacementRequest
from consultation.model.sessions import Phase
from consultation.placement import Control, place
from handlers.slack.views.wording import PHASES
from tests.support.patience import SECONDS
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


async def test_a_preview_sent_after_somebody_else_went_on_says_why(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    await organiser.submits()
    await organiser.commands("/consult place")
    left_open = organiser.submission()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    assert "You can't place people now" in (await slack.deliver(left_open)).body


async def test_no_room_at_all_is_said_and_changes_nothing(slack: FakeSlack) -> None:
    await signed_up(slack)
    await slack.person("UORG").commands("/consult place")
    shown = await looks_again(slack, rooms="1. Care: no room\n2. Futures: no room\n3. Nobody: no room")
    assert "No theme has a room: give at least one of them a room." in shown


async def looks_again(slack: FakeSlack, **values: object) -> str:
    """The organiser changes something in the open preview; what it shows then."""
    organiser = slack.person("UORG")
    await organiser.presses_in_form("Look again", **values)
    return str(organiser.form["blocks"])


async def test_a_change_is_looked_at_before_anything_happens_and_is_remembered(slack: FakeSlack) -> None:
    await signed_up(slack, people=8)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    shown = await looks_again(slack, rooms="2. Futures: 2 rooms\n3. Nobody: no room", sizes="free")
    assert "2. Futures: 2 rooms" in shown
    assert "3. Nobody's theme: no room" in shown
    await organiser.commands("/consult place")
    assert "2. Futures: 2 rooms" in str(organiser.form["blocks"])
    await organiser.submits()
    assert "people placed in 3 rooms" in organiser.told[-1]


async def test_a_line_that_can_not_be_read_is_named_and_nothing_is_remembered(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    shown = await looks_again(slack, rooms="1. Care: 2 rooms\nFutures, please")
    assert "Line 2: please write it as" in shown
    assert "1. Care: 1 room" in shown


async def test_what_is_impossible_is_said_with_the_smallest_change_that_would_do(slack: FakeSlack) -> None:
    await signed_up(slack, people=8)
    await slack.person("UORG").commands("/consult place")
    small = "1. Care: 1 room of at most 2\n2. Futures: 1 room of at most 2\n3. N: no room"
    shown = await looks_again(slack, rooms=small, sizes="free")
    assert "This can't be done as it is" in shown
    assert "add a room or allow" in shown


async def test_a_change_that_was_not_looked_at_is_not_placed(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    answer = await organiser.submits(sizes="free")
    assert "Press Look again" in answer.body


async def test_who_joins_between_look_and_press_is_not_placed_unseen(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    late = slack.person("U9")
    await late.commands("/consult join")
    await late.submits(choice_1="Care")
    answer = await organiser.submits()
    assert "The list or the rules changed since you looked" in answer.body
    await looks_again(slack)
    await organiser.submits()
    assert "5 people placed" in organiser.told[-1]


async def test_everybody_is_told_why_they_sit_where_they_do(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    assert "Your 1st choice." in slack.person("U0").told[-1]
    assert "You offered to facilitate" in slack.person("F0").told[-1]


async def test_a_placement_that_takes_long_can_be_stopped_and_asked_for_again(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")

    def slowly(_: PlacementRequest, control: Control) -> Placement:
        while not control.cancelled():
            Event().wait(0.001)
        raise PlacementStopped

    monkeypatch.setattr("consultation.services.solving.place", slowly)
    monkeypatch.setattr("handlers.slack.slow_forms.AT_ONCE_SECONDS", 0.01)
    looking = asyncio.ensure_future(organiser.commands("/consult place"))
    async with asyncio.timeout(SECONDS):
        for _ in iter(lambda: "Working out the best rooms" in str(slack.api.forms.get("UORG")), True):
            await asyncio.sleep(0)
    await organiser.presses_in_form("Stop")
    await looking
    assert "Placing was stopped" in str(organiser.form["blocks"])
    monkeypatch.setattr("consultation.services.solving.place", place)
    await organiser.commands("/consult place")
    await organiser.submits()
    assert "4 people placed" in organiser.told[-1]


@pytest.mark.parametrize("broken", ["the form", "what is in it"])
async def test_whoever_asks_for_a_form_that_takes_long_hears_why_it_does_not_open_and_asks_again_by_a_button(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")

    def breaks(_: PlacementRequest, __: Control) -> Placement:
        raise RuntimeError

    if broken == "the form":
        monkeypatch.setattr("handlers.slack.slow_forms.AT_ONCE_SECONDS", 0)
        slack.api.refuses("views.open", "expired_trigger_id")
    else:
        monkeypatch.setattr("consultation.services.solving.place", breaks)
    await organiser.commands("/consult place")
    assert "UORG" not in slack.api.forms
    monkeypatch.undo()
    await organiser.presses("Try again")
    await organiser.submits()
    assert "4 people placed" in organiser.told[-1]


async def test_two_presses_and_two_looks_place_everybody_once(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    sent = organiser.submission()
    await asyncio.gather(
        slack.deliver(sent), slack.deliver({**sent, "view": {**sent["view"], "hash": "other"}})
    )
    await organiser.commands("/consult")
    assert PHASES[Phase.PLACED] in organiser.told[-1]
    await organiser.commands("/consult place")
    await organiser.submits()
    assert "4 people placed" in organiser.told[-1]
