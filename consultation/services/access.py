"""What every use case begins with: find the session or room, and let in only who may."""

from consultation.errors import NoSession, NoSuchThing
from consultation.model.panel import Act
from consultation.model.polls import Poll
from consultation.model.references import (
    Actor,
    ConversationId,
    PollId,
    RoomId,
    SessionId,
    StatementId,
    SurveyId,
)
from consultation.model.rooms import Room
from consultation.model.sessions import Session
from consultation.model.statements import Conversation, Statement
from consultation.model.surveys import Survey
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


async def conversation_of(work: Work, actor: Actor, conversation_id: ConversationId) -> Conversation:
    """The actor's workspace's conversation of this id. Raises NoSuchThing."""
    conversation = await work.statements.conversation(actor.tenant, conversation_id)
    if conversation is None:
        raise NoSuchThing("round of statements")
    return conversation


async def moderated(work: Work, actor: Actor, conversation_id: ConversationId) -> Conversation:
    """The conversation, for an organiser of its session. Raises NoSuchThing, NotAnOrganiser."""
    conversation = await conversation_of(work, actor, conversation_id)
    require_organiser(await session_of(work, actor, conversation.session), actor, Act.STATEMENTS)
    return conversation


async def statement_of(work: Work, actor: Actor, statement_id: StatementId) -> Statement:
    """The actor's workspace's statement of this id. Raises NoSuchThing."""
    statement = await work.statements.get(actor.tenant, statement_id)
    if statement is None:
        raise NoSuchThing("statement")
    return statement


async def poll_of(work: Work, actor: Actor, poll_id: PollId) -> Poll:
    """The actor's workspace's poll of this id. Raises NoSuchThing."""
    poll = await work.polls.get(actor.tenant, poll_id)
    if poll is None:
        raise NoSuchThing("poll")
    return poll


async def survey_of(work: Work, actor: Actor, survey_id: SurveyId) -> Survey:
    """The actor's workspace's survey of this id. Raises NoSuchThing."""
    survey = await work.surveys.get(actor.tenant, survey_id)
    if survey is None:
        raise NoSuchThing("survey")
    return survey


async def led_poll(work: Work, actor: Actor, poll_id: PollId) -> Poll:
    """The poll, for an organiser, or for who put it in the room they lead. Raises NoSuchThing, NoSession, NotAnOrganiser."""
    poll = await poll_of(work, actor, poll_id)
    session = await session_of(work, actor, poll.session)
    room = await work.rooms.get(poll.room) if poll.room else None
    if room is None or room.facilitator != actor.person:
        require_organiser(session, actor, Act.POLL)
    return poll
