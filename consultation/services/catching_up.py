"""Catching up: where the platform may have kept something from us, notes are brought to what it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consultation.model.notes import LegendEntry, Marked, Note, Tagging
from consultation.model.references import Actor, MessageRef, PersonRef, PlaceRef, Tenant
from consultation.model.rooms import Room
from consultation.model.sessions import Session
from consultation.notes import is_by_hand, may_tag, tag_of, tags_ever
from consultation.ports.archive import Archive
from consultation.ports.platform import PlatformRefusal, PlatformSilence
from consultation.ports.storage import Storage, Work
from consultation.services.notes import LIVE, Notes, live_at
from consultation.services.notices import Notices
from consultation.texts import clean

UNREAD = (
    "What was tagged, changed or deleted in {place} while Slack held things back could not be read again. {reason} "
    "Please look through the notes of {place}."
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of one place: who may tag there, what they did, and what is kept."""

    session: Session
    room: Room | None
    taggers: frozenset[PersonRef]
    legend: Sequence[LegendEntry]
    acts: dict[tuple[MessageRef, PersonRef, str], Tagging]
    notes: dict[MessageRef, Note]

    @property
    def name(self) -> str:
        """What people call the place."""
        return f"room {self.room.number}" if self.room else "the plenary channel"


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """The use case of catching up."""

    storage: Storage
    archive: Archive
    notes: Notes
    notices: Notices

    async def catch_up(self, tenant: Tenant, order: str) -> None:
        """Read every place where somebody's emoji may keep notes, and follow what was missed.

        `order` is a stamp of the platform's: whatever was missed happened before it. Organisers are told of a place that can't be
        read. Raises PlatformSilence, once all others are read, where one could not be read just now.
        """
        silence: PlatformSilence | None = None
        for place in await self._places(tenant):
            known = await self._known(tenant, place)
            if known is None:
                continue
            try:
                await self._follow(known, place, order)
            except PlatformRefusal as refusal:
                words = UNREAD.format(place=known.name, reason=refusal.reason)
                await self.notices.raise_for(known.session.id, words)
            except PlatformSilence as silent:
                silence = silent
        if silence is not None:
            raise silence

    async def _places(self, tenant: Tenant) -> list[PlaceRef]:
        async with self.storage.look() as work:
            live = [one for one in await work.sessions.under_way(tenant) if one.phase in LIVE]
            rooms = [room for one in live for room in await work.rooms.all(one.id)]
        return list(dict.fromkeys([*(one.place for one in live), *(one.place for one in rooms if one.place)]))

    async def _known(self, tenant: Tenant, place: PlaceRef) -> Known | None:
        async with self.storage.look() as work:
            where = await live_at(work, tenant, place)
            return await _known(work, place, *where) if where else None

    async def _follow(self, known: Known, place: PlaceRef, order: str) -> None:
        standing = {one.said.message: one for one in await self.archive.standing(place)}
        for message in known.notes.keys() - standing.keys():
            still = await self.archive.still(message)
            if still is None:
                await self.notes.deleted(known.session.tenant, message)
            else:
                standing[message] = still
        for marked in standing.values():
            await self._follow_one(known, marked, order)

    async def _follow_one(self, known: Known, marked: Marked, order: str) -> None:
        said, tenant = marked.said, known.session.tenant
        note = known.notes.get(said.message)
        if note is not None and note.text != clean(said.text):
            await self.notes.edited(tenant, said.message, said.text, said.order)
        for person, tag in missing(known, marked):
            await self.notes.tag(Actor(tenant, person), said.message, tag, order)
        for person, tag in gone(known, marked):
            await self.notes.untag(Actor(tenant, person), said.message, tag, order)


def missing(known: Known, marked: Marked) -> Iterator[tuple[PersonRef, str]]:
    """Who put an emoji that means a tag, of which we don't know. What somebody undid by a button stays undone."""
    for emoji, people in sorted(marked.emoji.items()):
        tag = tag_of(emoji, known.legend)
        for person in sorted(people & known.taggers):
            act = known.acts.get((marked.said.message, person, tag)) if tag else None
            if tag and (act is None or not (act.present or is_by_hand(act.order))):
                yield person, tag


def gone(known: Known, marked: Marked) -> Iterator[tuple[PersonRef, str]]:
    """Whose emoji that we know of is not there any more. What was kept by a form has none."""
    meant = {
        (person, tag)
        for emoji, people in marked.emoji.items()
        for tag in tags_ever(emoji, known.legend)
        for person in people
    }
    for (message, person, tag), act in known.acts.items():
        by_emoji = act.present and not is_by_hand(act.order)
        if message == marked.said.message and by_emoji and (person, tag) not in meant:
            yield person, tag


async def _known(work: Work, place: PlaceRef, session: Session, room: Room | None) -> Known:
    people = {*session.organisers, *([room.facilitator] if room and room.facilitator else [])}
    acts = [one for one in await work.notes.taggings(session.id) if one.message.place == place]
    kept = [one for one in await work.notes.all(session.id) if one.message.place == place]
    return Known(
        session,
        room,
        frozenset(person for person in people if may_tag(person, room, session)),
        await work.legends.of(session),
        {(act.message, act.person, act.tag): act for act in acts},
        {note.message: note for note in kept if note.permalink},  # what a scribe typed was never said
    )
