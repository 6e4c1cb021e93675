"""Rooms as Slack's channels: who is asked in, what they are called, and which of them are ours."""

import pytest

from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, ThemeId
from consultation.model.rooms import Room
from consultation.model.sessions import Theme
from consultation.ports.platform import PlatformRefusal
from handlers.slack.platform import SlackPlatform, room_names
from tests.handlers.test_platform import CARE
from tests.support.people import session
from tests.support.slack import FakeSlack

ROOM = Room(RoomId("abcdefgh12345678"), SessionId("qrstuvwx98765432"), 3, ThemeId("t1"))


async def test_101_people_are_asked_in_with_two_calls(slack: FakeSlack) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session(themes="Only this")
    await organiser.commands("/consult open")
    people = [slack.person(f"U{number}") for number in range(100)]
    for person in people:
        await person.commands("/consult join")
        await person.submits()
    await organiser.commands("/consult place")
    await organiser.submits()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    calls = [len(sent["users"].split(",")) for sent in slack.api.made("conversations.invite")]
    assert calls == [100, 1]
    assert len(slack.api.channels[slack.rooms()[0]].members) == 102


REASONS = {
    "user_not_found": "is not in this workspace",
    "user_disabled": "has left this workspace",
    "user_is_restricted": "is a guest who cannot join this channel",
    "ura_max_channels": "is a guest who can be in one channel only",
    "cant_invite": "cannot be asked into this channel",
    "org_user_not_in_team": "is not in this workspace",
}


async def test_each_person_who_can_not_come_is_named_with_a_reason_and_the_others_come(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    room = slack.api.channel("1-care", "UBOT", "UHERE")
    errors = [{"user": f"U{error}", "ok": False, "error": error} for error in REASONS]
    slack.api.refuses(
        "conversations.invite",
        "user_not_found",
        errors=[*errors, {"user": "UHERE", "error": "already_in_channel"}],
    )
    people = [PersonRef(one) for one in ("U1", "UHERE", *(f"U{error}" for error in REASONS))]
    unseated = await platform.seat(PlaceRef(room.id), people)
    assert {one.person: one.reason for one in unseated} == {
        f"U{error}": words for error, words in REASONS.items()
    }


async def test_errors_beside_a_success_are_read_too(
    slack: FakeSlack, platform: SlackPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = slack.api.channel("1-care", "UBOT")
    answer = {"errors": [{"user": "U2", "ok": False, "error": "user_is_restricted"}]}
    monkeypatch.setattr(slack.api, "_conversations_invite", lambda _: answer)
    unseated = await platform.seat(PlaceRef(room.id), [PersonRef("U1"), PersonRef("U2")])
    assert [one.person for one in unseated] == ["U2"]


async def test_who_is_in_the_room_already_is_no_trouble(slack: FakeSlack, platform: SlackPlatform) -> None:
    room = slack.api.channel("1-care", "UBOT", "U1")
    slack.api.refuses("conversations.invite", "already_in_channel")
    assert await platform.seat(PlaceRef(room.id), [PersonRef("U1")]) == []


async def test_nobody_at_all_is_asked_in_without_a_call(slack: FakeSlack, platform: SlackPlatform) -> None:
    assert await platform.seat(PlaceRef("C9"), []) == ()
    assert slack.api.calls == []


async def test_a_room_that_takes_nobody_is_a_refusal(slack: FakeSlack, platform: SlackPlatform) -> None:
    room = slack.api.channel("1-care", "UBOT")
    room.archived = True
    with pytest.raises(PlatformRefusal, match="archived"):
        await platform.seat(PlaceRef(room.id), [PersonRef("U1")])


async def test_a_name_that_is_taken_gives_way_to_another_and_the_channel_is_let_be(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    first = room_names(session(), ROOM, CARE)[0]
    foreign = slack.api.channel(first, "U7")
    place = await platform.open_room(session(), ROOM, CARE)
    assert place != foreign.id
    assert slack.api.channels[place].name != first


async def test_a_room_whose_making_was_never_answered_is_found_again(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    for number in range(1500):
        slack.api.channel(f"other-{number}", "U7")
    ours = slack.api.channel(room_names(session(), ROOM, CARE)[0], "UBOT", creator="UBOT")
    assert await platform.find_room(session(), ROOM, CARE) == ours.id
    assert len(slack.api.made("conversations.list")) == 2
    await platform.set_purpose(PlaceRef(ours.id), session(), ROOM)
    ours.members |= {"U1", "U2"}
    assert await platform.find_room(session(), ROOM, CARE) == ours.id


@pytest.mark.parametrize(
    ("creator", "people", "purpose"), [("U7", 0, ""), ("UBOT", 1, ""), ("UBOT", 0, "For something else")]
)
async def test_a_channel_that_bears_the_rooms_name_is_not_the_room_for_that(
    slack: FakeSlack, platform: SlackPlatform, creator: str, people: int, purpose: str
) -> None:
    members = ["UBOT", *["U1", "U2"][:people]]
    other = slack.api.channel(room_names(session(), ROOM, CARE)[0], *members, creator=creator)
    other.purpose = purpose
    assert await platform.find_room(session(), ROOM, CARE) is None
    assert await platform.open_room(session(), ROOM, CARE) != other.id


async def test_a_second_channel_that_was_made_for_a_room_is_put_away_and_nothing_else_is(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    first, second, third = room_names(session(), ROOM, CARE)
    ours, twin = (slack.api.channel(name, "UBOT", creator="UBOT") for name in (first, second))
    await platform.set_purpose(PlaceRef(ours.id), session(), ROOM)
    lived_in = slack.api.channel(third, "UBOT", "U1", creator="UBOT")
    lived_in.purpose = ours.purpose
    foreign = slack.api.channel(first, "UBOT", creator="U7")
    await platform.put_twins_away(PlaceRef(ours.id), session(), ROOM, CARE)
    archived = [one.archived for one in (ours, twin, lived_in, foreign)]
    assert archived == [False, True, False, False]


async def test_when_every_name_is_taken_the_organiser_is_told(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    for name in room_names(session(), ROOM, CARE):
        slack.api.channel(name, "U7")
    with pytest.raises(PlatformRefusal, match="Every name"):
        await platform.open_room(session(), ROOM, CARE)


@pytest.mark.parametrize(
    ("theme", "start"),
    [
        ("Integrated Care & Networks", "3-integrated-care-networks-"),
        ("Zukunft für Ärzte", "3-zukunft-fur-arzte-"),
        ("صحة", "3-room-"),
        ("👩‍⚕️👨‍👩‍👧", "3-room-"),
        ("<!channel> -- __", "3-channel-"),
        ("x" * 300, "3-xxxx"),
    ],
)
def test_a_rooms_name_is_one_that_slack_takes(theme: str, start: str) -> None:
    names = room_names(session(id=SessionId("qrstuvwx98765432")), ROOM, Theme(ThemeId("t1"), theme))
    for name in names:
        assert name.startswith(start)
        assert len(name) <= 80
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(set(names)) == len(names)


async def test_a_long_topic_is_cut_for_the_channel(slack: FakeSlack, platform: SlackPlatform) -> None:
    room = slack.api.channel("1-care", "UBOT")
    await platform.set_topic(PlaceRef(room.id), session(question="Why? " * 90), CARE)
    assert len(room.topic) <= 250
    assert room.topic.endswith("…")
