"""Forgetting a person where something goes wrong on the way: it is done as a whole, once, and nothing of it is left over."""

import sqlite3

import pytest
from sqlalchemy import text

from bot.clock import SteadyClock
from consultation.model.erasures import AskedBy, Erasure
from consultation.model.intake import Delivery
from consultation.model.people import SignUp
from consultation.model.references import PersonRef
from consultation.ports.intake import AlreadyTaken
from storage.database import Database, open_database
from storage.erasures import replay
from storage.intake import IntakeStore
from storage.unit_of_work import SqlStorage
from storage.upkeep import look_after
from tests.support.filling import ONE, fill
from tests.support.people import ELSEWHERE, NOW, TENANT
from tests.support.storage import POSTGRESQL, SQLITE

GONE = PersonRef("U000")
EVERYWHERE = Erasure(AskedBy.HOST)


async def forget(storage: SqlStorage, erasure: Erasure = EVERYWHERE) -> None:
    async with storage.work() as work:
        await work.erasures.erase(erasure, GONE, NOW)


async def stumble(storage: SqlStorage, erasure: Erasure) -> None:
    """As far as before the commit."""
    async with storage.work() as work:
        await work.erasures.erase(erasure, GONE, NOW)
        raise OSError("the disk is full")


async def signed_up(storage: SqlStorage) -> bool:
    async with storage.look() as work:
        return await work.people.get(ONE.id, GONE) is not None


async def _full_disk(_: Database, *_tables: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


async def test_a_disk_too_full_to_write_anew_forgets_all_the_same_and_writes_anew_later(
    storage: SqlStorage, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(storage)
    with monkeypatch.context() as full:
        full.setattr(Database, "scrub", _full_disk)
        await forget(storage)
    assert not await signed_up(storage)
    assert database.to_scrub
    await look_after(database)
    assert not database.to_scrub


@pytest.mark.parametrize("engine", [SQLITE])
async def test_a_kill_before_the_file_is_written_anew_is_made_up_for_at_the_next_start(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await open_database(database_url)
    await fill(SqlStorage(database))
    assert not database.to_scrub
    with monkeypatch.context() as killed:
        killed.setattr(Database, "scrub", _full_disk)
        await forget(SqlStorage(database))
    await database.close()
    for still in (True, False):
        database = await open_database(database_url)
        assert bool(database.to_scrub) is still
        await look_after(database)
        await database.close()


@pytest.mark.parametrize("engine", [POSTGRESQL])
async def test_a_server_writes_every_table_anew_that_told_of_the_person(
    storage: SqlStorage, database: Database
) -> None:
    async def places() -> dict[str, int]:
        asked = text("SELECT relname, relfilenode FROM pg_class WHERE relkind = 'r'")
        async with database.reading() as connection:
            return {row.relname: row.relfilenode for row in await connection.execute(asked)}

    await fill(storage)
    before = await places()
    await forget(storage)
    after = await places()
    assert all(
        before[table] != after[table] for table in ("sign_ups", "statements", "credits_asked", "notes")
    )


@pytest.mark.parametrize("engine", [SQLITE])
async def test_what_failed_and_was_asked_for_again_does_not_befall_who_signs_up_anew(
    storage: SqlStorage, database: Database
) -> None:
    await fill(storage)
    whole = Erasure(AskedBy.THEMSELVES, TENANT)
    with pytest.raises(OSError, match="full"):
        await stumble(storage, whole)
    assert await signed_up(storage)
    await forget(storage, whole)
    async with storage.work() as work:
        await work.people.put(SignUp(ONE.id, GONE, (), NOW, "GP partner", ""))
    assert await replay(database) == 0
    assert await signed_up(storage)


@pytest.mark.parametrize("engine", [SQLITE])
async def test_what_was_cut_short_is_done_at_the_next_start(storage: SqlStorage, database: Database) -> None:
    await fill(storage)
    with pytest.raises(OSError, match="full"):
        await stumble(storage, EVERYWHERE)
    assert await replay(database) == 1
    assert not await signed_up(storage)


async def test_what_they_sent_and_still_waits_has_no_effect_and_what_others_sent_has(
    storage: SqlStorage, database: Database
) -> None:
    """Also where somebody has it in hand, and tries again in a moment. Another workspace's is not touched."""
    theirs = '{"user":{"id":"U000"}}'
    intake, after = IntakeStore(database, SteadyClock()), IntakeStore(database, SteadyClock())
    mine = await intake.take(Delivery(f"{TENANT}:1", "block_actions", theirs))
    others = Delivery(f"{TENANT}:2", "event", '{"event":{"user":"U001","text":"<@U000>"}}')
    elsewhere = Delivery(f"{ELSEWHERE}:3", "block_actions", theirs)
    for one in (others, elsewhere):
        await intake.take(one)
    await fill(storage)
    await forget(storage, Erasure(AskedBy.ORGANISER, TENANT, (ONE.id,)))
    await forget(storage, Erasure(AskedBy.THEMSELVES, TENANT))
    assert mine is not None
    with intake.acting_on([mine]), pytest.raises(AlreadyTaken):
        async with storage.work() as work:
            await work.people.put(SignUp(ONE.id, GONE, (), NOW, "GP partner", ""))
    assert not await signed_up(storage)
    assert [one.delivery for one in await after.undone()] == [others, elsewhere]
