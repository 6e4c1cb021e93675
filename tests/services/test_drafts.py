"""The draft is edited with a record, and what is published stays as it was."""

from dataclasses import replace

import pytest

from consultation.errors import InvalidField, WrongPhase
from consultation.model.cards import DigestCard
from consultation.model.digest import PartKind
from consultation.model.notes import Tag
from consultation.model.references import Actor, PlaceRef, SessionId
from consultation.model.revisions import Change, DraftRoom, Sheet
from consultation.refusals import DraftChanged, NothingChanged, NotTheFacilitator
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

ROOM = PlaceRef("R1")
SAID = ("Too few rooms.", "Too little space.", "Longer visits.", "We own land.")


async def with_notes(consultation: Consultation, *texts: str) -> SessionId:
    session = await consultation.in_rooms()
    for text in texts or SAID:
        consultation.clock.passes(seconds=1)
        await consultation.tags(ORGANISER, consultation.says(ROOM, text), Tag.CONCERN)
    return session.id


async def draft(consultation: Consultation, session: SessionId, actor: Actor = ORGANISER) -> DraftRoom:
    return await consultation.services.drafts.room(actor, session, 1)


async def edits(
    consultation: Consultation, session: SessionId, sheet: Sheet, actor: Actor = ORGANISER
) -> list[str]:
    """Edit room 1 and return its points."""
    seen = await draft(consultation, session, actor)
    done = await consultation.services.drafts.edit(actor, session, 1, sheet, seen.token)
    return [point.text for _, point in done.points]


async def record(consultation: Consultation, session: SessionId) -> list[tuple[Change, str]]:
    async with consultation.storage.look() as work:
        return [(one.change, one.text) for one in await work.revisions.all(session)]


async def test_words_order_and_what_says_the_same_are_edited_as_lines(consultation: Consultation) -> None:
    session = await with_notes(consultation)
    sheet = Sheet(
        "4. [concern] We own land near the station.\n1+2. Too few rooms.\n3. Longer visits.\nproposal: Build."
    )
    assert await edits(consultation, session, sheet) == [
        "We own land near the station.",
        "Too few rooms.",
        "Longer visits.",
        "Build.",
    ]
    _, digest = await consultation.services.digests.preview(ORGANISER, session)
    merged = digest.rooms[0].sections[0].points[1]
    assert [one.text for one in merged.evidence] == ["Too few rooms.", "Too little space."]
    reworded = digest.rooms[0].sections[0].points[0]
    assert [one.text for one in reworded.evidence] == ["We own land."]
    assert digest.rooms[0].notes == 5


async def test_a_point_is_left_out_only_with_a_reason_which_stays_in_the_record(
    consultation: Consultation,
) -> None:
    session = await with_notes(consultation)
    lines = "1. Too few rooms.\n2. Too little space.\n3. Longer visits."
    with pytest.raises(InvalidField, match="Say why"):
        await edits(consultation, session, Sheet(lines))
    assert len(await edits(consultation, session, Sheet(lines, reason="Names a person"))) == 3
    assert (Change.DROP, "Names a person") in await record(consultation, session)
    away = (await draft(consultation, session)).away
    assert [point.text for point in away] == ["We own land."]
    assert len(await edits(consultation, session, Sheet(lines, back=(away[0].note,)))) == 4


async def test_a_point_is_kept_back_and_brought_back(consultation: Consultation) -> None:
    session = await with_notes(consultation, "One.")
    note = (await draft(consultation, session)).points[0][1].note
    assert await edits(consultation, session, Sheet("1. One.", hold=(note,))) == []
    _, digest = await consultation.services.digests.preview(ORGANISER, session)
    assert digest.notes == 0
    assert await edits(consultation, session, Sheet("", back=(note,))) == ["One."]


async def test_a_proposal_goes_forward_as_an_action(consultation: Consultation) -> None:
    session = await with_notes(consultation, "Build.")
    note = (await draft(consultation, session)).points[0][1].note
    await edits(consultation, session, Sheet("1. Build.", carry=(note,)))
    _, digest = await consultation.services.digests.preview(ORGANISER, session)
    assert [(point.text, point.rooms) for point in digest.actions] == [("Build.", (1,))]


