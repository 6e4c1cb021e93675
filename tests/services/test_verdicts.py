"""Rooms agree on their points, points that say the same are put together, and actions are ranked."""

import pytest

from consultation.errors import InvalidField
from consultation.model.cards import PointsCard, RankingCard
from consultation.model.digest import Digest
from consultation.model.notes import Tag
from consultation.model.references import PlaceRef, RoomId, SessionId
from consultation.model.revisions import Sheet, Verdict
from consultation.refusals import NothingToRank, NotInThisRoom, TooManyVotes
from consultation.services.verdicts import VOTES_EACH
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

ROOMS = tuple(PlaceRef(f"R{number}") for number in range(1, 5))


async def wrapped_up(consultation: Consultation, *texts: str) -> SessionId:
    """A session whose rooms each had one of these said, wrapping up."""
    session = await consultation.in_rooms()
    for place, text in zip(ROOMS, texts, strict=False):
        await consultation.tags(ORGANISER, consultation.says(place, text), Tag.CONCERN)
    await consultation.services.sessions.wrap_up(ORGANISER, session.id)
    return session.id


async def cards(consultation: Consultation) -> list[PointsCard]:
    await consultation.paint()
    shown = [one for one in consultation.platform.cards(PointsCard) if isinstance(one, PointsCard)]
    return sorted(shown, key=lambda card: card.room.number)


async def digest(consultation: Consultation, session: SessionId) -> Digest:
    return (await consultation.services.digests.preview(ORGANISER, session))[1]


async def seated(consultation: Consultation, card: PointsCard) -> str:
    async with consultation.storage.look() as work:
        seats = await work.rooms.seats(card.session.id)
    return next(seat.person for seat in seats if seat.room == card.room.id)


async def test_each_room_is_shown_its_points_and_says_what_it_thinks_of_them(
    consultation: Consultation,
) -> None:
    await wrapped_up(consultation, "Too few rooms.")
    first, *others = await cards(consultation)
    assert [point.text for point in first.points] == ["Too few rooms."]
    assert all(card.points == () for card in others)
    member = person(await seated(consultation, first))
    verdicts = consultation.services.verdicts
    assert await verdicts.say(member, first.room.id, Verdict.AGREE)
    assert not await verdicts.say(member, first.room.id, Verdict.AGREE)
    await verdicts.say(member, first.room.id, Verdict.NOT_QUITE, "Too few quiet rooms.")
    now = (await cards(consultation))[0]
    assert (now.agree, now.remarks, now.confirmed) == (1, 1, False)
    with pytest.raises(InvalidField):
        await verdicts.say(member, first.room.id, Verdict.MISSING, " ")


async def test_only_people_of_the_room_judge_its_points(consultation: Consultation) -> None:
    await wrapped_up(consultation, "Too few rooms.")
    first, second, *_ = await cards(consultation)
    stranger = person(await seated(consultation, second))
    with pytest.raises(NotInThisRoom):
        await consultation.services.verdicts.say(stranger, first.room.id, Verdict.AGREE)


async def test_a_note_kept_during_the_wrap_up_joins_the_points(consultation: Consultation) -> None:
    await wrapped_up(consultation, "Too few rooms.")
    await cards(consultation)
    await consultation.tags(ORGANISER, consultation.says(ROOMS[0], "Late."), Tag.CONCERN)
    assert [point.text for point in (await cards(consultation))[0].points] == ["Too few rooms.", "Late."]


