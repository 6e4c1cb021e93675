"""Who sat in open rooms and who led them: written as it comes about, and never taken back when seats change."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, insert, literal, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import PersonRef, RoomId
from consultation.model.rooms import Attendance
from storage.schema import attendances, rooms, seats

SITS, LEADS = "sits", "leads"


async def note_attendances(connection: AsyncConnection, where: ColumnElement[bool]) -> None:
    """Note who sits in the rooms for which this holds, and who leads them, as far as the rooms are open."""
    there = where & rooms.c.place.is_not(None)
    sitting = (
        select(rooms.c.session_id, rooms.c.id, seats.c.person, literal(SITS))
        .join(seats, seats.c.room_id == rooms.c.id)
        .where(there, not_(seats.c.observes), not_(_known(seats.c.person, SITS)))
    )
    leading = select(rooms.c.session_id, rooms.c.id, rooms.c.facilitator, literal(LEADS)).where(
        there, rooms.c.facilitator.is_not(None), not_(_known(rooms.c.facilitator, LEADS))
    )
    await _note(connection, sitting)
    await _note(connection, leading)


async def attendances_of(connection: AsyncConnection, *which: ColumnElement[bool]) -> Sequence[Attendance]:
    """Those for which all of this holds, in the order in which they came about."""
    statement = select(attendances).where(*which)
    return [
        Attendance(PersonRef(row.person), RoomId(row.room_id), leads=row.part == LEADS)
        for row in await connection.execute(statement.order_by(attendances.c.number))
    ]


def _known(person: ColumnElement[str], part: str) -> ColumnElement[bool]:
    same = (attendances.c.room_id == rooms.c.id, attendances.c.person == person, attendances.c.part == part)
    return select(1).where(*same).correlate(rooms, seats).exists()


async def _note(connection: AsyncConnection, who: Select[tuple[str, str, str, str]]) -> None:
    await connection.execute(
        insert(attendances).from_select(["session_id", "room_id", "person", "part"], who)
    )
