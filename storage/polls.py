"""Polls and the append-only log of ballots, in tables. A tally is a query, never a stored number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.polls import Audience, Ballot, Poll, PollKind, Tally, Voter
from consultation.model.references import PersonRef, PollId, RoomId, SessionId, Tenant
from storage.database import Found
from storage.schema import ballots, options, polls, rooms, seats, sessions, sign_ups
from storage.seals import BALLOT, seal

# What votes come by is put together once: votes come in bursts, and making a statement costs more than carrying it out.
_POLL = select(polls).where(
    polls.c.id == bindparam("poll"),
    polls.c.session_id.in_(select(sessions.c.id).where(sessions.c.tenant == bindparam("tenant"))),
)
_OPTIONS = select(options.c.text).where(options.c.poll_id == bindparam("poll")).order_by(options.c.position)
_CAST = insert(ballots)


def _voters() -> Select[tuple[str, str | None, int | None, str | None]]:
    session: BindParameter[str] = bindparam("session")
    poll: BindParameter[str] = bindparam("poll")
    people: BindParameter[str] = bindparam("people", expanding=True)
    person = sign_ups.c.person
    seat = select(seats.c.room_id).where(seats.c.session_id == session, seats.c.person == person)
    led = select(rooms.c.id).where(rooms.c.session_id == session, rooms.c.facilitator == person).limit(1)
    cast = select(ballots.c.option).where(ballots.c.poll_id == poll, ballots.c.person == person)
    answer = cast.order_by(ballots.c.number.desc()).limit(1)
    order = cast.with_only_columns(func.max(ballots.c.order_stamp))
    room = func.coalesce(*(one.correlate(sign_ups).scalar_subquery() for one in (seat, led)))
    return select(
        person,
        room.label("room"),
        answer.correlate(sign_ups).scalar_subquery().label("answer"),
        order.correlate(sign_ups).scalar_subquery().label("order"),
    ).where(sign_ups.c.session_id == session, person.in_(people))


_VOTERS = _voters()


class PollStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, poll: Poll) -> None:
        await self._connection.execute(insert(polls).values(_fields(poll)))
        rows = [
            {"poll_id": poll.id, "position": position, "text": text}
            for position, text in enumerate(poll.options)
        ]
        await self._connection.execute(insert(options), rows)

    async def get(self, tenant: Tenant, poll_id: PollId) -> Poll | None:
        row = (await self._connection.execute(_POLL, {"poll": poll_id, "tenant": tenant})).one_or_none()
        if row is None:
            return None
        answers = await self._connection.scalars(_OPTIONS, {"poll": poll_id})
        return _poll(row, answers.all())

    async def any(self, poll_id: PollId) -> Poll | None:
        found = await self._polls(polls.c.id == poll_id)
        return found[0] if found else None

    async def all(self, session_id: SessionId) -> Sequence[Poll]:
        return await self._polls(polls.c.session_id == session_id)

    async def close(self, poll_id: PollId, at: datetime) -> None:
        still_open = (polls.c.id == poll_id, polls.c.closed_at.is_(None))
        await self._connection.execute(update(polls).where(*still_open).values(closed_at=at))

    async def cast(self, ballots: Sequence[Ballot]) -> None:
        await self._connection.execute(_CAST, [_ballot_fields(ballot) for ballot in ballots])

    async def voters(self, poll: Poll, people: Collection[PersonRef]) -> Mapping[PersonRef, Voter]:
        whose = {"session": poll.session, "poll": poll.id, "people": list(people)}
        standing = dict.fromkeys(people, Voter(on_list=False))
        for row in await self._connection.execute(_VOTERS, whose):
            room = RoomId(row.room) if row.room else None
            standing[PersonRef(row.person)] = Voter(True, room, row.answer, row.order or "")
        return standing

    async def tally(self, poll: Poll, room: RoomId | None = None) -> Tally:
        latest = (
            select(func.max(ballots.c.number)).where(ballots.c.poll_id == poll.id).group_by(ballots.c.person)
        )
        conditions: list[ColumnElement[bool]] = [ballots.c.number.in_(latest)]
        if room is not None:
            conditions.append(ballots.c.room_id == room)
        statement = (
            select(ballots.c.option, func.count().label("people"))
            .where(*conditions)
            .group_by(ballots.c.option)
        )
        counted = {row.option: row.people for row in await self._connection.execute(statement)}
        return Tally(tuple(counted.get(option, 0) for option in range(len(poll.options))))

    async def _polls(self, *conditions: ColumnElement[bool]) -> list[Poll]:
        answers = await self._options(*conditions)
        statement = select(polls).where(*conditions).order_by(polls.c.opened_at, polls.c.number)
        return [_poll(row, answers[row.id]) for row in await self._connection.execute(statement)]

    async def _options(self, *conditions: ColumnElement[bool]) -> defaultdict[str, list[str]]:
        of_poll = options.c.poll_id == polls.c.id
        statement = select(options).join(polls, of_poll).where(*conditions).order_by(options.c.position)
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            found[row.poll_id].append(row.text)
        return found


def _ballot_fields(ballot: Ballot) -> dict[str, object]:
    fields: dict[str, object] = {
        "poll_id": ballot.poll,
        "person": ballot.person,
        "option": ballot.option,
        "cast_at": ballot.cast_at,
        "room_id": ballot.room,
        "order_stamp": ballot.order or None,
    }
    return {**fields, "seal": seal(BALLOT, fields)}


def _fields(poll: Poll) -> dict[str, object]:
    return {
        "id": poll.id,
        "session_id": poll.session,
        "question": poll.question,
        "kind": poll.kind,
        "audience": poll.audience,
        "opened_by": poll.opened_by,
        "opened_at": poll.opened_at,
        "closed_at": poll.closed_at,
    }


def _poll(row: Found, answers: Sequence[str]) -> Poll:
    return Poll(
        id=PollId(row.id),
        session=SessionId(row.session_id),
        question=row.question,
        kind=PollKind(row.kind),
        audience=Audience(row.audience),
        options=tuple(answers),
        opened_by=PersonRef(row.opened_by),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )
