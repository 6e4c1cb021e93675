"""Notes: what a facilitator tags is kept; untagging, edits and deletions are followed."""

from dataclasses import dataclass, replace

from consultation.model.cards import CardKind
from consultation.model.notes import LegendEntry, Said, Tagging
from consultation.model.references import Actor, MessageRef, NoteId, PlaceRef, Tenant
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session
from consultation.notes import may_tag, tag_of, tags_ever
from consultation.ports.clock import Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.texts import clean

LIVE = frozenset({Phase.PLACED, Phase.IN_ROOMS, Phase.WRAP_UP})


@dataclass(frozen=True, slots=True)
class Notes:
    """The use cases of notes."""

    storage: Storage
    platform: Platform
    identity: Identity

    async def reacted(
        self, actor: Actor, message: MessageRef, emoji: str, *, present: bool, order: str
    ) -> bool:
        """Somebody put an emoji on a message, or took it off. Answers whether that meant something."""
        legend = await self._legend(actor, message)
        if not present:
            return any([await self.untag(actor, message, tag, order) for tag in tags_ever(emoji, legend)])
        tag = tag_of(emoji, legend)
        return tag is not None and await self.tag(actor, message, tag, order)

    async def tag(self, actor: Actor, message: MessageRef, tag: str, order: str) -> bool:
        """Keep a message under a tag. Answers whether it counted: someone else's emoji, or one elsewhere, does nothing."""
        where = await self._where(actor, message)
        if where is None:
            return False
        said = await self.platform.said(message)
        if said is None or said.ours or not clean(said.text):
            return False
        async with self.storage.work() as work:
            await self._record(
                work, where, Tagging(message, actor.person, tag, present=True, order=order), said
            )
        # An edit that came while the note was being kept found no note yet to change.
        newest = await self.platform.said(message)
        if newest is not None and newest.order != said.order:
            await self.edited(actor.tenant, message, newest.text, newest.order)
        return True

    async def untag(self, actor: Actor, message: MessageRef, tag: str, order: str) -> bool:
        """Take a tag back; the note goes with its last tag. Answers whether it counted."""
        where = await self._where(actor, message)
        if where is None:
            return False
        async with self.storage.work() as work:
            await self._record(
                work, where, Tagging(message, actor.person, tag, present=False, order=order), None
            )
        return True

    async def edited(self, tenant: Tenant, message: MessageRef, text: str, order: str) -> None:
        """The words of a message changed: a note of it changes with them, until the session is closed.

        `order` is the platform's stamp of the edit: the latest words stay, in whatever order edits are delivered.
        """
        async with self.storage.look() as work:
            live = await live_at(work, tenant, message.place) is not None and await work.notes.is_kept(
                tenant, message
            )
        if live:
            async with self.storage.work() as work:
                await work.notes.reword(tenant, message, clean(text), order)

    async def deleted(self, tenant: Tenant, message: MessageRef) -> None:
        """A message was deleted: a note of it is erased and can't come back, until the session is closed."""
        async with self.storage.look() as work:
            live = await live_at(work, tenant, message.place)
        if live is not None:
            async with self.storage.work() as work:
                await work.notes.forget(tenant, message)

    async def _legend(self, actor: Actor, message: MessageRef) -> tuple[LegendEntry, ...]:
        """The tags of the session that is live there; none where nobody's emoji mean anything."""
        async with self.storage.look() as work:
            where = await live_at(work, actor.tenant, message.place)
            return await work.legends.of(where[0]) if where else ()

    async def _where(self, actor: Actor, message: MessageRef) -> tuple[Session, Room | None] | None:
        async with self.storage.look() as work:
            where = await live_at(work, actor.tenant, message.place)
        return where if where and may_tag(actor.person, where[1], where[0]) else None

    async def _record(
        self, work: Work, where: tuple[Session, Room | None], tagging: Tagging, said: Said | None
    ) -> None:
        session, room = where
        room_id = room.id if room else None
        if not await work.notes.record(tagging, session.id, room_id):
            return
        if said is not None:
            await work.notes.keep(session.id, room_id, NoteId(self.identity.new()), as_kept(said))
        else:
            await work.notes.drop_if_untagged(session.tenant, tagging.message)
        if session.phase is Phase.WRAP_UP:
            await work.cards.touch(session.id, CardKind.POINTS, room_id)


def as_kept(said: Said) -> Said:
    """What was said, in the words that are kept of it: without what can't be seen or turns the lines around it."""
    return replace(said, text=clean(said.text))


async def live_at(work: Work, tenant: Tenant, place: PlaceRef) -> tuple[Session, Room | None] | None:
    """The session that is live at a place, with the room that the place is, if any."""
    room = await work.rooms.at(tenant, place)
    sessions = await work.sessions.at(tenant, place)
    for session in reversed(sessions):
        if session.phase in LIVE and (room is None or room.session == session.id):
            return session, room
    return None
