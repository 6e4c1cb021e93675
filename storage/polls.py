"""Polls and the append-only log of ballots, in tables. What they come to is a query, never a stored number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Label,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.polls import Audience, Ballot, Electorate, Poll, Secrecy, Voter
from consultation.model.questions import Pile, Question
from consultation.model.references import PersonRef, PollId, QuestionId, RoomId, SessionId, Tenant
from consultation.secrecy import counts_are_hidden
from storage.answers import answer_from
from storage.database import Found
from storage.keys import Keys
from storage.mandate_rows import holders, organisations
from storage.poll_rows import poll_fields, poll_of, question_fields
from storage.poll_tables import ballots, options, polls, questions
from storage.schema import rooms, seats, sessions, sign_ups
from storage.sealed_ballots import SealedBallots, open_fields
from storage.seals import BALLOT, seal
from storage.taking_part import coming, left_out

# What votes come by is put together once: votes come in bursts, and making a statement costs more than carrying it out.
_ASKED: list[Label[Any]] = [column.label(f"q_{column.name}") for column in questions.c]
_POLLS = select(polls, *_ASKED).join(questions, questions.c.poll_id == polls.c.id)
_POLL = _POLLS.where(
    polls.c.id == bindparam("poll"),
    polls.c.session_id.in_(select(sessions.c.id).where(sessions.c.tenant == bindparam("tenant"))),
)
_OPTIONS = select(options).order_by(options.c.position)
_OPTIONS_OF = _OPTIONS.where(options.c.question_id == bindparam("question"))
_CAST = insert(ballots)


def _voters() -> Select[tuple[str, str | None, str | None, str | None, bool]]:
    session: BindParameter[str] = bindparam("session")
    question: BindParameter[str] = bindparam("question")
    people: BindParameter[str] = bindparam("people", expanding=True)
    person = sign_ups.c.person
    seat = select(seats.c.room_id).where(seats.c.session_id == session, seats.c.person == person)
    led = select(rooms.c.id).where(rooms.c.session_id == session, rooms.c.facilitator == person).limit(1)
    cast = select(ballots.c.answer).where(ballots.c.question_id == question, ballots.c.person == person)
    answer = cast.order_by(ballots.c.number.desc()).limit(1)
    order = cast.with_only_columns(func.max(ballots.c.order_stamp))
    room = func.coalesce(*(one.correlate(sign_ups).scalar_subquery() for one in (seat, led)))
    return select(
        person,
        room.label("room"),
        answer.correlate(sign_ups).scalar_subquery().label("answer"),
        order.correlate(sign_ups).scalar_subquery().label("order"),
        sign_ups.c.observes,
    ).where(sign_ups.c.session_id == session, person.in_(people))


_VOTERS = _voters()


class PollStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection, keys: Keys) -> None:
        self._connection = connection
        self._sealed = SealedBallots(connection, keys)
        self.unlinked: list[str] = []
        """The questions whose keys are to be destroyed once this is committed."""

    async def add(self, poll: Poll) -> None:
        await self._connection.execute(insert(polls).values(poll_fields(poll)))
        question = {**question_fields(poll.question), "poll_id": poll.id}
        await self._connection.execute(insert(questions).values(question))
        await self._add_options(poll.question)
        if poll.secrecy is Secrecy.ANONYMOUS:
            await self._sealed.open_box(poll.question.id)

    async def get(self, tenant: Tenant, poll_id: PollId) -> Poll | None:
        row = (await self._connection.execute(_POLL, {"poll": poll_id, "tenant": tenant})).one_or_none()
        if row is None:
            return None
        known = await self._connection.execute(_OPTIONS_OF, {"question": row.q_id})
        return poll_of(row, known.all())

    async def any(self, poll_id: PollId) -> Poll | None:
        found = await self._polls(polls.c.id == poll_id)
        return found[0] if found else None

    async def all(self, session_id: SessionId) -> Sequence[Poll]:
        return await self._polls(polls.c.session_id == session_id)

    async def reword(self, question: Question) -> None:
        changed = update(questions).where(questions.c.id == question.id)
        await self._connection.execute(changed.values(question_fields(question)))
        await self._connection.execute(delete(options).where(options.c.question_id == question.id))
        await self._add_options(question)

    async def close(self, poll_id: PollId, at: datetime) -> None:
        poll = await self.any(poll_id)
        if poll is None:
            return
        still_open = (polls.c.id == poll_id, polls.c.closed_at.is_(None))
        closing = update(polls).where(*still_open).values(closed_at=at, entitled=await self.asked(poll))
        for (secrecy,) in (await self._connection.execute(closing.returning(polls.c.secrecy))).all():
            if secrecy == Secrecy.ANONYMOUS:
                await self._unlink(poll_id, at)

    async def reopen(self, poll_id: PollId) -> None:
        again = update(polls).where(polls.c.id == poll_id)
        await self._connection.execute(again.values(closed_at=None, entitled=None))

    async def keep_only(self, poll: Poll, names: Collection[PersonRef]) -> None:
        hidden = counts_are_hidden(poll)
        kept = await self._sealed.pseudonyms(poll.question.id, names) if hidden else names
        of_others = (ballots.c.question_id == poll.question.id, ballots.c.person.not_in(kept))
        await self._connection.execute(delete(ballots).where(*of_others))

    async def cast(self, ballots: Sequence[Ballot]) -> None:
        rows = [await self._fields_of(ballot) for ballot in ballots]
        await self._connection.execute(_CAST, [{**row, "seal": seal(BALLOT, row)} for row in rows])

    async def voters(self, poll: Poll, people: Collection[PersonRef]) -> Mapping[PersonRef, Voter]:
        whose = {"session": poll.session, "question": poll.question.id, "people": list(people)}
        standing = dict.fromkeys(people, Voter(on_list=False))
        for row in await self._connection.execute(_VOTERS, whose):
            room = RoomId(row.room) if row.room else None
            answer = answer_from(row.answer) if row.answer else None
            standing[PersonRef(row.person)] = Voter(True, room, answer, row.order or "", row.observes)
        if counts_are_hidden(poll):
            for person, (answer, order) in (await self._sealed.answers_of(poll.question.id, people)).items():
                standing[person] = replace(standing[person], answer=answer, order=order)
        return standing

    async def standing(self, poll: Poll, names: Collection[PersonRef]) -> Mapping[PersonRef, Voter]:
        standing = dict.fromkeys(names, Voter(on_list=True))
        if counts_are_hidden(poll):
            found = await self._sealed.answers_of(poll.question.id, names)
            return standing | {
                name: Voter(True, answer=answer, order=order) for name, (answer, order) in found.items()
            }
        cast = select(ballots.c.person, ballots.c.answer, ballots.c.order_stamp).where(
            ballots.c.question_id == poll.question.id, ballots.c.person.in_(names)
        )
        for row in await self._connection.execute(cast.order_by(ballots.c.number)):
            answer = answer_from(row.answer)
            standing[PersonRef(row.person)] = Voter(True, answer=answer, order=row.order_stamp or "")
        return standing

    async def turnout(self, question: QuestionId) -> int:
        return await self._sealed.turnout(question)

    async def piles(self, question: QuestionId, room: RoomId | None = None) -> Sequence[Pile]:
        latest = (
            select(func.max(ballots.c.number))
            .where(ballots.c.question_id == question)
            .group_by(ballots.c.person)
        )
        conditions: list[ColumnElement[bool]] = [ballots.c.number.in_(latest)]
        if room is not None:
            conditions.append(ballots.c.room_id == room)
        alike = (ballots.c.answer, ballots.c.version)
        statement = select(*alike, func.count().label("people")).where(*conditions).group_by(*alike)
        return [
            Pile(answer_from(row.answer), row.people, row.version)
            for row in await self._connection.execute(statement)
        ]

    async def asked(self, poll: Poll, room: RoomId | None = None) -> int:
        if poll.closed_at is not None and room is None:
            at_close = select(polls.c.entitled).where(polls.c.id == poll.id)
            entitled: int | None = await self._connection.scalar(at_close)
            if entitled is not None:
                return entitled
        if poll.electorate is Electorate.ORGANISATIONS:
            return await organisations(self._connection, poll.session)
        counted = select(func.count()).select_from(_asked(poll, room).subquery())
        asked: int = (await self._connection.execute(counted)).scalar_one()
        return asked if room else asked + await self._answered_though_left_out(poll)

    async def _answered_though_left_out(self, poll: Poll) -> int:
        people = [PersonRef(one) for one in await self._connection.scalars(left_out(poll.session))]
        voters = await self.voters(poll, people) if people else {}
        return sum(voter.answer is not None for voter in voters.values())

    async def silent(self, poll: Poll) -> Sequence[PersonRef]:
        if poll.electorate is Electorate.ORGANISATIONS:
            names = await holders(self._connection, poll.session)
            standing = await self.standing(poll, names)
            return [names[name] for name, one in standing.items() if one.answer is None]
        asked = await self._connection.execute(_asked(poll).order_by(sign_ups.c.number))
        voters = await self.voters(poll, people := [PersonRef(row.person) for row in asked])
        return [person for person in people if voters[person].answer is None]

    async def _unlink(self, poll_id: PollId, at: datetime) -> None:
        """Keep the answers of an anonymous poll and forget whose they are, all in the transaction that closes it."""
        found = await self.any(poll_id)
        assert found is not None
        rows = await self._sealed.unlink(found.question, at)
        if rows:
            await self._connection.execute(_CAST, [{**row, "seal": seal(BALLOT, row)} for row in rows])
        self.unlinked.append(found.question.id)

    async def _fields_of(self, ballot: Ballot) -> dict[str, object]:
        return await self._sealed.fields(ballot) if ballot.anonymous else open_fields(ballot)

    async def _add_options(self, question: Question) -> None:
        since = question.since or (1,) * len(question.options)
        rows = [
            {"question_id": question.id, "position": position, "text": text, "since": since[position]}
            for position, text in enumerate(question.options)
        ]
        if rows:
            await self._connection.execute(insert(options), rows)

    async def _polls(self, *conditions: ColumnElement[bool]) -> list[Poll]:
        known = await self._options(*conditions)
        statement = _POLLS.where(*conditions).order_by(polls.c.opened_at, polls.c.number)
        return [poll_of(row, known[row.q_id]) for row in await self._connection.execute(statement)]

    async def _options(self, *conditions: ColumnElement[bool]) -> defaultdict[str, list[Found]]:
        of_question = options.c.question_id == questions.c.id
        of_poll = questions.c.poll_id == polls.c.id
        statement = _OPTIONS.join(questions, of_question).join(polls, of_poll).where(*conditions)
        found: defaultdict[str, list[Found]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            found[row.question_id].append(row)
        return found


def _asked(poll: Poll, room: RoomId | None = None) -> Select[str]:
    """Who a poll is put to: who comes to take part, and where it is put in rooms, sits in or leads one of them."""
    where = room or poll.room
    if where is None and poll.audience is Audience.PLENARY:
        return coming(poll.session)
    in_room = [rooms.c.session_id == poll.session, *([rooms.c.id == where] if where else [])]
    sits = select(seats.c.person).join(rooms, seats.c.room_id == rooms.c.id).where(*in_room)
    leads = select(rooms.c.facilitator).where(*in_room, rooms.c.facilitator.is_not(None))
    return coming(poll.session).where(sign_ups.c.person.in_(union(sits, leads)))
