"""Who has signed up, and what they said, in tables."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.people import SignUp, SignUpCount
from consultation.model.references import Actor, PersonRef, SessionId, ThemeId
from consultation.model.sessions import Session
from storage import database
from storage.database import Found
from storage.schema import rankings, sessions, sign_ups
from storage.session_rows import load

# Put together once: everybody presses Join in the same minute.
_ONE = select(sign_ups).where(
    sign_ups.c.session_id == bindparam("of_session"), sign_ups.c.person == bindparam("of_person")
)
_RANKING_OF_ONE = (
    select(rankings.c.theme_id)
    .where(rankings.c.session_id == bindparam("of_session"), rankings.c.person == bindparam("of_person"))
    .order_by(rankings.c.position)
)


class PeopleStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, sign_up: SignUp) -> None:
        said = {
            "role": sign_up.role,
            "organisation": sign_up.organisation,
            "can_facilitate": sign_up.can_facilitate,
            "observes": sign_up.observes,
            "absent": sign_up.absent,
        }
        statement = database.insert(self._connection, sign_ups).values(
            session_id=sign_up.session, person=sign_up.person, signed_up_at=sign_up.signed_up_at, **said
        )
        again = statement.on_conflict_do_update(index_elements=["session_id", "person"], set_=said)
        await self._connection.execute(again)
        await self._put_ranking(sign_up)

    async def set_absent(self, session_id: SessionId, absent: Collection[PersonRef]) -> None:
        away = sign_ups.c.person.in_(sorted(absent))
        others = sign_ups.c.absent & ~away
        here = sign_ups.c.session_id == session_id
        await self._connection.execute(update(sign_ups).where(here, away).values(absent=True))
        await self._connection.execute(update(sign_ups).where(here, others).values(absent=False))

    async def remove(self, session_id: SessionId, person: PersonRef) -> bool:
        statement = delete(sign_ups).where(sign_ups.c.session_id == session_id, sign_ups.c.person == person)
        return await database.changed(self._connection, statement) > 0

    async def get(self, session_id: SessionId, person: PersonRef) -> SignUp | None:
        whose = {"of_session": session_id, "of_person": person}
        found = (await self._connection.execute(_ONE, whose)).one_or_none()
        if found is None:
            return None
        return _sign_up(found, (await self._connection.scalars(_RANKING_OF_ONE, whose)).all())

    async def all(self, session_id: SessionId) -> Sequence[SignUp]:
        return await self._load(sign_ups.c.session_id == session_id)

    async def count(self, session_id: SessionId) -> SignUpCount:
        offered = func.count().filter(sign_ups.c.can_facilitate)
        statement = (
            select(func.count(), offered).select_from(sign_ups).where(sign_ups.c.session_id == session_id)
        )
        people, can_facilitate = (await self._connection.execute(statement)).one()
        return SignUpCount(people, can_facilitate)

    async def sessions_of(self, actor: Actor) -> Sequence[Session]:
        theirs = select(sign_ups.c.session_id).where(sign_ups.c.person == actor.person)
        return await load(self._connection, sessions.c.tenant == actor.tenant, sessions.c.id.in_(theirs))

    async def _put_ranking(self, sign_up: SignUp) -> None:
        whose = {"session_id": sign_up.session, "person": sign_up.person}
        theirs = (rankings.c.session_id == sign_up.session, rankings.c.person == sign_up.person)
        await self._connection.execute(delete(rankings).where(*theirs))
        rows = [
            {**whose, "position": position, "theme_id": theme}
            for position, theme in enumerate(sign_up.ranking)
        ]
        if rows:
            await self._connection.execute(insert(rankings), rows)

    async def _load(self, *conditions: ColumnElement[bool]) -> list[SignUp]:
        ranked = await self._rankings(*conditions)
        statement = select(sign_ups).where(*conditions).order_by(sign_ups.c.signed_up_at, sign_ups.c.number)
        return [_sign_up(row, ranked[row.person]) for row in await self._connection.execute(statement)]

    async def _rankings(self, *conditions: ColumnElement[bool]) -> defaultdict[str, list[ThemeId]]:
        same = (rankings.c.session_id == sign_ups.c.session_id) & (rankings.c.person == sign_ups.c.person)
        statement = select(rankings).join(sign_ups, same).where(*conditions).order_by(rankings.c.position)
        found: defaultdict[str, list[ThemeId]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            found[row.person].append(ThemeId(row.theme_id))
        return found


def _sign_up(row: Found, ranking: Sequence[str]) -> SignUp:
    return SignUp(
        session=SessionId(row.session_id),
        person=PersonRef(row.person),
        ranking=tuple(map(ThemeId, ranking)),
        signed_up_at=row.signed_up_at,
        role=row.role,
        organisation=row.organisation,
        can_facilitate=row.can_facilitate,
        observes=row.observes,
        absent=row.absent,
    )
