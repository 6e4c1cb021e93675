from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from consultation.model.notes import Said, Tag, Tagging
from consultation.model.polls import Ballot
from consultation.model.questions import Chosen
from consultation.model.references import MessageRef, NoteId, PersonRef
from storage.database import Database
from storage.seals import BALLOT, NOTE, seal
from storage.unit_of_work import SqlStorage
from tests.support.people import NOW, PLENARY, TENANT, session
from tests.support.polling import choice, polled

EVENING = datetime(2026, 11, 21, 18, 0, 0, 120, tzinfo=UTC)
ROW: dict[str, object] = {
    "question_id": "q1",
    "person": "U1",
    "answer": '{"chosen":[1]}',
    "version": 1,
    "cast_at": EVENING,
    "room_id": None,
    "order_stamp": "1.1",
}


def test_a_seal_is_the_same_wherever_the_moment_comes_from() -> None:
    same = [
        EVENING.astimezone(timezone(timedelta(hours=2))),
        "2026-11-21 18:00:00.000120",
    ]
    assert {seal(BALLOT, {**ROW, "cast_at": moment}) for moment in same} == {seal(BALLOT, ROW)}


@pytest.mark.parametrize("kept", ["2026-11-21T18:00:00.000120", "2026-11-21 18:00:00", "never", 7, None])
def test_a_moment_that_is_not_as_it_is_kept_has_no_seal(kept: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        seal(BALLOT, {**ROW, "cast_at": kept})


def test_whatever_changes_the_seal_is_another() -> None:
    others: dict[str, object] = {
        "question_id": "q2",
        "person": "U2",
        "answer": '{"chosen":[0]}',
        "version": 2,
        "cast_at": EVENING + timedelta(microseconds=1),
        "room_id": "r1",
        "order_stamp": None,
    }
    assert set(others) == set(BALLOT)
    assert (
        len({seal(BALLOT, {**ROW, name: other}) for name, other in others.items()} | {seal(BALLOT, ROW)}) == 8
    )


POLL = polled(choice("Well?", "Yes", "No"))


async def kept(database: Database, table: str) -> list[dict[str, object]]:
    async with database.reading() as connection:
        return [dict(row) for row in (await connection.execute(text(f"SELECT * FROM {table}"))).mappings()]  # noqa: S608 - a name of ours


async def test_ballots_are_sealed_as_they_are_cast(storage: SqlStorage, database: Database) -> None:
    async with storage.work() as work:
        await work.sessions.add(session())
        await work.polls.add(POLL)
        await work.polls.cast(
            [Ballot(POLL.question.id, PersonRef(name), Chosen((1,)), NOW, None) for name in ("U1", "U2")]
        )
    rows = await kept(database, "ballots")
    assert len(rows) == 2
    assert [row["seal"] for row in rows] == [seal(BALLOT, row) for row in rows]


async def test_a_note_is_sealed_and_sealed_again_when_it_is_reworded(
    storage: SqlStorage, database: Database
) -> None:
    message, one = MessageRef(PLENARY, "1.1"), session()
    async with storage.work() as work:
        await work.sessions.add(one)
        await work.notes.record(Tagging(message, PersonRef("U1"), Tag.CONCERN, True, "1.2"), one.id, None)
        await work.notes.keep(
            one.id, None, NoteId("n1"), Said(message, "First", None, EVENING, "https://x", "1.1")
        )
    first = await kept(database, "notes")
    async with storage.work() as work:
        await work.notes.reword(TENANT, message, "Better", "1.3")
    then = await kept(database, "notes")
    assert [row["text"] for row in first + then] == ["First", "Better"]
    assert [row["seal"] for row in first + then] == [seal(NOTE, row) for row in first + then]
