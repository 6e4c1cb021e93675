"""A Slack workspace for tests of the edge: people who press, type and submit, and what they are shown.

Everything they do goes through the real `AsyncApp.async_dispatch`, in payloads of Slack's own shape; everything that comes back is
judged as Slack would judge it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from consultation.cards import Budget
from consultation.model.references import PersonRef
from consultation.services import Services
from consultation.services.cards import Cards
from consultation.services.digest import Digests
from consultation.services.notes import Notes
from consultation.services.people import People
from consultation.services.placement import Placements
from consultation.services.polls import Polls
from consultation.services.rooms import Rooms
from consultation.services.sessions import Sessions
from handlers.slack.app import build
from handlers.slack.client import SlackClient
from handlers.slack.errands import Errands
from handlers.slack.messages import RecentMessages, Us
from handlers.slack.pacer import Pacer
from handlers.slack.platform import SlackPlatform
from storage.database import Database
from storage.deliveries import Deliveries
from storage.unit_of_work import SqlStorage
from tests.support.consultation import FakeClock, FakeIdentity
from tests.support.slack_api import ADDRESS, BOT, BOT_ID, TEAM, Body, FakeApi, FakeHttp

PLENARY = "C1"
SOMEBODY = "U1"


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

    def __init__(self, database: Database) -> None:
        self.api = FakeApi()
        self.time, self.clock = FakeTime(), FakeClock()
        self.storage, self.deliveries = SqlStorage(database), Deliveries(database)
        self.app, self.services, self.errands = self.start()
        self.api.channel("general", BOT, id=PLENARY)

    def start(self, *, may_organise: frozenset[PersonRef] = frozenset()) -> tuple[AsyncApp, Services, Errands]:
        """The bot as it is after a start: everything but the database is new."""
        session = cast("aiohttp.ClientSession", FakeHttp(self.api))
        us = Us(TEAM, BOT, BOT_ID, ADDRESS)
        client = SlackClient("xoxb-test", "https://slack.test/api/", session, Pacer(self.time))
        self.platform = platform = SlackPlatform(client, us, RecentMessages(us))
        storage, clock, identity, errands = self.storage, self.clock, FakeIdentity(), Errands()
        identity.numbers = self.api.numbers
        services = Services(
            sessions=Sessions(storage, platform, clock, identity, may_organise),
            people=People(storage, clock, identity),
            placements=Placements(storage, identity),
            rooms=Rooms(storage, platform, identity),
            polls=Polls(storage, clock, identity),
            notes=Notes(storage, platform, identity),
            digests=Digests(storage, platform, clock, identity),
            cards=Cards(storage, platform, clock, Budget(*platform.repaints)),
        )
        app = build(services, platform, self.deliveries, errands)
        self.app, self.services, self.errands = app, services, errands
        return app, services, errands

    def person(self, name: str = SOMEBODY) -> "Person":
        """Somebody in the workspace and its plenary channel."""
        self.api.people.add(name)
        self.api.channels[PLENARY].members.add(name)
        return Person(self, name)

    async def deliver(self, body: Body) -> BoltResponse:
        """Hand a payload to the bot, and let it finish what it does beside its answer."""
        request = AsyncBoltRequest(mode="socket_mode", body=json.loads(json.dumps(body)), headers={})
        answer = await self.app.async_dispatch(request)
        await self.errands.idle()
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

    async def session_in_rooms(self, people: int = 4) -> "Person":
        """An evening up to its two rooms: UORG organises, F0 and F1 lead, U0 and on take part."""
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

    def facilitator_of(self, place: str) -> "Person":
        """Whoever leads the room that this channel is."""
        return next(self.person(name) for name in ("F0", "F1") if name in self.api.channels[place].members)


@dataclass(frozen=True)
class Person:
    """Somebody with Slack open before them."""

    slack: FakeSlack
    name: str

    async def commands(self, text: str, place: str = PLENARY) -> BoltResponse:
        """Type a slash command."""
        return await self.slack.deliver(self.command(text, place))

    def command(self, text: str, place: str = PLENARY) -> Body:
        """What Slack sends for a slash command."""
        word, _, rest = text.partition(" ")
        channel = self.slack.api.channels[place]
        return {
            "token": "verification-token",
            "team_id": TEAM,
            "team_domain": "example",
            "channel_id": place,
            "channel_name": channel.name,
            "user_id": self.name,
            "user_name": self.name.lower(),
            "command": word,
            "text": rest.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            "api_app_id": "A1",
            "response_url": self._response_url(place),
            "trigger_id": self._trigger(),
        }

    async def presses(self, label: str) -> BoltResponse:
        """Press the newest button of this label that they can see."""
        return await self.slack.deliver(self.press(label))

    def press(self, label: str) -> Body:
        """What Slack sends when they press the newest button of this label that they can see."""
        for place, body, original in self._visible():
            for block, button in buttons_of(body):
                if button["text"]["text"] == label:
                    return self._block_actions(block, button, place, body, original)
        raise AssertionError(f"{self.name} sees no button “{label}”")

    async def presses_at_home(self, label: str) -> BoltResponse:
        """Press a button in their App Home."""
        view = self.slack.api.homes[self.name]
        for block, button in buttons_of(view):
            if button["text"]["text"] == label:
                body = self._block_actions(block, button, "", {}, None)
                body |= {"container": {"type": "view", "view_id": "V0"}, "view": {**view, "id": "V0"}}
                return await self.slack.deliver({k: v for k, v in body.items() if k not in ("channel", "response_url")})
        raise AssertionError(f"{self.name} sees no button “{label}” at home")

    async def presses_action(self, action_id: str, value: str = "", place: str = PLENARY) -> BoltResponse:
        """Press a button that isn't shown any more, or never was."""
        button = {"action_id": action_id, "value": value, "type": "button", "text": {"text": ""}}
        return await self.slack.deliver(self._block_actions("old", button, place, {"ts": "1.1"}, None))

    @property
    def form(self) -> Body:
        """The form that they have open."""
        return self.slack.api.forms[self.name]

    async def submits(self, **values: object) -> BoltResponse:
        """Fill in the open form and send it; fields not named stay as they are. It closes unless it is told to stay open."""
        answer = await self.slack.deliver(self.submission(**values))
        if not answer.body:
            self.slack.api.forms.pop(self.name, None)
        return answer

    def submission(self, **values: object) -> Body:
        """What Slack sends when they fill in the open form like this."""
        view = self.form
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        assert set(values) <= set(inputs), f"the form has {sorted(inputs)}"
        state = {field: {element["action_id"]: _state(element, values.get(field))} for field, element in inputs.items()}
        shown = {**view, "state": {"values": state}, "app_installed_team_id": TEAM, "bot_id": BOT_ID}
        return {
            "type": "view_submission",
            "team": {"id": TEAM, "domain": "example"},
            "user": {"id": self.name, "username": self.name.lower(), "name": self.name, "team_id": TEAM},
            "api_app_id": "A1",
            "token": "verification-token",
            "trigger_id": self._trigger(),
            "view": shown,
            "response_urls": [],
        }

    async def makes_session(self, **values: object) -> BoltResponse:
        """Make a session in the plenary channel."""
        await self.commands("/consult new")
        given = {"question": "What is the role of the GP?", "themes": "Care\nFutures", "place": PLENARY}
        return await self.submits(**{**given, **values})

    async def says(self, place: str, text: str, thread: str = "") -> tuple[str, str]:
        """Say something in a channel; the message's name."""
        stamp = self.slack.api.stamp()
        message: Body = {"type": "message", "user": self.name, "text": text, "ts": stamp}
        message |= {"thread_ts": thread} if thread else {}
        self.slack.api.messages[place, stamp] = message
        await self.slack.deliver(event({**message, "channel": place, "channel_type": "channel", "event_ts": stamp}))
        return place, stamp

    async def edits(self, message: tuple[str, str], text: str) -> BoltResponse:
        """Change the words of a message."""
        place, stamp = message
        before = dict(self.slack.api.messages[message])
        now = {**before, "text": text, "edited": {"user": self.name, "ts": self.slack.api.stamp()}}
        self.slack.api.messages[message] = now
        changed = {"subtype": "message_changed", "message": now, "previous_message": before, "hidden": True}
        return await self.slack.deliver(event({"type": "message", "channel": place, "ts": self.slack.api.stamp(), **changed}))

    async def deletes(self, message: tuple[str, str]) -> BoltResponse:
        """Delete a message."""
        place, stamp = message
        before = self.slack.api.messages.pop(message)
        gone = {"subtype": "message_deleted", "deleted_ts": stamp, "previous_message": before, "hidden": True}
        return await self.slack.deliver(event({"type": "message", "channel": place, "ts": self.slack.api.stamp(), **gone}))

    async def reacts(self, message: tuple[str, str], emoji: str, *, added: bool = True) -> BoltResponse:
        """Put an emoji on a message."""
        return await self.slack.deliver(self.reaction(message, emoji, added=added))

    def reaction(self, message: tuple[str, str], emoji: str, *, added: bool = True) -> Body:
        """What Slack sends for an emoji put on a message, or taken off it."""
        item = {"type": "message", "channel": message[0], "ts": message[1]}
        kind = "reaction_added" if added else "reaction_removed"
        stamp = self.slack.api.stamp()
        return event({"type": kind, "user": self.name, "reaction": emoji, "item": item, "event_ts": stamp})

    async def unreacts(self, message: tuple[str, str], emoji: str) -> BoltResponse:
        """Take an emoji off a message."""
        return await self.reacts(message, emoji, added=False)

    async def looks_at_home(self, tab: str = "home") -> BoltResponse:
        """Open our App Home."""
        opened = {"type": "app_home_opened", "user": self.name, "channel": f"D{self.name}", "tab": tab}
        return await self.slack.deliver(event({**opened, "event_ts": self.slack.api.stamp()}))

    @property
    def told(self) -> list[str]:
        """Everything that only they were shown, oldest first."""
        return self.slack.private_messages_to(self.name)

    def _visible(self) -> Iterator[tuple[str, Body, int | None]]:
        for index, private in reversed(list(enumerate(self.slack.api.privates))):
            if private.person == self.name and private.ephemeral:
                yield private.place, private.body, index
        for (place, _), body in reversed(self.slack.api.messages.items()):
            if self.name in self.slack.api.channels[place].members:
                yield place, body, None

    def _block_actions(self, block: str, button: Body, place: str, body: Body, original: int | None) -> Body:
        stamp = body.get("ts") or self.slack.api.stamp()
        container = {"type": "message", "message_ts": stamp, "channel_id": place, "is_ephemeral": original is not None}
        pressed = {key: button[key] for key in ("action_id", "value", "text") if key in button}
        return {
            "type": "block_actions",
            "user": {"id": self.name, "username": self.name.lower(), "name": self.name, "team_id": TEAM},
            "api_app_id": "A1",
            "token": "verification-token",
            "container": container,
            "trigger_id": self._trigger(),
            "team": {"id": TEAM, "domain": "example"},
            "channel": {"id": place, "name": "directmessage" if place.startswith("D") else "general"},
            "response_url": self._response_url(place, original),
            "actions": [{**pressed, "block_id": block, "type": "button", "action_ts": self.slack.api.stamp()}],
        }

    def _trigger(self) -> str:
        trigger = f"{next(self.slack.api.numbers)}.2.trigger"
        self.slack.api.triggers[trigger] = self.name
        return trigger

    def _response_url(self, place: str, original: int | None = None) -> str:
        url = f"https://hooks.slack.test/actions/{TEAM}/{next(self.slack.api.numbers)}"
        self.slack.api.response_urls[url] = (self.name, place, original)
        return url


