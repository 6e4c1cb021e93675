"""What is in a database, by tables: how many rows, and a hash over them, to tell whether two are the same."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    MetaData,
    Select,
    column,
    inspect,
    select,
    table,
    text,
)

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of a table, as far as these columns go. The order of the rows doesn't matter."""

    columns: Sequence[str]
    rows: int
    hash: int


def contents(connection: Connection, without: Collection[str] = ()) -> dict[str, Content]:
    """Every table's content. `without` leaves out tables, and columns written as table.column."""
    found = inspect(connection)
    return {
        name: content(connection, name, columns)
        for name in sorted(found.get_table_names())
        if name not in without
        and (columns := [each for each in _columns(connection, name) if f"{name}.{each}" not in without])
    }


def lost(connection: Connection, before: Mapping[str, Content]) -> str | None:
    """The first table whose rows are no longer what they were, as far as the same columns go; None when all are."""
    tables = set(inspect(connection).get_table_names())
    for name, was in before.items():
        if name not in tables or not set(was.columns) <= set(_columns(connection, name)):
            return name
        if content(connection, name, was.columns) != was:
            return name
    return None


def content(connection: Connection, name: str, columns: Sequence[str]) -> Content:
    """One table's content, of the values as the database keeps them."""
    # Without types, so that a value that can't be read as what it should be is compared too.
    statement: Select[*tuple[Any, ...]] = select(*map(column, columns)).select_from(table(name))
    rows = summed = 0
    for row in connection.execute(statement).yield_per(ROWS_AT_ONCE):
        digest = hashlib.blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        rows, summed = rows + 1, (summed + int.from_bytes(digest)) % 2**128
    return Content(tuple(columns), rows, summed)


def broken_references(connection: Connection) -> list[str]:
    """The tables with rows that refer to rows which aren't there."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA foreign_key_check")).all()
        return sorted({str(row[0]) for row in found})
    reflected = MetaData()
    reflected.reflect(connection)
    return sorted({key.table.name for key in _references(reflected) if _is_broken(connection, key)})


def _references(reflected: MetaData) -> Iterator[ForeignKeyConstraint]:
    for each in reflected.sorted_tables:
        yield from each.foreign_key_constraints


def _is_broken(connection: Connection, key: ForeignKeyConstraint) -> bool:
    parent = key.referred_table.alias("parent")
    child = key.table.alias("child")
    pairs = [(child.c[one.parent.name], parent.c[one.column.name]) for one in key.elements]
    there = select(1).select_from(parent)
    for mine, theirs in pairs:
        there = there.where(mine == theirs)
    alone = select(1).select_from(child).where(~there.correlate(child).exists())
    for mine, _ in pairs:
        alone = alone.where(mine.is_not(None))
    return connection.execute(alone.limit(1)).first() is not None


def _columns(connection: Connection, name: str) -> list[str]:
    return [each["name"] for each in inspect(connection).get_columns(name)]
