"""Conversations, statements and opinions in tables."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from consultation.model.people import SignUp
from consultation.model.references import ConversationId, PersonRef, StatementId
from consultation.model.statements import (
    Conversation,
    Opinion,
    OpinionBallot,
    Stance,
    Standing,
    Statement,
    Turnout,
)
from consultation.ports.storage import Storage
from storage.database import Database
from storage.verify import verify
from tests.support.people import ELSEWHERE, LATER, NOW, ORGANISER, TENANT, session

ONE = session()
TALK = Conversation(ConversationId("c1"), ONE.id, "What helps?", True, ORGANISER.person, NOW)
ADA, BOB = PersonRef("UA"), PersonRef("UB")
SAID = [
    Statement(StatementId(f"s{number}"), TALK.id, f"Thing {number}", standing, ADA, NOW)
    for number, standing in enumerate((Standing.SHOWN, Standing.WAITING, Standing.HIDDEN))
]


def ballot(person: PersonRef, number: int, opinion: Opinion, order: str = "") -> OpinionBallot:
    return OpinionBallot(TALK.id, SAID[number].id, person, opinion, NOW, order)


@pytest.fixture(autouse=True)
async def _one_conversation(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.statements.begin(TALK)
        await work.statements.add(SAID)


async def test_everything_comes_back_whole_and_in_its_own_workspace_only(storage: Storage) -> None:
    async with storage.look() as work:
        assert await work.statements.conversation(TENANT, TALK.id) == TALK
        assert await work.statements.conversation(ELSEWHERE, TALK.id) is None
        assert await work.statements.all(TALK.id) == SAID
        assert await work.statements.get(TENANT, SAID[1].id) == SAID[1]
        assert await work.statements.get(ELSEWHERE, SAID[1].id) is None


async def test_it_closes_once(storage: Storage) -> None:
    async with storage.work() as work:
        await work.statements.close(TALK.id, NOW)
        await work.statements.close(TALK.id, LATER)
        assert await work.statements.conversations(ONE.id) == [replace(TALK, closed_at=NOW)]


async def test_a_judgement_is_kept_with_its_reason(storage: Storage) -> None:
    async with storage.work() as work:
        await work.statements.judge(SAID[0].id, Standing.HIDDEN, "Twice")
        assert await work.statements.get(TENANT, SAID[0].id) == replace(
            SAID[0], standing=Standing.HIDDEN, reason="Twice"
        )


async def test_the_latest_opinion_counts_and_the_earlier_stay_in_the_log(storage: Storage) -> None:
    async with storage.work() as work:
        await work.statements.cast(
            [
                ballot(ADA, 0, Opinion.AGREE, "1"),
                ballot(BOB, 0, Opinion.PASSED, "1"),
                ballot(ADA, 0, Opinion.DISAGREE, "2"),
            ]
        )
        await work.statements.cast([ballot(ADA, 2, Opinion.AGREE)])
        received = await work.statements.receptions(TALK.id)
        assert [(one.agree, one.disagree, one.passed) for one in received] == [
            (0, 1, 1),
            (0, 0, 0),
            (1, 0, 0),
        ]
        stances = await work.statements.stances(TALK.id, [ADA])
        assert stances == {
            ADA: {SAID[0].id: Stance(Opinion.DISAGREE, "2"), SAID[2].id: Stance(Opinion.AGREE)}
        }
        assert await work.statements.turnout(TALK.id) == Turnout(2, 3, 1, 1)


async def test_one_act_is_one_opinion(storage: Storage) -> None:
    with pytest.raises(IntegrityError):
        async with storage.work() as work:
            await work.statements.cast(
                [ballot(ADA, 0, Opinion.AGREE, "1"), ballot(ADA, 0, Opinion.PASSED, "1")]
            )


async def test_who_observes_takes_no_part(storage: Storage) -> None:
    async with storage.work() as work:
        await work.people.put(SignUp(ONE.id, ADA, (), NOW))
        await work.people.put(SignUp(ONE.id, BOB, (), NOW, observes=True))
        assert await work.statements.listed(ONE.id, [ADA, BOB, PersonRef("UC")]) == {ADA}


async def test_a_changed_opinion_breaks_its_seal(
    storage: Storage, database: Database, database_url: str
) -> None:
    async with storage.work() as work:
        await work.statements.cast([ballot(ADA, 0, Opinion.AGREE, "1")])
    assert await asyncio.to_thread(verify, database_url) == []
    async with database.writing() as connection:
        await connection.exec_driver_sql("UPDATE opinions SET opinion = 'disagree'")
    found = await asyncio.to_thread(verify, database_url)
    assert any("opinions" in one for one in found)
    await database.close()  # what is spoilt on purpose is not looked through afterwards
