"""Rooms, seats and the steps that open rooms, in tables."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, StepId, Tenant, ThemeId
from consultation.model.rooms import Attendance, Room, Seat, Step, StepState, Trouble
from storage import schema
from storage.attendances import attendances_of, note_attendances
from storage.database import Found
from storage.step_rows import load_steps

# Put together once: every tag asks for it.
_ROOM_AT = (
    select(schema.rooms)
    .join(schema.sessions, schema.rooms.c.session_id == schema.sessions.c.id)
    .where(schema.rooms.c.place == bindparam("place"), schema.sessions.c.tenant == bindparam("tenant"))
    .order_by(schema.rooms.c.number)
)


class RoomStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def replace_all(self, session_id: SessionId, rooms: Sequence[Room], seats: Sequence[Seat]) -> None:
        await self._connection.execute(delete(schema.rooms).where(schema.rooms.c.session_id == session_id))
        if rooms:
            await self._connection.execute(insert(schema.rooms), [_room_fields(room) for room in rooms])
        if seats:
            await self._connection.execute(
                insert(schema.seats), [_seat_fields(session_id, seat) for seat in seats]
            )
        await note_attendances(self._connection, schema.rooms.c.session_id == session_id)

    async def reseat(self, session_id: SessionId, rooms: Sequence[Room], seats: Sequence[Seat]) -> None:
        known = {room.id for room in await self.all(session_id)}
        await self._connection.execute(delete(schema.seats).where(schema.seats.c.session_id == session_id))
        for room in rooms:
            if room.id in known:
                now = {"facilitator": room.facilitator, "reason": room.reason}
                await self._connection.execute(
                    update(schema.rooms).where(schema.rooms.c.id == room.id).values(now)
                )
        if new := [_room_fields(room) for room in rooms if room.id not in known]:
            await self._connection.execute(insert(schema.rooms), new)
        if seats:
            await self._connection.execute(
                insert(schema.seats), [_seat_fields(session_id, seat) for seat in seats]
            )
        await note_attendances(self._connection, schema.rooms.c.session_id == session_id)

    async def all(self, session_id: SessionId) -> Sequence[Room]:
        return await self._rooms(schema.rooms.c.session_id == session_id)

    async def at(self, tenant: Tenant, place: PlaceRef) -> Room | None:
        there = {"place": place, "tenant": tenant}
        row = (await self._connection.execute(_ROOM_AT, there)).first()
        return _room(row) if row else None

    async def get(self, room_id: RoomId) -> Room | None:
        found = await self._rooms(schema.rooms.c.id == room_id)
        return found[0] if found else None

    async def opened(self, room_id: RoomId, place: PlaceRef) -> None:
        await self._connection.execute(
            update(schema.rooms).where(schema.rooms.c.id == room_id).values(place=place)
        )
        await note_attendances(self._connection, schema.rooms.c.id == room_id)

    async def seats(self, session_id: SessionId) -> Sequence[Seat]:
        return await self._seats(schema.seats.c.session_id == session_id)

    async def attendances(self, session_id: SessionId) -> Sequence[Attendance]:
        return await attendances_of(self._connection, schema.attendances.c.session_id == session_id)

    async def attended(self, session_id: SessionId, person: PersonRef) -> bool:
        there = schema.attendances.c
        return bool(
            await attendances_of(self._connection, there.session_id == session_id, there.person == person)
        )

    async def seat_of(self, session_id: SessionId, person: PersonRef) -> Seat | None:
        found = await self._seats(schema.seats.c.session_id == session_id, schema.seats.c.person == person)
        return found[0] if found else None

    async def add_seat(self, seat: Seat) -> None:
        session_id = select(schema.rooms.c.session_id).where(schema.rooms.c.id == seat.room).scalar_subquery()
        await self._connection.execute(insert(schema.seats).values(_seat_fields(session_id, seat)))
        await note_attendances(self._connection, schema.rooms.c.id == seat.room)

    async def lead(self, room_id: RoomId, facilitator: PersonRef, reason: str) -> None:
        await self._connection.execute(
            update(schema.rooms)
            .where(schema.rooms.c.id == room_id)
            .values(facilitator=facilitator, reason=reason)
        )
        await note_attendances(self._connection, schema.rooms.c.id == room_id)

    async def remove_seat(self, session_id: SessionId, person: PersonRef) -> None:
        theirs = (schema.seats.c.session_id == session_id, schema.seats.c.person == person)
        await self._connection.execute(delete(schema.seats).where(*theirs))
        led_by_them = (schema.rooms.c.session_id == session_id, schema.rooms.c.facilitator == person)
        await self._connection.execute(
            update(schema.rooms).where(*led_by_them).values(facilitator=None, reason="")
        )

    async def add_steps(self, steps: Sequence[Step]) -> None:
        if not steps:
            return
        await self._connection.execute(insert(schema.steps), [_step_fields(step) for step in steps])
        people = [
            {"step_id": step.id, "position": position, "person": person}
            for step in steps
            for position, person in enumerate(step.people)
        ]
        if people:
            await self._connection.execute(insert(schema.step_people), people)
        for step in steps:
            await self._put_troubles(step.id, step.troubles)

    async def steps(self, session_id: SessionId) -> Sequence[Step]:
        return await load_steps(self._connection, session_id)

    async def finish_step(self, step_id: StepId, state: StepState, troubles: Sequence[Trouble] = ()) -> None:
        await self._connection.execute(
            update(schema.steps).where(schema.steps.c.id == step_id).values(state=state)
        )
        await self._connection.execute(delete(schema.troubles).where(schema.troubles.c.step_id == step_id))
        await self._put_troubles(step_id, troubles)

    async def _put_troubles(self, step_id: StepId, met: Sequence[Trouble]) -> None:
        rows = [
            {
                "step_id": step_id,
                "position": position,
                "room_id": trouble.room,
                "person": trouble.person,
                "reason": trouble.reason,
            }
            for position, trouble in enumerate(met)
        ]
        if rows:
            await self._connection.execute(insert(schema.troubles), rows)

    async def _rooms(self, *conditions: ColumnElement[bool]) -> list[Room]:
        statement = select(schema.rooms).where(*conditions).order_by(schema.rooms.c.number)
        return [_room(row) for row in await self._connection.execute(statement)]

    async def _seats(self, *conditions: ColumnElement[bool]) -> list[Seat]:
        statement = select(schema.seats).where(*conditions).order_by(schema.seats.c.number)
        return [
            Seat(PersonRef(row.person), RoomId(row.room_id), row.rank, row.reason, row.observes)
            for row in await self._connection.execute(statement)
        ]


def _room(row: Found) -> Room:
    return Room(
        id=RoomId(row.id),
        session=SessionId(row.session_id),
        number=row.number,
        theme=ThemeId(row.theme_id),
        facilitator=PersonRef(row.facilitator) if row.facilitator is not None else None,
        place=PlaceRef(row.place) if row.place is not None else None,
        theme_number=row.theme_number,
        reason=row.reason,
    )


def _room_fields(room: Room) -> dict[str, object]:
    return {
        "id": room.id,
        "session_id": room.session,
        "number": room.number,
        "theme_id": room.theme,
        "facilitator": room.facilitator,
        "place": room.place,
        "theme_number": room.theme_number,
        "reason": room.reason,
    }


def _seat_fields(session_id: object, seat: Seat) -> dict[str, object]:
    return {
        "session_id": session_id,
        "person": seat.person,
        "room_id": seat.room,
        "rank": seat.rank,
        "reason": seat.reason,
        "observes": seat.observes,
    }


def _step_fields(step: Step) -> dict[str, object]:
    return {
        "id": step.id,
        "session_id": step.session,
        "room_id": step.room,
        "kind": step.kind,
        "position": step.position,
        "state": step.state,
    }
