"""Ballots of an anonymous question while it is open: kept under a pseudonym and in an envelope, of which only the key tells more."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from random import SystemRandom
from secrets import token_hex
from types import MappingProxyType

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.polls import Ballot
from consultation.model.questions import Answer, LeftOut, Question, QuestionKind
from consultation.model.references import PersonRef, QuestionId, RoomId
from consultation.secrecy import Traceless, unlinked
from storage.answers import answer_from, write_answer
from storage.envelopes import pseudonym, unwrap, wrap
from storage.keys import Keys
from storage.poll_tables import ballots, questions

Tokens = Mapping[PersonRef, str]
NO_TOKENS: Tokens = MappingProxyType({})

STEP, LONG_STEP = 4096, 49_152
"""Bytes: all answers to a question make envelopes of one length, the longest text too, 3,000 characters of fourteen bytes each."""


class SealedBallots:
    """What is in envelopes, for whoever has the keys."""

    def __init__(self, connection: AsyncConnection, keys: Keys) -> None:
        self._connection, self._keys = connection, keys
        self._steps: dict[QuestionId, int] = {}

    async def open_box(self, question: QuestionId) -> None:
        """Make the key of a question."""
        await self._keys.make(self._connection, question)

    async def fields(self, ballot: Ballot) -> dict[str, object]:
        """A ballot as it is kept: nothing in it tells who, what, where from or when to the minute."""
        key = await self._key(ballot.question)
        said = {"answer": write_answer(ballot.answer), "room": ballot.room, "order": ballot.order}
        return {
            "question_id": ballot.question,
            "person": pseudonym(key, ballot.person),
            "answer": wrap(key, json.dumps(said), await self._step(ballot.question)),
            "version": ballot.version,
            "cast_at": _day(ballot.cast_at),
            "room_id": None,
            "order_stamp": None,
        }

    async def answers_of(
        self, question: QuestionId, people: Collection[PersonRef]
    ) -> Mapping[PersonRef, tuple[Answer, str]]:
        """What these people have answered last, with the stamp of the act: for their own change of mind."""
        key = await self._key(question)
        names = {pseudonym(key, person): person for person in people}
        cast = select(ballots.c.person, ballots.c.answer).where(
            ballots.c.question_id == question, ballots.c.person.in_(names)
        )
        found: dict[PersonRef, tuple[Answer, str]] = {}
        for name, wrapped in await self._connection.execute(cast.order_by(ballots.c.number)):
            if opened := _opened(key, wrapped):
                found[names[name]] = (opened[0], opened[2])
        return found

    async def pseudonyms(self, question: QuestionId, people: Collection[PersonRef]) -> list[str]:
        """Under what the ballots of these people are kept."""
        key = await self._key(question)
        return [pseudonym(key, person) for person in people]

    async def turnout(self, question: QuestionId) -> int:
        """How many people have answered."""
        cast = select(func.count(ballots.c.person.distinct())).where(ballots.c.question_id == question)
        return (await self._connection.execute(cast)).scalar_one()

    async def unlink(
        self, question: Question, at: datetime, tokens: Tokens = NO_TOKENS
    ) -> list[dict[str, object]]:
        """Forget whose the answers are: the rows are deleted, and these are to be put in their place.

        `tokens` are what stays of people who agreed to be paired.
        """
        key = await self._key(question.id)
        named = {pseudonym(key, person): token for person, token in tokens.items()}
        answers = [
            Traceless(answer, room, named.get(name, ""))
            for name, (answer, room) in (await self._answers(question.id)).items()
            if not isinstance(answer, LeftOut)
        ]
        await self._connection.execute(delete(ballots).where(ballots.c.question_id == question.id))
        chance = SystemRandom()
        return [
            open_fields(ballot)
            for ballot in unlinked(question, answers, at, lambda: token_hex(16), chance.shuffle)
        ]

    async def _answers(self, question: QuestionId) -> dict[str, tuple[Answer, RoomId | None]]:
        """Everybody's latest answer, and the room it came from. What was wrapped with a key that is gone is not among them."""
        key = await self._key(question)
        cast = select(ballots.c.person, ballots.c.answer).where(ballots.c.question_id == question)
        latest: dict[str, tuple[Answer, RoomId | None]] = {}
        for name, wrapped in await self._connection.execute(cast.order_by(ballots.c.number)):
            if opened := _opened(key, wrapped):
                latest[name] = (opened[0], opened[1])
        return latest

    async def _step(self, question: QuestionId) -> int:
        if question not in self._steps:
            kind = await self._connection.scalar(select(questions.c.kind).where(questions.c.id == question))
            self._steps[question] = LONG_STEP if kind == QuestionKind.LONG_TEXT else STEP
        return self._steps[question]

    async def _key(self, question: QuestionId) -> bytes:
        # None is there where a backup was brought back without its keys: the ballots in it are noise, and people answer again.
        return await self._keys.get(self._connection, question) or await self._keys.make(
            self._connection, question
        )


def open_fields(ballot: Ballot) -> dict[str, object]:
    """A ballot as it is kept where nothing in it is hidden."""
    return {
        "question_id": ballot.question,
        "person": ballot.person,
        "answer": write_answer(ballot.answer),
        "version": ballot.version,
        "cast_at": ballot.cast_at,
        "room_id": ballot.room,
        "order_stamp": ballot.order or None,
    }


def _opened(key: bytes, wrapped: str) -> tuple[Answer, RoomId | None, str] | None:
    text = unwrap(key, wrapped)
    if text is None:
        return None
    said = json.loads(text)
    return answer_from(said["answer"]), RoomId(said["room"]) if said["room"] else None, said["order"]


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
