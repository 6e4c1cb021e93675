"""The library, in a table: a programme's, or that of a session in none."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.library import key
from consultation.model.library import Template
from consultation.model.polls import PollDraft
from consultation.model.references import PersonRef, TemplateId
from consultation.model.sessions import Session
from storage import database
from storage.database import Found
from storage.draft_json import draft_from, written
from storage.library_tables import templates

POLL, SURVEY = "poll", "survey"


class LibraryStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, session: Session, template: Template) -> None:
        fields = _fields(template)
        kept = {"scope": _scope(session), "name_key": key(template.name), **fields}
        new = database.insert(self._connection, templates).values(kept)
        await self._connection.execute(
            new.on_conflict_do_update(index_elements=["scope", "name_key"], set_=fields)
        )

    async def all(self, session: Session) -> Sequence[Template]:
        found = select(templates).where(templates.c.scope == _scope(session)).order_by(templates.c.name_key)
        return [_template(row) for row in await self._connection.execute(found)]

    async def remove(self, session: Session, template_id: TemplateId) -> None:
        ours = (templates.c.scope == _scope(session), templates.c.id == template_id)
        await self._connection.execute(delete(templates).where(*ours))


def _scope(session: Session) -> str:
    return session.programme.id if session.programme else session.id


def _fields(template: Template) -> dict[str, object]:
    return {
        "id": template.id,
        "name": template.name,
        "kind": POLL if isinstance(template.draft, PollDraft) else SURVEY,
        "draft": written(template.draft),
        "person": template.kept_by,
        "kept_at": template.kept_at,
    }


def _template(row: Found) -> Template:
    return Template(TemplateId(row.id), row.name, draft_from(row.draft), PersonRef(row.person), row.kept_at)
