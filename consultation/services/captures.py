"""Capture without an emoji: a message by its form, lines by a scribe, tags of one's own, names with a yes."""

from collections.abc import Sequence
from dataclasses import dataclass

from consultation.cards import new_card
from consultation.errors import InvalidField, NoSuchThing
from consultation.model.captures import Keeping, Kept
from consultation.model.cards import CardKind
from consultation.model.notes import Credit, LegendEntry, Said, Tagging
from consultation.model.panel import Act
from consultation.model.references import Actor, MessageRef, NoteId, PersonRef, PlaceRef, SessionId
from consultation.model.rooms import Room
from consultation.model.sessions import Session
from consultation.notes import may_tag, order_by_hand, read_legend, read_notes
from consultation.ports.clock import Clock, Identity
from consultation.ports.documents import Directory
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.refusals import NotAKeeper, NothingToKeep
from consultation.services.access import session_for
from consultation.services.notes import as_kept, live_at
from consultation.texts import clean, one_line

BATCH_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Captures:
    """The use cases of capture."""

    storage: Storage
    platform: Platform
    directory: Directory
    clock: Clock
    identity: Identity

    async def about(self, actor: Actor, place: PlaceRef, message: MessageRef | None = None) -> Keeping:
        """What this person may keep here, for a form. Raises NotAKeeper, NothingToKeep."""
        said = await self._said(message) if message else None
        async with self.storage.look() as work:
            session, _ = await _where(work, actor, place)
            return Keeping(session, await work.legends.of(session), said.text if said else "")

    async def keep(
        self, actor: Actor, message: MessageRef, tags: Sequence[str], credit: Credit = Credit.NONE
    ) -> Kept:
        """Keep a message under tags. Whoever is to be named is asked first. Raises NotAKeeper, NothingToKeep, InvalidField."""
        said = await self._said(message)
        async with self.storage.work() as work:
            session, room = await _where(work, actor, message.place)
            known = {entry.tag for entry in await work.legends.of(session) if not entry.retired}
            if not known.intersection(tags):
                raise InvalidField("tags", "Choose at least one tag.")
            for tag in known.intersection(tags):
                await self._record(work, (session, room), actor, said, tag)
            asked = await self._credit(work, session, said, credit)
        return Kept(tuple((tag, said.text) for tag in tags), (message,), asked)

    async def type(self, actor: Actor, place: PlaceRef, text: str, tag: str) -> Kept:
        """Keep what a scribe typed, one note a line. Raises NotAKeeper, InvalidField."""
        batch = self.identity.new()[-BATCH_LETTERS:]
        async with self.storage.work() as work:
            where = await _where(work, actor, place)
            notes = read_notes(text, tag, await work.legends.of(where[0]))
            messages = [MessageRef(place, f"typed.{batch}.{number}") for number in range(len(notes))]
            for message, (own, words) in zip(messages, notes, strict=True):
                said = Said(message, words, actor.person, self.clock.now(), "", self._order())
                await self._record(work, where, actor, said, own)
        return Kept(tuple(notes), tuple(messages))

    async def undo(self, actor: Actor, messages: Sequence[MessageRef]) -> int:
        """Take back what this person kept of these messages. Answers of how many the note is gone. Raises NotAKeeper."""
        gone = 0
        async with self.storage.work() as work:
            for message in messages:
                session, room = await _where(work, actor, message.place)
                for entry in await work.legends.of(session):
                    off = Tagging(message, actor.person, entry.tag, present=False, order=self._order())
                    await work.notes.record(off, session.id, room.id if room else None)
                gone += await work.notes.drop_if_untagged(session.tenant, message)
        return gone

    async def tags(self, actor: Actor, session_id: SessionId) -> tuple[Session, tuple[LegendEntry, ...]]:
        """The tags in use, for a form. Raises NoSession, NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.TAGS)
            return session, await work.legends.of(session)

    async def change_tags(
        self, actor: Actor, session_id: SessionId, what: str, about: str
    ) -> tuple[LegendEntry, ...]:
        """Other tags for the session and its programme, from now on; what was kept stays. Raises InvalidFields."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.TAGS)
            legend = read_legend(what, about, await work.legends.of(session))
            await work.legends.put(session, legend)
            siblings = await work.sessions.in_programme(session.programme.id) if session.programme else ()
            for one in {session_id, *(sibling.id for sibling in siblings)}:
                await work.cards.touch(one, CardKind.ROOM)
        return legend

    async def answer(self, actor: Actor, note_id: NoteId, *, yes: bool) -> None:
        """Somebody says whether a note may name them; they may change their mind. Raises NoSuchThing."""
        names = await self.directory.names([actor.person]) if yes else {}
        async with self.storage.work() as work:
            asked = await work.credits.asked(note_id)
            if asked is None or not await work.credits.answer(
                note_id, actor.person, one_line(names.get(actor.person, ""))
            ):
                raise NoSuchThing("note")
            session = await work.notes.session_of(actor.tenant, note_id)
            await work.cards.touch(session, CardKind.CREDIT, note_id)

    async def _said(self, message: MessageRef) -> Said:
        said = await self.platform.said(message)
        if said is None or said.ours or not clean(said.text):
            raise NothingToKeep
        return as_kept(said)

    async def _record(
        self, work: Work, where: tuple[Session, Room | None], actor: Actor, said: Said, tag: str
    ) -> None:
        session, room = where
        room_id = room.id if room else None
        on = Tagging(said.message, actor.person, tag, present=True, order=self._order())
        if await work.notes.record(on, session.id, room_id):
            await work.notes.keep(session.id, room_id, NoteId(self.identity.new()), said)
            await work.cards.touch(session.id, CardKind.POINTS, room_id)

    async def _credit(self, work: Work, session: Session, said: Said, credit: Credit) -> PersonRef | None:
        if credit is Credit.NONE or said.author is None:
            return None
        if credit is Credit.ROLE:
            sign_up = await work.people.get(session.id, said.author)
            await work.credits.tell(session, said.message, sign_up.role if sign_up else "")
            return None
        note = await work.credits.ask(session, said.message, said.author)
        if note is not None:
            desk = self.platform.desk(said.author)
            await work.cards.add(new_card(self.identity.new, session.id, CardKind.CREDIT, desk, note))
        return said.author

    def _order(self) -> str:
        return order_by_hand(self.clock.now())


async def _where(work: Work, actor: Actor, place: PlaceRef) -> tuple[Session, Room | None]:
    where = await live_at(work, actor.tenant, place)
    if where is None or not may_tag(actor.person, where[1], where[0]):
        raise NotAKeeper
    return where
