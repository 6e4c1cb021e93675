"""How rows become sessions, for every store that answers with sessions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import BindParameter, ColumnElement, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import PersonRef, PlaceRef, ProgrammeId, SessionId, Tenant, ThemeId
from consultation.model.sessions import Phase, Programme, Session, Theme
from storage.database import Found
from storage.schema import organisers, programmes, sessions, themes

_SESSIONS = select(sessions, programmes.c.name.label("programme_name")).outerjoin(
    programmes, sessions.c.programme_id == programmes.c.id
)
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_ORGANISERS = select(organisers).where(organisers.c.session_id.in_(_IDS)).order_by(organisers.c.position)
_THEMES = select(themes).where(themes.c.session_id.in_(_IDS)).order_by(themes.c.position)


async def load(
    connection: AsyncConnection,
    *conditions: ColumnElement[bool],
    order: Sequence[ColumnElement[object]] = (),
    parameters: Mapping[str, object] | None = None,
) -> list[Session]:
    """The sessions that meet all conditions, whole, oldest first unless another order goes before.

    `parameters` fill the conditions' bound parameters.
    """
    statement = _SESSIONS.where(*conditions).order_by(*order, sessions.c.created_at, sessions.c.number)
    rows = (await connection.execute(statement, parameters)).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    led_by = await _organisers(connection, ids)
    about = await _themes(connection, ids)
    return [_session(row, led_by[row.id], about[row.id]) for row in rows]


async def _organisers(connection: AsyncConnection, ids: Sequence[str]) -> defaultdict[str, list[PersonRef]]:
    found: defaultdict[str, list[PersonRef]] = defaultdict(list)
    for row in await connection.execute(_ORGANISERS, {"ids": ids}):
        found[row.session_id].append(PersonRef(row.person))
    return found


async def _themes(connection: AsyncConnection, ids: Sequence[str]) -> defaultdict[str, list[Theme]]:
    found: defaultdict[str, list[Theme]] = defaultdict(list)
    for row in await connection.execute(_THEMES, {"ids": ids}):
        found[row.session_id].append(Theme(ThemeId(row.id), row.name, tuple(row.prompts), row.link))
    return found


def _session(row: Found, led_by: Sequence[PersonRef], about: Sequence[Theme]) -> Session:
    return Session(
        id=SessionId(row.id),
        tenant=Tenant(row.tenant),
        question=row.question,
        place=PlaceRef(row.place),
        organisers=tuple(led_by),
        phase=Phase(row.phase),
        seed=row.seed,
        created_at=row.created_at,
        programme=_programme(row),
        starts_at=row.starts_at,
        guest=row.guest,
        themes=tuple(about),
    )


def _programme(row: Found) -> Programme | None:
    if row.programme_id is None:
        return None
    return Programme(ProgrammeId(row.programme_id), Tenant(row.tenant), row.programme_name)
