"""The Slack app: which listener answers to what, and the connection through which Slack reaches us."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

import aiohttp
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from consultation.errors import NoSuchThing
from consultation.model.references import PersonRef
from consultation.ports.intake import Intake as IntakeStore
from consultation.services import Services
from handlers.slack import (
    captures,
    home,
    ids,
    library,
    moderation,
    notes,
    poll_control,
    polls,
    statements,
    surveys,
)
from handlers.slack.access import who_we_are
from handlers.slack.alarm import Alarm
from handlers.slack.answers import Answers
from handlers.slack.arrivals import Arrivals
from handlers.slack.background import BackgroundTasks
from handlers.slack.backlog import Backlog
from handlers.slack.blocks import answerable
from handlers.slack.carrier import Carrier
from handlers.slack.client import TIMEOUT, SlackClient
from handlers.slack.ending import lost
from handlers.slack.files import SlackFiles
from handlers.slack.held_back import HeldBack
from handlers.slack.http_mode import Requests
from handlers.slack.idle import IdleDetector
from handlers.slack.intake import Intake, Listener
from handlers.slack.library import template_press_of
from handlers.slack.listeners import ACTS, FORMS, FOUND, IN_FORMS
from handlers.slack.liveness import Liveness
from handlers.slack.messages import RecentMessages, Us
from handlers.slack.moderation import writing_press_of
from handlers.slack.note_payloads import FoundPress, found_of, keep_of
from handlers.slack.pacer import Pacer
from handlers.slack.payloads import (
    Press,
    Submission,
    command_of,
    home_opened_by,
    press_of,
    reaction_of,
    submission_of,
)
from handlers.slack.platform import SlackPlatform
from handlers.slack.poll_payloads import closing_of, poll_press_of, vote_of
from handlers.slack.raw import Json
from handlers.slack.reception import FormListener, Reception
from handlers.slack.socket_mode import Socket
from handlers.slack.statement_payloads import deed_of, opinion_of, survey_press_of
from handlers.slack.views.refusals import refusal

log = logging.getLogger(__name__)

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Edge:
    """The app with every listener, the door before it, and what is still to be done of what came in."""

    app: AsyncApp
    arrivals: Arrivals
    backlog: Backlog


def _app(platform: SlackPlatform) -> AsyncApp:
    return AsyncApp(
        name="plenary",  # else Bolt looks through all that is loaded for the file that called it
        # Bolt makes a client of its own for each request, which nobody here uses: our calls go through the platform.
        client=AsyncWebClient(base_url=platform.client.base_url, session=platform.client.session),
        authorize=_as(platform.us, platform.client.token),
        process_before_response=True,
        request_verification_enabled=False,  # sockets aren't signed; over HTTP we check it ourselves
    )


def build(
    services: Services, platform: SlackPlatform, store: IntakeStore, background: BackgroundTasks
) -> Edge:
    """Put the edge together. One workspace, whose identity is known beforehand: no call to Slack is made for each request."""
    app = _app(platform)
    idle = IdleDetector(platform.client.pacer.time)
    here = Reception(services, Answers(platform, background, idle), background)
    held_back = HeldBack(services, platform.client.pacer.time)
    backlog = Backlog(store, Carrier(app, here, held_back), background, platform.client.pacer.time, idle)
    tell = partial(_tell_organisers, services, platform)
    intake = Intake(store, backlog, Alarm(store.can_write, tell, background, platform.client.pacer.time))
    app.use(intake.middleware)

    def hears(listener: Listener) -> Listener:
        return here.answers.guarded(listener)

    # Listeners are tried in this order, about 8 microseconds each: what comes in bursts stands first.
    app.action(ids.VOTE_PATTERN)(hears(_listener(here, vote_of, polls.vote)))
    app.action(ids.OPINION_PATTERN)(hears(_listener(here, opinion_of, statements.judge)))
    app.event("message")(hears(_hearing(here, platform.recent)))
    for name in ("reaction_added", "reaction_removed"):
        app.event(name)(hears(_listener(here, reaction_of, notes.reacted)))
    app.action(ids.ACT_PATTERN)(hears(_listener(here, press_of, act)))
    app.command(ids.COMMAND)(hears(_listener(here, command_of, act)))
    for form, submitted in FORMS.items():
        app.view(form)(hears(intake.judged(_taking(here, submitted))))
    app.action(ids.IN_FORM_PATTERN)(hears(_listener(here, submission_of, in_form)))
    app.action(ids.POLL_PATTERN)(hears(_listener(here, poll_press_of, poll_control.done)))
    app.action(ids.CLOSE_POLL_PATTERN)(hears(_listener(here, closing_of, polls.close)))
    app.action(ids.SURVEY_PATTERN)(hears(_listener(here, survey_press_of, surveys.pressed)))
    app.action(ids.TEMPLATE_PATTERN)(hears(_listener(here, template_press_of, library.pressed)))
    app.action(ids.WRITING_PATTERN)(hears(_listener(here, writing_press_of, moderation.pressed)))
    app.action(ids.DEED_PATTERN)(hears(_listener(here, deed_of, statements.pressed)))
    app.event("app_home_opened")(hears(_listener(here, home_opened_by, home.opened)))
    app.action(ids.FOUND_PATTERN)(hears(_listener(here, found_of, found)))
    app.message_shortcut(ids.KEEP_SHORTCUT)(hears(_listener(here, keep_of, captures.shortcut)))
    app.action(ids.LINK_PATTERN)(_acknowledge)
    app.action(ids.ANYTHING)(hears(_gone))
    return Edge(app, Arrivals(app, intake, idle), backlog)


async def _tell_organisers(services: Services, platform: SlackPlatform, sentence: str) -> None:
    for organiser in await services.notices.organisers():
        await platform.post(platform.desk(organiser), refusal(sentence))


async def act(here: Reception, press: Press) -> None:
    """Do what a button or a command asks for. Asked for in the App Home, it is shown there too."""
    await ACTS[press.act](here, press)
    if press.asker.home:
        await home.opened(here, press.asker.actor)


async def in_form(here: Reception, form: Submission) -> None:
    """Do what a button inside a form asks for. Raises NoSuchThing for a button of an earlier version."""
    if form.button not in IN_FORMS:
        raise NoSuchThing("button")
    await IN_FORMS[form.button](here, form)


async def found(here: Reception, press: FoundPress) -> None:
    """Do what a button about notes and findings asks for. Raises NoSuchThing for a button of an earlier version."""
    if press.verb not in FOUND:
        raise NoSuchThing("button")
    await FOUND[press.verb](here, press)


def _listener(
    here: Reception, read: Callable[[Json], Told | None], do: Callable[[Reception, Told], Awaitable[None]]
) -> Listener:
    """A listener: the payload read as a value, then what is done about it, then the acknowledgement."""

    async def listener(ack: AsyncAck, body: Json) -> None:
        told = read(body)
        if told is not None:
            await do(here, told)
        await ack()

    return listener


def _taking(here: Reception, submitted: FormListener) -> Listener:
    """A listener of a form: it closes, unless another view follows in its place."""

    async def listener(ack: AsyncAck, body: Json) -> BoltResponse | None:
        form = submission_of(body)
        following = await submitted(here, form)
        if following is None:
            return await ack()
        return await ack(response_action="update", view=answerable(following, form.asker.response_url))

    return listener


def _hearing(here: Reception, recent: RecentMessages) -> Listener:
    # Not taken once only: most messages change nothing but our memory, and hearing one again changes nothing at all.
    async def hear(ack: AsyncAck, body: Json) -> None:
        change = recent.hear(body)
        if change is not None:
            await notes.changed(here, change)
        await ack()

    return hear


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


async def _gone(ack: AsyncAck, body: Json) -> None:  # noqa: ARG001 - what every listener is given
    raise NoSuchThing("button")


def _as(us: Us, token: str | None) -> Callable[[], Awaitable[AuthorizeResult]]:
    # Without this, each of the first requests would ask Slack who we are, up to 500 at once in a burst.
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=us.team, bot_id=us.bot_id, bot_user_id=us.bot_user, bot_token=token
        )

    return authorize


@dataclass(frozen=True, slots=True)
class Serving:
    """What is being served: how it is reached, and how it fares.

    `routes` are what HTTP mode answers; over a socket there are none. `lost` waits, and raises CannotConnect when there is no way back.
    """

    routes: Sequence[web.RouteDef]
    liveness: Liveness
    backlog: Backlog
    lost: Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class SlackEdge:
    """One workspace, reached and served."""

    platform: SlackPlatform
    app_token: str
    background: BackgroundTasks
    courier: SlackFiles
    told_at: datetime | None = None
    """What time it was at Slack when we were let in, UTC."""

    @classmethod
    @asynccontextmanager
    async def reach(cls, bot_token: str, app_token: str, base_url: str) -> AsyncIterator["SlackEdge"]:
        """Log in to the workspace. Raises CannotConnect."""
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            client = SlackClient(bot_token, base_url, session, Pacer())
            us, told_at = await who_we_are(client)
            log.info("reached workspace %s as %s", us.team, us.bot_user)
            courier = SlackFiles(client, PersonRef(us.bot_user))
            platform = SlackPlatform(client, us, RecentMessages(us))
            yield cls(platform, app_token, BackgroundTasks(), courier, told_at)

    @asynccontextmanager
    async def serve(
        self,
        services: Services,
        store: IntakeStore,
        *,
        signing_secret: str = "",
        on_trouble: Callable[[str], None] = lambda _: None,
    ) -> AsyncIterator[Serving]:
        """Answer what Slack sends: over HTTP where there is a signing secret, else over a socket.

        On leaving, nothing new is taken and what is under way is finished. `on_trouble` hears sentences for the organisers.
        Raises CannotConnect.
        """
        edge = build(services, self.platform, store, self.background)
        await edge.backlog.resume()
        try:
            way = self._requests(edge, signing_secret) if signing_secret else self._socket(edge, on_trouble)
            async with way as serving:
                yield replace(serving, lost=partial(lost, serving.lost, self.platform.client.locked_out))
        finally:
            await self.background.drain()

    @asynccontextmanager
    async def _socket(self, edge: Edge, on_trouble: Callable[[str], None]) -> AsyncIterator[Serving]:
        socket = Socket(self.platform.client, self.app_token, edge.arrivals.receive, on_trouble=on_trouble)
        await socket.open()
        try:
            yield Serving((), socket.liveness, edge.backlog, socket.lost)
        finally:
            await socket.close()

    @asynccontextmanager
    async def _requests(self, edge: Edge, signing_secret: str) -> AsyncIterator[Serving]:
        requests = Requests(signing_secret, edge.arrivals.receive, Liveness(connected=True))
        route = web.post(ids.PATH, requests.answer)
        yield Serving((route,), requests.liveness, edge.backlog, asyncio.Event().wait)
