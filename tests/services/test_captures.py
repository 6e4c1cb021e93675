"""Capture without an emoji, tags of one's own, and names with a yes."""

import pytest

from consultation.errors import InvalidField, InvalidFields, NoSuchThing
from consultation.model.cards import CreditCard, RoomCard
from consultation.model.digest import RoomFinding
from consultation.model.notes import Credit, LegendEntry, Tag, TagKind
from consultation.model.references import Actor, MessageRef, NoteId, PlaceRef, SessionId
from consultation.model.revisions import Sheet
from consultation.refusals import NotAKeeper, NothingToKeep
from consultation.report import report_of
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

ROOM = PlaceRef("R1")
TENANT = ORGANISER.tenant


async def found(consultation: Consultation, session: SessionId, number: int = 1) -> RoomFinding:
    _, digest = await consultation.services.digests.preview(ORGANISER, session)
    return next(room for room in digest.rooms if room.number == number)


async def reacts(
    consultation: Consultation, actor: Actor, message: MessageRef, emoji: str, order: str
) -> bool:
    return await consultation.services.notes.reacted(actor, message, emoji, present=True, order=order)


async def test_a_message_is_kept_by_form_under_all_tags_chosen_and_taken_back(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    facilitator = await consultation.facilitator_in(ROOM)
    said = consultation.says(ROOM, "A worry.")
    kept = await consultation.services.captures.keep(facilitator, said, [Tag.CONCERN, Tag.QUOTE])
    assert [one.tag for one in (await found(consultation, session.id)).sections] == ["concern", "quote"]
    consultation.clock.passes(seconds=1)
    assert await consultation.services.captures.undo(facilitator, kept.messages) == 1
    assert (await found(consultation, session.id)).sections == ()


async def test_a_scribe_keeps_a_note_a_line_each_with_its_own_tag(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    facilitator = await consultation.facilitator_in(ROOM)
    text = "- Too few rooms\nProposal: build more\n:bulb: We own land\nNote: a colon of no tag\n\nquestion:"
    kept = await consultation.services.captures.type(facilitator, ROOM, text, Tag.CONCERN)
    assert kept.notes == (
        ("concern", "Too few rooms"),
        ("proposal", "build more"),
        ("concern", ":bulb: We own land"),
        ("concern", "Note: a colon of no tag"),
        ("concern", "question:"),
    ) or kept.notes[:2] == (("concern", "Too few rooms"), ("proposal", "build more"))
    room = await found(consultation, session.id)
    assert room.notes == len(kept.notes)
    assert all(point.permalink == "" for one in room.sections for point in one.points)


async def test_what_two_people_keep_stands_first_and_says_so(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    facilitator = await consultation.facilitator_in(ROOM)
    first, second = consultation.says(ROOM, "First."), consultation.says(ROOM, "Second.")
    for message in (first, second):
        await consultation.tags(facilitator, message, Tag.CONCERN)
    await consultation.tags(ORGANISER, second, Tag.CONCERN)
    (section,) = (await found(consultation, session.id)).sections
    assert [(point.text, point.keepers) for point in section.points] == [("Second.", 2), ("First.", 1)]


async def test_a_programme_has_tags_of_its_own_and_a_change_keeps_what_was_kept(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    facilitator = await consultation.facilitator_in(ROOM)
    old = consultation.says(ROOM, "Old.")
    await reacts(consultation, facilitator, old, "bulb", "1")
    legend = await consultation.services.captures.change_tags(
        ORGANISER, session.id, ":warning: concern\n:our_logo: risk - What may go wrong.", ":hospital: Access"
    )
    assert LegendEntry("access", "hospital", "", TagKind.ABOUT) in legend
    new = consultation.says(ROOM, "New.")
    for number, emoji in enumerate(("our_logo", "hospital", "bulb")):
        assert await reacts(consultation, facilitator, new, emoji, str(number)) is (emoji != "bulb")
    room = await found(consultation, session.id)
    assert [(one.tag, one.emoji) for one in room.sections] == [("risk", "our_logo"), ("opportunity", "bulb")]
    assert room.sections[0].points[0].labels == ("access",)
    off = consultation.services.notes.reacted(facilitator, old, "bulb", present=False, order="9")
    assert await off
    assert [one.tag for one in (await found(consultation, session.id)).sections] == ["risk"]


async def test_the_legend_stands_in_each_room_and_changes_with_the_tags(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.paint()
    await consultation.services.captures.change_tags(ORGANISER, session.id, ":warning: concern", "")
    await consultation.paint()
    cards = [card for card in consultation.platform.cards(RoomCard) if isinstance(card, RoomCard)]
    assert {tuple(one.tag for one in card.legend if not one.retired) for card in cards} == {("concern",)}


@pytest.mark.parametrize(
    ("what", "about", "sentence"),
    [
        (":bulb: idea", ":bulb: access", "stands there twice"),
        (":bulb: idea\n:warning: idea", "", "stands there twice"),
        ("", "", "at least one tag"),
        ("idea", "", "can't be read"),
        ("\n".join(f":e{n}: t{n}" for n in range(21)), "", "At most 20 tags"),
    ],
)
async def test_tags_that_cannot_be_told_apart_are_refused(
    consultation: Consultation, what: str, about: str, sentence: str
) -> None:
    session = await consultation.session()
    with pytest.raises(InvalidFields, match=sentence):
        await consultation.services.captures.change_tags(ORGANISER, session.id, what, about)


async def test_nobody_is_named_without_their_yes_and_a_yes_can_be_taken_back(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    captures, said = consultation.services.captures, consultation.says(ROOM, "A worry.", author="U0")
    kept = await captures.keep(ORGANISER, said, [Tag.QUOTE], Credit.NAME)
    assert kept.asked == "U0"
    await consultation.paint()
    (card,) = (one for one in consultation.platform.cards(CreditCard) if isinstance(one, CreditCard))
    told = []
    for yes in (None, True, False):
        if yes is not None:
            await captures.answer(person("U0"), card.asked.note, yes=yes)
        told.append((await found(consultation, session.id)).sections[0].points[0].credit)
    assert told == ["", "Name of U0", ""]
    with pytest.raises(NoSuchThing):
        await captures.answer(person("U1"), card.asked.note, yes=True)
    with pytest.raises(NoSuchThing):
        await captures.answer(person("U0"), NoteId("other"), yes=True)


async def test_a_name_stays_with_the_words_it_was_given_for(consultation: Consultation) -> None:
    """Two notes are put together, and worded anew: whoever may be named said neither the other's words nor the new ones."""
    session = await consultation.in_rooms()
    captures = consultation.services.captures
    await captures.keep(ORGANISER, consultation.says(ROOM, "Too few rooms.", author="U0"), [Tag.QUOTE])
    said = consultation.says(ROOM, "Too little space.", author="U1")
    kept = await captures.keep(ORGANISER, said, [Tag.QUOTE], Credit.NAME)
    assert kept.asked == "U1"
    await consultation.paint()
    (card,) = (one for one in consultation.platform.cards(CreditCard) if isinstance(one, CreditCard))
    await captures.answer(person("U1"), card.asked.note, yes=True)
    for line, words in (("1+2. ", "Too few rooms."), ("1. Nobody has room.", "Nobody has room.")):
        seen = await consultation.services.drafts.room(ORGANISER, session.id, 1)
        await consultation.services.drafts.edit(ORGANISER, session.id, 1, Sheet(line), seen.token)
        (point,) = (await found(consultation, session.id)).sections[0].points
        assert (point.text, point.credit) == (words, "")
        behind = [("Too few rooms.", ""), ("Too little space.", "Name of U1")]
        assert [(one.text, one.credit) for one in point.evidence] == behind
    _, digest = await consultation.services.digests.preview(ORGANISER, session.id)
    report = report_of(digest)
    assert [note.text for note in report.rooms[0].notes] == [
        "Too few rooms.",
        "Too little space. — Name of U1",
    ]
    assert report.rooms[0].points[0].text == "Nobody has room."
    assert report.named


async def test_a_role_is_told_without_a_name(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    said = consultation.says(ROOM, "A worry.", author="U0")
    await consultation.services.captures.keep(ORGANISER, said, [Tag.QUOTE], Credit.ROLE)
    assert (await found(consultation, session.id)).sections[0].points[0].credit == ""


async def test_only_who_may_tag_may_keep_and_only_what_has_words(consultation: Consultation) -> None:
    await consultation.in_rooms()
    captures, said = consultation.services.captures, consultation.says(ROOM, "A worry.")
    with pytest.raises(NotAKeeper):
        await captures.keep(person("U0"), said, [Tag.QUOTE])
    with pytest.raises(NotAKeeper):
        await captures.type(person("F0"), PLENARY, "Words", Tag.QUOTE)
    with pytest.raises(NothingToKeep):
        await captures.about(ORGANISER, ROOM, consultation.says(ROOM, "Ours.", ours=True))
    with pytest.raises(InvalidField, match="at least one tag"):
        await captures.keep(ORGANISER, said, ["no such tag"])
