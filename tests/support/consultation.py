"""A whole consultation in memory and on disk: real rules, real services, a real SQLite file, a platform that only remembers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from consultation.cards import Budget
from consultation.model.notes import Said, Tag
from consultation.model.people import SignUpDraft
from consultation.model.references import Actor, MessageRef, PersonRef, PlaceRef
from consultation.model.sessions import Session
from consultation.services import Services
from consultation.services.arrangement import Arrangements
from consultation.services.captures import Captures
from consultation.services.cards import Cards
from consultation.services.catching_up import CatchingUp
from consultation.services.digest import Digests
from consultation.services.drafts import Drafts
from consultation.services.erasures import Erasures
from consultation.services.library import Library
from consultation.services.mandates import Mandates
from consultation.services.moderation import Moderation
from consultation.services.notes import Notes
from consultation.services.notices import Notices
from consultation.services.operations import Operations
from consultation.services.people import People
from consultation.services.placement import Placements
from consultation.services.poll_control import PollControl
from consultation.services.poll_results import PollResults
from consultation.services.polls import Polls
from consultation.services.reports import Reports
from consultation.services.rooms import Rooms
from consultation.services.rounds import Rounds
from consultation.services.sessions import Sessions
from consultation.services.sheets import Sheets
from consultation.services.statements import Statements
from consultation.services.summaries import Summaries
from consultation.services.survey_opening import SurveyOpening
from consultation.services.surveys import Surveys
from consultation.services.verdicts import Verdicts
from storage.unit_of_work import SqlStorage
from tests.support.couriers import FakeCourier, FakeDirectory
from tests.support.handing import FakeMaker, FakeResultMaker, ReportCourier
from tests.support.patience import waits_for_placements
from tests.support.people import NOW, ORGANISER, draft, person
from tests.support.platform import FakePlatform

waits_for_placements()


@dataclass
class FakeClock:
    """Stands still unless it is moved."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def passes(self, **time: int) -> None:
        self.at += timedelta(**time)

    async def sleep(self, seconds: float) -> None:
        """Time passes as soon as somebody waits for it."""
        self.at += timedelta(seconds=seconds)


@dataclass
class FakeIdentity:
    """Counts."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new(self) -> str:
        return f"n{next(self.numbers)}"

    def seed(self) -> int:
        return 7


@dataclass
class Consultation:
    """The services over one database, with the acts that tests repeat."""

    storage: SqlStorage
    platform: FakePlatform
    clock: FakeClock
    services: Services
    courier: ReportCourier
    maker: FakeMaker
    stamps: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def surveys_opening(self) -> SurveyOpening:
        """What opens and closes surveys by itself."""
        return SurveyOpening(self.storage, self.clock, self.services.surveys.identity, self.services.notices)

    async def session(self, **changes: object) -> Session:
        """A draft."""
        return await self.services.sessions.create(ORGANISER, draft(**changes))

    async def open(self, **changes: object) -> Session:
        """A session open for sign-up."""
        session = await self.session(**changes)
        return await self.services.sessions.open_sign_up(ORGANISER, session.id)

    async def joins(self, session: Session, name: str, *choices: int, facilitates: bool = False) -> Actor:
        """Somebody signs up; choices are the themes' positions from 0."""
        actor = person(name)
        ranking = tuple(session.themes[choice].id for choice in choices)
        await self.services.people.join(actor, session.id, SignUpDraft(ranking, can_facilitate=facilitates))
        return actor

    async def in_rooms(self, people: int = 8) -> Session:
        """A session in its four rooms, with facilitators F0 to F3 and participants U0 and on."""
        session = await self.open()
        for number in range(4):
            await self.joins(session, f"F{number}", number, facilitates=True)
        for number in range(people):
            await self.joins(session, f"U{number}", number % 4, (number + 1) % 4)
        await self.services.placements.apply(ORGANISER, session.id)
        opening = await self.services.rooms.open(ORGANISER, session.id)
        await self.services.rooms.carry_out(opening.session)
        return opening.session

    async def facilitator_in(self, place: PlaceRef) -> Actor:
        """Whoever leads the room that this place is."""
        async with self.storage.look() as work:
            room = await work.rooms.at(ORGANISER.tenant, place)
        assert room is not None
        assert room.facilitator is not None
        return Actor(ORGANISER.tenant, room.facilitator)

    def says(self, place: PlaceRef, text: str, author: str = "U0", *, ours: bool = False) -> MessageRef:
        """Somebody says something."""
        message = MessageRef(place, f"{next(self.stamps)}.0")
        self.platform.spoken[message] = Said(
            message, text, PersonRef(author), self.clock.now(), "https://x/p1", "1", ours
        )
        return message

    def edits_after_next_look(self, message: MessageRef, text: str, order: str) -> None:
        """Somebody edits the message just after we have read it."""
        self.platform.edited_next[message] = replace(self.platform.spoken[message], text=text, order=order)

    async def tags(self, actor: Actor, message: MessageRef, tag: Tag, order: str = "1") -> bool:
        """Somebody puts a tag's emoji on a message."""
        return await self.services.notes.tag(actor, message, tag, order)

    async def paint(self) -> None:
        """Bring every card up to date."""
        while (wait := await self.services.cards.paint_next()) is not None:
            self.clock.passes(seconds=int(wait) + 1)


@pytest.fixture
def consultation(storage: SqlStorage) -> Consultation:
    return made(storage)


def made(storage: SqlStorage) -> Consultation:
    """A consultation over this memory, in which nothing has happened yet."""
    platform, clock, identity = FakePlatform(), FakeClock(), FakeIdentity()
    courier, maker = ReportCourier(), FakeMaker()
    operations, notices = Operations(storage, clock), Notices(storage, platform, clock, identity)
    placements, notes = Placements(storage, identity), Notes(storage, platform, identity)
    services = Services(
        sessions=Sessions(storage, platform, clock, identity),
        people=People(storage, clock, identity, notices),
        erasures=Erasures(storage, clock),
        placements=placements,
        arrangements=Arrangements(storage, identity),
        sheets=Sheets(storage, platform, FakeCourier(), FakeDirectory(), placements, identity),
        rooms=Rooms(storage, platform, identity, operations, clock.sleep),
        rounds=Rounds(storage, platform, identity, placements.solver),
        polls=Polls(storage, clock, identity, notices),
        poll_results=PollResults(storage, clock, platform, courier, FakeResultMaker()),
        poll_control=PollControl(storage, clock, identity, platform, notices),
        statements=Statements(storage, clock, identity),
        surveys=Surveys(storage, platform, clock, identity),
        mandates=Mandates(storage, clock, identity, platform),
        library=Library(storage, clock, identity),
        moderation=Moderation(storage, clock),
        notes=notes,
        captures=Captures(storage, platform, FakeDirectory(), clock, identity),
        catching_up=CatchingUp(storage, platform, notes, notices),
        drafts=Drafts(storage, clock, identity),
        summaries=Summaries(storage),
        verdicts=Verdicts(storage, clock, identity),
        digests=Digests(storage, platform, clock, identity),
        reports=Reports(storage, platform, courier, maker, clock, identity, operations, notices),
        cards=Cards(storage, platform, clock, Budget(*platform.repaints), operations, notices),
        notices=notices,
    )
    return Consultation(storage, platform, clock, services, courier, maker)
