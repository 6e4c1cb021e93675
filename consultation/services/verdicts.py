"""What rooms say of their points, what says the same across rooms, and which actions go first."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from consultation.cards import new_card
from consultation.errors import InvalidField, NoSuchThing
from consultation.model.cards import CardKind
from consultation.model.digest import Digest, Point
from consultation.model.panel import Act
from consultation.model.references import Actor, NoteId, RoomId, SessionId
from consultation.model.revisions import Change, Overview, Review, Revision, Verdict
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session
from consultation.notes import may_tag
from consultation.origins import rooms_said
from consultation.phases import require
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.refusals import NothingToRank, NotInThisRoom, TooManyVotes
from consultation.revisions import head_of, standings
from consultation.services.access import room_of, session_for, session_of
from consultation.services.digest import digest_of
from consultation.services.drafts import room_points
from consultation.similarity import alike
from consultation.texts import clean

VOTES_EACH = 3
REMARK_MOST = 1000


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The use cases of the wrap-up."""

    storage: Storage
    clock: Clock
    identity: Identity

    async def room(self, actor: Actor, room_id: RoomId) -> tuple[Session, Room]:
        """The room whose points somebody wants to say something about. Raises NotInThisRoom, WrongPhase."""
        async with self.storage.look() as work:
            return await _seated(work, actor, room_id)

    async def say(self, actor: Actor, room_id: RoomId, verdict: Verdict, text: str = "") -> bool:
        """Take down somebody's verdict; False where they said the same before. Raises as `room` does, and InvalidField."""
        said = clean(text)[:REMARK_MOST]
        if verdict is not Verdict.AGREE and not said:
            raise InvalidField("remark", "Write it in a few words.")
        async with self.storage.work() as work:
            session, _ = await _seated(work, actor, room_id)
            new = await work.revisions.review(session.id, Review(room_id, actor.person, verdict, said))
            await work.cards.touch(session.id, CardKind.POINTS, room_id)
        return new

    async def alike(self, actor: Actor, session_id: SessionId) -> Overview:
        """Points that may say the same, in one room or across rooms. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.DRAFT)
            digest = await digest_of(work, session)
        points = [point for room in digest.rooms for _, point in room_points(digest, room.number)]
        # Points of one group stand in each of its rooms; they are compared with others, never with themselves.
        groups = {one.note: point.note for point in digest.shared for one in point.evidence}
        pairs = await asyncio.to_thread(alike, [point.text for point in points])
        apart = [
            (points[one], points[other])
            for one, other in pairs
            if groups.get(points[one].note, points[one].note)
            != groups.get(points[other].note, points[other].note)
        ]
        return Overview(session, digest, (), tuple(apart))

    async def merge(self, actor: Actor, session_id: SessionId, pairs: Sequence[tuple[NoteId, NoteId]]) -> int:
        """A person says that these pairs say the same. Answers how many. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.work() as work:
            await session_for(work, actor, session_id, Act.DRAFT)
            known = {note.id for note in await work.notes.all(session_id)}
            now = self.clock.now()
            merged = [
                Revision(session_id, other, Change.MERGE, one, actor.person, now)
                for one, other in pairs
                if {one, other} <= known and one != other
            ]
            await work.revisions.add(merged)
            for kind in (CardKind.POINTS, CardKind.RANKING):
                await work.cards.touch(session_id, kind)
        return len(merged)

    async def part(self, actor: Actor, session_id: SessionId, head: NoteId) -> int:
        """What was put together as one point stands by itself again, each note with its own words. Answers how many were joined to it.

        Raises NotAnOrganiser, WrongPhase.
        """
        async with self.storage.work() as work:
            await session_for(work, actor, session_id, Act.DRAFT)
            found = standings(await work.revisions.all(session_id))
            joined = [note for note in found if note != head and head_of(note, found) == head]
            now = self.clock.now()
            await work.revisions.add(
                [Revision(session_id, note, Change.PART, "", actor.person, now) for note in joined]
            )
            for kind in (CardKind.POINTS, CardKind.RANKING):
                await work.cards.touch(session_id, kind)
        return len(joined)

    async def rank(self, actor: Actor, session_id: SessionId) -> Digest:
        """Put the actions to the vote in the plenary channel. Raises NothingToRank, NotAnOrganiser, WrongPhase."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.RANK)
            digest = await digest_of(work, session)
            if not digest.actions:
                raise NothingToRank
            await work.cards.add(
                new_card(self.identity.new, session_id, CardKind.RANKING, session.place, "actions")
            )
            await work.cards.touch(session_id, CardKind.RANKING)
        return digest

    async def vote(self, actor: Actor, session_id: SessionId, note: NoteId) -> tuple[Point | None, int]:
        """Give a vote to an action, or take it back. Answers the action, None where it was taken back, and how many are left.

        Raises TooManyVotes, NotInThisRoom where somebody sat in no room and led none, in any round, WrongPhase.
        """
        async with self.storage.work() as work:
            session = await session_of(work, actor, session_id)
            require(Act.RANK, session.phase, session.question)
            if not await work.rooms.attended(session_id, actor.person):
                raise NotInThisRoom
            given = await work.revisions.vote(session_id, note, actor.person)
            mine = await work.revisions.votes_of(session_id, actor.person)
            if len(mine) > VOTES_EACH:
                raise TooManyVotes(VOTES_EACH)
            voted = next((one for one in await work.notes.all(session_id) if one.id == note), None)
            if voted is None:
                raise NoSuchThing("action")
            await work.cards.touch(session_id, CardKind.RANKING)
        # As the list tells it: what was said in plenary may end with the rooms that it comes from.
        text = voted.text if voted.room else rooms_said(voted.text)[0]
        action = Point(note, text, voted.permalink)
        return (action if given else None), VOTES_EACH - len(mine)


async def _seated(work: Work, actor: Actor, room_id: RoomId) -> tuple[Session, Room]:
    room = await room_of(work, room_id)
    session = await session_of(work, actor, room.session)
    require(Act.DRAFT, session.phase, session.question)
    seat = await work.rooms.seat_of(session.id, actor.person)
    here = seat is not None and seat.room == room_id
    if session.phase is Phase.PUBLISHED or not (here or may_tag(actor.person, room, session)):
        raise NotInThisRoom
    return session, room
