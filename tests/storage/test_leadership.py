"""Several processes on one server: one leads, and what it does is fenced; what another left is taken up once."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from consultation.model.intake import Delivery
from consultation.model.sessions import Phase
from consultation.ports.intake import AlreadyTaken
from consultation.ports.leadership import LeadershipLost
from storage import presence
from storage.database import Database, open_database
from storage.intake import IntakeStore
from storage.leadership import leadership
from storage.unit_of_work import SqlStorage
from tests.support.consultation import FakeClock
from tests.support.people import TENANT, session
from tests.support.storage import POSTGRESQL, SQLITE, connected

ONE = session()
VOTE = Delivery("T1:vote", "vote", "{}")

on_server = pytest.mark.parametrize("engine", [POSTGRESQL])


@pytest.fixture
async def second(database_url: str, database: Database) -> AsyncIterator[Database]:
    """Another process, which came later."""
    opened = await open_database(database_url)
    assert opened.process != database.process
    yield opened
    await opened.close()


async def freeze(database: Database) -> None:
    """Stop a process in its tracks, for as long as it takes to be given up by the others."""
    assert database.presence is not None
    assert database.presence._beating is not None
    database.presence._beating.cancel()
    url = database.address.url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with connected(url) as connection:
        long_ago = "UPDATE processes SET seen_at = clock_timestamp() - interval '1 minute' WHERE id = $1"
        await connection.execute(long_ago, database.process)


async def beats(database: Database) -> None:
    assert database.presence is not None
    await database.presence.beat()


async def test_a_process_alone_leads(database: Database) -> None:
    async with leadership(database).led():
        leadership(database).require()
        async with SqlStorage(database).work() as work:
            await work.sessions.add(ONE)


@pytest.mark.parametrize("engine", [SQLITE])
async def test_on_a_file_every_call_is_led(database: Database) -> None:
    leadership(database).require()


@on_server
async def test_the_second_waits_until_the_first_has_stopped(database: Database, second: Database) -> None:
    async def lead() -> str:
        async with leadership(second).led():
            return "second"

    waiting = asyncio.create_task(lead())
    await beats(second)
    assert not waiting.done()
    with pytest.raises(LeadershipLost):
        leadership(second).require()
    await database.close()
    await beats(second)
    assert await waiting == "second"


@on_server
async def test_a_frozen_leader_is_replaced_and_can_store_nothing_when_it_wakes(
    database: Database, second: Database
) -> None:
    async def store() -> None:
        async with SqlStorage(database).work() as work:
            await work.sessions.add(ONE)

    async with leadership(database).led():
        await freeze(database)
        await beats(second)  # cuts off the frozen one
        await beats(second)
        async with leadership(second).led():
            leadership(second).require()
        with pytest.raises(LeadershipLost):
            await store()
    async with SqlStorage(second).look() as work:
        assert await work.sessions.get(TENANT, ONE.id) is None


@on_server
async def test_a_lease_that_has_run_out_stops_a_leader_before_it_calls(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with leadership(database).led():
        leadership(database).require()
        now = presence.clock()
        monkeypatch.setattr(presence, "clock", lambda: now + presence.LEASE_SECONDS)
        with pytest.raises(LeadershipLost):
            leadership(database).require()


@on_server
async def test_losing_the_connection_ends_the_block_and_it_can_be_entered_again(database: Database) -> None:
    led = asyncio.Event()

    async def lead() -> None:
        async with leadership(database).led():
            led.set()
            await asyncio.Event().wait()

    leading = asyncio.create_task(lead())
    await led.wait()
    assert database.presence is not None
    database.presence._give_up_connection()
    with pytest.raises(LeadershipLost):
        await leading
    await database.presence._connect()
    await beats(database)
    async with leadership(database).led():
        pass


@on_server
async def test_whatever_goes_wrong_while_it_says_that_it_is_there_a_process_comes_to_lead_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a minute's freeze the driver's connection may be in no state that it knows itself."""
    there = database.presence
    assert there is not None
    assert there._beating is not None
    there._beating.cancel()

    async def broken(_: presence.Presence) -> None:
        raise asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress")

    with monkeypatch.context() as once:
        once.setattr(presence.Presence, "beat", broken)
        await there._beat_somehow()
    with pytest.raises(LeadershipLost):
        leadership(database).require()
    await there._beat_somehow()
    async with leadership(database).led():
        pass


@on_server
async def test_what_is_to_be_shown_is_told_to_the_other_processes(
    database: Database, second: Database
) -> None:
    told = asyncio.Event()
    SqlStorage(second, told.set)
    async with SqlStorage(database).work() as work:
        await work.sessions.add(ONE)
        work.cards.grew_stale = True
    await told.wait()


async def test_what_a_process_left_is_taken_up_by_the_next_once(database: Database) -> None:
    before, after = (IntakeStore(database, FakeClock()) for _ in range(2))
    number = await before.take(VOTE)
    assert number is not None
    assert [one.number for one in await after.undone()] == [number]
    assert await after.undone() == []
    assert await before.take(VOTE) is None


@on_server
async def test_what_another_process_is_doing_is_left_to_it_until_it_is_gone(
    database: Database, second: Database
) -> None:
    first, other = IntakeStore(database, FakeClock()), IntakeStore(second, FakeClock())
    number = await first.take(VOTE)
    assert await other.undone() == []
    await freeze(database)
    assert [one.number for one in await other.undone()] == [number]


@on_server
async def test_a_process_that_wakes_can_not_do_what_was_taken_up_meanwhile(
    database: Database, second: Database
) -> None:
    first, other = IntakeStore(database, FakeClock()), IntakeStore(second, FakeClock())
    number = await first.take(VOTE)
    assert number is not None
    async with SqlStorage(database).work() as work:
        await work.sessions.add(ONE)
    await freeze(database)
    await other.undone()

    async def act() -> None:
        async with SqlStorage(database).work() as work:
            await work.sessions.move(ONE.id, Phase.CLOSED)

    with first.acting_on([number]) as receipt:
        with pytest.raises(AlreadyTaken):
            await act()
        assert receipt.settled
    async with SqlStorage(second).look() as work:
        assert await work.sessions.get(TENANT, ONE.id) == ONE
    assert await first.failed(number) == 0
