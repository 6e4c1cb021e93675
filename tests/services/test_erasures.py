"""Who may have whom forgotten, and how far."""

import pytest

from consultation.erasures import LastOrganiser
from consultation.errors import NotAnOrganiser
from consultation.model.panel import Panel
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person


async def panel(consultation: Consultation, name: str) -> Panel:
    return await consultation.services.sessions.panel(person(name), PLENARY)


async def test_who_asks_is_forgotten_and_may_sign_up_again(consultation: Consultation) -> None:
    session = await consultation.open()
    ada = await consultation.joins(session, "U1", 0)
    await consultation.joins(session, "U2", 0)
    assert await consultation.services.erasures.forget(ada, ada.person) > 0
    assert (await panel(consultation, "U1")).sign_up is None
    assert (await panel(consultation, "U2")).sign_up is not None
    await consultation.joins(session, "U1", 1)
    assert (await panel(consultation, "U1")).sign_up is not None


async def test_only_an_organiser_has_others_forgotten_and_only_in_their_sessions(
    consultation: Consultation,
) -> None:
    session = await consultation.open()
    await consultation.joins(session, "U1", 0)
    with pytest.raises(NotAnOrganiser):
        await consultation.services.erasures.forget(person("U2"), person("U1").person)
    assert (await panel(consultation, "U1")).sign_up is not None
    assert await consultation.services.erasures.forget(ORGANISER, person("U1").person) > 0
    assert (await panel(consultation, "U1")).sign_up is None


async def test_whoever_leads_a_session_alone_names_another_first(consultation: Consultation) -> None:
    await consultation.open()
    with pytest.raises(LastOrganiser, match="Add another one with /consult edit"):
        await consultation.services.erasures.forget(ORGANISER, ORGANISER.person)
    with pytest.raises(LastOrganiser, match="This person is"):
        await consultation.services.erasures.forget_everywhere(ORGANISER.person)


async def test_whoever_led_a_room_leaves_it_without_a_facilitator(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    lead = person("F0")
    await consultation.services.erasures.forget(lead, lead.person)
    shown = await consultation.services.sessions.panel(ORGANISER, PLENARY)
    assert session.id == shown.session.id
    assert [room.facilitator for room in shown.rooms].count(None) == 1
