"""Joining, changing, withdrawing."""

import pytest

from consultation.errors import InvalidFields, NotSignedUp, SignUpClosed
from consultation.model.cards import SignUpCard
from consultation.model.people import SignUpDraft
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person


async def test_the_card_counts_people_as_they_join_and_withdraw(consultation: Consultation) -> None:
    session = await consultation.open()
    await consultation.joins(session, "U1", 0)
    leaver = await consultation.joins(session, "U2", 1, facilitates=True)
    await consultation.paint()
    (card,) = consultation.platform.cards(SignUpCard)
    assert isinstance(card, SignUpCard)
    assert (card.count.people, card.count.can_facilitate) == (2, 1)
    await consultation.services.people.withdraw(leaver, session.id)
    await consultation.paint()
    (card,) = consultation.platform.cards(SignUpCard)
    assert isinstance(card, SignUpCard)
    assert (card.count.people, card.count.can_facilitate) == (1, 0)


async def test_joining_again_changes_the_answers_and_adds_nobody(consultation: Consultation) -> None:
    session = await consultation.open()
    await consultation.joins(session, "U1", 0)
    joined = await consultation.services.people.join(
        person("U1"), session.id, SignUpDraft((session.themes[3].id,), role="GP trainee")
    )
    assert joined.changed
    panel = await consultation.services.sessions.panel(person("U1"), PLENARY)
    assert panel.count.people == 1
    assert panel.sign_up is not None
    assert (panel.sign_up.ranking, panel.sign_up.role) == ((session.themes[3].id,), "GP trainee")


async def test_a_bad_form_stores_nothing(consultation: Consultation) -> None:
    session = await consultation.open()
    theme = session.themes[0].id
    with pytest.raises(InvalidFields):
        await consultation.services.people.join(person("U1"), session.id, SignUpDraft((theme, theme)))
    panel = await consultation.services.sessions.panel(person("U1"), PLENARY)
    assert panel.sign_up is None


async def test_a_draft_cannot_be_joined_and_open_rooms_cannot_be_left(consultation: Consultation) -> None:
    draft = await consultation.session()
    with pytest.raises(SignUpClosed, match="not opened yet"):
        await consultation.services.people.for_joining(person("U1"), draft.id)
    session = await consultation.in_rooms()
    with pytest.raises(SignUpClosed, match="The rooms are open"):
        await consultation.services.people.withdraw(person("U1"), session.id)


async def test_withdrawing_without_having_joined_is_told(consultation: Consultation) -> None:
    session = await consultation.open()
    with pytest.raises(NotSignedUp):
        await consultation.services.people.withdraw(person("U1"), session.id)


async def test_withdrawing_after_placement_frees_the_seat(consultation: Consultation) -> None:
    session = await consultation.open()
    for number in range(4):
        await consultation.joins(session, f"U{number}", number)
    await consultation.services.placements.apply(ORGANISER, session.id)
    await consultation.services.people.withdraw(person("U2"), session.id)
    async with consultation.storage.look() as work:
        assert len(await work.rooms.seats(session.id)) == 3


async def test_joining_after_placement_gives_a_seat_at_once(consultation: Consultation) -> None:
    session = await consultation.open()
    for number in range(4):
        await consultation.joins(session, f"U{number}", number)
    await consultation.services.placements.apply(ORGANISER, session.id)
    joined = await consultation.services.people.join(
        person("ULATE"), session.id, SignUpDraft((session.themes[1].id,))
    )
    assert joined.room is not None
    assert joined.room.theme == session.themes[1].id
