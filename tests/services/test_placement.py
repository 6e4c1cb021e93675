"""Looking, applying, undoing."""

import pytest

from consultation.errors import NobodyToPlace, NotAnOrganiser, WrongPhase
from consultation.model.sessions import Phase
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person


async def test_the_preview_changes_nothing_and_is_what_is_applied(consultation: Consultation) -> None:
    session = await consultation.open()
    for number in range(10):
        await consultation.joins(session, f"U{number}", number % 3, 3, facilitates=number == 5)
    preview = await consultation.services.placements.preview(ORGANISER, session.id)
    assert preview.question.session.phase is Phase.SIGN_UP
    after, applied = await consultation.services.placements.apply(ORGANISER, session.id)
    assert after.phase is Phase.PLACED
    assert applied == preview.placement


async def test_an_empty_list_is_told_before_anything_happens(consultation: Consultation) -> None:
    session = await consultation.open()
    with pytest.raises(NobodyToPlace):
        await consultation.services.placements.preview(ORGANISER, session.id)


async def test_undo_goes_back_to_sign_up_with_nobody_placed(consultation: Consultation) -> None:
    session = await consultation.open()
    await consultation.joins(session, "U1", 0)
    await consultation.services.placements.apply(ORGANISER, session.id)
    await consultation.services.placements.undo(ORGANISER, session.id)
    panel = await consultation.services.sessions.panel(ORGANISER, PLENARY)
    assert (panel.session.phase, panel.rooms) == (Phase.SIGN_UP, ())


async def test_rooms_that_are_open_stay_as_they_are(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    for act in (consultation.services.placements.apply, consultation.services.placements.undo):
        with pytest.raises(WrongPhase):
            await act(ORGANISER, session.id)


async def test_only_an_organiser_places(consultation: Consultation) -> None:
    session = await consultation.open()
    with pytest.raises(NotAnOrganiser):
        await consultation.services.placements.preview(person("U1"), session.id)
