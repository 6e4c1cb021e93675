"""The picture of a workspace: everything that is remembered and that a start from it must have again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from rehearsal.workspace.apps import Apps, Installation
from rehearsal.workspace.bookmarks import Bookmark, Bookmarks
from rehearsal.workspace.channels import Channel, Channels
from rehearsal.workspace.errors import SlackError, Unclear
from rehearsal.workspace.files import File, Files
from rehearsal.workspace.forms import Forms, View
from rehearsal.workspace.grants import Grant  # noqa: TC001 -- the codec reads the fields' types
from rehearsal.workspace.groups import Group, Groups
from rehearsal.workspace.keeping.codec import made, written, written_with
from rehearsal.workspace.messages import Message, Messages
from rehearsal.workspace.people import People, Person
from rehearsal.workspace.posting import post_due
from rehearsal.workspace.schedule import Waiting  # noqa: TC001 -- likewise
from rehearsal.workspace.tickets import Reply  # noqa: TC001 -- likewise
from rehearsal.workspace.ways import Way, lead, ways

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

VERSION = 1


@dataclass(frozen=True, slots=True)
class Team:
    """What the workspace itself is called."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything at one moment. ``uploads`` are file ids by ticket, ``replies`` response addresses by key.

    ``generation`` counts how often ids began anew; ``last_stamp`` is in microseconds.
    """

    version: int
    team: Team
    people: list[Person]
    channels: list[Channel]
    messages: list[Message]
    files: list[File]
    uploads: dict[str, str]
    views: list[View]
    homes: list[View]
    groups: list[Group]
    bookmarks: list[Bookmark]
    schedule: list[Waiting]
    apps: list[Installation]
    grants: list[Grant]
    refresh: dict[str, str]
    replies: dict[str, Reply]
    generation: int
    last_stamp: int
    ways: dict[str, Way] = field(default_factory=dict)


class Letters:
    """People put into letters. An account that changes is replaced by another, so each is written once only."""

    def __init__(self) -> None:
        self._known: dict[Person, str] = {}

    def people(self, people: Iterable[Person]) -> str:
        """Return people as a JSON list."""
        before = self._known
        self._known = {person: before.get(person) or written(person) for person in people}
        return f"[{','.join(self._known.values())}]"


def taken(workspace: Workspace, letters: Letters | None = None) -> str:
    """Return the picture of a workspace as JSON; ``letters`` remember what need not be written again."""
    setup, grants = workspace.setup, workspace.apps.grants
    picture = Picture(
        version=VERSION,
        team=Team(workspace.team_id, setup.name, setup.domain),
        people=list(workspace.people),
        channels=list(workspace.channels),
        messages=list(workspace.messages),
        files=list(workspace.files),
        uploads=workspace.files.uploads,
        views=list(workspace.forms),
        homes=workspace.forms.homes,
        groups=list(workspace.groups),
        bookmarks=list(workspace.bookmarks),
        schedule=list(workspace.schedule),
        apps=list(workspace.apps),
        grants=list(grants),
        refresh=dict(grants.refresh),
        replies=dict(workspace.tickets.replies),
        generation=workspace.ids.generation,
        last_stamp=workspace.stamps.last,
        ways=ways(workspace),
    )
    return written_with(picture, {"people": (letters or Letters()).people(picture.people)})


def read(text: str) -> Picture:
    """Return the picture that was written as JSON; raises ``Unclear``."""
    try:
        return of(json.loads(text))
    except (ValueError, RecursionError) as problem:
        raise Unclear(f"This is not the state of a workspace: {problem}.") from problem


def of(given: Json) -> Picture:
    """Return the picture that an object holds; raises ``Unclear``."""
    try:
        picture = made(Picture, given)
    except (ValueError, TypeError, AttributeError, KeyError) as problem:
        raise Unclear(f"This is not the state of a workspace: {problem}.") from problem
    if picture.version != VERSION:
        raise Unclear(f"This state has version {picture.version}; this workspace reads version {VERSION}.")
    return picture


def restore(workspace: Workspace, picture: Picture) -> None:
    """Make a workspace what it is in a picture; raises ``Unclear``, and changes nothing, where that can't be.

    Ids begin anew, so that none is given twice; apps that stay are reached as before, the others lose their sockets.
    """
    try:
        stores = _Stores(picture)
    except (SlackError, ValueError) as problem:
        raise Unclear(f"This state contradicts itself: {problem}.") from problem
    workspace.team_id = picture.team.id
    workspace.setup = replace(workspace.setup, name=picture.team.name, domain=picture.team.domain)
    workspace.people, workspace.channels, workspace.messages = stores.people, stores.channels, stores.messages
    workspace.files, workspace.forms = stores.files, stores.forms
    workspace.groups, workspace.bookmarks = stores.groups, stores.bookmarks
    workspace.schedule.begin(picture.schedule, partial(post_due, workspace))
    workspace.tickets.begin(picture.replies)
    workspace.ids.begin(picture.generation + 1)
    workspace.stamps.last = max(workspace.stamps.last, picture.last_stamp)
    known = set(workspace.reach)
    workspace.use(stores.apps)
    new = workspace.reach.keys() - known
    lead(workspace, {app_id: way for app_id, way in picture.ways.items() if app_id in new})
    workspace.live.close()


class _Stores:
    """The stores of a picture, filled."""

    def __init__(self, picture: Picture) -> None:
        self.people, self.channels, self.messages = People(), Channels(), Messages()
        self.files, self.forms, self.apps = Files(), Forms(), Apps()
        self.groups, self.bookmarks = Groups(), Bookmarks()
        for person in picture.people:
            self.people.add(person)
        self.channels.guests.update(person.id for person in picture.people if person.guest)
        for channel in picture.channels:
            self.channels.add(channel)
        for message in picture.messages:
            self.messages.add(message)
        for group in picture.groups:
            self.groups.add(group)
        for bookmark in picture.bookmarks:
            self.bookmarks.add(bookmark)
        for view in picture.views:
            self.forms.push(view)
        for home in picture.homes:
            self.forms.publish(home)
        self._add_files(picture)
        self._add_apps(picture)

    def _add_files(self, picture: Picture) -> None:
        tickets = {file_id: ticket for ticket, file_id in picture.uploads.items()}
        for file in picture.files:
            self.files.add(file, tickets.get(file.id, ""))

    def _add_apps(self, picture: Picture) -> None:
        for app in picture.apps:
            self.apps.add(app)
        for grant in picture.grants:
            self.apps.grants.put(grant)
        for token, app_id in picture.refresh.items():
            self.apps.grants.allow_refresh(token, app_id)
