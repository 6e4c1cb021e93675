import asyncio

import pytest

from tests.support.slack import PLENARY, Body, FakeSlack, Person
from tests.support.slack_api import FakeApi


async def test_the_digest_is_looked_at_and_then_published_in_plenary(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Longer appointments")
    await slack.facilitator_of(room).reacts(said, "hammer_and_wrench")
    await organiser.commands("/consult close")
    await organiser.commands("/consult digest")
    assert not any("Longer appointments" in card["text"] for card in slack.cards_in(PLENARY))
    await organiser.submits()
    await slack.paints()
    published = "\n".join(card["text"] for card in slack.cards_in(PLENARY))
    assert "Longer appointments" in published
    assert f"/archives/{room}/p" in str(slack.cards_in(PLENARY))


async def test_a_second_press_publishes_nothing_again(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult close")
    await organiser.commands("/consult digest")
    first = organiser.submission()
    await organiser.commands("/consult digest")
    second = organiser.submission()
    for body in (first, first, second):
        await slack.deliver(body)
    await slack.paints()
    posted = len(slack.cards_in(PLENARY))
    await organiser.commands("/consult digest")
    await slack.paints()
    assert len(slack.cards_in(PLENARY)) == posted
    assert "published" in organiser.told[-1]


async def test_a_digest_is_not_published_where_nobody_could_read_it(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult digest")
    slack.api.channels[PLENARY].archived = True
    before = len(slack.cards_in(PLENARY))
    await organiser.submits()
    assert "can't post in that channel" in organiser.told[-1]
    slack.api.channels[PLENARY].archived = False
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    assert len(slack.cards_in(PLENARY)) > before


async def test_an_organiser_looks_back_at_the_programme(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    await organiser.reacts(await slack.person("U0").says(room, "Longer visits"), "mega")
    await organiser.commands("/consult close")
    await organiser.commands("/consult programme")
    assert "No session of this programme has published" in organiser.told[-1]
    await organiser.commands("/consult digest")
    await organiser.submits()
    await organiser.commands("/consult programme")
    assert "What the sessions found" in organiser.told[-1]
    assert "Longer visits" in organiser.told[-1]
    await organiser.presses("Post in the channel")
    assert "It is posted in the channel" in organiser.told[-1]
    await slack.paints()
    assert sum("What the sessions found" in card["text"] for card in slack.cards_in(PLENARY)) == 1


async def test_the_same_form_sent_twice_at_once_publishes_once_and_says_so(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult close")
    await organiser.commands("/consult digest")
    body, before = organiser.submission(), len(organiser.told)
    answers = await asyncio.gather(slack.deliver(body), slack.deliver(body))
    assert {answer.status for answer in answers} == {200}
    assert not any("went wrong" in text for text in organiser.told[before:])
    assert "published" in organiser.told[-1]


async def _published(slack: FakeSlack) -> Person:
    """A digest with a point in each of two rooms and an action is about to be posted: its first message is."""
    organiser = await slack.session_in_rooms()
    for room in slack.rooms():
        said = await slack.person("U0").says(room, f"Longer visits in {room}")
        await slack.facilitator_of(room).reacts(said, "hammer_and_wrench")
    await organiser.reacts(await organiser.says(PLENARY, "Ask twice"), "dart")
    await organiser.commands("/consult close")
    await slack.paints()
    await organiser.commands("/consult digest")
    await organiser.submits()
    while not any("Digest" in card["text"] for card in slack.cards_in(PLENARY)):
        await slack.services.cards.paint_next()
    return organiser


def _replies(slack: FakeSlack) -> list[Body]:
    return [card for card in slack.cards_in(PLENARY) if card.get("thread_ts")]


def _loose(slack: FakeSlack) -> list[str]:
    """Notes behind points that stand in no thread."""
    cards = slack.cards_in(PLENARY)
    return [card["text"] for card in cards if "notes behind" in card["text"] and not card.get("thread_ts")]


async def test_what_belongs_under_a_refused_message_is_not_posted_in_the_channel(slack: FakeSlack) -> None:
    """Its organiser is told once, and can have all of it posted anew though nothing has changed."""
    organiser = await _published(slack)
    slack.api.refuses("chat.postMessage", "msg_blocks_too_long")
    await slack.paints()
    assert _loose(slack) == []
    assert len(_replies(slack)) == 2
    told = [text for text in slack.private_messages_to("UORG") if "can't be shown" in text]
    assert len(told) == 1
    assert "Nothing is posted in its thread either." in told[0]
    assert "/consult correct posts the whole digest anew" in told[0]
    await organiser.commands("/consult correct")
    await organiser.submits(changes="Room 1 was missing.")
    await slack.paints()
    assert _loose(slack) == []
    assert len(_replies(slack)) == 5
    await organiser.commands("/consult correct")
    await organiser.submits(changes="Nothing.")
    await slack.paints()
    assert not any("Version 3" in card["text"] for card in slack.cards_in(PLENARY))


async def test_an_end_between_the_replies_of_a_digest_posts_each_of_them_once(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends each time that a reply has reached Slack and its answer has not reached us."""
    await _published(slack)
    post = FakeApi._chat_postMessage
    ended: set[str] = set()

    def post_and_end(api: FakeApi, arguments: Body) -> Body:
        answer = post(api, arguments)
        key = arguments["metadata"]["event_payload"]["key"]
        if arguments.get("thread_ts") and key not in ended:
            ended.add(key)
            raise asyncio.CancelledError
        return answer

    monkeypatch.setattr(FakeApi, "_chat_postMessage", post_and_end)
    for _ in range(4):
        try:
            await slack.paints()
        except asyncio.CancelledError:
            slack.start()
    assert len(ended) == 3
    assert len({card["text"] for card in _replies(slack)}) == len(_replies(slack)) == 3
    assert _loose(slack) == []


async def test_the_organiser_sees_how_much_of_a_digest_is_posted(slack: FakeSlack) -> None:
    organiser = await _published(slack)
    await organiser.commands("/consult")
    assert (
        ":hourglass_flowing_sand: 1 of 7 messages of the digest posted. The files follow."
        in organiser.told[-1]
    )
    await slack.paints()
    await organiser.commands("/consult")
    assert "of the digest posted" not in organiser.told[-1]
