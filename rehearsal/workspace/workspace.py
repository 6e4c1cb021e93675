"""The workspace itself: everything that is remembered, in one place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearsal.workspace import apps as installing
from rehearsal.workspace.apps import Apps, Installation, app_object
from rehearsal.workspace.bookmarks import Bookmarks
from rehearsal.workspace.budgets import Budgets
from rehearsal.workspace.channels import Channel, Channels, Line
from rehearsal.workspace.clock import Clock
from rehearsal.workspace.consents import Consents
from rehearsal.workspace.deliveries import Deliveries
from rehearsal.workspace.faults.board import Faults
from rehearsal.workspace.faults.lines import Lines
from rehearsal.workspace.files import Files
from rehearsal.workspace.forms import Forms
from rehearsal.workspace.groups import Group, Groups
from rehearsal.workspace.ids import Ids, Stamps
from rehearsal.workspace.ledger import Ledger
from rehearsal.workspace.live import Live
from rehearsal.workspace.messages import Messages
from rehearsal.workspace.offers import Offers
from rehearsal.workspace.people import People, Person
from rehearsal.workspace.reach import Reach
from rehearsal.workspace.requests import Requests
from rehearsal.workspace.schedule import Schedule
from rehearsal.workspace.sockets import Sockets
from rehearsal.workspace.tickets import Tickets
from rehearsal.workspace.wire import escaped_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearsal.workspace.setup import ChannelSetup, PersonSetup, Setup
    from rehearsal.workspace.wire import Json

LOG_LENGTH = 20_000
"""How many of the apps' calls are remembered."""

LOG_ROOM = 20_000_000
"""How many letters of them: as objects in memory they take about five times that."""
PAIR = 2


