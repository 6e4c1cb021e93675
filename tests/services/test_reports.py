"""The report's files: for organisers when they ask, for everybody when the digest is published."""

import pytest

from bot.report_makers import LateMaker
from consultation.errors import NotAnOrganiser, WrongPhase
from consultation.model.cards import DigestCard, NoticeCard
from consultation.model.notes import Tag
from consultation.model.references import PlaceRef
from consultation.ports.platform import PlatformSilence
from consultation.services.reports import MOST_TRIES, Reports
from reports.brand import Brand
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

ROOM = PlaceRef("R1")
DESK = PlaceRef(f"D{ORGANISER.person}")


async def published(consultation: Consultation) -> Consultation:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    await consultation.services.digests.publish(ORGANISER, session.id)
    return consultation


async def hand_out(consultation: Consultation) -> bool:
    return await consultation.services.reports.hand_out()


def notices(consultation: Consultation) -> list[str]:
    return [one.text for one in consultation.platform.cards(NoticeCard) if isinstance(one, NoticeCard)]


async def test_files_follow_the_last_message_of_the_digest_and_the_first_one_leads_to_them(
    consultation: Consultation,
) -> None:
    await published(consultation)
    assert await hand_out(consultation)
    assert consultation.courier.carried == []
    await consultation.paint()
    assert not await hand_out(consultation)
    ((place, names, words),) = consultation.courier.carried
    assert (place, names) == (PLENARY, ("report.pdf",))
    assert words.startswith("The report: ")
    await consultation.paint()
    first = next(one for one in consultation.platform.cards(DigestCard) if isinstance(one, DigestCard))
    assert [link.address for link in first.files] == ["https://files.test/F-report.pdf"]


async def test_what_was_handed_out_is_not_handed_out_again(consultation: Consultation) -> None:
    await published(consultation)
    await consultation.paint()
    for _ in range(3):
        await hand_out(consultation)
    assert len(consultation.courier.carried) == 1


async def test_a_lost_answer_hands_out_nothing_twice(consultation: Consultation) -> None:
    await published(consultation)
    await consultation.paint()
    consultation.courier.loses = 1
    await hand_out(consultation)
    await hand_out(consultation)
    assert len(consultation.courier.carried) == 1


async def test_an_organiser_gets_all_files_in_private_before_anything_is_published(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    await consultation.services.reports.ask(ORGANISER, session.id)
    await hand_out(consultation)
    ((place, names, words),) = consultation.courier.carried
    assert (place, names) == (DESK, ("report.pdf", "report.docx"))
    assert "nothing is published yet" in words


async def test_the_files_are_of_what_was_published_also_after_a_note_has_changed(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    said = consultation.says(ROOM, "A worry.")
    await consultation.tags(ORGANISER, said, Tag.CONCERN)
    await consultation.services.digests.publish(ORGANISER, session.id)
    await consultation.services.notes.untag(ORGANISER, said, Tag.CONCERN, "2")
    report = await consultation.services.reports.report(ORGANISER, session.id)
    assert [note.text for note in report.rooms[0].notes] == ["A worry."]


async def test_nobody_but_an_organiser_gets_the_files_and_nobody_before_the_rooms_open(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    with pytest.raises(NotAnOrganiser):
        await consultation.services.reports.ask(person("Pat"), session.id)
    early = await consultation.session()
    with pytest.raises(WrongPhase, match="get the report"):
        await consultation.services.reports.ask(ORGANISER, early.id)


async def test_what_was_not_shown_is_told_and_not_said_to_be_there(consultation: Consultation) -> None:
    await published(consultation)
    await consultation.paint()
    consultation.courier.refuses = True
    assert not await hand_out(consultation)
    await consultation.paint()
    assert "did not show it. /consult report tries again." in notices(consultation)[0]
    first = next(one for one in consultation.platform.cards(DigestCard) if isinstance(one, DigestCard))
    assert first.files == ()


@pytest.mark.parametrize("cannot", [True, False], ids=["for good", "for no known reason"])
async def test_files_that_cannot_be_made_are_told_in_the_end(
    consultation: Consultation, cannot: bool
) -> None:
    await published(consultation)
    await consultation.paint()
    consultation.maker.cannot, consultation.maker.fails = cannot, MOST_TRIES
    for _ in range(0 if cannot else MOST_TRIES - 1):
        with pytest.raises(OSError, match="no disk"):
            await hand_out(consultation)
    assert not await hand_out(consultation)
    await consultation.paint()
    assert "could not be made" in notices(consultation)[0]


async def test_files_outlast_the_silence_of_the_platform(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.services.reports.ask(ORGANISER, session.id)
    lost = PlatformSilence("deliver")

    async def silent(*_: object, **__: object) -> list[str]:
        raise lost

    carry, consultation.courier.deliver = consultation.courier.deliver, silent  # type: ignore[method-assign]  # for a while
    with pytest.raises(PlatformSilence):
        await hand_out(consultation)
    consultation.courier.deliver = carry  # type: ignore[method-assign]  # and back
    await hand_out(consultation)
    assert len(consultation.courier.carried) == 1


async def test_a_real_session_becomes_real_files_with_nobodys_id_in_them(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    known = consultation.services.reports
    made = await Reports(
        known.storage,
        known.platform,
        known.courier,
        LateMaker(Brand(name="Hub")),
        known.clock,
        known.identity,
        known.operations,
        known.notices,
    ).files(ORGANISER, session.id)
    page = next(file.content.decode() for file in made if file.name == "report.html")
    assert "A worry." in page
    assert ORGANISER.person not in page
