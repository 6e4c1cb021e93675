"""What is tagged is kept; untagging, edits and deletions are followed."""

from collections.abc import Sequence

from consultation.model.notes import Note, Tag
from consultation.model.references import PlaceRef
from consultation.model.sessions import Session
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, TENANT, person

ROOM = PlaceRef("R1")


async def kept(consultation: Consultation, session: Session) -> Sequence[Note]:
    async with consultation.storage.look() as work:
        return await work.notes.all(session.id)


async def test_a_facilitators_tag_keeps_the_message_with_its_time_and_link(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(ROOM, "Supervision is a key challenge.")
    assert await consultation.tags(await consultation.facilitator_in(ROOM), message, Tag.CONCERN)
    (note,) = await kept(consultation, session)
    assert (note.text, note.tags, note.permalink) == (
        "Supervision is a key challenge.",
        (Tag.CONCERN,),
        "https://x/p1",
    )
    assert note.room is not None


async def test_what_turns_the_lines_around_it_is_not_kept(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    lead = await consultation.facilitator_in(ROOM)
    await consultation.tags(
        lead, consultation.says(ROOM, "Say \u202ethe other way\u202c\x00 round."), Tag.ACTION
    )
    await consultation.services.captures.keep(
        lead, consultation.says(ROOM, "And \u2066so\u2069 on."), [Tag.QUOTE]
    )
    assert [one.text for one in await kept(consultation, session)] == [
        "Say the other way round.",
        "And so on.",
    ]


async def test_more_emoji_are_more_tags_and_the_last_one_gone_takes_the_note_away(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    lead = await consultation.facilitator_in(ROOM)
    message = consultation.says(ROOM, "Keep remote consultations.")
    await consultation.tags(lead, message, Tag.PROPOSAL, "1")
    await consultation.tags(lead, message, Tag.OPPORTUNITY, "2")
    assert (await kept(consultation, session))[0].tags == (Tag.OPPORTUNITY, Tag.PROPOSAL)
    await consultation.services.notes.untag(lead, message, Tag.OPPORTUNITY, "3")
    assert (await kept(consultation, session))[0].tags == (Tag.PROPOSAL,)
    await consultation.services.notes.untag(lead, message, Tag.PROPOSAL, "4")
    assert await kept(consultation, session) == []


async def test_a_tag_that_arrives_after_its_own_removal_does_not_come_back(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    lead = await consultation.facilitator_in(ROOM)
    message = consultation.says(ROOM, "Late news.")
    await consultation.services.notes.untag(lead, message, Tag.QUOTE, "2")
    await consultation.tags(lead, message, Tag.QUOTE, "1")
    assert await kept(consultation, session) == []


async def test_two_people_tagging_the_same_message_make_one_note(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    lead = await consultation.facilitator_in(ROOM)
    message = consultation.says(ROOM, "Both of us heard it.")
    await consultation.tags(lead, message, Tag.QUOTE)
    await consultation.tags(ORGANISER, message, Tag.QUOTE)
    await consultation.services.notes.untag(lead, message, Tag.QUOTE, "2")
    assert [note.tags for note in await kept(consultation, session)] == [(Tag.QUOTE,)]


async def test_someone_elses_emoji_does_nothing(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(ROOM, "Just talk.")
    other = await consultation.facilitator_in(PlaceRef("R2"))
    assert not await consultation.tags(person("U0"), message, Tag.CONCERN)
    assert not await consultation.tags(other, message, Tag.CONCERN)
    assert await kept(consultation, session) == []


async def test_elsewhere_and_on_our_own_posts_a_tag_does_nothing(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    assert not await consultation.tags(
        ORGANISER, consultation.says(PlaceRef("CX"), "Elsewhere."), Tag.CONCERN
    )
    assert not await consultation.tags(ORGANISER, consultation.says(ROOM, "Our card", ours=True), Tag.CONCERN)
    assert await kept(consultation, session) == []


async def test_an_organiser_keeps_actions_in_plenary_and_a_facilitator_does_not(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(PLENARY, "Teach professions together.")
    assert not await consultation.tags(await consultation.facilitator_in(ROOM), message, Tag.ACTION)
    assert await consultation.tags(ORGANISER, message, Tag.ACTION)
    (note,) = await kept(consultation, session)
    assert (note.room, note.tags) == (None, (Tag.ACTION,))


async def test_an_edit_is_followed(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(ROOM, "Suprevision")
    await consultation.tags(ORGANISER, message, Tag.CONCERN)
    await consultation.services.notes.edited(TENANT, message, "Supervision", "2")
    assert (await kept(consultation, session))[0].text == "Supervision"


async def test_of_two_edits_the_later_stays_in_whatever_order_they_come(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(ROOM, "Supervision is the key chalenge.")
    await consultation.tags(ORGANISER, message, Tag.CONCERN)
    await consultation.services.notes.edited(TENANT, message, "Supervision is the key challenge.", "3")
    await consultation.services.notes.edited(TENANT, message, "Supervision is the key chllenge.", "2")
    assert (await kept(consultation, session))[0].text == "Supervision is the key challenge."


async def test_an_edit_that_comes_while_the_note_is_being_kept_is_not_lost(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(ROOM, "Suprevision")
    consultation.edits_after_next_look(message, "Supervision", "2")
    await consultation.tags(ORGANISER, message, Tag.CONCERN)
    assert (await kept(consultation, session))[0].text == "Supervision"


async def test_a_deleted_message_is_erased_and_cannot_be_tagged_again(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(ROOM, "I take that back.")
    await consultation.tags(ORGANISER, message, Tag.CONCERN)
    await consultation.services.notes.deleted(TENANT, message)
    await consultation.tags(ORGANISER, message, Tag.QUOTE, "9")
    assert await kept(consultation, session) == []


async def test_a_message_that_is_gone_or_empty_is_not_kept(consultation: Consultation) -> None:
    await consultation.in_rooms()
    message = consultation.says(ROOM, " \n ")
    assert not await consultation.tags(ORGANISER, message, Tag.CONCERN)
    del consultation.platform.spoken[message]
    assert not await consultation.tags(ORGANISER, message, Tag.CONCERN)


async def test_nothing_changes_once_the_session_is_closed(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    message = consultation.says(ROOM, "As it was.")
    await consultation.tags(ORGANISER, message, Tag.CONCERN)
    await consultation.services.sessions.close(ORGANISER, session.id)
    assert not await consultation.tags(ORGANISER, message, Tag.QUOTE, "2")
    await consultation.services.notes.edited(TENANT, message, "Otherwise.", "2")
    await consultation.services.notes.deleted(TENANT, message)
    (note,) = await kept(consultation, session)
    assert (note.text, note.tags) == ("As it was.", (Tag.CONCERN,))
