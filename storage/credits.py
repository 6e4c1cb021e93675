"""Whom notes tell of, beside the notes themselves."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.captures import CreditAsked
from consultation.model.references import MessageRef, NoteId, PersonRef
from consultation.model.sessions import Session
from storage import database
from storage.capture_tables import credits_asked
from storage.schema import notes


class CreditStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def tell(self, session: Session, message: MessageRef, credit: str) -> None:
        of_message = (
            (notes.c.tenant == session.tenant)
            & (notes.c.place == message.place)
            & (notes.c.stamp == message.stamp)
        )
        await self._connection.execute(update(notes).where(of_message).values(credit=credit))

    async def ask(self, session: Session, message: MessageRef, person: PersonRef) -> NoteId | None:
        statement = select(notes.c.id).where(
            notes.c.tenant == session.tenant, notes.c.place == message.place, notes.c.stamp == message.stamp
        )
        note = (await self._connection.execute(statement)).scalar_one_or_none()
        if note is None:
            return None
        asking = database.insert(self._connection, credits_asked).values(
            note_id=note, person=person, answered=False
        )
        added = await database.changed(self._connection, asking.on_conflict_do_nothing())
        return NoteId(note) if added else None

    async def asked(self, note_id: NoteId) -> CreditAsked | None:
        joined = select(credits_asked, notes.c.text, notes.c.credit).join(
            notes, notes.c.id == credits_asked.c.note_id
        )
        row = (await self._connection.execute(joined.where(credits_asked.c.note_id == note_id))).one_or_none()
        if row is None:
            return None
        return CreditAsked(note_id, PersonRef(row.person), row.text, row.credit, row.answered)

    async def answer(self, note_id: NoteId, person: PersonRef, credit: str) -> bool:
        mine = (credits_asked.c.note_id == note_id) & (credits_asked.c.person == person)
        if not await database.changed(
            self._connection, update(credits_asked).where(mine).values(answered=True)
        ):
            return False
        await self._connection.execute(update(notes).where(notes.c.id == note_id).values(credit=credit))
        return True
