"""What surrounds polls, in tables: their record, answers that people suggest, and polls that are still to open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.library import Planned
from consultation.model.polls import (
    Entry,
    PollDeed,
    Suggestion,
)
from consultation.model.references import PersonRef, PollId, SessionId, SuggestionId
from consultation.model.sessions import Phase
from storage.database import Found
from storage.draft_json import draft_from, written
from storage.poll_tables import poll_plans, poll_record, suggestions
from storage.schema import sessions


class PollRecordStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, entry: Entry) -> None:
        fields = {
            "poll_id": entry.poll,
            "at": entry.at,
            "deed": entry.deed,
            "person": entry.by,
            "note": entry.note,
        }
        await self._connection.execute(insert(poll_record).values(fields))

    async def of(self, poll_id: PollId) -> Sequence[Entry]:
        statement = select(poll_record).where(poll_record.c.poll_id == poll_id).order_by(poll_record.c.number)
        return [
            Entry(
                poll_id, row.at, PollDeed(row.deed), PersonRef(row.person) if row.person else None, row.note
            )
            for row in await self._connection.execute(statement)
        ]

    async def suggest(self, suggestion: Suggestion) -> None:
        fields = {
            "id": suggestion.id,
            "poll_id": suggestion.poll,
            "person": suggestion.person,
            "text": suggestion.text,
            "at": suggestion.at,
        }
        await self._connection.execute(insert(suggestions).values(fields))

    async def suggested(self, poll_id: PollId) -> Sequence[Suggestion]:
        return await self._suggestions(suggestions.c.poll_id == poll_id)

    async def suggestion(self, suggestion_id: SuggestionId) -> Suggestion | None:
        found = await self._suggestions(suggestions.c.id == suggestion_id)
        return found[0] if found else None

    async def settle(self, suggestion_id: SuggestionId) -> None:
        await self._connection.execute(delete(suggestions).where(suggestions.c.id == suggestion_id))

    async def _suggestions(self, condition: ColumnElement[bool]) -> list[Suggestion]:
        statement = select(suggestions).where(condition).order_by(suggestions.c.number)
        return [
            Suggestion(SuggestionId(row.id), PollId(row.poll_id), PersonRef(row.person), row.text, row.at)
            for row in await self._connection.execute(statement)
        ]


class PollPlanStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, planned: Planned) -> None:
        fields = {
            "id": planned.id,
            "session_id": planned.session,
            "person": planned.asked_by,
            "opens_in": planned.draft.opens_in or None,
            "opens_at": planned.draft.opens_at,
            "draft": written(planned.draft),
        }
        await self._connection.execute(insert(poll_plans).values(fields))

    async def of(self, session_id: SessionId) -> Sequence[Planned]:
        return await self._plans(poll_plans.c.session_id == session_id)

    async def due(self, at: datetime) -> Sequence[Planned]:
        order = list(Phase)
        reached = or_(
            *(
                and_(poll_plans.c.opens_in == phase, sessions.c.phase.in_(order[order.index(phase) :]))
                for phase in order
            )
        )
        return await self._plans(or_(poll_plans.c.opens_at <= at, reached))

    async def next(self) -> datetime | None:
        earliest: datetime | None = (
            await self._connection.scalars(select(func.min(poll_plans.c.opens_at)))
        ).one()
        return earliest

    async def remove(self, poll_id: PollId) -> bool:
        gone = await self._connection.execute(delete(poll_plans).where(poll_plans.c.id == poll_id))
        return gone.rowcount > 0

    async def _plans(self, condition: ColumnElement[bool]) -> list[Planned]:
        of_session = sessions.c.id == poll_plans.c.session_id
        statement = (
            select(poll_plans).join(sessions, of_session).where(condition).order_by(poll_plans.c.number)
        )
        return [_plan(row) for row in await self._connection.execute(statement)]


def _plan(row: Found) -> Planned:
    draft = draft_from(row.draft)
    opens_at = row.opens_at.astimezone(UTC) if row.opens_at else None
    draft = replace(draft, opens_in=row.opens_in or "", opens_at=opens_at)
    return Planned(PollId(row.id), SessionId(row.session_id), draft, PersonRef(row.person))
