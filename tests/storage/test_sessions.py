from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from consultation.model.people import SignUp
from consultation.model.references import (
    Actor,
    PersonRef,
    PlaceRef,
    ProgrammeId,
    RoomId,
    SessionId,
    StepId,
    ThemeId,
)
from consultation.model.rooms import Room, Step, StepKind, StepState
from consultation.model.sessions import Phase, Programme, Session, Theme
from consultation.ports.storage import Storage
from tests.support.people import ELSEWHERE, LATER, NOW, ORGANISER, PLENARY, TENANT, session

PROGRAMME = Programme(ProgrammeId("p1"), TENANT, "The Big GP Consultation")
CARE = Theme(
    ThemeId("t1"),
    "Integrated care",
    ("What helps?", "What — “truly” — hinders? 👩‍⚕️"),
    "https://meet.example/1",
)
MODELS = Theme(ThemeId("t2"), "Future models")
FULL = session(
    programme=PROGRAMME, guest="A guest", themes=(CARE, MODELS), organisers=(PersonRef("U2"), PersonRef("U1"))
)


async def stored(storage: Storage, *sessions: Session) -> None:
    async with storage.work() as work:
        await work.sessions.add_programme(PROGRAMME)
        for each in sessions:
            await work.sessions.add(each)


async def test_a_session_comes_back_whole(storage: Storage) -> None:
    await stored(storage, FULL)
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, FULL.id) == FULL


async def test_a_session_without_a_date_guest_or_themes_comes_back_too(storage: Storage) -> None:
    bare = session(starts_at=None, themes=())
    await stored(storage, bare)
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, bare.id) == bare


async def test_an_edited_session_is_as_it_was_edited(storage: Storage) -> None:
    await stored(storage, FULL)
    edited = replace(
        FULL,
        question="Another?",
        place=PlaceRef("C2"),
        organisers=(PersonRef("U2"), PersonRef("U3")),
        programme=None,
        starts_at=None,
        guest=None,
        themes=(MODELS, replace(CARE, name="Care", prompts=(), link=None), Theme(ThemeId("t3"), "New")),
    )
    async with storage.work() as work:
        await work.sessions.replace(edited)
        assert await work.sessions.get(TENANT, FULL.id) == edited


async def test_a_theme_that_stays_keeps_what_people_wished_and_one_that_goes_takes_it_along(
    storage: Storage,
) -> None:
    await stored(storage, FULL)
    async with storage.work() as work:
        await work.people.put(SignUp(FULL.id, PersonRef("U1"), (MODELS.id, CARE.id), NOW))
        await work.sessions.replace(replace(FULL, themes=(replace(CARE, name="Care"),)))
        kept = await work.people.get(FULL.id, PersonRef("U1"))
    assert kept
    assert kept.ranking == (CARE.id,)


async def test_a_theme_that_a_room_talks_about_cannot_go(storage: Storage) -> None:
    await stored(storage, FULL)
    async with storage.work() as work:
        await work.rooms.replace_all(FULL.id, [Room(RoomId("r1"), FULL.id, 1, CARE.id)], [])
        with pytest.raises(IntegrityError):
            await work.sessions.replace(replace(FULL, themes=(MODELS,)))


async def test_a_session_moves_to_a_phase(storage: Storage) -> None:
    await stored(storage, FULL)
    async with storage.work() as work:
        await work.sessions.move(FULL.id, Phase.IN_ROOMS)
        assert await work.sessions.get(TENANT, FULL.id) == replace(FULL, phase=Phase.IN_ROOMS)


async def test_a_programme_is_found_whatever_the_case_of_its_letters(storage: Storage) -> None:
    street = Programme(ProgrammeId("p2"), TENANT, "Übergänge: Straße")
    await stored(storage)
    async with storage.work() as work:
        await work.sessions.add_programme(street)
        assert await work.sessions.programme_named(TENANT, "the big gp CONSULTATION") == PROGRAMME
        assert await work.sessions.programme_named(TENANT, "ÜBERGÄNGE: STRASSE") == street
        assert await work.sessions.programme_named(TENANT, "The Big") is None


async def test_sessions_at_a_place_are_those_of_its_plenary_and_of_its_room_oldest_first(
    storage: Storage,
) -> None:
    newer = session(id=SessionId("a"), created_at=NOW + timedelta(days=1), themes=())
    older = session(id=SessionId("b"), themes=())
    in_a_room = session(
        id=SessionId("c"), place=PlaceRef("C9"), created_at=NOW + timedelta(days=2), themes=(CARE,)
    )
    elsewhere = session(id=SessionId("d"), place=PlaceRef("C8"), themes=())
    await stored(storage, newer, older, in_a_room, elsewhere)
    async with storage.work() as work:
        await work.rooms.replace_all(
            in_a_room.id, [Room(RoomId("r1"), in_a_room.id, 1, CARE.id, place=PLENARY)], []
        )
        assert await work.sessions.at(TENANT, PLENARY) == [older, newer, in_a_room]


async def test_sessions_made_in_one_moment_keep_the_order_in_which_they_were_made(storage: Storage) -> None:
    made = [session(id=SessionId(name), themes=()) for name in "zaymb"]
    await stored(storage, *made)
    async with storage.look() as work:
        assert await work.sessions.organised_by(ORGANISER) == made


async def test_a_co_organiser_organises_too(storage: Storage) -> None:
    await stored(storage, FULL)
    async with storage.look() as work:
        assert await work.sessions.organised_by(Actor(TENANT, PersonRef("U1"))) == [FULL]
        assert await work.sessions.organised_by(Actor(TENANT, PersonRef("U9"))) == []


async def test_a_programme_lists_its_sessions_by_date_with_undated_ones_last(storage: Storage) -> None:
    undated = session(id=SessionId("a"), programme=PROGRAMME, starts_at=None, themes=())
    second = session(id=SessionId("b"), programme=PROGRAMME, starts_at=LATER + timedelta(days=30), themes=())
    first = session(id=SessionId("c"), programme=PROGRAMME, themes=())
    alone = session(id=SessionId("d"), themes=())
    await stored(storage, undated, second, first, alone)
    async with storage.look() as work:
        assert await work.sessions.in_programme(PROGRAMME.id) == [first, second, undated]


async def test_sessions_with_rooms_half_open_are_found_in_all_workspaces(storage: Storage) -> None:
    here, there = session(themes=(CARE,)), session(id=SessionId("s2"), tenant=ELSEWHERE, themes=(MODELS,))
    await stored(storage, here, there, session(id=SessionId("s3"), themes=()))
    async with storage.work() as work:
        for number, one in enumerate((here, there)):
            room = Room(RoomId(f"r{number}"), one.id, 1, one.themes[0].id)
            await work.rooms.replace_all(one.id, [room], [])
            await work.rooms.add_steps([Step(StepId(f"x{number}"), one.id, room.id, StepKind.OPEN, 0)])
        assert await work.sessions.with_pending_steps() == [here, there]
        await work.rooms.finish_step(StepId("x0"), StepState.DONE)
        await work.rooms.finish_step(StepId("x1"), StepState.FAILED)
        assert await work.sessions.with_pending_steps() == []
