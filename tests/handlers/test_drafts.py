"""The draft in Slack: edited, corrected, and its evidence in a thread."""

import asyncio

import pytest

from consultation.model.references import MessageRef, PlaceRef
from handlers.slack.blocks import Message
from handlers.slack.platform import SlackPlatform
from tests.support.slack import PLENARY, FakeSlack, Person


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


async def test_a_room_that_there_is_not_is_not_taken_for_a_session(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult draft 99")
    assert organiser.told[-1].startswith("That room is not there any more.")


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


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/consult correct", "Only an organiser of this session can publish a correction."),
        ("/consult draft", "Only an organiser of this session can edit the draft."),
    ],
)
async def test_a_participant_is_told_who_may_do_what_they_asked_for(
    slack: FakeSlack, typed: str, told: str
) -> None:
    await slack.session_in_rooms()
    participant = slack.person("U0")
    await participant.commands(typed)
    assert told in participant.told[-1]


async def test_a_correction_before_the_digest_is_told_as_one(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult correct")
    assert "You can't publish a correction now" in organiser.told[-1]


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


async def _drafted(slack: FakeSlack, speaker: Person) -> list[tuple[str, str]]:
    """Four notes of room 1 and an action of the plenary, edited: one point worded anew, one left out with a reason, another order."""
    organiser, room = await slack.session_in_rooms(), slack.rooms()[0]
    said = [await speaker.says(room, words) for words in ("One", "Two", "Three", "Four")]
    for message in said:
        await slack.facilitator_of(room).reacts(message, "bulb")
    await organiser.reacts(await organiser.says(PLENARY, "Ask twice (room 1)"), "dart")
    await organiser.commands("/consult draft")
    assert "*Plenary*: nothing but actions" in organiser.told[-1]
    await organiser.presses("Edit plenary")
    await organiser.submits(lines_1="1. [action] Ask three times (room 1)")
    await organiser.commands("/consult draft 1")
    await organiser.submits(lines_1="3. Three of us\n1. One\n4. Four", reason="Said twice.")
    return said


async def test_a_digest_is_published_as_it_was_edited(slack: FakeSlack) -> None:
    await _drafted(slack, slack.person("U0"))
    published = await _publishes(slack)
    points = next(text for text in published if "• Three of us" in text)
    assert points.index("• Three of us") < points.index("• One") < points.index("• Four")
    assert not any("• Two" in text for text in published)
    assert any("Ask three times · only in room 1" in text for text in published)


async def test_a_correction_after_somebody_is_forgotten_counts_as_before(slack: FakeSlack) -> None:
    """What they said is deleted meanwhile, and an emoji taken off: what was published stays word for word."""
    organiser, speaker = slack.person("UORG"), slack.person("U0")
    said = await _drafted(slack, speaker)
    published = await _publishes(slack)
    await speaker.deletes(said[0])
    await slack.facilitator_of(slack.rooms()[0]).unreacts(said[3], "bulb")
    await speaker.commands("/consult forget")
    await speaker.submits()
    await slack.paints()
    assert (await _texts(slack))[: len(published)] == published
    await organiser.commands("/consult draft 1")
    await organiser.submits(lines_1="1. Three\n2. One\n3. Four")
    await organiser.commands("/consult correct")
    await organiser.submits(changes="A word too many.")
    corrected = next(text for text in await _texts(slack) if "What changed: A word too many." in text)
    first = next(text for text in published if ":newspaper:" in text)
    counted = [line for line in first.split("\n") if line.startswith(("*Participants*", "*Notes*"))]
    assert len(counted) == 2
    assert all(line in corrected for line in counted)


async def _publishes(slack: FakeSlack) -> list[str]:
    organiser = slack.person("UORG")
    await organiser.commands("/consult digest")
    await organiser.submits()
    return await _texts(slack)


async def _texts(slack: FakeSlack) -> list[str]:
    """All that stands in the plenary channel."""
    await slack.paints()
    return [card["text"] for card in slack.cards_in(PLENARY)]
