"""What an organiser has to know reaches each of them, once."""

from consultation.model.cards import NoticeCard
from consultation.model.references import PlaceRef
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY


def told(consultation: Consultation) -> list[str]:
    return [card.text for card in consultation.platform.cards(NoticeCard) if isinstance(card, NoticeCard)]


async def test_a_notice_is_told_to_the_organisers_once(consultation: Consultation) -> None:
    session = await consultation.open()
    for _ in range(3):
        await consultation.services.notices.raise_for(session.id, "The disk is full.")
    await consultation.paint()
    assert told(consultation) == ["The disk is full."]


async def test_trouble_at_a_place_is_told_to_who_organises_there_else_to_all(
    consultation: Consultation,
) -> None:
    await consultation.open()
    for place in (PLENARY, PlaceRef("C404")):
        await consultation.services.notices.raise_at(ORGANISER.tenant, place, f"Trouble at {place}.")
    await consultation.paint()
    assert sorted(told(consultation)) == sorted([f"Trouble at {PLENARY}.", "Trouble at C404."])


async def test_a_card_that_can_not_be_shown_is_told_in_words(consultation: Consultation) -> None:
    await consultation.open()
    consultation.platform.refuses.add("show")
    assert await consultation.services.cards.paint_next() == 0.0
    consultation.platform.refuses.clear()
    await consultation.paint()
    assert told(consultation) == ["The invitation to sign up can't be shown. It would not show."]
