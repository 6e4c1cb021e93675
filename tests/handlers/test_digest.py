import asyncio

from tests.support.slack import PLENARY, FakeSlack


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
