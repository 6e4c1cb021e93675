"""Rooms: decided once, carried out step by step."""

import asyncio
from collections import defaultdict
from dataclasses import replace

import pytest

from consultation.errors import NotAnOrganiser, WrongPhase
from consultation.model.cards import ProgressCard, RoomCard
from consultation.model.references import PersonRef
from consultation.model.sessions import Phase, Session
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person


async def placed(consultation: Consultation, people: int = 8) -> Session:
    session = await consultation.open()
    for number in range(people):
        await consultation.joins(session, f"U{number}", number % 4, facilitates=number < 4)
    session, _ = await consultation.services.placements.apply(ORGANISER, session.id)
    return session


async def test_each_room_has_a_channel_a_topic_its_people_and_a_card(consultation: Consultation) -> None:
    await consultation.in_rooms(people=8)
    await consultation.paint()
    platform = consultation.platform
    assert len(platform.channels) == 4
    assert sorted(platform.topics.values()) == [
        "Additional roles",
        "Future models",
        "Integrated care",
        "Networks",
    ]
    assert [len(platform.seated[place]) for place in platform.channels] == [4, 4, 4, 4]
    assert all(platform.seated[place][1] == "UORG" for place in platform.channels)
    assert len(platform.cards(RoomCard)) == 4


async def test_a_second_press_makes_nothing_twice(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    assert opening.again
    assert len(consultation.platform.channels) == 4


async def test_two_presses_at_once_make_nothing_twice(consultation: Consultation) -> None:
    session = await placed(consultation)

    async def press() -> None:
        opening = await consultation.services.rooms.open(ORGANISER, session.id)
        await consultation.services.rooms.carry_out(opening.session)

    await asyncio.gather(press(), press(), press())
    assert len(consultation.platform.channels) == 4
    assert all(len(people) == len(set(people)) for people in consultation.platform.seated.values())


async def test_what_a_stop_cut_short_is_finished_at_the_next_start(consultation: Consultation) -> None:
    session = await placed(consultation)
    await consultation.services.rooms.open(ORGANISER, session.id)
    consultation.platform.stops.add("set_topic")
    with pytest.raises(asyncio.CancelledError):
        await consultation.services.rooms.resume()
    assert len(consultation.platform.channels) == 1
    consultation.platform.stops.clear()
    await replace(consultation.services.rooms, _turns=defaultdict(asyncio.Lock)).resume()
    assert len(consultation.platform.channels) == 4
    assert len(consultation.platform.topics) == 4


async def test_where_it_was_in_doubt_whether_a_room_was_made_a_second_one_is_put_away(
    consultation: Consultation,
) -> None:
    consultation.platform.loses.append("open_room")
    consultation.platform.refuses.add("put_twins_away")
    session = await consultation.in_rooms()
    async with consultation.storage.look() as work:
        rooms = await work.rooms.all(session.id)
    assert all(room.place for room in rooms)
    consultation.platform.refuses.clear()
    assert consultation.platform.put_away == []
    consultation.platform.loses.append("open_room")
    again = await consultation.in_rooms()
    async with consultation.storage.look() as work:
        first = (await work.rooms.all(again.id))[0]
    assert consultation.platform.put_away == [first.id]


async def test_a_refusal_is_shown_to_the_organiser_and_tried_again_at_the_next_press(
    consultation: Consultation,
) -> None:
    session = await placed(consultation)
    consultation.platform.refuses.add("open_room")
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    await consultation.paint()
    (card,) = consultation.platform.cards(ProgressCard)
    assert isinstance(card, ProgressCard)
    assert card.progress.troubles[0].reason == "It would not open_room."
    consultation.platform.refuses.clear()
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    await consultation.paint()
    (card,) = consultation.platform.cards(ProgressCard)
    assert isinstance(card, ProgressCard)
    assert card.progress.finished
    assert card.progress.troubles == ()


async def test_what_fails_unforeseen_is_told_and_the_other_steps_go_on(consultation: Consultation) -> None:
    session = await placed(consultation)
    consultation.platform.breaks.add("set_topic")
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    await consultation.paint()
    (card,) = consultation.platform.cards(ProgressCard)
    assert isinstance(card, ProgressCard)
    assert card.progress.finished
    assert {trouble.reason for trouble in card.progress.troubles} == {"Something went wrong on our side."}


async def test_a_person_who_left_the_workspace_is_named_and_the_others_come_in(
    consultation: Consultation,
) -> None:
    session = await placed(consultation)
    consultation.platform.strangers.add(PersonRef("U5"))
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    await consultation.paint()
    (card,) = consultation.platform.cards(ProgressCard)
    assert isinstance(card, ProgressCard)
    assert [(trouble.person, trouble.reason) for trouble in card.progress.troubles] == [
        ("U5", "left the workspace")
    ]
    assert sum(len(people) for people in consultation.platform.seated.values()) == 8 - 1 + 4


async def test_who_could_not_be_asked_in_is_asked_again_at_the_next_press(consultation: Consultation) -> None:
    session = await placed(consultation)
    consultation.platform.strangers.add(PersonRef("U5"))
    for _ in range(2):
        opening = await consultation.services.rooms.open(ORGANISER, session.id)
        await consultation.services.rooms.carry_out(opening.session)
        consultation.platform.strangers.clear()
    await consultation.paint()
    (card,) = consultation.platform.cards(ProgressCard)
    assert isinstance(card, ProgressCard)
    assert card.progress.troubles == ()
    assert any(PersonRef("U5") in people for people in consultation.platform.seated.values())


async def test_only_an_organiser_opens_rooms_and_only_after_placing(consultation: Consultation) -> None:
    session = await consultation.open()
    with pytest.raises(NotAnOrganiser):
        await consultation.services.rooms.open(person("U1"), session.id)
    with pytest.raises(WrongPhase, match="Place people first"):
        await consultation.services.rooms.open(ORGANISER, session.id)


async def test_a_room_with_nobody_is_not_opened(consultation: Consultation) -> None:
    session = await consultation.open()
    await consultation.joins(session, "U1", 2)
    prospect = await consultation.services.placements.preview(ORGANISER, session.id)
    assert prospect.placement is not None
    assert len(prospect.placement.empty) == 3
    await consultation.services.placements.apply(ORGANISER, session.id)
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    assert list(consultation.platform.topics.values()) == ["Networks"]


async def test_a_late_joiner_is_seated_without_moving_anyone_and_asked_in(consultation: Consultation) -> None:
    session = await consultation.in_rooms(people=7)
    before = {place: list(people) for place, people in consultation.platform.seated.items()}
    late = await consultation.joins(session, "ULATE", 1)
    await consultation.services.rooms.carry_out(session)
    after = consultation.platform.seated
    assert sorted(len(people) for people in after.values()) == [4, 4, 4, 4]
    assert all(after[place][: len(people)] == people for place, people in before.items())
    panel = await consultation.services.sessions.panel(late, PLENARY)
    assert panel.session.phase is Phase.IN_ROOMS
    assert panel.room is not None
