import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.unit_of_work import SqlStorage
from storage.verify import verify
from tests.support.filling import fill
from tests.support.storage import SQLITE, url_of


@pytest.fixture
def engine() -> str:
    return SQLITE


@pytest.fixture
async def path(database: Database) -> Path:
    """A filled database that nobody uses any more."""
    await fill(SqlStorage(database))
    await database.close()
    return database.address.path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_whole_database_has_nothing_the_matter(path: Path) -> None:
    before = path.read_bytes()
    assert verify(url_of(path)) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE ballots SET answer = '{\"chosen\":[1]}' WHERE number = 3", "Row 3 of ballots"),
        ("UPDATE ballots SET cast_at = 'never' WHERE number = 3", "Row 3 of ballots"),
        ("UPDATE ballots SET seal = NULL WHERE number = 3", "Row 3 of ballots"),
        ("UPDATE notes SET text = text || '.' WHERE number = 2", "Row 2 of notes"),
        ("UPDATE notes SET text = CAST(x'ff' AS TEXT) WHERE number = 2", "Row 2 of notes"),
        ("UPDATE options SET question_id = 'gone'", "options refer to what isn't there"),
        ("UPDATE alembic_version SET version_num = '0001'", "./run bot migrate"),
    ],
)
def test_what_was_changed_behind_our_back_is_named_in_a_sentence(
    path: Path, statement: str, said: str
) -> None:
    change(path, statement)
    found = verify(url_of(path))
    assert len(found) == 1
    assert said in found[0]
    assert found[0].endswith(".")


def flipped(path: Path, chance: random.Random, words: bytes) -> tuple[int, int]:
    """Where a bit of a row that holds these words is, somewhere in the words or close to them."""
    content = path.read_bytes()
    places = [found.start() for found in re.finditer(re.escape(words), content)]
    return chance.choice(places) + chance.randrange(len(words)), 1 << chance.randrange(8)


@pytest.mark.parametrize("words", [b"q1U0", b"Thought number", b"1.11:"])
def test_every_flipped_bit_in_a_vote_or_a_note_is_found(path: Path, words: bytes) -> None:
    """SQLite's own check found 3 of 200."""
    chance = random.Random(words.hex())  # noqa: S311 - repeatable
    whole = path.read_bytes()
    for _ in range(20):
        at, bit = flipped(path, chance, words)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        assert verify(url_of(path)), (at, bit)
        path.write_bytes(whole)
