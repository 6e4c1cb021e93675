"""The draft: look at it, edit a room's points, and say what a room thinks of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consultation.digest import PLENARY_NUMBER, PLENARY_THEME, Findings
from consultation.errors import NoSuchThing
from consultation.model.cards import CardKind
from consultation.model.digest import Digest, Point, RoomFinding
from consultation.model.notes import Said, Tag, Tagging
from consultation.model.panel import Act
from consultation.model.references import Actor, MessageRef, NoteId, PlaceRef, SessionId
from consultation.model.revisions import Change, DraftRoom, Overview, Revision, RoomState, Sheet, Verdict
from consultation.model.rooms import Room
from consultation.model.sessions import Session
from consultation.notes import may_tag, read_notes
from consultation.phases import require
from consultation.points import UNTAGGED
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.refusals import DraftChanged, NotTheFacilitator
from consultation.revisions import Standing, Step, standings, steps_of, token_of
from consultation.services.access import session_for, session_of
from consultation.services.digest import compiled, findings_of


@dataclass(frozen=True, slots=True)
class Drafts:
    """The use cases of the draft."""

    storage: Storage
    clock: Clock
    identity: Identity

    async def overview(self, actor: Actor, session_id: SessionId, act: Act = Act.DRAFT) -> Overview:
        """The whole draft, for an organiser who wants to do this with it. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, act)
            findings = await findings_of(work, session)
            digest = await compiled(findings)
            reviews = await work.revisions.reviews(session_id)
            numbers = {room.id: room.number for room in findings.rooms}
        states = []
        for finding in _with_plenary(digest, findings):
            here = [one for one in reviews if numbers.get(one.room) == finding.number]
            agree = sum(one.verdict is Verdict.AGREE for one in here)
            states.append(RoomState(finding, agree, len(here) - agree, _is_confirmed(finding)))
        return Overview(session, digest, tuple(states))

    async def number_at(self, actor: Actor, place: PlaceRef) -> tuple[SessionId, int] | None:
        """The session and number of the room that this place is, where the actor may edit its points and does not organise."""
        async with self.storage.look() as work:
            room = await work.rooms.at(actor.tenant, place)
            session = await work.sessions.get(actor.tenant, room.session) if room else None
            if room is None or session is None or actor.person in session.organisers:
                return None
            return session.id, room.number

    async def room(self, actor: Actor, session_id: SessionId, number: int) -> DraftRoom:
        """A room's points, to edit: for its facilitator, and for organisers. Raises NotTheFacilitator, WrongPhase, NoSuchThing."""
        async with self.storage.look() as work:
            session, room = await _room(work, actor, session_id, number)
            return await _draft(work, session, room, number)

    async def edit(
        self, actor: Actor, session_id: SessionId, number: int, sheet: Sheet, token: str
    ) -> DraftRoom:
        """Change a room's points as the sheet says; each change is kept in the record with who made it.

        Raises DraftChanged, InvalidField, and as `room` does.
        """
        async with self.storage.work() as work:
            session, room = await _room(work, actor, session_id, number)
            draft = await _draft(work, session, room, number)
            if draft.token != token:
                raise DraftChanged
            steps, new = steps_of(sheet, draft)
            if new:
                steps += await self._add(work, actor, (session, room), new, confirm=sheet.confirm)
            await work.revisions.add([self._revision(session_id, actor, step) for step in steps])
            if room is not None:
                await work.cards.touch(session_id, CardKind.POINTS, room.id)
            return await _draft(work, session, room, number)

    async def _add(
        self, work: Work, actor: Actor, where: tuple[Session, Room | None], text: str, *, confirm: bool
    ) -> list[Step]:
        """Keep lines that are new as notes of the room."""
        session, room = where
        place = (room.place if room else None) or session.place
        batch, steps = self.identity.new()[-12:], list[Step]()
        legend = await work.legends.of(session)
        for index, (tag, words) in enumerate(read_notes(text, UNTAGGED, legend)):
            message, now = MessageRef(place, f"typed.{batch}.{index}"), self.clock.now()
            order, note = f"{now.timestamp():.6f}", NoteId(self.identity.new())
            on = Tagging(message, actor.person, tag, present=True, order=order)
            room_id = room.id if room else None
            await work.notes.record(on, session.id, room_id)
            await work.notes.keep(
                session.id, room_id, note, Said(message, words, actor.person, now, "", order)
            )
            steps += [(note, Change.CONFIRM, "")] if confirm else []
        return steps

    def _revision(self, session_id: SessionId, actor: Actor, step: Step) -> Revision:
        note, change, text = step
        return Revision(session_id, note, change, text, actor.person, self.clock.now())


def _with_plenary(digest: Digest, findings: Findings) -> tuple[RoomFinding, ...]:
    """The findings of a digest, and that of the plenary also where nothing but actions were kept there: they can be edited, too."""
    kept = any(note.room is None for note in findings.notes)
    if not kept or any(one.number == PLENARY_NUMBER for one in digest.rooms):
        return digest.rooms
    return (*digest.rooms, RoomFinding(PLENARY_NUMBER, PLENARY_THEME, digest.participants, 0, (), ()))


def _is_confirmed(finding: RoomFinding) -> bool:
    points = [*finding.headlines, *(point for one in finding.sections for point in one.points)]
    return bool(points) and all(point.confirmed for point in points)


async def _room(work: Work, actor: Actor, session_id: SessionId, number: int) -> tuple[Session, Room | None]:
    session = await session_of(work, actor, session_id)
    rooms = {room.number: room for room in await work.rooms.all(session_id)}
    room = rooms.get(number)
    if number and room is None:
        raise NoSuchThing("room")
    if not may_tag(actor.person, room, session):
        raise NotTheFacilitator
    require(Act.DRAFT, session.phase, session.question)
    return session, room


async def _draft(work: Work, session: Session, room: Room | None, number: int) -> DraftRoom:
    findings = await findings_of(work, session)
    digest = await compiled(findings)
    found = standings(findings.revisions)
    in_room = [note for note in findings.notes if note.room == (room.id if room else None)]
    written = {note.id: found.get(note.id, Standing()).text or note.text for note in in_room}
    # As they were written, with the rooms that they name.
    actions = (replace(one, text=written[one.note]) for one in digest.actions if one.note in written)
    points = room_points(digest, number, actions)
    away = [note for note in in_room if note.id in found and found[note.id].away]
    reviews = [one for one in await work.revisions.reviews(session.id) if room and one.room == room.id]
    theme = next((one.theme for one in digest.rooms if one.number == number), "Plenary")
    return DraftRoom(
        session,
        number,
        theme,
        points,
        tuple(Point(note.id, found[note.id].text or note.text, note.permalink) for note in away),
        tuple(reviews),
        frozenset(note for note, standing in found.items() if standing.carried),
        token_of(points),
    )


def room_points(digest: Digest, number: int, actions: Iterable[Point] = ()) -> tuple[tuple[str, Point], ...]:
    """A room's points, each once with its first tag, headlines first; actions that were kept as nothing else come last."""
    seen: dict[NoteId, tuple[str, Point]] = {}
    for room in (one for one in digest.rooms if one.number == number):
        seen |= {point.note: (Tag.HEADLINE, point) for point in room.headlines}
        for section in room.sections:
            for point in section.points:
                seen.setdefault(point.note, (section.tag, point))
    for point in actions:
        seen.setdefault(point.note, (Tag.ACTION, point))
    return tuple(seen.values())
