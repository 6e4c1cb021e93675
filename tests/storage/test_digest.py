from datetime import UTC, datetime
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from consultation.model.digest import (
    Digest,
    DigestPart,
    NextSession,
    PartKind,
    Point,
    PollFinding,
    RoomFinding,
    Section,
)
from consultation.model.notes import Tag
from consultation.model.questions import AGREEMENT_SCALE, QuestionKind, Tally
from consultation.model.references import NoteId, PollId
from consultation.ports.storage import Storage
from storage.digest_json import digest_from_json, digest_to_json, part_from_json, part_to_json
from tests.support.people import LATER, NOW, session

ONE = session()
SAID = Point(NoteId("n1"), "“Words” — <kept> & 👩‍⚕️ مرحبا", "https://x/p1")
ROOM = RoomFinding(
    1, "Integrated care", 30, 22, (SAID,), (Section(Tag.CONCERN, (SAID,)), Section(Tag.QUOTE, ()))
)
POLL = PollFinding(
    PollId("q1"),
    "Agreed?",
    QuestionKind.AGREEMENT,
    AGREEMENT_SCALE,
    Tally((1, 2, 3, 0, 0)),
    ((1, Tally((1, 0))),),
)
NEXT = (NextSession("Next?", LATER, "A guest"), NextSession("Later?", None, None))
DIGEST = Digest(ONE.id, ONE.question, "A programme", NOW, None, 120, 4, (ROOM,), (POLL,), (SAID,), NEXT)
PARTS = (
    DigestPart(PartKind.OVERVIEW, 1, 3, DIGEST),
    DigestPart(PartKind.ROOM, 2, 3, DIGEST, room=ROOM, continued=True),
    DigestPart(PartKind.OUTCOMES, 3, 3, DIGEST, polls=(POLL,), actions=(SAID,), next_sessions=NEXT),
)

# Hypothesis draws each field from its type, so that a new field is drawn too; only moments must be in UTC, and lists short.
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


T = TypeVar("T")


def few(each: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(each, max_size=2).map(tuple)


POINTS = few(st.builds(Point))
ROOMS = st.builds(RoomFinding, headlines=POINTS, sections=few(st.builds(Section, points=POINTS)))
COUNTED = st.builds(Tally, few(st.integers(0)))
POLLS = st.builds(
    PollFinding, options=few(st.text()), tally=COUNTED, by_room=few(st.tuples(st.integers(), COUNTED))
)
OUTCOMES = {"polls": few(POLLS), "actions": POINTS, "next_sessions": few(st.builds(NextSession))}


@settings(max_examples=40)
@given(st.builds(Digest, rooms=few(ROOMS), **OUTCOMES))
def test_a_digest_comes_back_from_json_as_it_was(digest: Digest) -> None:
    assert digest_from_json(digest_to_json(digest)) == digest


@settings(max_examples=40)
@given(st.builds(DigestPart, digest=st.just(DIGEST), room=st.none() | ROOMS, **OUTCOMES))
def test_a_part_comes_back_from_json_as_it_was(part: DigestPart) -> None:
    assert part_from_json(part_to_json(part), part.digest) == part


async def test_a_published_digest_and_each_of_its_parts_is_kept(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.digests.add(DIGEST, PARTS, LATER)
    async with storage.look() as work:
        assert await work.digests.get(ONE.id) == DIGEST
        assert [await work.digests.part(ONE.id, number) for number in (1, 2, 3)] == list(PARTS)


async def test_there_is_nothing_where_nothing_was_published(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        assert await work.digests.get(ONE.id) is None
        assert await work.digests.part(ONE.id, 1) is None
        await work.digests.add(DIGEST, (), LATER)
        assert await work.digests.part(ONE.id, 4) is None


async def test_a_digest_is_published_once(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.digests.add(DIGEST, PARTS, LATER)
        with pytest.raises(IntegrityError):
            await work.digests.add(DIGEST, PARTS, LATER)
