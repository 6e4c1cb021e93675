from dataclasses import replace

import pytest

from consultation.model.cards import CardKind, CardRow
from consultation.model.references import CardId, MessageRef, PlaceRef, SessionId
from consultation.ports.storage import Storage, Work
from tests.support.people import ELSEWHERE, PLENARY, session

ONE = session()
OTHER = session(id=SessionId("s2"), tenant=ELSEWHERE, themes=())
MESSAGE = MessageRef(PLENARY, "1700000000.000100")


def card(name: str, kind: CardKind = CardKind.POLL, subject: str = "q1", place: str = "C1") -> CardRow:
    return CardRow(CardId(name), ONE.id, kind, subject, PlaceRef(place), wanted=1, shown=0)


async def add(work: Work, *cards: CardRow) -> None:
    for each in cards:
        await work.cards.add(each)


async def stale(work: Work) -> list[str]:
    return [each.id for each in await work.cards.stale()]


@pytest.fixture(autouse=True)
async def _two_sessions(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.sessions.add(OTHER)


async def test_an_added_card_waits_to_be_shown(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"))
        assert await work.cards.stale() == [card("a")]
        assert await work.cards.get(CardId("a")) == card("a")
        assert await work.cards.get(CardId("b")) is None


async def test_a_card_added_twice_is_one_card(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"), card("b"))
        assert await work.cards.of(ONE.id, CardKind.POLL) == [card("a")]


async def test_a_shown_card_rests_where_it_is_until_it_is_touched(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"))
        await work.cards.shown(CardId("a"), 1, MESSAGE)
        shown = replace(card("a"), shown=1, message=MESSAGE)
        assert await work.cards.get(CardId("a")) == shown
        assert await work.cards.stale() == []
        await work.cards.touch(ONE.id, CardKind.POLL)
        assert await work.cards.stale() == [replace(shown, wanted=2)]


async def test_a_card_shown_as_it_was_before_a_change_stays_stale(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"))
        await work.cards.touch(ONE.id, CardKind.POLL)
        await work.cards.shown(CardId("a"), 1, MESSAGE)
        assert await work.cards.stale() == [replace(card("a"), wanted=2, shown=1, message=MESSAGE)]


async def test_a_late_answer_about_an_older_version_undoes_nothing(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"))
        await work.cards.touch(ONE.id, CardKind.POLL)
        await work.cards.shown(CardId("a"), 2, MESSAGE)
        await work.cards.shown(CardId("a"), 1, MessageRef(PLENARY, "0"))
        assert await work.cards.get(CardId("a")) == replace(card("a"), wanted=2, shown=2, message=MESSAGE)
        assert await work.cards.stale() == []


async def test_a_touch_reaches_all_cards_of_the_kind_or_those_of_one_subject(storage: Storage) -> None:
    one, two, room = card("a"), card("b", subject="q2"), card("c", CardKind.ROOM, "r1")
    theirs = replace(card("d"), session=OTHER.id)
    async with storage.work() as work:
        await add(work, one, two, room, theirs)
        for each in (one, two, room, theirs):
            await work.cards.shown(each.id, 1, MESSAGE)
        await work.cards.touch(ONE.id, CardKind.POLL, "q2")
        assert await stale(work) == ["b"]
        await work.cards.touch(ONE.id, CardKind.POLL)
        assert await stale(work) == ["b", "a"]


async def test_those_longest_behind_come_first_however_often_others_change(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"), card("b", subject="q2"), card("c", subject="q3"))
        await work.cards.touch(ONE.id, CardKind.POLL, "q2")
        assert await stale(work) == ["a", "b", "c"]
        await work.cards.touch(ONE.id, CardKind.POLL, "q1")
        await work.cards.shown(CardId("a"), 1, MESSAGE)
        assert await stale(work) == ["b", "c", "a"]


async def test_a_card_that_was_given_up_is_left_alone_until_it_changes(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"))
        await work.cards.shown(CardId("a"), 1, MESSAGE)
        await work.cards.touch(ONE.id, CardKind.POLL)
        await work.cards.give_up(CardId("a"), 2)
        assert await work.cards.stale() == []
        assert await work.cards.get(CardId("a")) == replace(card("a"), wanted=2, shown=2, message=MESSAGE)
        await work.cards.touch(ONE.id, CardKind.POLL)
        assert await stale(work) == ["a"]


async def test_cards_of_one_kind_are_in_the_order_of_being_added(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("z", place="C9"), card("m", CardKind.ROOM), card("a", place="C2"))
        assert [each.id for each in await work.cards.of(ONE.id, CardKind.POLL)] == ["z", "a"]


async def test_a_card_leads_to_its_session_whatever_the_workspace(storage: Storage) -> None:
    async with storage.work() as work:
        await add(work, card("a"), replace(card("b"), session=OTHER.id))
        assert await work.cards.session_of(CardId("a")) == ONE
        assert await work.cards.session_of(CardId("b")) == OTHER
        assert await work.cards.session_of(CardId("c")) is None
