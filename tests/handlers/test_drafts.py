"""The draft in Slack: edited, corrected, and its evidence in a thread."""

import asyncio

import pytest

from consultation.model.references import MessageRef, PlaceRef
from handlers.slack.blocks import Message
from handlers.slack.platform import SlackPlatform
from tests.support.slack import PLENARY, FakeSlack


async def test_an_organiser_edits_a_room_and_its_evidence_stands_in_a_thread(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    for words in ("Longer visits", "More time for each"):
        await slack.facilitator_of(room).reacts(await slack.person("U0").says(room, words), "bulb")
    await organiser.commands("/consult draft")
    assert "2 notes, not confirmed" in organiser.told[-1]
    await organiser.presses("Edit room 1")
    await organiser.submits(lines_1="1+2. Longer visits for each", confirm=True)
    assert "Saved: 1 point in room 1" in organiser.told[-1]
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    cards = slack.cards_in(PLENARY)
    point = next(card for card in cards if "• Longer visits for each · 2 notes" in card["text"])
    thread = next(card for card in cards if "The notes behind the points" in card["text"])
    assert thread["thread_ts"] == point["ts"]
    assert "More time for each" in thread["text"]


async def test_a_facilitator_edits_their_own_room_from_its_channel(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    facilitator = slack.facilitator_of(room)
    await facilitator.reacts(await slack.person("U0").says(room, "Longer visits"), "bulb")
    await facilitator.commands("/consult draft", place=room)
    answer = await facilitator.submits(lines_1="")
    assert "Say why" in str(answer.body)
    await facilitator.submits(lines_1="1. Longer visits")
    assert "Saved: 1 point" in facilitator.told[-1]
    assert "To confirm them, press Edit again" in facilitator.told[-1]
    await facilitator.presses("Edit again")
    await facilitator.submits(confirm=True)
    assert "To confirm them" not in facilitator.told[-1]


async def test_a_correction_says_what_changed_and_the_first_version_leads_to_it(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    await slack.facilitator_of(room).reacts(await slack.person("U0").says(room, "Longer visits"), "bulb")
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    await organiser.commands("/consult draft")
    await organiser.presses("Edit room 1")
    await organiser.submits(lines_1="1. Longer visits for all")
    await organiser.commands("/consult correct")
    await organiser.submits(changes="One point was too narrow.")
    await slack.paints()
    texts = [card["text"] for card in slack.cards_in(PLENARY)]
    assert sum("There is a later version below" in text for text in texts) == 1
    assert any(
        "Version 2. What changed: One point was too narrow." in text.replace("*", "") for text in texts
    )
    assert any("Longer visits for all" in text for text in texts)


async def test_a_kill_after_a_thread_was_posted_posts_it_no_second_time(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    for words in ("Longer visits", "More time for each"):
        await slack.facilitator_of(room).reacts(await slack.person("U0").says(room, words), "bulb")
    await organiser.commands("/consult draft")
    await organiser.presses("Edit room 1")
    await organiser.submits(lines_1="1+2. Longer visits for each")
    await organiser.commands("/consult digest")
    await organiser.submits()
    whole = SlackPlatform.post

    async def killed(
        platform: SlackPlatform, place: PlaceRef, message: Message, key: str, under: MessageRef | None
    ) -> MessageRef:
        posted = await whole(platform, place, message, key, under)
        if "The notes behind" in message.text:
            raise asyncio.CancelledError
        return posted

    monkeypatch.setattr(SlackPlatform, "post", killed)
    with pytest.raises(asyncio.CancelledError):
        await slack.paints()
    monkeypatch.undo()
    await slack.paints()
    threads = [one for one in slack.cards_in(PLENARY) if "The notes behind the points" in one["text"]]
    assert len(threads) == 1
