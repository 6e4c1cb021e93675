"""How rows become the steps that open rooms."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import PersonRef, RoomId, SessionId, StepId
from consultation.model.rooms import Step, StepKind, StepState, Trouble
from storage.database import Found
from storage.schema import step_people, steps, troubles


async def load_steps(connection: AsyncConnection, session_id: SessionId) -> list[Step]:
    """All steps of a session by position."""
    of_session = steps.c.session_id == session_id
    people = await _people(connection, session_id)
    met = await _troubles(connection, session_id)
    statement = select(steps).where(of_session).order_by(steps.c.position, steps.c.number)
    return [_step(row, people[row.id], met[row.id]) for row in await connection.execute(statement)]


async def _people(connection: AsyncConnection, session_id: SessionId) -> defaultdict[str, list[PersonRef]]:
    statement = (
        select(step_people)
        .join(steps, steps.c.id == step_people.c.step_id)
        .where(steps.c.session_id == session_id)
        .order_by(step_people.c.position)
    )
    found: defaultdict[str, list[PersonRef]] = defaultdict(list)
    for row in await connection.execute(statement):
        found[row.step_id].append(PersonRef(row.person))
    return found


async def _troubles(connection: AsyncConnection, session_id: SessionId) -> defaultdict[str, list[Trouble]]:
    statement = (
        select(troubles)
        .join(steps, steps.c.id == troubles.c.step_id)
        .where(steps.c.session_id == session_id)
        .order_by(troubles.c.position)
    )
    found: defaultdict[str, list[Trouble]] = defaultdict(list)
    for row in await connection.execute(statement):
        person = PersonRef(row.person) if row.person is not None else None
        found[row.step_id].append(Trouble(RoomId(row.room_id), row.reason, person))
    return found


def _step(row: Found, people: Sequence[PersonRef], met: Sequence[Trouble]) -> Step:
    return Step(
        id=StepId(row.id),
        session=SessionId(row.session_id),
        room=RoomId(row.room_id),
        kind=StepKind(row.kind),
        position=row.position,
        state=StepState(row.state),
        people=tuple(people),
        troubles=tuple(met),
    )
