"""Placing by hand with a spreadsheet: hand it out, look what one that comes back would do, use it."""

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from consultation.errors import ListChanged, NoSheet, NotLookedAt
from consultation.model.arrangement import Arrangement, Change
from consultation.model.documents import Document
from consultation.model.panel import Act
from consultation.model.placement import Obstacle, Placement, RoomKey
from consultation.model.plans import Kept
from consultation.model.references import Actor, PersonRef, SessionId
from consultation.model.sessions import Phase, Session
from consultation.placement.cells import BYTES_MOST
from consultation.placement.changes import MOVED, changed_to
from consultation.placement.rules import broken_rules
from consultation.placement.sheet_lines import Seating, fixed_by_sheet, read_sheet
from consultation.placement.spreadsheet import placed_by_hand, write_sheet
from consultation.ports.clock import Identity
from consultation.ports.documents import Courier, Directory
from consultation.ports.platform import Platform, PlatformRefusal, PlatformSilence
from consultation.ports.storage import Storage, Work
from consultation.rooms import fixed_by_locks
from consultation.services.access import session_for
from consultation.services.arrangement import LOOKED_MOST, as_it_stands
from consultation.services.placement import Placements, Prospect, Question, question_of, settle

log = logging.getLogger(__name__)

NAME = "placement.csv"
WORDS = "Here is everybody on the list. Change the column room, save it as CSV, and give it back with /consult place csv."
LOCKED = "{0} is locked in another seat. Unlock them with /consult move, or write no under locked."


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet as an organiser gives it: a file, by the platform's name for it, or lines of text."""

    file: str = ""
    lines: str = ""

    @property
    def source(self) -> str:
        """Tells one sheet from another; empty where there is none."""
        return f"{self.file}\n{self.lines}" if self.file or self.lines else ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a sheet would come to. `placed` counts those whom it left open; `change` is None where nobody had been placed before."""

    prospect: Prospect
    token: str
    source: str
    locked: frozenset[PersonRef] = frozenset()
    placed: int = 0
    change: Change | None = None
    broken: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """The use cases of placing by spreadsheet."""

    storage: Storage
    platform: Platform
    courier: Courier
    directory: Directory
    placements: Placements
    identity: Identity
    _looked: dict[str, Looked] = field(default_factory=dict)

    async def ask(self, actor: Actor, session_id: SessionId) -> Session:
        """The session, if its people can be placed. Raises NotAnOrganiser, WrongPhase, NobodyToPlace."""
        return (await self.placements.ask(actor, session_id)).session

    async def send(self, actor: Actor, session_id: SessionId) -> Session:
        """Hand the organiser the list in private: as people are placed, or as they would be. Raises PlatformRefusal, PlatformSilence."""
        question = await self.placements.ask(actor, session_id)
        standing = await self._standing(question)
        if standing:
            placement: Placement | None = standing.placement
        else:
            placement = (await self.placements.answer(question)).placement
        request = question.asked.request
        names = await self._names([wish.person for wish in request.wishes])
        sheet = write_sheet(request, placement, names, question.locked)
        title = f"Who sits where: {question.session.question}"
        about = f"A spreadsheet with {len(request.wishes):,} people and their rooms"
        desk = self.platform.desk(actor.person)
        await self.courier.deliver(desk, [Document(NAME, title, about, sheet)], WORDS)
        return question.session

    async def look(self, actor: Actor, session_id: SessionId, draft: SheetDraft) -> Looked:
        """What a sheet would come to; those without a room in it are placed around the others. Changes nothing.

        Raises NoSheet, SheetRefused, DocumentTooLarge, PlacementStopped, PlacementUnfinished, PlatformRefusal, PlatformSilence.
        """
        if bool(draft.file) == bool(draft.lines.strip()):
            raise NoSheet
        data = await self.courier.fetch(draft.file, BYTES_MOST) if draft.file else draft.lines.encode()
        question = await self.placements.ask(actor, session_id)
        standing = await self._standing(question)
        request = question.asked.request
        names = await self._names([wish.person for wish in request.wishes])
        rooms = [room.key for room in standing.placement.rooms] if standing else []
        seating = await asyncio.to_thread(read_sheet, data, request, names, rooms)
        seating = _with_leaders(question, standing, seating)
        looked = await self._considered(question, standing, seating, draft.source)
        while len(self._looked) >= LOOKED_MOST:
            del self._looked[next(iter(self._looked))]
        self._looked[looked.token] = looked
        return looked

    async def apply(
        self, actor: Actor, session_id: SessionId, draft: SheetDraft, token: str
    ) -> tuple[Session, Placement]:
        """Place people as what was looked at under this name. Raises NotLookedAt, ListChanged."""
        found = self._looked.get(token)
        placement = found.prospect.placement if found else None
        if found is None or placement is None or draft.source not in ("", found.source):
            raise NotLookedAt
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.PLACE)
            now = await question_of(work, session)
            was = found.change.arrangement.before if found.change else None
            standing = await _standing(work, now)
            if now.asked.request != found.prospect.question.asked.request or _rooms(standing) != _rooms(was):
                raise ListChanged
            await settle(work, session, Kept(placement, found.locked), self.identity)
        return replace(session, phase=Phase.PLACED), placement

    async def _considered(
        self, question: Question, standing: Arrangement | None, seating: Seating, source: str
    ) -> Looked:
        locked, obstacles = _locks(question, standing, seating)
        prospect = Prospect(question, None, obstacles)
        if not obstacles:
            prospect = await self._prospect(question, standing, seating)
        if prospect.placement is None:
            return Looked(prospect, "", source)
        request = replace(question.asked.request, rules=replace(question.asked.request.rules, fixed=()))
        placement = _with_reasons(prospect.placement, standing, seating)
        return Looked(
            prospect=replace(prospect, placement=placement),
            token=_token(source, placement, locked),
            source=source,
            locked=locked,
            placed=len(seating.open),
            change=changed_to(replace(standing, request=request), placement) if standing else None,
            broken=broken_rules(request, placement.rooms),
        )

    async def _prospect(self, question: Question, standing: Arrangement | None, seating: Seating) -> Prospect:
        asked = question.asked
        if not seating.open:
            return Prospect(question, placed_by_hand(asked.request, seating.lines))
        kept = question.locked & set(seating.open) if seating.locked is None else frozenset()
        locks = fixed_by_locks(standing.placement, kept) if standing else ()
        rules = replace(asked.request.rules, fixed=(*fixed_by_sheet(seating), *locks))
        around = replace(asked, request=replace(asked.request, rules=rules))
        found = await self.placements.answer(replace(question, asked=around))
        return replace(found, question=question)

    async def _standing(self, question: Question) -> Arrangement | None:
        async with self.storage.look() as work:
            return await _standing(work, question)

    async def _names(self, people: Collection[PersonRef]) -> Mapping[PersonRef, str]:
        """What people are called, as far as the platform says so: a sheet without names is still one."""
        try:
            return await self.directory.names(people)
        except (PlatformRefusal, PlatformSilence) as trouble:
            log.warning("no names for a sheet: %s", trouble)
            return {}


async def _standing(work: Work, question: Question) -> Arrangement | None:
    """How people sit now; None where nobody has been placed."""
    if question.session.phase is not Phase.PLACED:
        return None
    return (await as_it_stands(work, question.session)).arrangement


def _rooms(arrangement: Arrangement | None) -> object:
    return arrangement.placement.rooms if arrangement else None


def _with_leaders(question: Question, standing: Arrangement | None, seating: Seating) -> Seating:
    """Where a sheet says nothing of who facilitates, those do who did, or who offered: one to a room."""
    if seating.names_leaders:
        return seating
    if standing:
        leading = {room.facilitator for room in standing.placement.rooms}
    else:
        leading = {wish.person for wish in question.asked.request.wishes if wish.can_facilitate}
    led: set[RoomKey | None] = set()
    lines = []
    for line in seating.lines:
        leads = line.person in leading and line.room not in led
        led |= {line.room} if leads else set()
        lines.append(replace(line, leads=leads))
    return replace(seating, lines=tuple(lines))


def _locks(
    question: Question, standing: Arrangement | None, seating: Seating
) -> tuple[frozenset[PersonRef], tuple[Obstacle, ...]]:
    """Who is locked after the sheet, and who may not be moved by it: where it says nothing of locks, they hold."""
    if seating.locked is not None:
        return seating.locked, ()
    seats = _seats(standing.placement) if standing else {}
    moved = [
        one.person
        for one in seating.lines
        if one.person in question.locked and seats.get(one.person) != (one.room, one.leads)
    ]
    return question.locked, tuple(Obstacle(LOCKED, (person,)) for person in moved)


def _with_reasons(placement: Placement, standing: Arrangement | None, seating: Seating) -> Placement:
    """Whom the sheet leaves where they were keeps the reason that they had."""
    before, now = _seats(standing.placement) if standing else {}, _seats(placement)
    reasons = {**placement.reasons, **{seat.person: MOVED for seat in seating.lines}}
    if standing:
        stays = {one for one in now if before.get(one) == now[one] and one in standing.placement.reasons}
        reasons |= {person: standing.placement.reasons[person] for person in stays}
    return replace(placement, reasons=reasons)


def _seats(placement: Placement) -> dict[PersonRef, tuple[RoomKey, bool]]:
    """Where everybody is, and whether they lead there."""
    return {
        person: (room.key, person == room.facilitator)
        for room in placement.rooms
        for person in (*(one for one, _ in room.seats), *room.observers, room.facilitator)
        if person
    }


def _token(source: str, placement: Placement, locked: frozenset[PersonRef]) -> str:
    told = repr((source, placement.fingerprint, placement.rooms, sorted(locked)))
    return blake2b(told.encode(), digest_size=8).hexdigest()
