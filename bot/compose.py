"""Composition: the one place where all parts meet."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from bot.branding import brand_of
from bot.card_worker import LETTERS, CardWorker
from bot.clock import RandomIdentity, SteadyClock
from bot.collector import Collector, take_over
from bot.handout_worker import HandoutWorker
from bot.health import Health
from bot.http_server import listening
from bot.leadership import leading, sweeping
from bot.report_makers import LateMaker
from bot.room_worker import RoomWorker
from bot.settings import Settings
from bot.timekeeper import Timekeeper
from consultation.cards import Budget
from consultation.model.references import PersonRef
from consultation.services import Services
from consultation.services.arrangement import Arrangements
from consultation.services.captures import Captures
from consultation.services.cards import ALL_KINDS, Cards
from consultation.services.catching_up import CatchingUp
from consultation.services.deadlines import Deadlines
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
from handlers.slack.app import Serving, SlackEdge
from handlers.slack.archive import SlackArchive
from handlers.slack.directory import SlackDirectory
from handlers.slack.texts import ZONE
from reports.brand import Brand
from storage.database import open_database
from storage.erasures import replay
from storage.intake import IntakeStore
from storage.leadership import leadership
from storage.unit_of_work import SqlStorage
from storage.upkeep import tend

log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT, whenever it comes. Raises what the edges raise when they can't start or go on."""
    here, asked = asyncio.current_task(), asyncio.Event()

    def stop() -> None:
        if here is not None and not asked.is_set():
            asked.set()
            here.cancel()

    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop)
    try:
        async with running(settings) as serving:
            take_over()
            log.info("Plenary is running")
            await serving.lost()
    except asyncio.CancelledError:
        if not asked.is_set():
            raise
        log.info("stopped")


@dataclass(frozen=True, slots=True)
class Changes:
    """What wakes those who work in the background: something to show, also to one person; perhaps a deadline, rooms to open, files to hand out."""

    stale: asyncio.Event = field(default_factory=asyncio.Event)
    letters: asyncio.Event = field(default_factory=asyncio.Event)
    due: asyncio.Event = field(default_factory=asyncio.Event)
    decided: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self) -> None:
        """A unit of work was committed that changed something visible."""
        for event in (self.stale, self.letters, self.due, self.decided, self.asked):
            event.set()


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Serving]:
    """Everything connected and at work; on leaving, taken down in the reverse order."""
    brand = brand_of(settings)
    ZONE.set(settings.report_zone)
    async with contextlib.AsyncExitStack() as stack:
        database = await open_database(settings.database_url)
        stack.push_async_callback(database.close)
        await replay(database)
        await stack.enter_async_context(at_work(tend(database)))
        changes = Changes()
        storage = SqlStorage(database, changes.tell)
        edge = await stack.enter_async_context(
            SlackEdge.reach(settings.bot_token, settings.app_token, settings.slack_api_url)
        )
        clock = SteadyClock(edge.told_at)
        services = _services(storage, edge, clock, settings, brand)
        led = partial(leading, leadership(database))
        intake = IntakeStore(database, clock)
        for work in _background(services, storage, clock, changes, intake):
            await stack.enter_async_context(at_work(led(work)))
        serving = await stack.enter_async_context(_open_to_slack(edge, services, intake, storage, settings))
        await stack.enter_async_context(at_work(sweeping(serving.backlog.resume)))
        await stack.enter_async_context(at_work(Collector(serving.backlog.idle).run()))
        yield serving


