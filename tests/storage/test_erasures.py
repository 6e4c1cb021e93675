"""Forgetting a person: nothing tells of them afterwards, and what is closed or published keeps its numbers."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    Table,
    insert,
    select,
)

from consultation.model.erasures import AskedBy, Erasure
from consultation.model.people import SignUp
from consultation.model.references import MessageRef, NoteId, PersonRef, SessionId
from consultation.model.sessions import Phase
from consultation.services.tallies import tally_of
from storage.backups import HERE_ONLY, back_up, restore
from storage.contents import contents
from storage.database import Database, open_database
from storage.erasure_book import Book, book_beside, entry_of
from storage.erasure_rules import NOBODYS, RULES, Fate, column_of
from storage.erasure_tables import erasures
from storage.erasures import forget_again, replay, write_down
from storage.timestamps import UtcDateTime
from storage.unit_of_work import SqlStorage
from storage.workings import metadata
from tests.storage import test_anonymity as anonymous
from tests.support.filling import ONE, POLL, fill
from tests.support.people import ELSEWHERE, NOW, PLENARY, TENANT
from tests.support.storage import SQLITE

GONE, OTHER = PersonRef("U000"), PersonRef("U001")
EVERYWHERE = Erasure(AskedBy.HOST)


async def forget(storage: SqlStorage, person: PersonRef = GONE, erasure: Erasure = EVERYWHERE) -> int:
    async with storage.work() as work:
        return await work.erasures.erase(erasure, person, NOW)


def test_every_table_has_a_rule_or_tells_of_nobody() -> None:
    ruled = {column_of(name)[0].name for name in RULES}
    assert ruled | NOBODYS.keys() == set(metadata.tables)
    assert not ruled & NOBODYS.keys()
    assert all(NOBODYS.values())


def test_every_column_that_is_marked_as_personal_has_a_rule() -> None:
    marked = {
        str(column)
        for table in metadata.tables.values()
        for column in table.columns
        if column.info.get("personal")
    }
    assert marked <= RULES.keys()


def told(table: Table, column: Column[object], number: int) -> object:
    """A value that names the person to be forgotten in every ruled column of row 0, and another person in the other rows."""
    person, rule = (OTHER if number else GONE), RULES.get(f"{table.name}.{column.name}")
    if rule is not None and rule.fate is not Fate.STAYS:
        return {"notices.text": f"{{{person}}} joined", "intake.body": f'{{"user":{{"id":"{person}"}}}}'}.get(
            f"{table.name}.{column.name}", person
        )
    if isinstance(column.type, UtcDateTime):
        return datetime(2026, 11, 21, 18, number, tzinfo=UTC)
    if isinstance(column.type, Boolean):
        return number % 2 == 0
    if isinstance(column.type, Integer | Float):
        return number
    return [number] if isinstance(column.type, JSON) else f"thing {number}"


def everywhere(connection: Connection) -> None:
    """A row about each of two people in every table; rows of one number belong together."""
    for table in metadata.sorted_tables:
        if table is erasures:  # it numbers its rows by itself, and the erasure adds one
            continue
        rows = [{column.name: told(table, column, number) for column in table.columns} for number in range(2)]
        connection.execute(insert(table), rows)


def words(connection: Connection) -> dict[str, str]:
    """All that each table says."""
    return {
        table.name: " ".join(str(tuple(row)) for row in connection.execute(select(*table.columns)))
        for table in metadata.sorted_tables
    }


async def test_nothing_in_any_table_tells_of_the_person_and_nobody_else_is_touched(database_url: str) -> None:
    database = await open_database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(everywhere)
        before = await connection.run_sync(contents)
    assert await forget(SqlStorage(database)) > len(RULES) // 2
    async with database.reading() as connection:
        left = await connection.run_sync(words)
        after = await connection.run_sync(contents)
    await database.close()
    assert [name for name, said in left.items() if GONE in said] == []
    assert [
        name for name in {column_of(rule)[0].name for rule in RULES} - {"sessions"} if OTHER not in left[name]
    ] == []
    assert all(
        after[name] == before[name] for name in NOBODYS.keys() - {"erasures", "deleted_messages", *HERE_ONLY}
    )


async def test_answers_to_what_is_closed_stay_counted_and_lead_to_nobody(
    storage: SqlStorage, database: Database
) -> None:
    await fill(storage)
    async with storage.work() as work:
        await work.polls.close(POLL.id, NOW)
        before = await work.polls.piles(POLL.question.id)
    await forget(storage)
    async with storage.look() as work:
        assert await work.polls.piles(POLL.question.id) == before
    async with database.reading() as connection:
        assert GONE not in (await connection.run_sync(words))["ballots"]


async def test_all_numbers_of_a_closed_session_stay(storage: SqlStorage, database: Database) -> None:
    await fill(storage)
    closed = replace(POLL, closed_at=NOW)

    async def numbers() -> tuple[object, ...]:
        async with storage.look() as work:
            seats = Counter(seat.room for seat in await work.rooms.seats(ONE.id))
            return (
                await tally_of(work, closed),
                await work.polls.asked(closed),
                await work.people.count(ONE.id),
                seats,
            )

    async with storage.work() as work:
        await work.polls.close(POLL.id, NOW)
        await work.sessions.move(ONE.id, Phase.CLOSED)
    before = await numbers()
    await forget(storage)
    assert await numbers() == before
    async with database.reading() as connection:
        assert GONE not in str(await connection.run_sync(words))


async def test_answers_to_what_is_open_go(storage: SqlStorage) -> None:
    await fill(storage)
    async with storage.look() as work:
        before = await work.polls.turnout(POLL.question.id)
    await forget(storage)
    async with storage.look() as work:
        assert await work.polls.turnout(POLL.question.id) == before - 1


async def test_an_answer_in_an_envelope_goes_too(storage: SqlStorage) -> None:
    await anonymous.fill(storage)
    await anonymous.vote(storage, dict.fromkeys(anonymous.PEOPLE[:10], 1))
    await forget(storage)
    async with storage.look() as work:
        assert await work.polls.turnout(anonymous.POLL.question.id) == 9


async def test_a_note_under_their_name_goes_and_does_not_come_back(
    storage: SqlStorage, database: Database
) -> None:
    await fill(storage, notes=2)
    message = MessageRef(PLENARY, "0.5")
    async with storage.work() as work:
        await work.credits.ask(ONE, message, GONE)
        await work.credits.answer(NoteId("n0.5"), GONE, "Ada Byron")
    await forget(storage)
    async with storage.look() as work:
        assert [note.message.stamp for note in await work.notes.all(ONE.id)] == ["1.5"]
    async with database.reading() as connection:
        assert "Byron" not in str(await connection.run_sync(words))


async def test_another_workspace_and_other_sessions_are_left_alone(storage: SqlStorage) -> None:
    await fill(storage)
    for beyond in (
        Erasure(AskedBy.THEMSELVES, ELSEWHERE),
        Erasure(AskedBy.ORGANISER, TENANT, (SessionId("another"),)),
    ):
        assert await forget(storage, erasure=beyond) == 0
    assert await forget(storage, erasure=Erasure(AskedBy.ORGANISER, TENANT, (ONE.id,))) > 0


async def test_no_byte_is_left_in_the_file_or_its_log(
    storage: SqlStorage, database: Database, engine: str
) -> None:
    if engine != SQLITE:
        pytest.skip("a server's files are its own")
    await fill(storage)
    async with storage.work() as work:
        for number in range(100):
            role = f"Sentinel of the north {number}"
            await work.people.put(SignUp(ONE.id, GONE, (), NOW, role, role))

    def found() -> int:
        files = [path for path in database.address.path.parent.rglob("*") if path.is_file()]
        assert len(files) > 2
        return sum(
            path.read_bytes().count(word) for path in files for word in (b"Sentinel of the north", b"U000")
        )

    assert found() > 0
    await forget(storage)
    assert found() == 0


async def test_a_backup_of_before_forgets_them_again(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database = await open_database(database_url)
    await fill(SqlStorage(database))
    copy = await asyncio.to_thread(back_up, database_url, tmp_path / "before.sqlite3")
    await forget(SqlStorage(database))
    await database.close()
    await write_down(database_url)
    await asyncio.to_thread(restore, database_url, copy)
    assert await forget_again(database_url) == 1
    assert await forget_again(database_url) == 0
    database = await open_database(database_url)
    async with database.reading() as connection:
        left = await connection.run_sync(words)
    await database.close()
    assert [name for name, said in left.items() if GONE in said] == []
    assert OTHER in left["sign_ups"]


async def test_a_file_that_was_put_back_by_hand_forgets_them_at_the_next_start(
    storage: SqlStorage, database: Database, engine: str
) -> None:
    if engine != SQLITE:
        pytest.skip("a server's files are its own")
    await fill(storage)
    book_beside(database.address.path).add([entry_of(EVERYWHERE, GONE, NOW)])
    assert await replay(database) == 1
    async with database.reading() as connection:
        assert GONE not in str(await connection.run_sync(words))


def test_the_book_names_nobody_and_reads_as_it_was_written(tmp_path: Path) -> None:
    book = Book(tmp_path / "backups" / "forgotten.jsonl")
    entries = [
        entry_of(EVERYWHERE, GONE, NOW),
        entry_of(Erasure(AskedBy.ORGANISER, TENANT, (ONE.id,)), OTHER, NOW),
    ]
    book.add(entries)
    with book.path.open("a") as file:
        file.write('{"salt": "cut off by a cra')
    book.add(entries)
    assert book.entries() == entries
    assert [one.is_of(GONE) for one in book.entries()] == [True, False]
    later = entry_of(EVERYWHERE, PersonRef("U002"), NOW)
    book.add([later])
    assert book.entries() == [*entries, later]
    assert not {GONE, OTHER} & set(book.path.read_text().split('"'))
    assert book.path.stat().st_mode & 0o777 == 0o600
