"""A session from draft to close."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consultation.errors import (
    CannotReachPlace,
    InvalidField,
    InvalidFields,
    MayNotOrganise,
    NoSession,
    NotAnOrganiser,
    WrongPhase,
)
from consultation.model.cards import RoomCard, SignUpCard
from consultation.model.panel import Act
from consultation.model.references import PersonRef
from consultation.model.sessions import Phase
from consultation.services.sessions import Sessions
from tests.support.consultation import Consultation
from tests.support.people import ELSEWHERE, NOW, ORGANISER, PLENARY, draft, person


async def test_a_new_session_is_a_draft_that_its_maker_organises(consultation: Consultation) -> None:
    session = await consultation.session()
    panel = await consultation.services.sessions.panel(ORGANISER, PLENARY)
    assert panel.session == session
    assert (panel.organiser, panel.next) == (True, Act.OPEN)
    assert Act.EDIT in panel.beside


async def test_where_organising_is_kept_to_a_few_others_are_told(consultation: Consultation) -> None:
    ours = consultation.services.sessions
    kept = Sessions(ours.storage, ours.platform, ours.clock, ours.identity, frozenset({PersonRef("UORG")}))
    await kept.create(ORGANISER, draft())
    with pytest.raises(MayNotOrganise):
        await kept.create(person("U1"), draft())


async def test_a_channel_we_cannot_enter_is_told_before_anything_is_stored(
    consultation: Consultation,
) -> None:
    consultation.platform.refuses.add("enter")
    with pytest.raises(CannotReachPlace):
        await consultation.session()
    with pytest.raises(NoSession):
        await consultation.services.sessions.find(ORGANISER, PLENARY)


async def test_sessions_of_one_programme_find_each_other_whatever_the_case_of_its_name(
    consultation: Consultation,
) -> None:
    first = await consultation.session()
    second = await consultation.session(programme="the big gp consultation", question="Next?", starts_at=None)
    panel = await consultation.services.sessions.panel(ORGANISER, PLENARY, first.id)
    assert [other.id for other in panel.others] == [second.id]


async def test_opening_puts_the_sign_up_card_in_the_plenary_channel(consultation: Consultation) -> None:
    await consultation.open()
    await consultation.paint()
    ((message, card),) = consultation.platform.showings
    assert message.place == PLENARY
    assert isinstance(card, SignUpCard)
    assert card.session.phase is Phase.SIGN_UP


async def test_opening_twice_is_refused_with_what_to_do_instead(consultation: Consultation) -> None:
    session = await consultation.open()
    with pytest.raises(WrongPhase, match="open for sign-up"):
        await consultation.services.sessions.open_sign_up(ORGANISER, session.id)


async def test_a_session_without_themes_cannot_open(consultation: Consultation) -> None:
    session = await consultation.session(themes="")
    with pytest.raises(InvalidField, match="no themes yet"):
        await consultation.services.sessions.open_sign_up(ORGANISER, session.id)


async def test_editing_keeps_the_choices_of_themes_that_keep_their_name(consultation: Consultation) -> None:
    session = await consultation.open()
    await consultation.joins(session, "U1", 2, 0)
    edited = await consultation.services.sessions.edit(
        ORGANISER, session.id, draft(themes="Networks\nSomething new\nIntegrated care", question="Changed?")
    )
    _, before = await consultation.services.people.for_joining(person("U1"), session.id)
    assert before is not None
    names = {theme.id: theme.name for theme in edited.themes}
    assert [names[theme] for theme in before.ranking] == ["Networks", "Integrated care"]


async def test_themes_cannot_be_taken_away_while_people_sign_up(consultation: Consultation) -> None:
    session = await consultation.open()
    with pytest.raises(InvalidField, match="no themes yet"):
        await consultation.services.sessions.edit(ORGANISER, session.id, draft(themes=""))


async def test_a_date_gone_by_is_refused_on_making_and_on_opening(consultation: Consultation) -> None:
    with pytest.raises(InvalidFields):
        await consultation.session(starts_at=NOW - timedelta(days=1))
    session = await consultation.session(starts_at=NOW + timedelta(hours=1))
    consultation.clock.passes(hours=2)
    with pytest.raises(InvalidField, match="has passed"):
        await consultation.services.sessions.open_sign_up(ORGANISER, session.id)


@pytest.mark.parametrize("act", ["open_sign_up", "wrap_up", "close", "for_editing"])
async def test_nobody_but_an_organiser_moves_a_session_on(consultation: Consultation, act: str) -> None:
    session = await consultation.session()
    with pytest.raises(NotAnOrganiser):
        await getattr(consultation.services.sessions, act)(person("U1"), session.id)


async def test_another_workspace_does_not_see_the_session(consultation: Consultation) -> None:
    session = await consultation.session()
    stranger = replace(ORGANISER, tenant=ELSEWHERE)
    with pytest.raises(NoSession):
        await consultation.services.sessions.find(stranger, PLENARY)
    with pytest.raises(NoSession):
        await consultation.services.sessions.panel(stranger, PLENARY, session.id)


async def test_wrapping_up_is_told_on_every_room_card(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.paint()
    await consultation.services.sessions.wrap_up(ORGANISER, session.id)
    await consultation.paint()
    cards = consultation.platform.cards(RoomCard)
    assert len(cards) == 4
    assert {card.session.phase for card in cards if isinstance(card, RoomCard)} == {Phase.WRAP_UP}


async def test_a_participant_sees_their_own_room_and_none_of_the_organisers_acts(
    consultation: Consultation,
) -> None:
    await consultation.in_rooms()
    panel = await consultation.services.sessions.panel(person("U1"), PLENARY)
    assert panel.room is not None
    assert (panel.organiser, panel.next, panel.beside) == (False, None, ())


async def test_where_two_sessions_share_a_channel_each_organiser_means_their_own(
    consultation: Consultation,
) -> None:
    running = await consultation.open()
    other = person("UOTHER")
    theirs = await consultation.services.sessions.create(other, draft(question="Another?"))
    find = consultation.services.sessions.find
    assert (await find(other, PLENARY)).id == theirs.id
    assert (await find(ORGANISER, PLENARY)).id == running.id
    assert (await find(person("U1"), PLENARY)).id == running.id


async def test_home_lists_what_a_person_organises_or_joined_soonest_first_and_what_is_over_last(
    consultation: Consultation,
) -> None:
    over = await consultation.in_rooms()
    await consultation.services.digests.publish(ORGANISER, over.id)
    undated = await consultation.session(question="Some day?", starts_at=None)
    later = await consultation.session(question="Later?", starts_at=NOW + timedelta(days=30))
    first = await consultation.open()
    assert [one.session.id for one in await consultation.services.sessions.panels(ORGANISER)] == [
        first.id,
        later.id,
        undated.id,
        over.id,
    ]
    assert await consultation.services.sessions.panels(person("U99")) == ()
    await consultation.joins(first, "U99")
    assert [one.session.id for one in await consultation.services.sessions.panels(person("U99"))] == [
        first.id
    ]