async def test_the_facilitator_confirms_and_what_nobody_confirmed_is_marked(
    consultation: Consultation,
) -> None:
    session = await wrapped_up(consultation, "Too few rooms.", "Longer visits.")
    facilitator = await consultation.facilitator_in(ROOMS[0])
    drafts = consultation.services.drafts
    seen = await drafts.room(facilitator, session, 1)
    await drafts.edit(facilitator, session, 1, Sheet("1. Too few rooms.", confirm=True), seen.token)
    found = await digest(consultation, session)
    assert [room.sections[0].points[0].confirmed for room in found.rooms[:2]] == [True, False]
    overview = await drafts.overview(ORGANISER, session)
    assert [state.confirmed for state in overview.rooms] == [True, False, False, False]
    assert (await cards(consultation))[0].confirmed
    report = await consultation.services.reports.report(ORGANISER, session)
    assert [room.points[0].confirmed for room in report.rooms[:2]] == [True, False]


async def test_what_rooms_say_alike_is_proposed_and_put_together_by_a_person(
    consultation: Consultation,
) -> None:
    session = await wrapped_up(
        consultation,
        "There are too few quiet rooms in the clinic.",
        "Parking is expensive.",
        "The clinic has too few quiet rooms",
        "Quiet rooms are too few at our clinic!",
    )
    verdicts = consultation.services.verdicts
    found = await verdicts.alike(ORGANISER, session)
    assert len(found.alike) == 3
    assert (await digest(consultation, session)).shared == ()
    await verdicts.merge(ORGANISER, session, [(one.note, other.note) for one, other in found.alike])
    (shared,) = (await digest(consultation, session)).shared
    assert (shared.rooms, len(shared.evidence)) == ((1, 3, 4), 3)
    rooms = (await digest(consultation, session)).rooms
    assert [room.sections[0].points[0].rooms for room in rooms] == [(1, 3, 4), (2,), (1, 3, 4), (1, 3, 4)]
    assert (await verdicts.alike(ORGANISER, session)).alike == ()
    report = await consultation.services.reports.report(ORGANISER, session)
    assert report.themes[0].statements[0].rooms == (1, 3, 4)


async def test_plenary_ranks_the_actions_and_the_report_follows(consultation: Consultation) -> None:
    session = await wrapped_up(consultation)
    verdicts = consultation.services.verdicts
    with pytest.raises(NothingToRank):
        await verdicts.rank(ORGANISER, session)
    for text in ("First.", "Second.", "Third.", "Fourth."):
        consultation.clock.passes(seconds=1)
        await consultation.tags(ORGANISER, consultation.says(PLENARY, text), Tag.ACTION)
    actions = (await verdicts.rank(ORGANISER, session)).actions
    for name in ("U0", "U1"):
        await verdicts.vote(person(name), session, actions[2].note)
    _, left = await verdicts.vote(person("U0"), session, actions[1].note)
    assert left == VOTES_EACH - 2
    report = await consultation.services.reports.report(ORGANISER, session)
    assert [(one.text, one.votes) for one in report.actions] == [
        ("Third.", 2),
        ("Second.", 1),
        ("First.", 0),
        ("Fourth.", 0),
    ]
    await consultation.paint()
    (card,) = (one for one in consultation.platform.cards(RankingCard) if isinstance(one, RankingCard))
    assert (card.voters, card.actions[0].text) == (2, "Third.")


async def test_a_vote_can_be_taken_back_and_a_fourth_is_refused(consultation: Consultation) -> None:
    session = await wrapped_up(consultation)
    for text in "abcd":
        consultation.clock.passes(seconds=1)
        await consultation.tags(ORGANISER, consultation.says(PLENARY, text), Tag.ACTION)
    verdicts = consultation.services.verdicts
    notes = [one.note for one in (await verdicts.rank(ORGANISER, session)).actions]
    for note in notes[:3]:
        await verdicts.vote(person("U0"), session, note)
    with pytest.raises(TooManyVotes):
        await verdicts.vote(person("U0"), session, notes[3])
    assert await verdicts.vote(person("U0"), session, notes[0]) == (None, 1)
    with pytest.raises(NotInThisRoom):
        await verdicts.vote(person("Stranger"), session, notes[0])
    with pytest.raises(NotInThisRoom):
        await verdicts.room(person("Stranger"), RoomId((await cards(consultation))[0].room.id))
