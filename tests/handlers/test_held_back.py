"""What Slack held back is read from it afterwards (over the wire: tests/rehearsal/test_bursts.py)."""

from consultation.model.notes import Note
from consultation.model.references import NOBODY
from handlers.slack.held_back import HELD_BACK
from tests.support.slack import FakeSlack

MINUTE = 1_795_287_600 + 60 * 1000
"""Later than anything that happens in a test."""


async def notes_of(slack: FakeSlack) -> list[Note]:
    async with slack.storage.look() as work:
        (session,) = await work.sessions.under_way()
        return list(await work.notes.all(session.id))


async def holds_back(slack: FakeSlack) -> None:
    body = {"token": "x", "team_id": "T1", "api_app_id": "A1", "type": HELD_BACK}
    assert (await slack.deliver({**body, "minute_rate_limited": MINUTE})).status == 200


def stands(slack: FakeSlack, message: tuple[str, str], emoji: str, *people: str) -> None:
    """Let an emoji stand on a message, of which we heard nothing."""
    slack.api.messages[message].setdefault("reactions", []).append(
        {"name": emoji, "users": list(people), "count": len(people)}
    )


async def test_an_emoji_among_more_than_slack_lists_is_found(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Important")
    stands(slack, said, "bulb", *(f"UX{n}" for n in range(60)), slack.facilitator_of(room).name)
    await holds_back(slack)
    assert [note.tags for note in await notes_of(slack)] == [("opportunity",)]


async def test_what_somebody_else_put_there_keeps_nothing(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room, other = slack.rooms()
    said = await slack.person("U0").says(room, "Important")
    stands(slack, said, "bulb", "U1", slack.facilitator_of(other).name)
    await holds_back(slack)
    assert await notes_of(slack) == []


async def test_what_was_kept_by_its_menu_or_typed_is_left_as_it_is(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Important")
    leader = slack.facilitator_of(room)
    await leader.keeps(said)
    await leader.submits(tags=["concern"])
    await leader.commands("/consult note", room)
    await leader.submits(notes="Typed", tag="concern")
    before = await notes_of(slack)
    await holds_back(slack)
    assert await notes_of(slack) == before
    assert len(before) == 2


async def test_a_room_that_can_not_be_read_is_told_to_the_organiser_and_keeps_no_other_from_being_read(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms()
    room, other = slack.rooms()
    said = await slack.person("U0").says(other, "Important")
    stands(slack, said, "bulb", slack.facilitator_of(other).name)
    slack.api.channels[room].members.clear()
    await holds_back(slack)
    await slack.paints()
    assert len(await notes_of(slack)) == 1
    assert sum("room 1 while Slack" in text for text in slack.private_messages_to(organiser.name)) == 1


async def test_what_somebody_kept_who_was_forgotten_stays_kept(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Important")
    leader = slack.facilitator_of(room)
    await leader.reacts(said, "bulb")
    await leader.commands("/consult forget me")
    await leader.submits()
    await holds_back(slack)
    assert [note.tags for note in await notes_of(slack)] == [("opportunity",)]
    async with slack.storage.look() as work:
        (session,) = await work.sessions.under_way()
        assert [one.person.startswith(NOBODY) for one in await work.notes.taggings(session.id)] == [True]


async def test_slack_that_does_not_answer_is_asked_again(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Important")
    stands(slack, said, "bulb", slack.facilitator_of(room).name)
    slack.api.fails("conversations.history", *[TimeoutError()] * 4)
    await holds_back(slack)
    assert len(await notes_of(slack)) == 1
