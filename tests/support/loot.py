"""What a thief of everything carries off, and a program that tries to find out from it who answered what."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, object]
Said = Callable[[str], int | None]
"""Which answer a text tells; None where it tells none."""

NEAR = 300
"""Bytes before and after a name in which an answer is looked for."""


@dataclass(frozen=True)
class Loot:
    """The database with its log and its keys, every backup, and what was logged."""

    raw: Mapping[str, bytes]
    databases: Sequence[Path]

    @classmethod
    def of(cls, folder: Path, logs: str) -> "Loot":
        """Everything in a folder."""
        files = [each for each in folder.rglob("*") if each.is_file()]
        raw = {each.name: each.read_bytes() for each in files} | {"logs": logs.encode()}
        return cls(raw, [each for each in files if each.read_bytes()[:6] == b"SQLite"])

    def tables(self) -> Iterator[tuple[str, list[Row]]]:
        """Every table of every database, in the order of its rows."""
        for path in self.databases:
            with closing(sqlite3.connect(path)) as connection:
                connection.row_factory = sqlite3.Row
                tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
                for (name,) in tables:
                    yield name, [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - a table's own name


def most_linked(loot: Loot, answers: Mapping[str, int], said: Said, orders: Sequence[Sequence[str]]) -> int:
    """Of how many people the best way of guessing finds the answer. `orders` are those in which people are known to have done things."""
    return max(_side_by_side(loot, answers, said), *_one_after_another(loot, answers, said, orders), 0)


def _side_by_side(loot: Loot, answers: Mapping[str, int], said: Said) -> int:
    """A name and one answer only, in one row or near each other in a file."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for _, rows in loot.tables():
        for row in rows:
            text = " ".join(map(str, row.values()))
            if (told := said(text)) is not None:
                for person in answers:
                    found[person] |= {told} if person in text else set()
    for person in answers:
        found[person] |= {told for raw in loot.raw.values() for told in _nearby(raw, person, said)}
    return sum(found[person] == {answer} for person, answer in answers.items())


def _nearby(raw: bytes, person: str, said: Said) -> Iterator[int]:
    for near in re.finditer(re.escape(person).encode(), raw):
        told = said(raw[max(near.start() - NEAR, 0) : near.end() + NEAR].decode("utf-8", "replace"))
        if told is not None:
            yield told


def _one_after_another(
    loot: Loot, answers: Mapping[str, int], said: Said, orders: Sequence[Sequence[str]]
) -> Iterator[int]:
    """As many answers as people, put in the order of any column."""
    for _, rows in loot.tables():
        for alike in _parts(rows, said):
            for column in alike[0] if len(alike) == len(answers) else ():
                told = [
                    said(" ".join(map(str, row.values())))
                    for row in sorted(alike, key=lambda row: str(row[column]).rjust(40))
                ]
                yield from (
                    sum(answers[one] == it for one, it in zip(order, told, strict=True)) for order in orders
                )


def _parts(rows: Sequence[Row], said: Said) -> Iterator[list[Row]]:
    """The rows that tell an answer: all, and those that share a value in some column."""
    telling = [row for row in rows if said(" ".join(map(str, row.values()))) is not None]
    parts: defaultdict[tuple[str, object], list[Row]] = defaultdict(list)
    for row in telling:
        for column, value in row.items():
            parts[column, value].append(row)
    yield from (part for part in (telling, *parts.values()) if part)