_EVENTS = iter(range(1, 1_000_000))


def event(inner: Mapping[str, Any]) -> Body:
    """An event in its envelope."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event": dict(inner),
        "type": "event_callback",
        "event_id": f"Ev{next(_EVENTS)}",
        "event_time": 1_795_287_600,
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "is_ext_shared_channel": False,
    }


def buttons_of(body: Body) -> Iterator[tuple[str, Body]]:
    """Every button of a message or view, with the block it is in."""
    for block in body.get("blocks", ()):
        inside = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        yield from ((block["block_id"], one) for one in inside if one.get("type") == "button")


def _state(element: Body, value: object) -> Body:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": value if value is not None else element.get("initial_value")}
    if kind in ("static_select", "radio_buttons"):
        return {"type": kind, "selected_option": _option(element, value)}
    if kind == "checkboxes":
        chosen = element.get("initial_options", []) if value is None else element["options"] if value else []
        return {"type": kind, "selected_options": chosen}
    if kind == "datetimepicker":
        moment = int(value.timestamp()) if isinstance(value, datetime) else element.get("initial_date_time")
        return {"type": kind, "selected_date_time": moment}
    if kind == "multi_users_select":
        return {"type": kind, "selected_users": value if value is not None else element.get("initial_users", [])}
    assert kind == "conversations_select"
    return {"type": kind, "selected_conversation": value or element.get("initial_conversation")}


def _option(element: Body, value: object) -> Body | None:
    options = [*element.get("options", ()), *(one for group in element.get("option_groups", ()) for one in group["options"])]
    if value is None:
        return element.get("initial_option")
    return next(one for one in options if value in (one["value"], one["text"]["text"]))


@pytest.fixture
async def slack(database: Database) -> AsyncIterator[FakeSlack]:
    workspace = FakeSlack(database)
    yield workspace
    await workspace.errands.drain()
