"""The memory: one store for each noun, all in one unit of work."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from consultation.model.digest import Digest, DigestPart
from consultation.model.notes import Note, Said, Tagging
from consultation.model.people import SignUp, SignUpCount
from consultation.model.references import (
    Actor,
    MessageRef,
    NoteId,
    PersonRef,
    PlaceRef,
    ProgrammeId,
    RoomId,
    SessionId,
    StepId,
    Tenant,
)
from consultation.model.rooms import Attendance, Room, Seat, Step, StepState, Trouble
from consultation.model.sessions import Phase, Programme, Session
from consultation.model.summaries import Summary
from consultation.ports.capture import CreditStore, LegendStore, RevisionStore
from consultation.ports.cards import CardStore
from consultation.ports.erasures import ErasureStore
from consultation.ports.library import LibraryStore
from consultation.ports.mandates import MandateStore
from consultation.ports.placement import PlacementStore
from consultation.ports.poll_workings import PollPlanStore, PollRecordStore
from consultation.ports.polls import PollStore
from consultation.ports.statements import StatementStore
from consultation.ports.surveys import SurveyRecordStore, SurveyStore
from consultation.ports.workings import DeadlineStore, HandoutStore, NoticeStore, OperationStore
from consultation.ports.writings import WritingStore


class Interrupted(Exception):
    """The database was away for a moment, or two units of work were in each other's way. It goes away by itself.

    Whether the unit of work was stored is not known; one that carries a delivery is stored once, however often it is tried.
    """


class SessionStore(Protocol):
    """Programmes, sessions and their themes."""

    async def add_programme(self, programme: Programme) -> None: ...

    async def programme_named(self, tenant: Tenant, name: str) -> Programme | None:
        """The workspace's programme of this name, whatever the case of its letters."""
        ...

    async def add(self, session: Session) -> None: ...

    async def replace(self, session: Session) -> None:
        """Store the session as it is now: its own fields, organisers and themes. Themes keep their ids."""
        ...

    async def move(self, session_id: SessionId, phase: Phase) -> None: ...

    async def get(self, tenant: Tenant, session_id: SessionId) -> Session | None: ...

    async def at(self, tenant: Tenant, place: PlaceRef) -> Sequence[Session]:
        """Sessions whose plenary channel or one of whose rooms is this place, oldest first."""
        ...

    async def organised_by(self, actor: Actor) -> Sequence[Session]:
        """All sessions that this person organises, oldest first."""
        ...

    async def in_programme(self, programme_id: ProgrammeId) -> Sequence[Session]:
        """All sessions of a programme by date, undated ones last."""
        ...

    async def any(self, session_id: SessionId) -> Session | None:
        """The session, whatever its workspace: for what the machinery does, never for what somebody asks for."""
        ...

    async def under_way(self, tenant: Tenant | None = None) -> Sequence[Session]:
        """Sessions that are neither closed nor published, oldest first: the workspace's, or without one all there are."""
        ...

    async def with_pending_steps(self) -> Sequence[Session]:
        """Sessions whose rooms were being opened when the program last stopped, in all workspaces."""
        ...


class PeopleStore(Protocol):
    """Who has signed up."""

    async def put(self, sign_up: SignUp) -> None:
        """Add the person to the list, or replace what they said before; the first time of signing up is kept."""
        ...

    async def set_absent(self, session_id: SessionId, absent: Collection[PersonRef]) -> None:
        """Of those on the list these are not coming, and all others are."""
        ...

    async def remove(self, session_id: SessionId, person: PersonRef) -> bool:
        """Take the person off the list; False when they were not on it."""
        ...

    async def get(self, session_id: SessionId, person: PersonRef) -> SignUp | None: ...

    async def all(self, session_id: SessionId) -> Sequence[SignUp]:
        """The list in the order of signing up."""
        ...

    async def count(self, session_id: SessionId) -> SignUpCount: ...

    async def sessions_of(self, actor: Actor) -> Sequence[Session]:
        """Sessions that this person has signed up for, oldest first."""
        ...


class RoomStore(Protocol):
    """Rooms, seats and the steps that open them."""

    async def replace_all(self, session_id: SessionId, rooms: Sequence[Room], seats: Sequence[Seat]) -> None:
        """Forget the session's rooms, seats and steps and store these. Only before rooms open."""
        ...

    async def reseat(self, session_id: SessionId, rooms: Sequence[Room], seats: Sequence[Seat]) -> None:
        """Seat everybody anew once rooms are open: rooms stay with their steps and places, get who leads them now, and new ones are added."""
        ...

    async def all(self, session_id: SessionId) -> Sequence[Room]:
        """The session's rooms by number."""
        ...

    async def at(self, tenant: Tenant, place: PlaceRef) -> Room | None:
        """The room whose channel this is."""
        ...

    async def get(self, room_id: RoomId) -> Room | None: ...

    async def opened(self, room_id: RoomId, place: PlaceRef) -> None: ...

    async def seats(self, session_id: SessionId) -> Sequence[Seat]: ...

    async def attendances(self, session_id: SessionId) -> Sequence[Attendance]: ...
    async def attended(self, session_id: SessionId, person: PersonRef) -> bool: ...

    async def seat_of(self, session_id: SessionId, person: PersonRef) -> Seat | None: ...

    async def add_seat(self, seat: Seat) -> None: ...

    async def lead(self, room_id: RoomId, facilitator: PersonRef, reason: str) -> None:
        """Let this person lead the room, for this reason."""
        ...

    async def remove_seat(self, session_id: SessionId, person: PersonRef) -> None:
        """Free the person's seat, or their place as facilitator."""
        ...

    async def add_steps(self, steps: Sequence[Step]) -> None: ...

    async def steps(self, session_id: SessionId) -> Sequence[Step]:
        """All steps by position, done ones too."""
        ...

    async def finish_step(self, step_id: StepId, state: StepState, troubles: Sequence[Trouble] = ()) -> None:
        """Record how a step ended; PENDING puts it back in line."""
        ...


