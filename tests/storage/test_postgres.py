"""What a PostgreSQL server does now and then: restarts, conflicts, lost connections. Nobody is to notice."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from consultation.model.intake import Delivery
from storage import intake_batches, postgres, upkeep
from storage.address import parse
from storage.contents import broken_references
from storage.database import Database
from storage.errors import CannotOpen
from storage.intake import IntakeStore
from storage.intake_batches import Rows
from storage.keys import Keys
from storage.migrate import migrate
from storage.postgres import TRIES, retried
from storage.unit_of_work import SqlStorage
from tests.support.consultation import FakeClock
from tests.support.filling import ONE, fill
from tests.support.patience import SECONDS
from tests.support.people import TENANT
from tests.support.storage import POSTGRESQL, tell
from tests.support.tasks import meanwhile


@pytest.fixture
def engine() -> str:
    return POSTGRESQL


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PAUSE_SECONDS", 0)


class Refusal(Exception):
    """What a server says."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.sqlstate = state


async def test_what_a_process_that_is_gone_left_of_an_anonymous_poll_goes_meanwhile(
    storage: SqlStorage, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(storage)
    keys, refused, done = storage._keys, iter([True]), asyncio.Event()
    scrub = Database.scrub

    async def refused_at_first(one: Database, tables: Iterable[str]) -> None:
        if next(refused, False):
            raise DBAPIError("VACUUM", None, Refusal("55P03"))
        await scrub(one, tables)
        done.set()

    monkeypatch.setattr(Database, "scrub", refused_at_first)
    monkeypatch.setattr(upkeep, "SERVER_EVERY_SECONDS", 0)
    async with database.writing() as connection:
        await keys.make(connection, "left behind")
    async with meanwhile(upkeep.tend(database)), asyncio.timeout(SECONDS):
        await done.wait()
    async with database.reading() as connection:
        assert "left behind" not in await keys.names(connection)


def failing(times: int, state: str) -> tuple[list[int], object]:
    tried: list[int] = []

    async def act() -> str:
        tried.append(1)
        if len(tried) <= times:
            raise DBAPIError("COMMIT", None, Refusal(state))
        return "done"

    return tried, act


@pytest.mark.parametrize("state", ["40001", "40P01", "55P03", "57P01", "08006", "53300"])
async def test_what_passes_by_itself_is_tried_five_times(state: str) -> None:
    tried, act = failing(TRIES - 1, state)
    assert await retried(act) == "done"  # type: ignore[arg-type]  # made above
    tried, act = failing(TRIES, state)
    with pytest.raises(DBAPIError):
        await retried(act)  # type: ignore[arg-type]  # made above
    assert len(tried) == TRIES


async def test_what_does_not_pass_is_tried_once() -> None:
    tried, act = failing(1, "42P01")
    with pytest.raises(DBAPIError):
        await retried(act)  # type: ignore[arg-type]  # made above
    assert len(tried) == 1


async def test_after_a_restart_of_the_server_everything_goes_on(
    database: Database, database_url: str
) -> None:
    storage, intake = SqlStorage(database), IntakeStore(database, FakeClock())
    await fill(storage)
    assert await intake.take(Delivery("T1:before", "vote", "{}"))
    await tell(
        database_url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
    )
    taken = await asyncio.gather(*(intake.take(Delivery(f"T1:{one}", "vote", "{}")) for one in range(20)))
    assert None not in taken
    async with storage.work() as work:
        assert await work.sessions.get(TENANT, ONE.id) == ONE
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, ONE.id) == ONE


async def test_a_delivery_whose_commit_was_not_heard_of_is_ours_all_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake, add, heard = IntakeStore(database, FakeClock()), intake_batches.add, []

    async def lost(storage: Database, keys: Keys, rows: Rows, *, again: bool) -> dict[str, int]:
        numbers = await add(storage, keys, rows, again=again)
        heard.append(again)
        if not again:
            raise DBAPIError("COMMIT", None, Refusal("08006"))
        return numbers

    monkeypatch.setattr("storage.intake.add", lost)
    assert await intake.take(Delivery("T1:vote", "vote", "{}")) is not None
    assert heard == [False, True]


def test_a_server_that_is_not_there_is_named_without_its_password(postgres: str) -> None:
    gone = postgres.format("nowhere").replace("//postgres:@", "//postgres:secret@")
    with pytest.raises(CannotOpen) as refused:
        migrate(gone)
    assert "nowhere" in refused.value.sentence
    assert "secret" not in refused.value.sentence


@pytest.mark.parametrize(
    ("url", "encrypted"),
    [
        ("postgres://ada:x@db.example/plenary", True),
        ("postgresql://ada:x@127.0.0.1/plenary", False),
        ("postgresql://ada:x@[::1]/plenary", False),
        ("postgresql://ada@/plenary?host=/run/postgresql", False),
        ("postgresql://ada:x@localhost/plenary?sslmode=require", True),
    ],
)
def test_the_way_to_another_machine_is_encrypted(url: str, encrypted: bool) -> None:
    assert bool(parse(url).tls) is encrypted


async def test_an_error_of_ours_is_not_taken_for_one_that_passes(database: Database) -> None:
    async with database.writing() as connection:
        with pytest.raises(ProgrammingError):
            await connection.exec_driver_sql("SELECT nothing FROM nowhere")


async def test_a_reference_that_leads_nowhere_is_found_whatever_its_columns(database: Database) -> None:
    found = []
    with suppress(RuntimeError):
        async with database.writing() as connection:
            for statement in (
                'CREATE TABLE parents (a int, "b c" int, PRIMARY KEY (a, "b c"))',
                'CREATE TABLE children (x int, y int, FOREIGN KEY (x, y) REFERENCES parents (a, "b c") DEFERRABLE INITIALLY DEFERRED)',
                "INSERT INTO parents VALUES (1, 2)",
                "INSERT INTO children VALUES (1, 2), (1, NULL)",
            ):
                await connection.execute(text(statement))
            found.append(await connection.run_sync(broken_references))
            await connection.execute(text("INSERT INTO children VALUES (2, 2)"))
            found.append(await connection.run_sync(broken_references))
            raise RuntimeError
    assert found == [[], ["children"]]
