from consultation.model.digest import PartKind
from consultation.model.references import PlaceRef
from handlers.slack.views.digest import digest_message, parts_of
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack


async def test_a_room_agrees_puts_right_and_its_facilitator_confirms(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    facilitator = slack.facilitator_of(room)
    await facilitator.reacts(await slack.person("U0").says(room, "Longer visits"), "bulb")
    await organiser.commands("/consult wrapup")
    await slack.paints()
    member = next(slack.person(f"U{n}") for n in range(4) if f"U{n}" in slack.api.channels[room].members)
    await member.presses("Agree")
    assert "you agree" in member.told[-1]
    await member.presses("Not quite")
    await member.submits(remark="Longer visits for those who need them")
    await facilitator.presses("Edit and confirm")
    assert "those who need them" in str(facilitator.form)
    await facilitator.submits(lines_1="1. Longer visits for those who need them", confirm=True)
    await slack.paints()
    card = next(one for one in slack.cards_in(room) if "What this room says" in one["text"])
    assert "1 agree · 1 remark · :white_check_mark: Confirmed" in card["text"]


async def test_actions_are_ranked_in_plenary(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    for words in ("Longer visits", "Open the roof"):
        await organiser.reacts(await organiser.says(PLENARY, words), "dart")
    await organiser.commands("/consult rank")
    await slack.paints()
    await slack.person("U0").presses("Vote")
    assert "Your vote counts for “Longer visits”. You have 2 votes left." in slack.person("U0").told[-1]
    await slack.paints()
    card = next(one for one in slack.cards_in(PLENARY) if "Which actions go first" in one["text"])
    assert "1 person has voted" in card["text"]
    assert "Longer visits · 1 vote" in card["text"].replace("*", "")


async def test_an_organiser_says_which_points_say_the_same(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    for room in slack.rooms():
        said = await slack.person("U0").says(room, "Too few quiet rooms in the clinic")
        await organiser.reacts(said, "warning")
    await organiser.commands("/consult draft")
    await organiser.presses("Do some say the same?")
    (pair,) = (block for block in organiser.form["blocks"] if block["type"] == "input")
    await organiser.submits(pair_1=[pair["element"]["options"][0]["value"]])
    assert "1 pair put together" in organiser.told[-1]
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    assert any("said in 2 of 2 rooms, 2 notes" in card["text"] for card in slack.cards_in(PLENARY))


async def test_what_was_put_together_is_taken_apart_again_and_nothing_is_averaged(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    first, second = slack.rooms()
    for room, text in ((first, "Too few rooms"), (first, "We own land"), (second, "Too little space")):
        await organiser.reacts(await slack.person("U0").says(room, text), "warning")
    await organiser.commands("/consult draft")
    await organiser.presses("Do some say the same?")
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        notes = {note.text: note.id for note in await work.notes.all(session.id)}
    await slack.services.verdicts.merge(
        ORGANISER, session.id, [(notes["Too few rooms"], notes["Too little space"])]
    )
    await organiser.commands("/consult draft")
    assert "Too few rooms · 2 notes · said in 2 of 2 rooms" in organiser.told[-1]
    await organiser.commands("/consult digest")
    _, whole = await slack.services.digests.preview(ORGANISER, session.id)
    told = next(part for part in parts_of(whole) if part.kind is PartKind.ROOM)
    assert "1 point only in room 1, 1 in others too" in digest_message(told).text
    await organiser.commands("/consult draft")
    await organiser.presses("Take apart")
    assert "Put together as one point" not in organiser.told[-1]
    _, apart = await slack.services.digests.preview(ORGANISER, session.id)
    assert apart.shared == ()
    assert [point.text for one in apart.rooms for found in one.sections for point in found.points] == [
        "Too few rooms",
        "We own land",
        "Too little space",
    ]
