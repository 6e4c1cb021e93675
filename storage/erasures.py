"""Forgetting people, and forgetting them again where a backup of before is brought back."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, and_, insert, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.erasures import AskedBy, Erasure
from consultation.model.references import PersonRef, SessionId, Tenant
from consultation.model.sessions import Phase
from storage.address import Address, parse
from storage.database import Database, open_database
from storage.erasing import Eraser, erase_deliveries
from storage.erasure_book import Book, Entry, book_beside, entry_of
from storage.erasure_rules import RULES, TOLD, Fate, column_of, is_over
from storage.erasure_tables import erasures
from storage.keys import Keys, keys_of
from storage.migrate import is_current, migrate
from storage.schema import organisers, sessions
from storage.shredding import overwrite

log = logging.getLogger(__name__)


class ErasureStore:
    """Implements the port of the same name. Whoever has the database open scrubs it once this is committed."""

    def __init__(self, connection: AsyncConnection, keys: Keys, book: Book | None = None) -> None:
        self._connection, self._keys, self._book = connection, keys, book
        self.erased = False
        """Whether somebody was forgotten through this store."""

    async def led_alone(self, erasure: Erasure, person: PersonRef) -> Sequence[str]:
        alone = select(organisers.c.session_id).where(organisers.c.person == person, is_over(organisers))
        under_way = sessions.c.phase.not_in([Phase.CLOSED, Phase.PUBLISHED])
        found = select(sessions.c.question).where(_scope(erasure), under_way, sessions.c.id.in_(alone))
        return list(await self._connection.scalars(found.order_by(sessions.c.number)))

    async def erase(self, erasure: Erasure, person: PersonRef, at: datetime) -> int:
        entry = entry_of(erasure, person, at)
        if self._book is not None:
            # Before the commit: to forget somebody once more, at the next start, does no harm as long as nothing happened since.
            await self._took_place(entry, person)
            self._book.add([entry])
        return await self.carry_out(entry, [person])

    async def _took_place(self, entry: Entry, person: PersonRef) -> None:
        """What was begun before, could not be committed and is asked for again is not to befall who takes part anew afterwards."""
        assert self._book is not None
        for one in await self.missing(self._book.entries()):
            if one.is_of(person) and entry.erasure.covers(one.erasure):
                await self._connection.execute(insert(erasures).values(**_fields(one), rows=0))

    async def carry_out(self, entry: Entry, people: Iterable[PersonRef]) -> int:
        """What a line of the book says, for these people; how many rows told of them."""
        self.erased, rows = True, 0
        among = list(await self._connection.scalars(select(sessions.c.id).where(_scope(entry.erasure))))
        for person in people:
            for session in among:
                rows += await Eraser(self._connection, self._keys, person, SessionId(session)).erase()
            rows += await erase_deliveries(self._connection, self._keys, entry.erasure, person)
        await self._connection.execute(insert(erasures).values(**_fields(entry), rows=rows))
        log.info(
            "somebody was forgotten at the word of %s: %s rows told of them", entry.erasure.asked_by, rows
        )
        return rows

    async def missing(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those lines of the book of which this database knows nothing."""
        known = set(await self._connection.scalars(select(erasures.c.salt)))
        return [one for one in entries if one.salt not in known]

    async def entries(self) -> list[Entry]:
        """Everything that this database knows was erased, as lines of the book, oldest first."""
        found = await self._connection.execute(select(erasures).order_by(erasures.c.number))
        return [_entry(row.salt, row.mark, row.tenant, row.sessions, row.asked_by, row.at) for row in found]

    async def known_people(self) -> set[str]:
        """Every person of whom something tells."""
        found: set[str] = set()
        for name, rule in RULES.items():
            table, column = column_of(name)
            if rule.fate not in (Fate.FOLLOWS, Fate.STAYS) and table.name not in {"notices", "intake"}:
                found.update(
                    one.partition(" ")[0] for one in await self._connection.scalars(select(column)) if one
                )
        return found


async def replay(database: Database) -> int:
    """Forget again those whom the book knows and this database does not, since it is older than that. How many lines were new."""
    written = _book_of(database.address).entries()
    if not written:
        return 0
    async with database.writing() as connection:
        store = ErasureStore(connection, keys_of(database))
        missing = await store.missing(written)
        people = await store.known_people() if missing else set()
        for entry in missing:
            await store.carry_out(entry, [PersonRef(one) for one in people if entry.is_of(one)])
        if missing:
            await database.note_to_scrub(connection)
    if missing:
        await overwrite(database, TOLD)
    return len(missing)


async def write_down(url: str) -> None:
    """Before a server's database is replaced: put into the book what it alone knows of erasures. A file's are in the book already."""
    address = parse(url)
    if address.is_file or not await asyncio.to_thread(is_current, url):
        return
    database = await open_database(url)
    try:
        async with database.reading() as connection:
            known = await ErasureStore(connection, keys_of(database)).entries()
    finally:
        await database.close()
    _book_of(address).add(known)


async def forget_again(url: str) -> int:
    """`replay` for a database that was just brought back, once it is up to date."""
    if not _book_of(parse(url)).entries():
        return 0
    await asyncio.to_thread(migrate, url)
    database = await open_database(url)
    try:
        return await replay(database)
    finally:
        await database.close()


def _book_of(address: Address) -> Book:
    return book_beside(address.path if address.is_file else Path("here"))


def _scope(erasure: Erasure) -> ColumnElement[bool]:
    of_tenant = true() if erasure.tenant is None else sessions.c.tenant == erasure.tenant
    among = true() if erasure.sessions is None else sessions.c.id.in_(erasure.sessions)
    return and_(of_tenant, among)


def _fields(entry: Entry) -> dict[str, object]:
    among = entry.erasure.sessions
    return {
        "salt": entry.salt,
        "mark": entry.mark,
        "tenant": entry.erasure.tenant,
        "sessions": None if among is None else list(among),
        "asked_by": entry.erasure.asked_by,
        "at": entry.at,
    }


def _entry(
    salt: str, mark: str, tenant: str | None, among: list[str] | None, asked_by: str, at: datetime
) -> Entry:
    erasure = Erasure(
        AskedBy(asked_by),
        Tenant(tenant) if tenant is not None else None,
        tuple(map(SessionId, among)) if among is not None else None,
    )
    return Entry(salt, mark, erasure, at)
