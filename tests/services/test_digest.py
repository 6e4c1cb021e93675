"""The digest is looked at, published once, and kept as it was."""

import pytest

from consultation.errors import NotAnOrganiser, WrongPhase
from consultation.model.cards import DigestCard
from consultation.model.notes import Tag
from consultation.model.polls import Audience, PollDraft
from consultation.model.questions import QuestionKind
from consultation.model.references import PlaceRef
from consultation.model.sessions import Phase
from consultation.ports.platform import PlatformSilence
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

ROOM = PlaceRef("R1")


async def test_a_preview_shows_what_there_is_and_changes_nothing(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    seen, digest = await consultation.services.digests.preview(ORGANISER, session.id)
    assert seen.phase is Phase.IN_ROOMS
    assert (digest.notes, digest.participants, digest.facilitators) == (1, 8, 4)


async def test_publishing_closes_the_session_and_posts_the_parts_in_order(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.services.polls.ask(
        ORGANISER, session.id, PollDraft("Will it help?", QuestionKind.AGREEMENT, Audience.PLENARY)
    )
    await consultation.services.digests.publish(ORGANISER, session.id)
    await consultation.paint()
    posted = [
        (message.place, card.part.number)
        for message, card in consultation.platform.showings
        if isinstance(card, DigestCard)
    ]
    assert posted == [(PLENARY, number) for number in range(1, 6)]
    panel = await consultation.services.sessions.panel(ORGANISER, PLENARY, session.id)
    assert panel.session.phase is Phase.PUBLISHED
    assert panel.open_polls == ()


async def test_a_part_that_cannot_be_posted_at_once_keeps_its_turn(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.paint()
    await consultation.services.digests.publish(ORGANISER, session.id)
    consultation.platform.breaks.add("show")
    for _ in range(3):
        with pytest.raises(ConnectionError):
            await consultation.services.cards.paint_next()
    consultation.platform.breaks.clear()
    await consultation.paint()
    posted = [card.part.number for _, card in consultation.platform.showings if isinstance(card, DigestCard)]
    assert posted == [1, 2, 3, 4, 5]


async def test_a_digest_outlasts_any_silence_of_the_platform(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.paint()
    await consultation.services.digests.publish(ORGANISER, session.id)
    consultation.platform.silent.add("show")
    for _ in range(50):
        with pytest.raises(PlatformSilence):
            await consultation.services.cards.paint_next()
    consultation.platform.silent.clear()
    await consultation.paint()
    posted = [card.part.number for _, card in consultation.platform.showings if isinstance(card, DigestCard)]
    assert posted == [1, 2, 3, 4, 5]


async def test_what_was_published_is_kept_word_for_word(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    published = await consultation.services.digests.publish(ORGANISER, session.id)
    async with consultation.storage.look() as work:
        assert await work.digests.get(session.id) == published


async def test_later_sessions_of_the_programme_are_announced(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.session(question="How do we prepare the next generation?", starts_at=None, themes="")
    _, digest = await consultation.services.digests.preview(ORGANISER, session.id)
    assert [later.question for later in digest.next_sessions] == ["How do we prepare the next generation?"]


async def test_publishing_twice_is_refused(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.services.digests.publish(ORGANISER, session.id)
    with pytest.raises(WrongPhase, match="published"):
        await consultation.services.digests.publish(ORGANISER, session.id)


async def test_only_an_organiser_publishes(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    with pytest.raises(NotAnOrganiser):
        await consultation.services.digests.publish(person("U1"), session.id)
