"""Anonymous polls: what a thief of everything can find out about who answered what."""

import asyncio
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from consultation.model.intake import Delivery
from consultation.model.people import SignUp
from consultation.model.polls import Audience, Ballot, Poll, Secrecy, Shows
from consultation.model.questions import Chosen, Question, QuestionKind
from consultation.model.references import PersonRef, PollId, QuestionId, RoomId
from consultation.model.rooms import Room, Seat
from consultation.services.tallies import tally_of
from storage.backups import back_up
from storage.database import Database
from storage.disk import beside
from storage.envelopes import new_key, pseudonym, unwrap, wrap
from storage.intake import IntakeStore
from storage.keys import FOLDER, UNFINISHED, FileKeys
from storage.shredding import sweep
from storage.unit_of_work import SqlStorage
from storage.verify import verify
from tests.support.consultation import FakeClock
from tests.support.people import LATER, NOW, ORGANISER, session
from tests.support.storage import SQLITE

ONE = session()
OPTIONS = ("Ash", "Birch", "Cedar", "Damson")
POLL = Poll(
    PollId("q1"),
    ONE.id,
    Question(QuestionId("q1"), QuestionKind.CHOICE, "Which?", OPTIONS),
    Audience.PLENARY,
    ORGANISER.person,
    NOW,
    shows=Shows.AT_CLOSE,
    secrecy=Secrecy.ANONYMOUS,
)
PEOPLE = [PersonRef(f"U{number:03}") for number in range(60)]
ROOMS = [Room(RoomId(f"r{number}"), ONE.id, number, theme.id) for number, theme in enumerate(ONE.themes, 1)]


def chosen(chance: Random) -> dict[PersonRef, int]:
    """What each person answers in the end: nothing else in the world depends on it."""
    return {person: chance.randrange(len(OPTIONS)) for person in PEOPLE}


def ballot(person: PersonRef, option: int, order: str = "", room: RoomId | None = None) -> Ballot:
    return Ballot(POLL.question.id, person, Chosen((option,)), NOW, room, order, anonymous=True)


