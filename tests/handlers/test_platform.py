"""Slack as the consultation sees it: what is asked of the platform, and what becomes of Slack's refusals."""

from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from consultation.model.cards import SignUpCard
from consultation.model.people import SignUpCount
from consultation.model.references import MessageRef, PersonRef, PlaceRef, RoomId, SessionId, ThemeId
from consultation.model.rooms import Room
from consultation.model.sessions import Theme
from consultation.ports.platform import Platform, PlatformRefusal, PlatformSilence
from handlers.slack.platform import SlackPlatform, room_names
from handlers.slack.views.cards import draw
from handlers.slack.views.refusals import refusal
from tests.support.people import session
from tests.support.slack import PLENARY, FakeSlack

CARE = Theme(ThemeId("t1"), "Care")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CARD = SignUpCard(session(), SignUpCount(3, 1))
ROOM = Room(RoomId("abcdefgh12345678"), SessionId("qrstuvwx98765432"), 3, ThemeId("t1"))


@pytest.fixture
def platform(slack: FakeSlack) -> SlackPlatform:
    return slack.platform


def test_it_is_a_platform(platform: SlackPlatform) -> None:
    port: Platform = platform
    assert port.seats_per_call == 100


def test_repaints_stay_under_fifty_a_minute_bursts_included(platform: SlackPlatform) -> None:
    a_minute, burst = platform.repaints
    assert a_minute + burst < 50


async def test_a_card_is_posted_quietly(slack: FakeSlack, platform: SlackPlatform) -> None:
    at = await platform.show(PlaceRef(PLENARY), CARD, "k1")
    (sent,) = slack.api.made("chat.postMessage")
    assert at == MessageRef(PlaceRef(PLENARY), next(iter(slack.api.messages))[1])
    assert (sent["unfurl_links"], sent["unfurl_media"], sent["link_names"], sent["parse"]) == (
        False,
        False,
        False,
        "none",
    )


async def test_a_card_is_brought_up_to_date_where_it_stands(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    at = await platform.show(PlaceRef(PLENARY), CARD, "k1")
    assert await platform.repaint(at, CARD)
    assert len(slack.cards_in(PLENARY)) == 1


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_card_that_is_gone_is_said_to_be_gone(
    slack: FakeSlack, platform: SlackPlatform, error: str
) -> None:
    at = await platform.show(PlaceRef(PLENARY), CARD, "k1")
    slack.api.refuses("chat.update", error)
    assert not await platform.repaint(at, CARD)


async def test_a_card_is_found_by_its_key_and_by_nothing_else(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    slack.person("U1")
    for place in (PLENARY, "U1"):
        shown = await platform.show(PlaceRef(place), CARD, "k1")
        await platform.show(PlaceRef(place), CARD, "k2")
        assert await platform.find(PlaceRef(place), "k1", LONG_AGO) == shown
        assert await platform.find(PlaceRef(place), "k3", LONG_AGO) is None


async def test_a_card_in_a_thread_is_found_there_and_not_in_the_channel(platform: SlackPlatform) -> None:
    under = await platform.show(PlaceRef(PLENARY), CARD, "k1")
    reply = await platform.post(PlaceRef(PLENARY), draw(CARD, "T1"), "k2", under)
    assert await platform.find(PlaceRef(PLENARY), "k2", LONG_AGO) is None
    assert await platform.find(PlaceRef(PLENARY), "k2", LONG_AGO, under) == reply
    assert await platform.find(PlaceRef(PLENARY), "k3", LONG_AGO, under) is None


async def test_a_message_of_somebody_else_with_our_key_is_not_ours(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    at = await platform.show(PlaceRef(PLENARY), CARD, "k1")
    slack.api.messages[at.place, at.stamp] |= {"user": "U7", "bot_id": "B7"}
    assert await platform.find(PlaceRef(PLENARY), "k1", LONG_AGO) is None


async def test_a_deleted_card_comes_back_with_the_next_change(slack: FakeSlack) -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session()
    await organiser.commands("/consult open")
    await slack.paints()
    slack.api.messages.clear()
    await organiser.commands("/consult join")
    await organiser.submits(choice_1="Care")
    await slack.paints()
    assert "1 person" in slack.cards_in(PLENARY)[0]["text"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("is_archived", "The channel is archived."),
        ("channel_not_found", "The channel is not there any more."),
    ],
)
async def test_a_card_with_no_place_left_is_refused_for_good(
    slack: FakeSlack, platform: SlackPlatform, error: str, reason: str
) -> None:
    slack.api.refuses("chat.postMessage", error)
    with pytest.raises(PlatformRefusal) as refusal:
        await platform.show(PlaceRef(PLENARY), CARD, "k1")
    assert refusal.value.reason == reason


@pytest.mark.parametrize("trouble", [TimeoutError(), aiohttp.ServerDisconnectedError()])
async def test_a_card_whose_answer_was_lost_is_tried_again_later(
    slack: FakeSlack, platform: SlackPlatform, trouble: Exception
) -> None:
    slack.api.fails("chat.postMessage", trouble)
    with pytest.raises(PlatformSilence):
        await platform.show(PlaceRef(PLENARY), CARD, "k1")


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


async def test_a_message_out_of_sight_is_nobodys(platform: SlackPlatform) -> None:
    assert await platform.said(MessageRef(PlaceRef(PLENARY), "1.1")) is None
    assert await platform.said(MessageRef(PlaceRef("C404"), "1.1")) is None


async def test_trouble_while_fetching_a_message_is_no_answer(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    slack.api.fails("reactions.get", *[TimeoutError() for _ in range(4)])
    with pytest.raises(TimeoutError):
        await platform.said(MessageRef(PlaceRef(PLENARY), "1.1"))


async def test_a_whisper_that_slack_refuses_for_its_form_is_not_sent_elsewhere(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    slack.person("U1")
    slack.api.refuses("chat.postEphemeral", "invalid_blocks")
    with pytest.raises(SlackApiError):
        await platform.whisper(PersonRef("U1"), PlaceRef(PLENARY), refusal("Hello"))
    assert slack.api.made("chat.postMessage") == []
