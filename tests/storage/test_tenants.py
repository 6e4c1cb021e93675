"""Two workspaces whose people, places, messages and programmes bear the same names. Nothing crosses."""

import pytest

from consultation.model.notes import Said, Tag, Tagging
from consultation.model.people import SignUp
from consultation.model.polls import Audience
from consultation.model.references import (
    Actor,
    MessageRef,
    NoteId,
    PersonRef,
    PlaceRef,
    PollId,
    ProgrammeId,
    RoomId,
    SessionId,
    Tenant,
    ThemeId,
)
from consultation.model.rooms import Room
from consultation.model.sessions import Programme, Session, Theme
from consultation.ports.storage import Storage, Work
from tests.support.people import ELSEWHERE, NOW, PLENARY, TENANT, session
from tests.support.polling import choice, polled

ADA = PersonRef("UA")
ROOM_PLACE = PlaceRef("C7")
MESSAGE = MessageRef(ROOM_PLACE, "1700000000.000100")
HERE = session(organisers=(ADA,))
THERE = session(
    id=SessionId("s2"), tenant=ELSEWHERE, organisers=(ADA,), themes=(Theme(ThemeId("t9"), "Theirs"),)
)


async def fill(work: Work, one: Session) -> None:
    """One session with everything in it, under the same names in both workspaces; our own ids differ."""
    programme = Programme(ProgrammeId(f"p-{one.id}"), one.tenant, "The programme")
    room = Room(RoomId(f"r-{one.id}"), one.id, 1, one.themes[0].id, place=ROOM_PLACE)
    await work.sessions.add_programme(programme)
    await work.sessions.add(one)
    await work.people.put(SignUp(one.id, ADA, (), NOW))
    await work.rooms.replace_all(one.id, [room], [])
    await work.polls.add(polled(choice("?", "A", "B", name=f"q-{one.id}"), Audience.ROOMS, of=one.id, by=ADA))
    await work.notes.record(Tagging(MESSAGE, ADA, Tag.QUOTE, present=True, order="1"), one.id, room.id)
    await work.notes.keep(
        one.id, room.id, NoteId(f"n-{one.id}"), Said(MESSAGE, one.id, ADA, NOW, "https://x", "1")
    )


async def both(storage: Storage) -> None:
    async with storage.work() as work:
        await fill(work, HERE)
        await fill(work, THERE)


async def found(work: Work, tenant: Tenant) -> list[object]:
    """Everything that can be found by a name which both workspaces use."""
    actor = Actor(tenant, ADA)
    room, programme = (
        await work.rooms.at(tenant, ROOM_PLACE),
        await work.sessions.programme_named(tenant, "the programme"),
    )
    return [
        [each.id for each in await work.sessions.at(tenant, PLENARY)],
        [each.id for each in await work.sessions.at(tenant, ROOM_PLACE)],
        [each.id for each in await work.sessions.organised_by(actor)],
        [each.id for each in await work.people.sessions_of(actor)],
        room and room.session,
        programme and programme.tenant,
    ]


async def test_the_same_names_lead_to_each_workspaces_own(storage: Storage) -> None:
    await both(storage)
    async with storage.look() as work:
        for one in (HERE, THERE):
            assert await found(work, one.tenant) == [[one.id]] * 4 + [one.id, one.tenant]


async def test_another_workspaces_ids_lead_nowhere(storage: Storage) -> None:
    await both(storage)
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, THERE.id) is None
        assert await work.polls.get(TENANT, PollId("q-s2")) is None
        assert await work.polls.get(ELSEWHERE, PollId("q-s2")) is not None


async def test_a_session_cannot_be_replaced_from_another_workspace(storage: Storage) -> None:
    await both(storage)
    async with storage.work() as work:
        with pytest.raises(LookupError):
            await work.sessions.replace(session(tenant=ELSEWHERE, organisers=(PersonRef("UE"),), themes=()))
        assert await work.sessions.get(TENANT, HERE.id) == HERE
        assert await work.sessions.get(ELSEWHERE, HERE.id) is None


async def test_a_message_that_changes_or_goes_in_one_workspace_stays_in_the_other(storage: Storage) -> None:
    await both(storage)
    async with storage.work() as work:
        await work.notes.reword(ELSEWHERE, MESSAGE, "Changed", "2")
        assert [each.text for each in await work.notes.all(HERE.id)] == [HERE.id]
        await work.notes.forget(ELSEWHERE, MESSAGE)
        assert await work.notes.is_kept(TENANT, MESSAGE)
        assert not await work.notes.is_kept(ELSEWHERE, MESSAGE)
        again = Tagging(MESSAGE, ADA, Tag.ACTION, present=True, order="2")
        assert await work.notes.record(again, HERE.id, None)
        assert not await work.notes.record(again, THERE.id, None)


async def test_the_last_tag_of_one_workspace_leaves_the_others_note(storage: Storage) -> None:
    await both(storage)
    async with storage.work() as work:
        await work.notes.record(Tagging(MESSAGE, ADA, Tag.QUOTE, present=False, order="2"), THERE.id, None)
        assert await work.notes.drop_if_untagged(ELSEWHERE, MESSAGE)
        assert not await work.notes.drop_if_untagged(TENANT, MESSAGE)
        assert [each.tags for each in await work.notes.all(HERE.id)] == [(Tag.QUOTE,)]