class NoteStore(Protocol):
    """Notes and taggings. A message is known by its workspace too: two workspaces may use the same names for places."""

    async def record(self, tagging: Tagging, session_id: SessionId, room: RoomId | None) -> bool:
        """Store an act of tagging; False when a later one of the same person and tag is known, or the message was deleted.

        The same act again is True again, so that what was cut short can be finished. `order` is compared as text.
        """
        ...

    async def keep(self, session_id: SessionId, room: RoomId | None, note_id: NoteId, said: Said) -> None:
        """Keep the words of a message under `note_id`, unless it is kept already, bears no tag by now, or was deleted."""
        ...

    async def drop_if_untagged(self, tenant: Tenant, message: MessageRef) -> bool:
        """Erase the kept words of a message that no tag is left on; True when there was something to erase."""
        ...

    async def is_kept(self, tenant: Tenant, message: MessageRef) -> bool: ...

    async def reword(self, tenant: Tenant, message: MessageRef, text: str, order: str) -> None:
        """Take over the words of an edit, unless those of a later one are known."""
        ...

    async def session_of(self, tenant: Tenant, note_id: NoteId) -> SessionId:
        """The session of a note that is there."""
        ...

    async def forget(self, tenant: Tenant, message: MessageRef) -> None:
        """The message was deleted: erase its words and refuse later taggings of it."""
        ...

    async def taggings(self, session_id: SessionId) -> Sequence[Tagging]:
        """The latest act of each person with each tag on each message; those that took a tag off among them."""
        ...

    async def all(self, session_id: SessionId) -> Sequence[Note]:
        """The session's notes that bear at least one tag, in the order in which they were said."""
        ...


class DigestStore(Protocol):
    """Published digests, each version as it was."""

    async def add(self, digest: Digest, parts: Sequence[DigestPart], published_at: datetime) -> None: ...

    async def get(self, session_id: SessionId, version: int | None = None) -> Digest | None:
        """This version of the session's digest; without one, the latest."""
        ...

    async def part(self, session_id: SessionId, number: int, version: int = 1) -> DigestPart | None: ...


class SummaryStore(Protocol):
    """Key themes and next steps that an organiser wrote."""

    async def get(self, session_id: SessionId) -> Summary:
        """What stands there; an empty one where nothing was written."""
        ...

    async def put(self, session_id: SessionId, summary: Summary) -> None: ...


class Work(Protocol):
    """One unit of work: the stores, all in one transaction."""

    @property
    def sessions(self) -> SessionStore: ...
    @property
    def people(self) -> PeopleStore: ...
    @property
    def rooms(self) -> RoomStore: ...
    @property
    def placements(self) -> PlacementStore: ...
    @property
    def polls(self) -> PollStore: ...
    @property
    def poll_record(self) -> PollRecordStore: ...
    @property
    def poll_plans(self) -> PollPlanStore: ...
    @property
    def mandates(self) -> MandateStore: ...
    @property
    def library(self) -> LibraryStore: ...
    @property
    def writings(self) -> WritingStore: ...
    @property
    def surveys(self) -> SurveyStore: ...
    @property
    def survey_record(self) -> SurveyRecordStore: ...
    @property
    def statements(self) -> StatementStore: ...
    @property
    def notes(self) -> NoteStore: ...
    @property
    def digests(self) -> DigestStore: ...
    @property
    def cards(self) -> CardStore: ...
    @property
    def operations(self) -> OperationStore: ...
    @property
    def deadlines(self) -> DeadlineStore: ...
    @property
    def notices(self) -> NoticeStore: ...
    @property
    def handouts(self) -> HandoutStore: ...
    @property
    def legends(self) -> LegendStore: ...
    @property
    def credits(self) -> CreditStore: ...
    @property
    def revisions(self) -> RevisionStore: ...
    @property
    def summaries(self) -> SummaryStore: ...
    @property
    def erasures(self) -> ErasureStore: ...


class Storage(Protocol):
    """The memory. Leaving the block is the commit; an exception inside it undoes everything."""

    def work(self, *, brief: bool = False) -> AbstractAsyncContextManager[Work]:
        """Read and write. One at a time; no platform call inside.

        `brief`: a few rows, found by their keys. That takes less time than the way to a file's own thread and back, so it is done at once.
        """
        ...

    def look(self) -> AbstractAsyncContextManager[Work]:
        """Read only. Any number at a time; no platform call inside."""
        ...
