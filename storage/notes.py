"""Notes and taggings in tables. Deliveries come late, twice and in any order; what is stored doesn't depend on it."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Exists, Table, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.notes import LEGEND, Note, Said, Tag, Tagging
from consultation.model.references import MessageRef, NoteId, PlaceRef, RoomId, SessionId, Tenant
from storage import database
from storage.database import Found
from storage.schema import deleted_messages, notes, sessions, taggings
from storage.seals import NOTE, seal

_SAME_MESSAGE = and_(
    taggings.c.tenant == notes.c.tenant, taggings.c.place == notes.c.place, taggings.c.stamp == notes.c.stamp
)


class NoteStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(self, tagging: Tagging, session_id: SessionId, room: RoomId | None) -> bool:
        tenant = await self._tenant(session_id)
        if await self._any(exists().where(_is(deleted_messages, tenant, tagging.message))):
            return False
        act = {"present": tagging.present, "order_stamp": tagging.order}
        statement = database.insert(self._connection, taggings).values(
            **_key(tenant, tagging.message),
            person=tagging.person,
            tag=tagging.tag,
            session_id=session_id,
            room_id=room,
            **act,
        )
        not_outdated = taggings.c.order_stamp <= tagging.order
        one_each = ["tenant", "place", "stamp", "person", "tag"]
        latest = statement.on_conflict_do_update(index_elements=one_each, set_=act, where=not_outdated)
        return await database.changed(self._connection, latest) > 0

    async def keep(self, session_id: SessionId, room: RoomId | None, note_id: NoteId, said: Said) -> None:
        tenant = await self._tenant(session_id)
        # A message that was deleted has no taggings any more, so this refuses it too.
        if not await self._any(_tagged(tenant, said.message)):
            return
        fields: dict[str, object] = {
            "id": note_id,
            **_key(tenant, said.message),
            "session_id": session_id,
            "room_id": room,
            "text": said.text,
            "said_at": said.said_at,
            "permalink": said.permalink,
            "worded": said.order,
        }
        statement = database.insert(self._connection, notes).values(**fields, seal=seal(NOTE, fields))
        once = statement.on_conflict_do_nothing(index_elements=["tenant", "place", "stamp"])
        await self._connection.execute(once)

    async def drop_if_untagged(self, tenant: Tenant, message: MessageRef) -> bool:
        statement = delete(notes).where(_is(notes, tenant, message), ~_tagged(tenant, message))
        return await database.changed(self._connection, statement) > 0

    async def is_kept(self, tenant: Tenant, message: MessageRef) -> bool:
        return await self._any(exists().where(_is(notes, tenant, message)))

    async def reword(self, tenant: Tenant, message: MessageRef, text: str, order: str) -> None:
        not_outdated = notes.c.worded <= order
        statement = update(notes).where(_is(notes, tenant, message), not_outdated)
        changed = await self._connection.execute(statement.values(text=text, worded=order).returning(notes))
        for row in changed.mappings().all():
            this = update(notes).where(notes.c.number == row["number"])
            await self._connection.execute(this.values(seal=seal(NOTE, {**row})))

    async def session_of(self, tenant: Tenant, note_id: NoteId) -> SessionId:
        statement = select(notes.c.session_id).where(notes.c.tenant == tenant, notes.c.id == note_id)
        return SessionId((await self._connection.execute(statement)).scalar_one())

    async def forget(self, tenant: Tenant, message: MessageRef) -> None:
        for table in (notes, taggings):
            await self._connection.execute(delete(table).where(_is(table, tenant, message)))
        tombstone = database.insert(self._connection, deleted_messages).values(_key(tenant, message))
        await self._connection.execute(tombstone.on_conflict_do_nothing())

    async def taggings(self, session_id: SessionId) -> Sequence[Tagging]:
        found = await self._connection.execute(select(taggings).where(taggings.c.session_id == session_id))
        return [
            Tagging(
                MessageRef(PlaceRef(row.place), row.stamp), row.person, row.tag, row.present, row.order_stamp
            )
            for row in found
        ]

    async def all(self, session_id: SessionId) -> Sequence[Note]:
        statement = (
            select(notes, taggings.c.tag, taggings.c.person)
            .join(taggings, _SAME_MESSAGE)
            .where(notes.c.session_id == session_id, taggings.c.present)
            .order_by(notes.c.said_at, notes.c.stamp, notes.c.number)
        )
        rows: dict[str, Found] = {}
        tags: defaultdict[str, set[str]] = defaultdict(set)
        keepers: defaultdict[str, set[str]] = defaultdict(set)
        for row in await self._connection.execute(statement):
            rows[row.id] = row
            tags[row.id].add(row.tag)
            keepers[row.id].add(row.person)
        return [_note(row, tags[note_id], len(keepers[note_id])) for note_id, row in rows.items()]

    async def _tenant(self, session_id: SessionId) -> Tenant:
        statement = select(sessions.c.tenant).where(sessions.c.id == session_id)
        return Tenant((await self._connection.execute(statement)).scalar_one())

    async def _any(self, question: Exists) -> bool:
        return bool((await self._connection.execute(select(question))).scalar_one())


def _key(tenant: Tenant, message: MessageRef) -> dict[str, str]:
    return {"tenant": tenant, "place": message.place, "stamp": message.stamp}


def _is(table: Table, tenant: Tenant, message: MessageRef) -> ColumnElement[bool]:
    return and_(table.c.tenant == tenant, table.c.place == message.place, table.c.stamp == message.stamp)


def _tagged(tenant: Tenant, message: MessageRef) -> Exists:
    return exists().where(_is(taggings, tenant, message), taggings.c.present)


_ORDER = {entry.tag: place for place, entry in enumerate(LEGEND)}


def _note(row: Found, tags: set[str], keepers: int) -> Note:
    return Note(
        id=NoteId(row.id),
        session=SessionId(row.session_id),
        room=RoomId(row.room_id) if row.room_id is not None else None,
        message=MessageRef(PlaceRef(row.place), row.stamp),
        text=row.text,
        said_at=row.said_at,
        permalink=row.permalink,
        tags=tuple(_tag(tag) for tag in sorted(tags, key=lambda tag: (_ORDER.get(tag, len(_ORDER)), tag))),
        keepers=keepers,
        credit=row.credit,
    )


def _tag(tag: str) -> str:
    return Tag(tag) if tag in set(Tag) else tag