class Workspace:
    """One Slack workspace in memory. ``address`` is where it is served, without a slash at its end.

    ``beginning`` is the state to which a reset leads back.
    """

    def __init__(self, setup: Setup, clock: Clock | None = None) -> None:
        self.setup = setup
        self.clock = clock or Clock()
        self.ids = Ids(setup.seed)
        self.address = ""
        self.beginning = ""
        self._watcher: Callable[[], None] | None = None
        self.team_id = self.ids.new("T")
        self.people = People()
        self.channels = Channels()
        self.messages = Messages()
        self.files = Files()
        self.forms = Forms()
        self.groups = Groups()
        self.bookmarks = Bookmarks()
        self.consents = Consents()
        self.schedule = Schedule(self.clock)
        self.apps = Apps()
        self.live = Live(self.touched)
        self.offers = Offers()
        self.faults = Faults(self.clock)
        self.lines = Lines(self.faults)
        timing = setup.timing
        self.tickets = Tickets(self.ids, self.clock, timing.trigger, timing.response_url)
        self.deliveries = Deliveries(self.ids, self.clock, timing, self.faults, self._tell_silenced)
        self.budgets = Budgets(setup.budgets)
        self.reach: dict[str, Reach] = {}
        self.calls = Ledger(LOG_LENGTH, LOG_ROOM)
        self.stamps = Stamps()
        self._settle(setup)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call someone after whatever may have changed something."""
        self._watcher = watcher

    def touched(self) -> None:
        """Say that something may have changed."""
        if self._watcher is not None:
            self._watcher()

    def stamp(self) -> str:
        """Return a new ``ts``."""
        return self.stamps.next(self.clock.now())

    def seconds(self) -> int:
        """Return the unix time in whole seconds."""
        return int(self.clock.now())

    def install(self, manifest: Json) -> Installation:
        """Install an app from its manifest (version 2) and return its tokens and ids."""
        app = installing.made(installing.read_manifest(manifest), self.ids)
        handle = app.features.bot_name.lower().replace(" ", "")
        bot = Person(app.bot_user, handle, app.name, "", "UTC", self.seconds(), app.bot_id, app.app_id)
        self.people.add(bot)
        self.apps.add(app)
        self._reach(app)
        self.live.tell({"type": "person", "person": bot.plain()})
        self.show_app(app)
        return app

    def use(self, apps: Apps) -> None:
        """Have these apps and no others. Those that stay are reached as before, the others lose their sockets."""
        self.apps = apps
        for app in apps:
            if app.app_id not in self.reach:
                self._reach(app)
        for app_id in self.reach.keys() - {app.app_id for app in apps}:
            self.reach.pop(app_id).sockets.disconnect("link_disabled")

    def _reach(self, app: Installation) -> None:
        """Open both ways to an app; its manifest says which is used."""
        timing, changed = self.setup.timing, partial(self.show_app, app)
        sockets = Sockets(app.app_id, self.ids, self.clock, timing, changed)
        requests = Requests(app, self.ids, self.clock, timing.acknowledge)
        reach = Reach(sockets, requests, changed, socket_mode=app.features.socket_mode)
        self.reach[app.app_id] = reach
        self.deliveries.connect(app.app_id, reach)

    def show_app(self, app: Installation) -> None:
        """Tell every page what an app offers and whether it is connected."""
        self.live.tell({"type": "app", "app": self.app_object(app)})

    def _tell_silenced(self, app_id: str) -> None:
        """Tell every page why an app hears of nothing any more; Slack writes its owner a letter."""
        name = self.apps.get(app_id).name
        text = f"{name} missed nearly all its events within an hour, so it is sent none until they are switched on again."
        self.live.tell({"type": "notice", "text": text})

    def app_object(self, app: Installation) -> Json:
        """Return what the page needs to know of an app."""
        return app_object(app, connected=self.deliveries.connected(app.app_id))

    def new_person(self, setup: PersonSetup) -> Person:
        """Make an account; raises ``ValueError`` where the handle is taken."""
        email = setup.email or f"{setup.name}@{self.setup.domain}.example"
        person = Person(
            self.ids.new("U"), setup.name, setup.real_name, setup.title, setup.tz, self.seconds(), email=email
        )
        self.people.add(person)
        return person

    def new_channel(self, setup: ChannelSetup, creator: str = "") -> Channel:
        """Open a channel with its members, silently; raises ``name_taken`` or ``user_not_found``."""
        everyone = (p.id for p in self.people if not p.is_bot)
        members = everyone if setup.members is None else (self.people.named(n).id for n in setup.members)
        channel = Channel(
            self.ids.new("C"),
            setup.name,
            creator,
            self.seconds(),
            is_private=setup.is_private,
            is_general=setup.name == "general",
            topic=Line(escaped_once(setup.topic)),
            members=dict.fromkeys(members),
        )
        self.channels.add(channel)
        return channel

    def direct(self, *people: str) -> Channel:
        """Return the direct message of two people or more, opened now if it wasn't; raises ``user_not_found``.

        The first of them opens it; a person alone has one with themselves.
        """
        known = dict.fromkeys(self.people.get(person).id for person in people)
        return self.channels.direct(known) or self._new_direct(list(known))

    def _new_direct(self, people: list[str]) -> Channel:
        several = len(people) > PAIR
        name = "--".join(sorted(self.people.get(person).name for person in people))
        channel = Channel(
            self.ids.new("C" if several else "D"),
            f"mpdm-{name}-1" if several else "",
            people[0],
            self.seconds(),
            is_im=not several,
            is_mpim=several,
            is_private=several,
            members=dict.fromkeys(people),
        )
        self.channels.add(channel)
        self.show_channel(channel)
        return channel

    def show_channel(self, channel: Channel) -> None:
        """Tell the pages of everyone who may see a channel how it is now."""
        for person in self.live.listeners():
            if self.channels.known(channel.id, person):
                self.live.tell_each(person, {"type": "channel", "channel": channel.plain(person)})

    def show_bookmarks(self, channel: Channel) -> None:
        """Tell the pages of everyone who may see a channel which links stand over it now."""
        marks = self.bookmarks.plain(channel.id)
        for person in self.live.listeners():
            if self.channels.known(channel.id, person):
                frame = {"type": "bookmarks", "channel": channel.id, "bookmarks": marks}
                self.live.tell_each(person, frame)

    def _settle(self, setup: Setup) -> None:
        for person in setup.people:
            self.new_person(person)
        first = next((person.id for person in self.people), "")
        for channel in setup.channels:
            self.new_channel(channel, first)
        for group in setup.groups:
            members = tuple(self.people.named(name).id for name in group.members)
            self.groups.add(
                Group(
                    self.ids.new("S"),
                    group.handle,
                    group.name,
                    group.description,
                    members,
                    self.seconds(),
                    first,
                )
            )
