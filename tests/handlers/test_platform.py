"""Slack as the consultation sees it: what is asked of the platform, and what becomes of Slack's refusals."""

from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from consultation.model.cards import SignUpCard
from consultation.model.people import SignUpCount
from consultation.model.references import MessageRef, PersonRef, PlaceRef, ThemeId
from consultation.model.sessions import Theme
from consultation.ports.platform import Platform, PlatformRefusal, PlatformSilence
from handlers.slack.platform import SlackPlatform
from handlers.slack.views.cards import draw
from handlers.slack.views.refusals import refusal
from tests.support.people import session
from tests.support.slack import PLENARY, FakeSlack

CARE = Theme(ThemeId("t1"), "Care")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CARD = SignUpCard(session(), SignUpCount(3, 1))


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
