"""Programmes, sessions and their themes in tables."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import Actor, PlaceRef, ProgrammeId, SessionId, Tenant
from consultation.model.rooms import StepState
from consultation.model.sessions import Phase, Programme, Session
from storage import database
from storage.schema import organisers, programmes, rooms, sessions, steps, themes
from storage.session_rows import load

# Put together once: every press and every tag asks for these.
_OURS = sessions.c.tenant == bindparam("tenant")
_THIS_ONE = (_OURS, sessions.c.id == bindparam("id"))
_ROOM_THERE = select(rooms.c.session_id).where(rooms.c.place == bindparam("place"))
_THERE = (_OURS, or_(sessions.c.place == bindparam("place"), sessions.c.id.in_(_ROOM_THERE)))


class SessionStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_programme(self, programme: Programme) -> None:
        await self._connection.execute(
            insert(programmes).values(
                id=programme.id,
                tenant=programme.tenant,
                name=programme.name,
                name_key=programme.name.casefold(),
            )
        )

    async def programme_named(self, tenant: Tenant, name: str) -> Programme | None:
        statement = select(programmes).where(
            programmes.c.tenant == tenant, programmes.c.name_key == name.casefold()
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return Programme(ProgrammeId(row.id), Tenant(row.tenant), row.name) if row else None

    async def add(self, session: Session) -> None:
        await self._connection.execute(insert(sessions).values(id=session.id, **_fields(session)))
        await self._put_organisers(session)
        await self._put_themes(session)

    async def replace(self, session: Session) -> None:
        statement = update(sessions).where(sessions.c.id == session.id, sessions.c.tenant == session.tenant)
        if not await database.changed(self._connection, statement.values(_fields(session))):
            raise LookupError(session.id)
        await self._connection.execute(delete(organisers).where(organisers.c.session_id == session.id))
        await self._put_organisers(session)
        await self._drop_other_themes(session)
        await self._put_themes(session)

    async def move(self, session_id: SessionId, phase: Phase) -> None:
        await self._connection.execute(
            update(sessions).where(sessions.c.id == session_id).values(phase=phase)
        )

    async def get(self, tenant: Tenant, session_id: SessionId) -> Session | None:
        found = await load(self._connection, *_THIS_ONE, parameters={"tenant": tenant, "id": session_id})
        return found[0] if found else None

    async def at(self, tenant: Tenant, place: PlaceRef) -> Sequence[Session]:
        return await load(self._connection, *_THERE, parameters={"tenant": tenant, "place": place})

    async def organised_by(self, actor: Actor) -> Sequence[Session]:
        theirs = select(organisers.c.session_id).where(organisers.c.person == actor.person)
        return await load(self._connection, sessions.c.tenant == actor.tenant, sessions.c.id.in_(theirs))

    async def in_programme(self, programme_id: ProgrammeId) -> Sequence[Session]:
        by_date = sessions.c.starts_at.asc().nulls_last()
        return await load(self._connection, sessions.c.programme_id == programme_id, order=(by_date,))

    async def any(self, session_id: SessionId) -> Session | None:
        found = await load(self._connection, sessions.c.id == session_id)
        return found[0] if found else None

    async def under_way(self, tenant: Tenant | None = None) -> Sequence[Session]:
        over = sessions.c.phase.in_([Phase.CLOSED, Phase.PUBLISHED])
        whose = [sessions.c.tenant == tenant] if tenant is not None else []
        return await load(self._connection, ~over, *whose)

    async def with_pending_steps(self) -> Sequence[Session]:
        unfinished = select(steps.c.session_id).where(steps.c.state == StepState.PENDING)
        return await load(self._connection, sessions.c.id.in_(unfinished))

    async def _put_organisers(self, session: Session) -> None:
        rows = [
            {"session_id": session.id, "person": person, "position": position}
            for position, person in enumerate(session.organisers)
        ]
        await self._connection.execute(insert(organisers), rows)

    async def _drop_other_themes(self, session: Session) -> None:
        staying = [theme.id for theme in session.themes]
        gone = delete(themes).where(themes.c.session_id == session.id, themes.c.id.not_in(staying))
        await self._connection.execute(gone)

    async def _put_themes(self, session: Session) -> None:
        for position, theme in enumerate(session.themes):
            fields = {
                "position": position,
                "name": theme.name,
                "prompts": list(theme.prompts),
                "link": theme.link,
            }
            statement = database.insert(self._connection, themes).values(
                id=theme.id, session_id=session.id, **fields
            )
            await self._connection.execute(
                statement.on_conflict_do_update(index_elements=["id"], set_=fields)
            )


def _fields(session: Session) -> dict[str, object]:
    return {
        "tenant": session.tenant,
        "programme_id": session.programme.id if session.programme else None,
        "question": session.question,
        "place": session.place,
        "phase": session.phase,
        "seed": session.seed,
        "created_at": session.created_at,
        "starts_at": session.starts_at,
        "guest": session.guest,
    }
