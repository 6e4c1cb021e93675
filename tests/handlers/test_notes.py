import pytest

from consultation.model.notes import Note
from consultation.model.references import SessionId
from tests.support.slack import PLENARY, FakeSlack


async def notes(slack: FakeSlack) -> list[Note]:
    async with slack.storage.look() as work:
        sessions = await work.sessions.at("slack:T1", PLENARY)  # type: ignore[arg-type]  # opaque names
        return list(await work.notes.all(SessionId(sessions[-1].id)))


async def tags(slack: FakeSlack) -> list[list[str]]:
    return [list(note.tags) for note in await notes(slack)]


async def test_a_facilitators_emoji_keeps_a_message_without_asking_slack_for_it(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(
        room, "We need &lt;more&gt; time, <@U1> &amp; <https://x.example|a plan>"
    )
    await slack.facilitator_of(room).reacts(said, "warning")
    (kept,) = await notes(slack)
    assert kept.text == "We need <more> time, @someone & a plan"
    assert kept.permalink == f"https://example.slack.com/archives/{room}/p{said[1].replace('.', '')}"
    assert slack.api.made("reactions.get") == []


async def test_what_was_said_before_a_start_is_fetched_once_it_is_tagged(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Said before")
    slack.start()
    await slack.facilitator_of(room).reacts(said, "bulb")
    assert [note.text for note in await notes(slack)] == ["Said before"]
    assert len(slack.api.made("reactions.get")) == 1


async def test_a_reply_in_a_thread_is_kept_with_the_way_back_to_it(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    parent = await slack.person("U0").says(room, "A question")
    reply = await slack.person("U0").says(room, "An answer", thread=parent[1])
    await slack.facilitator_of(room).reacts(reply, "bulb")
    assert (await notes(slack))[0].permalink.endswith(f"?thread_ts={parent[1]}&cid={room}")


async def test_skin_tones_and_repeated_emoji_do_not_matter(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Important")
    leader = slack.facilitator_of(room)
    for emoji in ("bulb", "bulb::skin-tone-3", "bulb"):
        await leader.reacts(said, emoji)
    assert await tags(slack) == [["opportunity"]]


async def test_more_emoji_are_more_tags_and_the_last_one_removed_takes_the_note_away(
    slack: FakeSlack,
) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Important")
    leader = slack.facilitator_of(room)
    await leader.reacts(said, "bulb")
    await leader.reacts(said, "dart")
    assert await tags(slack) == [["opportunity", "action"]]
    await leader.unreacts(said, "bulb")
    assert await tags(slack) == [["action"]]
    await leader.unreacts(said, "dart")
    assert await tags(slack) == []


async def test_somebody_elses_emoji_does_nothing(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room, other = slack.rooms()
    said = await slack.person("U0").says(room, "Important")
    await slack.person("U1").reacts(said, "warning")
    await slack.facilitator_of(other).reacts(said, "warning")
    assert await tags(slack) == []
    assert slack.person("U1").told[-1:] == slack.person("U1").told[-1:]


async def test_an_emoji_that_means_nothing_costs_nothing(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Nice")
    calls = len(slack.api.calls)
    await slack.facilitator_of(room).reacts(said, "tada")
    assert await tags(slack) == []
    assert len(slack.api.calls) == calls


async def test_an_edit_is_followed(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Frist")
    await slack.person("U0").edits(said, "Frist of all")
    await slack.facilitator_of(room).reacts(said, "bulb")
    await slack.person("U0").edits(said, "First of all")
    assert [note.text for note in await notes(slack)] == ["First of all"]


async def test_an_edit_within_the_second_in_which_it_was_said_is_followed(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Frist")
    await slack.facilitator_of(room).reacts(said, "bulb")
    for text in ("Firts", "First"):
        await slack.person("U0").edits(said, text, second=said[1].partition(".")[0])
    assert [note.text for note in await notes(slack)] == ["First"]


async def test_a_deleted_message_takes_its_note_with_it_for_good(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Not this")
    leader = slack.facilitator_of(room)
    late = leader.reaction(said, "dart")
    await leader.reacts(said, "bulb")
    await slack.person("U0").deletes(said)
    await slack.deliver(late)
    assert await tags(slack) == []


async def test_a_deleted_message_with_replies_counts_as_deleted(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Not this")
    await slack.facilitator_of(room).reacts(said, "bulb")
    slack.api.messages[said] |= {"subtype": "tombstone"}
    await slack.person("U0").edits(said, "This message was deleted.")
    assert await tags(slack) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1), (0, 2, 1), (1, 0, 2)])
async def test_the_order_of_acts_counts_not_that_of_deliveries(
    slack: FakeSlack, order: tuple[int, ...]
) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Important")
    leader = slack.facilitator_of(room)
    acts = [
        leader.reaction(said, "bulb"),
        leader.reaction(said, "bulb", added=False),
        leader.reaction(said, "bulb"),
    ]
    for index in order:
        await slack.deliver(acts[index])
        await slack.deliver(acts[index])
    assert await tags(slack) == [["opportunity"]]


async def test_our_own_cards_can_not_become_notes(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    card = next(key for key in slack.api.messages if key[0] == room)
    await slack.facilitator_of(room).reacts(card, "bulb")
    assert await tags(slack) == []


async def test_the_organiser_keeps_what_is_said_in_plenary(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    said = await slack.person("U0").says(PLENARY, "For all of us")
    await organiser.reacts(said, "mega")
    assert [note.room for note in await notes(slack)] == [None]


async def test_an_emoji_on_a_file_is_let_be(slack: FakeSlack) -> None:
    leader = slack.person("F0")
    body = leader.reaction(("C1", "1.1"), "bulb")
    body["event"]["item"] = {"type": "file", "file": "F1"}
    assert (await slack.deliver(body)).status == 200