async def test_actions_kept_in_plenary_are_edited_left_out_and_put_in_order_too(
    consultation: Consultation,
) -> None:
    session = (await consultation.in_rooms()).id
    for text in ("Ask twice (rooms 1 and 3).", "Longer visits (room 9)", "Buy biscuits"):
        consultation.clock.passes(seconds=1)
        await consultation.tags(ORGANISER, consultation.says(PLENARY, text), Tag.ACTION)
    overview = await consultation.services.drafts.overview(ORGANISER, session)
    assert overview.rooms[-1].finding.number == 0
    seen = await consultation.services.drafts.room(ORGANISER, session, 0)
    assert seen.points[0][1].text == "Ask twice (rooms 1 and 3)."
    sheet = Sheet("2. Longer visits for all\n1. Ask three times (rooms 1 and 3)", reason="A joke.")
    await consultation.services.drafts.edit(ORGANISER, session, 0, sheet, seen.token)
    _, digest = await consultation.services.digests.preview(ORGANISER, session)
    assert [(one.text, one.rooms) for one in digest.actions] == [
        ("Longer visits for all", ()),
        ("Ask three times", (1, 3)),
    ]


async def test_nothing_is_changed_where_points_came_in_meanwhile(consultation: Consultation) -> None:
    session = await with_notes(consultation, "One.")
    seen = await draft(consultation, session)
    await consultation.tags(ORGANISER, consultation.says(ROOM, "Two."), Tag.CONCERN)
    with pytest.raises(DraftChanged):
        await consultation.services.drafts.edit(ORGANISER, session, 1, Sheet("1. One."), seen.token)


@pytest.mark.parametrize("lines", ["1. One.\n1. One.", "2. Two.", "1+1. One."])
async def test_a_line_for_no_point_is_told(consultation: Consultation, lines: str) -> None:
    session = await with_notes(consultation, "One.")
    with pytest.raises(InvalidField, match="keeps its own number"):
        await edits(consultation, session, Sheet(lines))


async def test_facilitators_edit_their_own_room_and_nobody_else_does(consultation: Consultation) -> None:
    session = await with_notes(consultation, "One.")
    mine, other = await consultation.facilitator_in(ROOM), await consultation.facilitator_in(PlaceRef("R2"))
    assert await edits(consultation, session, Sheet("1. First."), mine) == ["First."]
    for stranger in (other, person("U1")):
        with pytest.raises(NotTheFacilitator):
            await draft(consultation, session, stranger)


async def test_a_long_point_stays_whole_unless_its_line_is_changed(consultation: Consultation) -> None:
    text = " ".join(["On and on."] * 100)
    session = await with_notes(consultation, text)
    from consultation.revisions import lines_of

    (line,) = lines_of((await draft(consultation, session)).points)
    assert len(line) < 450
    assert await edits(consultation, session, Sheet(line)) == [text]


async def test_a_correction_is_a_new_version_and_the_first_stays_as_it_was(
    consultation: Consultation,
) -> None:
    session = await with_notes(consultation, "One.", "Two.")
    first = await consultation.services.digests.publish(ORGANISER, session)
    await consultation.paint()
    with pytest.raises(NothingChanged):
        await consultation.services.digests.correct(ORGANISER, session, "Nothing")
    await edits(consultation, session, Sheet("1+2. Both."))
    second = await consultation.services.digests.correct(ORGANISER, session, "Two points are one.")
    await consultation.paint()
    assert (second.version, second.changes) == (2, "Two points are one.")
    async with consultation.storage.look() as work:
        assert await work.digests.get(session, 1) == first
        assert await work.digests.get(session) == second
    overviews = [
        card
        for card in consultation.platform.cards(DigestCard)
        if isinstance(card, DigestCard) and card.part.kind is PartKind.OVERVIEW
    ]
    assert [(card.part.digest.version, card.superseded) for card in overviews] == [(1, True), (2, False)]
    for _ in range(2):
        await consultation.services.reports.hand_out()
    assert [(report.version, report.changes) for report in consultation.maker.asked] == [
        (1, ""),
        (2, "Two points are one."),
    ]


async def test_erasing_somebody_changes_no_published_number(consultation: Consultation) -> None:
    session = await with_notes(consultation, "One.")
    first = await consultation.services.digests.publish(ORGANISER, session)
    async with consultation.storage.work() as work:
        await work.people.remove(session, person("U0").person)
        await work.rooms.remove_seat(session, person("U0").person)
    await edits(consultation, session, Sheet("1. First."))
    second = await consultation.services.digests.correct(ORGANISER, session, "A word.")
    assert second.participants == first.participants == 8
    report = await consultation.services.reports.report(ORGANISER, session)
    assert report.participants == 8
    assert replace(second, version=1).question == first.question


async def test_corrections_come_after_publishing(consultation: Consultation) -> None:
    session = await with_notes(consultation, "One.")
    with pytest.raises(WrongPhase, match="publish a correction"):
        await consultation.services.digests.correct(ORGANISER, session, "A word.")
