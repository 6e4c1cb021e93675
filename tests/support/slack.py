"""A Slack workspace for tests of the edge: people who press, type and submit, and what they are shown.

Everything they do goes through the real `AsyncApp.async_dispatch`, in payloads of Slack's own shape; everything that comes back is
judged as Slack would judge it.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from consultation.cards import Budget
from consultation.model.references import PersonRef
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
from consultation.services.surveys import Surveys
from consultation.services.verdicts import Verdicts
from handlers.slack.app import build
from handlers.slack.archive import SlackArchive
from handlers.slack.background import BackgroundTasks
from handlers.slack.client import SlackClient
from handlers.slack.directory import SlackDirectory
from handlers.slack.files import SlackFiles
from handlers.slack.messages import RecentMessages, Us
from handlers.slack.pacer import Pacer
from handlers.slack.platform import SlackPlatform
from storage.database import Database
from storage.intake import IntakeStore
from storage.unit_of_work import SqlStorage
from tests.support.consultation import FakeClock, FakeIdentity
from tests.support.handing import FakeMaker, FakeResultMaker, ReportCourier
from tests.support.patience import waits_for_forms, waits_for_placements
from tests.support.slack_api import ADDRESS, BOT, BOT_ID, TEAM, FakeApi
from tests.support.slack_evening import PEOPLE, Evening, evening, untouched
from tests.support.slack_http import FakeHttp
from tests.support.slack_lookups import Body
from tests.support.slack_people import PLENARY, Person
from tests.support.slack_shapes import event

if TYPE_CHECKING:
    import aiohttp

__all__ = ["PLENARY", "Body", "FakeSlack", "FakeTime", "Person", "event", "in_rooms", "slack"]

SOMEBODY = "U1"

waits_for_placements()
waits_for_forms()


@dataclass
class FakeTime:
    """Time that passes as soon as somebody waits for it."""

    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    waited: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class FakeSlack:
    """The workspace: who is there, what was shown, and the bot that is connected to it."""

    def __init__(self, database: Database, evening: Evening | None = None) -> None:
        self.api = FakeApi()
        self.courier = ReportCourier()
        self.time, self.clock = FakeTime(), FakeClock()
        self.storage, self.database = SqlStorage(database), database
        self.starts, self.evening = 0, evening
        self.app, self.services, self.background = self.start()
        self.api.channel("general", BOT, place=PLENARY)

    def start(
        self, *, may_organise: frozenset[PersonRef] = frozenset()
    ) -> tuple[AsyncApp, Services, BackgroundTasks]:
        """The bot as it is after a start: everything but the database is new."""
        self.starts += 1
        self.intake = IntakeStore(self.database, self.clock)
        session = cast("aiohttp.ClientSession", FakeHttp(self.api))
        us = Us(TEAM, BOT, BOT_ID, ADDRESS)
        client = SlackClient("xoxb-test", "https://slack.test/api/", session, Pacer(self.time))
        self.platform = platform = SlackPlatform(client, us, RecentMessages(us))
        background, services = BackgroundTasks(), self._services(client, may_organise)
        edge = build(services, platform, self.intake, background)
        self.app, self.services, self.background, self.backlog = edge.app, services, background, edge.backlog
        self.alarm = edge.arrivals.intake.alarm
        return edge.app, services, background

    def _services(self, client: SlackClient, may_organise: frozenset[PersonRef]) -> Services:
        storage, platform, clock, identity = self.storage, self.platform, self.clock, FakeIdentity()
        identity.numbers = self.api.numbers
        operations = Operations(storage, clock)
        notices = Notices(storage, platform, clock, identity)
        placements, notes = Placements(storage, identity), Notes(storage, platform, identity)
        files, directory = SlackFiles(client, PersonRef(BOT)), SlackDirectory(client)
        return Services(
            sessions=Sessions(storage, platform, clock, identity, may_organise),
            people=People(storage, clock, identity, notices),
            erasures=Erasures(storage, clock),
            placements=placements,
            arrangements=Arrangements(storage, identity),
            sheets=Sheets(storage, platform, files, directory, placements, identity),
            rooms=Rooms(storage, platform, identity, operations, self.time.sleep),
            rounds=Rounds(storage, platform, identity, placements.solver),
            polls=Polls(storage, clock, identity, notices),
            poll_results=PollResults(storage, clock, platform, self.courier, FakeResultMaker()),
            poll_control=PollControl(storage, clock, identity, platform, notices),
            statements=Statements(storage, clock, identity),
            surveys=Surveys(storage, platform, clock, identity),
            mandates=Mandates(storage, clock, identity, platform),
            library=Library(storage, clock, identity),
            moderation=Moderation(storage, clock),
            notes=notes,
            captures=Captures(storage, platform, directory, clock, identity),
            catching_up=CatchingUp(storage, SlackArchive(platform.client, platform.recent), notes, notices),
            drafts=Drafts(storage, clock, identity),
            summaries=Summaries(storage),
            verdicts=Verdicts(storage, clock, identity),
            digests=Digests(storage, platform, clock, identity),
            reports=Reports(
                storage, platform, self.courier, FakeMaker(), clock, identity, operations, notices
            ),
            cards=Cards(storage, platform, clock, Budget(*platform.repaints), operations, notices),
            notices=notices,
        )

    def person(self, name: str = SOMEBODY) -> Person:
        """Somebody in the workspace and its plenary channel."""
        self.api.people.add(name)
        self.api.channels[PLENARY].members.add(name)
        return Person(self, name)

    async def deliver(self, body: Body) -> BoltResponse:
        """Hand a payload to the bot, and let it finish what it does beside its answer."""
        request = AsyncBoltRequest(mode="socket_mode", body=json.loads(json.dumps(body)), headers={})
        answer = await self.app.async_dispatch(request)
        await self.background.idle()
        return answer

    async def paints(self) -> None:
        """Every card is brought up to date."""
        while (wait := await self.services.cards.paint_next()) is not None:
            self.clock.passes(seconds=int(wait) + 1)

    def private_messages_to(self, person: str) -> list[str]:
        """The text of everything that only this person was shown, oldest first."""
        return [private.body["text"] for private in self.api.privates if private.person == person]

    def cards_in(self, place: str) -> list[Body]:
        """Our messages in a channel as they stand now, oldest first."""
        return [one for (where, _), one in self.api.messages.items() if where == place and one["user"] == BOT]

    def rooms(self) -> list[str]:
        """The ids of the rooms' channels, in the order of being made."""
        return [channel.id for channel in self.api.channels.values() if channel.name[0].isdigit()]

    async def session_in_rooms(self, people: int = 4) -> Person:
        """An evening up to its two rooms: UORG organises, F0 and F1 lead, U0 and on take part."""
        if self.evening is None or people != PEOPLE or not untouched(self):
            return await self.live_up_to_rooms(people)
        await self.evening.begin(self)
        return self.person("UORG")

    async def live_up_to_rooms(self, people: int) -> Person:
        """The same, lived step by step."""
        organiser = self.person("UORG")
        await organiser.makes_session(themes="Care\n- What helps?\nFutures")
        await organiser.commands("/consult open")
        await self.paints()
        for index in range(people + 2):
            someone = self.person(f"F{index}" if index < 2 else f"U{index - 2}")
            first, second = ("Care", "Futures") if index % 2 else ("Futures", "Care")
            await someone.commands("/consult join")
            await someone.submits(choice_1=first, choice_2=second, can_facilitate=index < 2)
        await organiser.commands("/consult place")
        await organiser.submits()
        await organiser.commands("/consult rooms")
        await organiser.submits()
        await self.paints()
        return organiser

    def facilitator_of(self, place: str) -> Person:
        """Whoever leads the room that this channel is."""
        return next(self.person(name) for name in ("F0", "F1") if name in self.api.channels[place].members)


@pytest.fixture(scope="session")
def in_rooms(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """An evening up to its rooms."""
    return evening(migrated_file, tmp_path_factory.mktemp("evening") / "plenary.sqlite3", FakeSlack)


@pytest.fixture
async def slack(database: Database, in_rooms: Evening) -> AsyncIterator[FakeSlack]:
    workspace = FakeSlack(database, in_rooms if database.address.is_file else None)
    yield workspace
    await workspace.background.drain()
