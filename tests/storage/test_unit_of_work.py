import asyncio

import pytest
from sqlalchemy.exc import DBAPIError

from consultation.model.cards import CardKind, CardRow
from consultation.model.references import CardId, MessageRef, SessionId
from consultation.model.sessions import Phase
from consultation.ports.storage import Storage
from storage.database import Database, open_database
from storage.errors import AlreadyRunning
from storage.unit_of_work import SqlStorage
from tests.support.people import ORGANISER, PLENARY, TENANT, session
from tests.support.storage import POSTGRESQL, SQLITE

ONE = session()
CARD = CardRow(CardId("k1"), ONE.id, CardKind.SIGN_UP, "", PLENARY, wanted=1, shown=0)


@pytest.fixture(autouse=True)
async def _one_session(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)


async def test_what_a_block_did_is_there_after_it(storage: Storage) -> None:
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, ONE.id) == ONE


@pytest.mark.parametrize("brief", [False, True])
async def test_leaving_the_block_by_an_exception_undoes_everything(storage: Storage, *, brief: bool) -> None:
    async def stumble() -> None:
        async with storage.work(brief=brief) as work:
            await work.sessions.move(ONE.id, Phase.CLOSED)
            await work.sessions.add(session(id=SessionId("s2"), themes=()))
            raise LookupError

    with pytest.raises(LookupError):
        await stumble()
    async with storage.look() as work:
        assert await work.sessions.organised_by(ORGANISER) == [ONE]


@pytest.mark.parametrize("brief", [False, True])
async def test_being_cancelled_in_the_block_undoes_everything_and_the_next_may_write(
    storage: Storage, *, brief: bool
) -> None:
    inside = asyncio.Event()

    async def be_stuck() -> None:
        async with storage.work(brief=brief) as work:
            await work.sessions.move(ONE.id, Phase.CLOSED)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(be_stuck())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with storage.work() as work:
        assert await work.sessions.get(TENANT, ONE.id) == ONE


async def test_a_reader_cannot_write(storage: Storage) -> None:
    async with storage.look() as work:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await work.sessions.move(ONE.id, Phase.CLOSED)


async def test_a_reader_sees_nothing_of_a_block_that_is_not_done(storage: Storage) -> None:
    async with storage.work() as writing:
        await writing.sessions.move(ONE.id, Phase.CLOSED)
        async with storage.look() as reading:
            assert await reading.sessions.get(TENANT, ONE.id) == ONE


async def test_a_reader_keeps_to_one_view_while_others_write(storage: Storage) -> None:
    async with storage.look() as reading:
        before = await reading.sessions.get(TENANT, ONE.id)
        async with storage.work() as writing:
            await writing.sessions.move(ONE.id, Phase.CLOSED)
        assert await reading.sessions.get(TENANT, ONE.id) == before


async def test_fifty_writers_at_once_wait_for_each_other(storage: Storage) -> None:
    """Each reads a number, lets the others in if it can, and writes the next: a lost update would show."""
    async with storage.work() as work:
        await work.cards.add(CARD)

    async def write() -> None:
        async with storage.work() as work:
            card = await work.cards.get(CARD.id)
            await asyncio.sleep(0)
            assert card
            await work.cards.shown(CARD.id, card.shown + 1, MessageRef(PLENARY, "1.1"))

    await asyncio.gather(*(write() for _ in range(50)))
    async with storage.look() as work:
        card = await work.cards.get(CARD.id)
    assert card
    assert card.shown == 50


async def test_many_readers_look_while_one_writes(storage: Storage) -> None:
    async def read() -> object:
        async with storage.look() as work:
            return await work.sessions.get(TENANT, ONE.id)

    async with storage.work() as work:
        await work.sessions.move(ONE.id, Phase.CLOSED)
        assert await asyncio.gather(*(read() for _ in range(20))) == [ONE] * 20


@pytest.mark.parametrize("engine", [POSTGRESQL])
async def test_a_second_program_on_the_same_server_waits_too(storage: Storage, database_url: str) -> None:
    other = await open_database(database_url)
    entered = asyncio.Event()

    async def write_beside() -> None:
        entered.set()
        async with SqlStorage(other).work() as work:
            await work.sessions.move(ONE.id, Phase.PUBLISHED)

    try:
        async with storage.work() as work:
            beside = asyncio.create_task(write_beside())
            await entered.wait()
            await work.sessions.move(ONE.id, Phase.CLOSED)
            assert not beside.done()
        await beside
    finally:
        await other.close()
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, ONE.id) == session(phase=Phase.PUBLISHED)


@pytest.mark.parametrize("engine", [SQLITE])
async def test_a_second_way_to_write_to_the_same_file_is_refused(storage: Storage, database_url: str) -> None:
    with pytest.raises(AlreadyRunning):
        await open_database(database_url)
    async with storage.work() as work:
        await work.sessions.move(ONE.id, Phase.CLOSED)


async def test_a_block_inside_a_block_is_refused_instead_of_waiting_for_itself(storage: Storage) -> None:
    with pytest.raises(RuntimeError, match="already open"):
        async with storage.work(), storage.work():
            pass


async def test_something_to_show_is_told_after_the_commit_only(database: Database) -> None:
    told: list[int] = []
    storage = SqlStorage(database, lambda: told.append(1))
    async with storage.work() as work:
        await work.cards.add(CARD)
        assert not told
    assert len(told) == 1
    async with storage.work() as work:
        await work.cards.touch(ONE.id, CardKind.SIGN_UP)
        await work.cards.touch(ONE.id, CardKind.SIGN_UP)
        assert len(told) == 1
    assert len(told) == 2


async def test_what_was_undone_or_changes_no_card_is_not_told(database: Database) -> None:
    told: list[int] = []
    storage = SqlStorage(database, lambda: told.append(1))

    async def stumble() -> None:
        async with storage.work() as work:
            await work.cards.add(CARD)
            raise LookupError

    with pytest.raises(LookupError):
        await stumble()
    async with storage.work() as work:
        await work.sessions.move(ONE.id, Phase.CLOSED)
        await work.cards.touch(ONE.id, CardKind.ROOM)
    assert not told
