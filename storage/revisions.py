"""What was changed in drafts, what rooms said of them, and votes for actions, in tables."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import NoteId, PersonRef, RoomId, SessionId
from consultation.model.revisions import Change, Review, Revision, Verdict
from storage import database
from storage.capture_tables import action_votes, reviews, revisions


class RevisionStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, made: Sequence[Revision]) -> None:
        rows = [
            {
                "session_id": one.session,
                "note_id": one.note,
                "change": one.change,
                "text": one.text,
                "person": one.by,
                "made_at": one.at,
            }
            for one in made
        ]
        if rows:
            await self._connection.execute(insert(revisions), rows)

    async def all(self, session_id: SessionId) -> Sequence[Revision]:
        statement = select(revisions).where(revisions.c.session_id == session_id).order_by(revisions.c.number)
        return [
            Revision(
                session_id,
                NoteId(row.note_id),
                Change(row.change),
                row.text,
                PersonRef(row.person),
                row.made_at,
            )
            for row in await self._connection.execute(statement)
        ]

    async def review(self, session_id: SessionId, review: Review) -> bool:
        said = database.insert(self._connection, reviews).values(
            session_id=session_id,
            room_id=review.room,
            person=review.person,
            verdict=review.verdict,
            text=review.text,
        )
        return await database.changed(self._connection, said.on_conflict_do_nothing()) > 0

    async def reviews(self, session_id: SessionId) -> Sequence[Review]:
        statement = select(reviews).where(reviews.c.session_id == session_id).order_by(reviews.c.number)
        return [
            Review(RoomId(row.room_id), PersonRef(row.person), Verdict(row.verdict), row.text)
            for row in await self._connection.execute(statement)
        ]

    async def vote(self, session_id: SessionId, note: NoteId, person: PersonRef) -> bool:
        mine = {"session_id": session_id, "note_id": note, "person": person}
        giving = database.insert(self._connection, action_votes).values(**mine)
        if await database.changed(self._connection, giving.on_conflict_do_nothing()):
            return True
        which = (action_votes.c.session_id == session_id) & (action_votes.c.note_id == note)
        await self._connection.execute(delete(action_votes).where(which, action_votes.c.person == person))
        return False

    async def votes(self, session_id: SessionId) -> Mapping[NoteId, int]:
        of_session = action_votes.c.session_id == session_id
        counted = select(action_votes.c.note_id, func.count().label("votes")).where(of_session)
        rows = await self._connection.execute(counted.group_by(action_votes.c.note_id))
        return {NoteId(row.note_id): row.votes for row in rows}

    async def voters(self, session_id: SessionId) -> int:
        people = func.count(action_votes.c.person.distinct())
        counted = select(people).where(action_votes.c.session_id == session_id)
        return (await self._connection.execute(counted)).scalar_one()

    async def votes_of(self, session_id: SessionId, person: PersonRef) -> Sequence[NoteId]:
        which = (action_votes.c.session_id == session_id) & (action_votes.c.person == person)
        return [
            NoteId(one) for one in await self._connection.scalars(select(action_votes.c.note_id).where(which))
        ]
