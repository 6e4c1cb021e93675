"""What every use case begins with: find the session or room, and let in only who may."""

from consultation.errors import NoSession, NoSuchThing
from consultation.model.panel import Act
from consultation.model.references import Actor, RoomId, SessionId
from consultation.model.rooms import Room
from consultation.model.sessions import Session
from consultation.phases import require
from consultation.ports.storage import Work
from consultation.rights import require_organiser


async def session_of(work: Work, actor: Actor, session_id: SessionId) -> Session:
    """The actor's workspace's session of this id. Raises NoSession."""
    session = await work.sessions.get(actor.tenant, session_id)
    if session is None:
        raise NoSession
    return session


async def session_for(work: Work, actor: Actor, session_id: SessionId, act: Act) -> Session:
    """The session, for an organiser who may do this act with it now. Raises NoSession, NotAnOrganiser, WrongPhase."""
    session = await session_of(work, actor, session_id)
    require_organiser(session, actor, act)
    require(act, session.phase, session.question)
    return session


async def room_of(work: Work, room_id: RoomId) -> Room:
    """The room of this id. Raises NoSuchThing."""
    room = await work.rooms.get(room_id)
    if room is None:
        raise NoSuchThing("room")
    return room
