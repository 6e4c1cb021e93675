"""What a programme found is posted with its files, once for each state of it."""

import pytest

from consultation.model.cards import ProgrammeCard
from consultation.model.notes import Tag
from consultation.model.references import PlaceRef
from consultation.model.sessions import Session
from consultation.refusals import NothingNew, NothingPublished
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY


async def test_a_programme_is_posted_with_its_files_and_anew_once_there_is_more(
    consultation: Consultation,
) -> None:
    digests, session = consultation.services.digests, await consultation.in_rooms()
    with pytest.raises(NothingPublished):
        await digests.publish_programme(ORGANISER, (await closed(consultation)).id)
    await consultation.tags(ORGANISER, consultation.says(PlaceRef("R1"), "A worry."), Tag.CONCERN)
    await digests.publish(ORGANISER, session.id)
    await digests.publish_programme(ORGANISER, session.id)
    with pytest.raises(NothingNew):
        await digests.publish_programme(ORGANISER, session.id)
    assert await consultation.services.reports.hand_out()
    assert consultation.courier.carried == []
    await consultation.paint()
    await consultation.services.reports.hand_out()
    ((place, card),) = [
        (at.place, card) for at, card in consultation.platform.showings if isinstance(card, ProgrammeCard)
    ]
    assert (place, card.found.sessions[0].notes) == (PLENARY, 1)
    assert (PLENARY, ("programme.pdf",)) in [
        (where, names) for where, names, _ in consultation.courier.carried
    ]
    await consultation.services.drafts.overview(ORGANISER, session.id)
    await consultation.services.summaries.write(ORGANISER, session.id, "", "We go on.")
    await digests.correct(ORGANISER, session.id, "Next steps.")
    await digests.publish_programme(ORGANISER, session.id)


async def closed(consultation: Consultation) -> Session:
    """Another session that is over and has published nothing."""
    return await consultation.services.sessions.close(ORGANISER, (await consultation.in_rooms()).id)
