"""What is in a database, by tables: how many rows, and a hash over them, to tell whether two are the same."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, column, inspect, select, table, text
from sqlalchemy.engine.interfaces import ReflectedForeignKeyConstraint

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of a table, as far as these columns go. The order of the rows doesn't matter."""

    columns: Sequence[str]
    rows: int
    hash: int


def contents(connection: Connection, without: Collection[str] = ()) -> dict[str, Content]:
    """Every table's content. `without` leaves out tables, and columns written as table.column."""
    return {
        name: content(connection, name, columns)
        for name, all_columns in sorted(_columns(connection).items())
        if name not in without
        and (columns := [each for each in all_columns if f"{name}.{each}" not in without])
    }


def lost(connection: Connection, before: Mapping[str, Content]) -> str | None:
    """The first table whose rows are no longer what they were, as far as the same columns go; None when all are."""
    tables = _columns(connection)
    for name, was in before.items():
        if not set(was.columns) <= set(tables.get(name, ())):
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
    # All of them in one question: to ask for each takes longer than the answers.
    keys = inspect(connection).get_multi_foreign_keys()
    quoted = connection.dialect.identifier_preparer.quote
    asked = [_broken(quoted, name, key) for (_, name), found in keys.items() for key in found]
    return sorted(
        {str(row[0]) for row in connection.exec_driver_sql(" UNION ALL ".join(asked))} if asked else ()
    )


def _broken(quoted: Callable[[str], str], name: str, key: ReflectedForeignKeyConstraint) -> str:
    """Ask for the name of a table if it has a row whose reference leads nowhere."""
    own, others = map(quoted, key["constrained_columns"]), map(quoted, key["referred_columns"])
    pairs = list(zip(own, others, strict=True))
    given = " AND ".join(f"child.{mine} IS NOT NULL" for mine, _ in pairs)
    same = " AND ".join(f"child.{mine} = parent.{theirs}" for mine, theirs in pairs)
    parent = f"SELECT 1 FROM {quoted(key['referred_table'])} AS parent WHERE {same}"  # noqa: S608 - names of ours, quoted
    child = f"SELECT 1 FROM {quoted(name)} AS child WHERE {given} AND NOT EXISTS ({parent})"  # noqa: S608 - likewise
    return f"SELECT '{name}' WHERE EXISTS ({child})"


def _columns(connection: Connection) -> dict[str, list[str]]:
    """The columns of every table."""
    found = inspect(connection).get_multi_columns()
    return {name: [each["name"] for each in columns] for (_, name), columns in found.items()}