async def fill(storage: SqlStorage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.rooms.replace_all(
            ONE.id, ROOMS, [Seat(person, ROOMS[number % 2].id, None) for number, person in enumerate(PEOPLE)]
        )
        for person in PEOPLE:
            await work.people.put(SignUp(ONE.id, person, (), NOW))
        await work.polls.add(POLL)


async def vote(storage: SqlStorage, answers: dict[PersonRef, int]) -> None:
    for number, (person, option) in enumerate(answers.items()):
        async with storage.work() as work:
            await work.polls.cast(
                [ballot(person, (option + 1) % 4, f"{number}.1"), ballot(person, option, f"{number}.2")]
            )


async def close(storage: SqlStorage) -> None:
    async with storage.work() as work:
        await work.polls.close(POLL.id, LATER)


async def test_while_it_is_open_only_the_number_of_answers_is_known(storage: SqlStorage) -> None:
    await fill(storage)
    await vote(storage, dict.fromkeys(PEOPLE[:7], 2))
    async with storage.look() as work:
        tally = await tally_of(work, POLL)
        voters = await work.polls.voters(POLL, PEOPLE[:8])
    assert (tally.counts, tally.answers, tally.silent) == ((0, 0, 0, 0), 7, 53)
    assert [voters[person].answer for person in PEOPLE[6:8]] == [Chosen((2,)), None]
    assert voters[PEOPLE[0]].order == "0.2"


async def test_at_the_close_every_last_answer_counts_once_and_the_seals_hold(
    storage: SqlStorage, database_url: str
) -> None:
    answers = chosen(Random(3))  # noqa: S311 - repeatable, not secret
    await fill(storage)
    await vote(storage, answers)
    await close(storage)
    async with storage.look() as work:
        found = await work.polls.any(POLL.id)
        assert found is not None
        tally = await tally_of(work, found)
    assert Counter(answers.values()) == Counter(dict(enumerate(tally.counts)))
    assert tally.silent == 0
    assert await asyncio.to_thread(verify, database_url) == []


async def test_after_the_close_no_row_bears_a_name_a_time_or_an_order(
    storage: SqlStorage, database: Database
) -> None:
    await fill(storage)
    await vote(storage, chosen(Random(4)))  # noqa: S311 - repeatable, not secret
    await close(storage)
    async with database.reading() as connection:
        rows = (await connection.exec_driver_sql("SELECT * FROM ballots")).mappings().all()
    assert len(rows) == len(PEOPLE)
    assert {row["order_stamp"] for row in rows} == {None}
    assert len({str(row["cast_at"]) for row in rows}) == 1
    assert not {row["person"] for row in rows} & set(PEOPLE)


async def test_a_room_is_told_apart_only_where_five_answered_in_it_and_no_other_gives_it_away(
    storage: SqlStorage,
) -> None:
    await fill(storage)
    async with storage.work() as work:
        await work.polls.cast([ballot(person, 1, room=ROOMS[0].id) for person in PEOPLE[:20]])
        await work.polls.cast([ballot(person, 2, room=ROOMS[1].id) for person in PEOPLE[20:23]])
    await close(storage)
    async with storage.look() as work:
        by_room = [await work.polls.piles(POLL.question.id, room.id) for room in ROOMS]
        everybody = await work.polls.piles(POLL.question.id)
    assert by_room == [[], []]
    assert sum(pile.people for pile in everybody) == 23


async def test_a_key_that_outlived_its_poll_is_swept_away(storage: SqlStorage, database: Database) -> None:
    await fill(storage)
    keys = storage._keys
    async with database.writing() as connection:
        await keys.make(connection, "q0")
    await sweep(database)
    async with database.writing() as connection:
        assert [name for name in await keys.names(connection) if name.startswith("q")] == ["q1"]


async def test_a_key_that_a_crash_left_empty_or_unfinished_stands_in_nobodys_way(tmp_path: Path) -> None:
    keys = FileKeys(tmp_path / "plenary.sqlite3")
    first = await keys.make(None, "intake.1")
    folder = beside(tmp_path / "plenary.sqlite3", FOLDER)
    (folder / "intake.2").touch()
    (folder / UNFINISHED).write_bytes(b"half")
    assert await keys.get(None, "intake.2") is None
    second = await keys.make(None, "intake.2")
    assert [await keys.get(None, name) for name in ("intake.1", "intake.2")] == [first, second]
    assert sorted(await keys.names(None)) == ["intake.1", "intake.2"]
    with pytest.raises(FileExistsError):
        await keys.make(None, "intake.1")


def test_an_envelope_opens_with_its_key_only_and_all_are_of_one_length() -> None:
    key = new_key()
    short, long = wrap(key, "no", 256), wrap(key, "łatwo " * 20, 256)
    assert len(short) == len(long)
    assert (unwrap(key, short), unwrap(key, long)) == ("no", "łatwo " * 20)
    assert unwrap(new_key(), short) is None
    assert unwrap(key, short[:-4] + "AAA=") is None
    assert unwrap(key, "{}") is None
    assert wrap(key, "no", 256) != short
    assert pseudonym(key, "U1") == pseudonym(key, "U1") != pseudonym(key, "U2") != pseudonym(new_key(), "U2")


class Loot:
    """Everything that lay around: the database and its log, and every backup, as bytes and as rows."""

    def __init__(self, folder: Path, logs: str) -> None:
        files = [each for each in folder.rglob("*") if each.is_file()]
        self.raw = {each.name: each.read_bytes() for each in files} | {"logs": logs.encode()}
        self.databases = [
            each for each in files if ".sqlite3" in each.name and each.read_bytes()[:6] == b"SQLite"
        ]

    def rows(self) -> Iterator[list[dict[str, object]]]:
        """Every table of every database, in the order of its rows."""
        for path in self.databases:
            with closing(sqlite3.connect(path)) as connection:
                connection.row_factory = sqlite3.Row
                tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
                for (name,) in tables:
                    yield [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - a table's own name


def guesses(loot: Loot) -> dict[PersonRef, set[int]]:
    """All that a program can make of it: every way in which a person and an answer stand together or in one order."""
    found: dict[PersonRef, set[int]] = {person: set() for person in PEOPLE}
    for rows in loot.rows():
        for person, number in (*_together(rows), *_in_one_order(rows)):
            found[person].add(number)
    for person in PEOPLE:
        found[person] |= {number for raw in loot.raw.values() for number in _nearby(raw, person)}
    return found


def _together(rows: list[dict[str, object]]) -> Iterator[tuple[PersonRef, int]]:
    for row in rows:
        text, number = json.dumps(row, default=str), _answer(row)
        if number is not None:
            yield from ((person, number) for person in PEOPLE if person in text)


def _in_one_order(rows: list[dict[str, object]]) -> Iterator[tuple[PersonRef, int]]:
    """People answered, and signed up, one after the other."""
    answers = [number for row in rows if (number := _answer(row)) is not None]
    if len(answers) == len(PEOPLE):
        yield from zip(PEOPLE, answers, strict=True)


def _nearby(raw: bytes, person: PersonRef) -> Iterator[int]:
    for near in re.finditer(re.escape(person).encode(), raw):
        around = raw[max(near.start() - 200, 0) : near.end() + 200]
        for hit in re.finditer(rb'chosen[\\"]*: ?\[(\d)\]|vote:q1:(\d)', around):
            yield int(hit[1] or hit[2])


def _answer(row: dict[str, object]) -> int | None:
    found = re.search(r'"chosen":\[(\d)\]|vote:q1:(\d)', " ".join(map(str, row.values())))
    return int(found[1] or found[2]) if found else None


@pytest.mark.parametrize("seed", range(3))
async def test_whoever_has_everything_after_the_close_does_no_better_than_chance(
    storage: SqlStorage, database: Database, engine: str, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    if engine != SQLITE:
        pytest.skip("a server's files are its own")
    caplog.set_level(0)
    folder, url = database.address.path.parent, f"sqlite:///{database.address.path}"
    answers = chosen(Random(seed))  # noqa: S311 - repeatable, not secret
    intake = IntakeStore(database, FakeClock())
    await fill(storage)
    for number, (person, option) in enumerate(answers.items()):
        pressed = json.dumps({"user": {"id": person}, "actions": [{"action_id": f"vote:q1:{option}"}]})
        taken = await intake.take(Delivery(f"slack:T1:{number}", "block_actions", pressed))
        if number % 20 == 0:
            # In the very moment between taking in and counting, and of one that is parked for good.
            await asyncio.to_thread(back_up, url)
        async with storage.work() as work:
            await work.polls.cast([ballot(person, option, f"{number}.0")])
        assert taken is not None
        await (intake.park(taken) if number % 13 == 0 else intake.done(taken))
    await asyncio.to_thread(back_up, url)
    await close(storage)
    await asyncio.to_thread(back_up, url)
    loot = Loot(folder, caplog.text)
    assert len(loot.databases) >= 6
    assert not list((folder / f"{database.address.path.name}{FOLDER}").glob("q*"))
    right = sum(found == {answers[person]} for person, found in guesses(loot).items())
    # By chance a quarter of 60 is guessed, give or take 3.4.
    assert right <= len(PEOPLE) / len(OPTIONS) + 3 * 3.4


async def test_the_same_program_finds_everybody_where_names_are_only_hidden(
    storage: SqlStorage, database: Database, engine: str
) -> None:
    """Or the test above would prove nothing."""
    if engine != SQLITE:
        pytest.skip("a server's files are its own")
    answers = chosen(Random(1))  # noqa: S311 - repeatable, not secret
    await fill(storage)
    async with storage.work() as work:
        await work.polls.cast(
            [Ballot(POLL.question.id, person, Chosen((option,)), NOW) for person, option in answers.items()]
        )
    found = guesses(Loot(database.address.path.parent, ""))
    assert all(answers[person] in found[person] for person in PEOPLE)
