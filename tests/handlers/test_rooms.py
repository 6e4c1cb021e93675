import asyncio

import aiohttp
import pytest

from tests.support.slack import FakeSlack
from tests.support.slack_lookups import Lost


async def test_each_room_gets_its_channel_its_people_its_topic_and_its_card(slack: FakeSlack) -> None:
    await slack.session_in_rooms(people=4)
    rooms = [slack.api.channels[room] for room in slack.rooms()]
    assert sorted(room.name.rsplit("-", 1)[0] for room in rooms) == ["1-care", "2-futures"]
    assert [len(room.members) for room in rooms] == [
        5,
        5,
    ]  # two who take part, who leads, who organises, and us
    assert {room.topic for room in rooms} == {
        "Care: What is the role of the GP?",
        "Futures: What is the role of the GP?",
    }
    assert all("Led by <@F" in slack.cards_in(room.id)[0]["text"] for room in rooms)


async def test_the_organiser_sees_in_direct_messages_how_far_it_is(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    assert any("direct messages" in text for text in organiser.told)
    assert "2 rooms open" in slack.cards_in("DUORG")[0]["text"]


async def test_a_second_press_makes_no_second_room(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    assert len(slack.rooms()) == 2
    assert "nothing is made twice" in organiser.told[-1]


async def test_two_presses_at_the_same_moment_make_each_room_once(slack: FakeSlack) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session()
    await organiser.commands("/consult open")
    await organiser.commands("/consult join")
    await organiser.submits(choice_1="Care")
    await organiser.commands("/consult place")
    await organiser.submits()
    await organiser.commands("/consult rooms")
    first = organiser.submission()
    await organiser.commands("/consult rooms")
    second = organiser.submission()
    answers = await asyncio.gather(slack.deliver(first), slack.deliver(second), slack.deliver(first))
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len(slack.rooms()) == 1


async def test_a_room_that_could_not_be_made_is_told_and_tried_again_by_a_press(slack: FakeSlack) -> None:
    slack.api.refuses("conversations.create", "restricted_action")
    organiser = await slack.session_in_rooms()
    assert len(slack.rooms()) == 1
    await organiser.commands("/consult")
    assert "The rules of this workspace" in organiser.told[-1]
    await organiser.presses("Try rooms again")
    await organiser.submits()
    assert len(slack.rooms()) == 2


@pytest.mark.parametrize("method", ["conversations.create", "chat.postMessage"])
async def test_an_answer_lost_on_the_way_makes_nothing_twice(slack: FakeSlack, method: str) -> None:
    for _ in range(3):
        slack.api.fails(method, Lost(aiohttp.ServerDisconnectedError()))
    await slack.session_in_rooms()
    assert len(slack.rooms()) == 2
    cards = [
        one["metadata"]["event_payload"]["key"] for one in slack.api.messages.values() if "metadata" in one
    ]
    assert len(cards) == len(set(cards)) >= 10


async def test_everyone_is_told_in_private_where_they_sit_and_why_once(slack: FakeSlack) -> None:
    await slack.session_in_rooms(people=4)
    for name in ("F0", "F1", "U0", "U1", "U2", "U3"):
        (told,) = [
            said
            for said in slack.private_messages_to(name)
            if "your room" in said.lower() or "you lead" in said.lower()
        ]
        assert ("What to do there" in told) == (name[0] == "F")
        assert ("Your 1st choice." in told) == (name[0] == "U")


async def test_who_could_not_be_asked_in_is_named_with_the_reason(slack: FakeSlack) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session()
    await organiser.commands("/consult open")
    for name in ("F0", "U1", "U2"):
        await slack.person(name).commands("/consult join")
        await slack.person(name).submits(choice_1="Care", can_facilitate=name == "F0")
    await organiser.commands("/consult place")
    await organiser.submits()
    slack.api.people.discard("U2")
    await organiser.commands("/consult rooms")
    await organiser.submits()
    await slack.paints()
    assert "is not in this workspace" in slack.cards_in("DUORG")[0]["text"]
    assert "<@U2>" in slack.cards_in("DUORG")[0]["text"]
    assert "U1" in slack.api.channels[slack.rooms()[0]].members


async def test_rooms_decided_before_a_crash_are_finished_by_the_next_start(slack: FakeSlack) -> None:
    slack.api.fails("conversations.create", asyncio.CancelledError())
    await slack.session_in_rooms()
    assert slack.rooms() == []
    slack.start()
    await slack.services.rooms.resume()
    assert len(slack.rooms()) == 2


async def test_the_wrap_up_is_told_in_every_room(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult wrapup")
    await slack.paints()
    assert all("wrapping up" in slack.cards_in(room)[0]["text"].lower() for room in slack.rooms())