def _services(
    storage: SqlStorage, edge: SlackEdge, clock: SteadyClock, settings: Settings, brand: Brand
) -> Services:
    identity, platform = RandomIdentity(), edge.platform
    operations = Operations(storage, clock)
    notices = Notices(storage, platform, clock, identity)
    organisers = frozenset(map(PersonRef, settings.organisers))
    placements, notes = Placements(storage, identity), Notes(storage, platform, identity)
    maker = LateMaker(brand)
    papers = (maker, clock, identity, operations, notices, settings.report_zone)
    return Services(
        sessions=Sessions(storage, platform, clock, identity, organisers),
        people=People(storage, clock, identity, notices),
        erasures=Erasures(storage, clock),
        placements=placements,
        arrangements=Arrangements(storage, identity),
        sheets=Sheets(storage, platform, edge.courier, SlackDirectory(platform.client), placements, identity),
        rooms=Rooms(storage, platform, identity, operations, at_once=storage.alone),
        rounds=Rounds(storage, platform, identity, placements.solver),
        polls=Polls(storage, clock, identity, notices),
        poll_results=PollResults(storage, clock, platform, edge.courier, maker),
        poll_control=PollControl(storage, clock, identity, platform, notices),
        statements=Statements(storage, clock, identity),
        surveys=Surveys(storage, platform, clock, identity),
        mandates=Mandates(storage, clock, identity, platform),
        library=Library(storage, clock, identity),
        moderation=Moderation(storage, clock),
        notes=notes,
        captures=Captures(storage, platform, SlackDirectory(platform.client), clock, identity),
        catching_up=CatchingUp(storage, SlackArchive(platform.client, platform.recent), notes, notices),
        drafts=Drafts(storage, clock, identity),
        summaries=Summaries(storage),
        verdicts=Verdicts(storage, clock, identity),
        digests=Digests(storage, platform, clock, identity),
        reports=Reports(storage, platform, edge.courier, *papers),
        cards=Cards(storage, platform, clock, Budget(*platform.repaints), operations, notices),
        notices=notices,
    )


def _background(
    services: Services, storage: SqlStorage, clock: SteadyClock, changes: Changes, intake: IntakeStore
) -> tuple[Callable[[], Awaitable[object]], ...]:
    """What one process does for all: paint, open rooms that were being opened, hand out files, keep deadlines."""
    surveys = SurveyOpening(storage, clock, RandomIdentity(), services.notices)
    deadlines = Deadlines(storage, clock, services.polls, surveys, intake)
    return (
        CardWorker(services.cards, changes.stale, ALL_KINDS - LETTERS).run,
        CardWorker(services.cards, changes.letters, LETTERS).run,
        RoomWorker(services.rooms, changes.decided).run,
        HandoutWorker(services.reports, changes.asked).run,
        Timekeeper(deadlines, clock, changes.due, services.notices.raise_everywhere).run,
    )


@asynccontextmanager
async def at_work(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """A task in the background for as long as the block lasts; its failure is logged, never swallowed."""
    task = asyncio.create_task(work)
    task.add_done_callback(_report)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task


@asynccontextmanager
async def _open_to_slack(
    edge: SlackEdge, services: Services, intake: IntakeStore, storage: SqlStorage, settings: Settings
) -> AsyncIterator[Serving]:
    """Reached by Slack, and by whoever asks for our health; over HTTP both at one port."""
    secret = settings.signing_secret if settings.over_http else ""
    async with contextlib.AsyncExitStack() as stack:
        serving = await stack.enter_async_context(
            edge.serve(services, intake, signing_secret=secret, on_trouble=_telling(edge, services))
        )
        health = Health(serving, intake.can_write, partial(_behind, storage))
        await stack.enter_async_context(at_work(health.lag.run()))
        if port := settings.port if settings.over_http else settings.health_port:
            routes = [*serving.routes, *health.routes()]
            await stack.enter_async_context(listening(settings.host, port, routes))
        yield serving


async def _behind(storage: SqlStorage) -> int:
    async with storage.look() as work:
        return len(await work.cards.stale())


def _telling(edge: SlackEdge, services: Services) -> Callable[[str], None]:
    """What keeps us from Slack is told to the organisers: once, and as soon as they can be reached again."""

    def tell(sentence: str) -> None:
        log.warning("for the organisers: %s", sentence)
        edge.background.start(services.notices.raise_everywhere(sentence))

    return tell


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (failure := task.exception()) is not None:
        log.error("background work stopped", exc_info=failure)
