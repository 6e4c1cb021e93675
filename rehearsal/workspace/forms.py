"""Forms (modal views) and home tabs: which are open for whom, and what stands in them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.workspace import values
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json

STACK = 3
"""How many forms one person can have open on top of each other (docs.slack.dev, modals)."""

_EMPTY: Json = {
    "title": {"type": "plain_text", "text": "", "emoji": True},
    "submit": None,
    "close": None,
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass(slots=True)
class View:
    """A form or a home tab as one person has it. ``body`` is what the app gave, ``state`` what was entered."""

    id: str
    app_id: str
    bot_id: str
    team_id: str
    person: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: values.State = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Return the blocks, each with its block_id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def external_id(self) -> str:
        """Return the app's own name for it, or nothing."""
        return str(self.body.get("external_id") or "")

    def replace(self, body: Json, new_hash: str) -> None:
        """Show other contents in the same place; what was entered stays where the fields are the same."""
        self.body = body
        self.hash = new_hash
        self.state = values.kept(self.blocks, self.state)

    def as_slack(self) -> Json:
        """Return the view as ``views.open`` answers it."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            **_EMPTY,
            **self.body,
            "state": {"values": self.state},
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "app_id": self.app_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
        }


class Forms:
    """The open forms of each person, bottom first, and the home tab of each app for each person."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[tuple[str, str], View] = {}
        self._by_id: dict[str, View] = {}
        self._awaited: dict[tuple[str, str], list[asyncio.Future[None]]] = {}

    def __iter__(self) -> Iterator[View]:
        """Give every open form, bottom first for each person."""
        for stack in self._stacks.values():
            yield from stack

    @property
    def homes(self) -> list[View]:
        """Return every home tab that was published."""
        return list(self._homes.values())

    def of(self, person: str) -> list[View]:
        """Return a person's open forms, bottom first."""
        return list(self._stacks.get(person, ()))

    def shown(self, person: str) -> list[Json]:
        """Return a person's open forms as Slack shows them, bottom first."""
        return [view.as_slack() for view in self._stacks.get(person, ())]

    def get(self, view_id: str) -> View:
        """Return an open form or a home tab; raises ``not_found``."""
        if view_id not in self._by_id:
            raise SlackError("not_found")
        return self._by_id[view_id]

    def called(self, app_id: str, external_id: str) -> View:
        """Return the view that an app calls so; raises ``not_found``."""
        for view in self._by_id.values():
            if view.app_id == app_id and external_id and view.external_id == external_id:
                return view
        raise SlackError("not_found")

    def check_name(self, body: Json, instead_of: View | None = None) -> None:
        """Raise ``duplicate_external_id`` where another view of the workspace, of whatever app, has this name already."""
        name = body.get("external_id")
        if name and any(v.external_id == name and v is not instead_of for v in self._by_id.values()):
            raise SlackError("duplicate_external_id")

    def open(self, view: View) -> None:
        """Show a form alone, whatever was open before."""
        self.clear(view.person)
        self._stacks[view.person] = [view]
        self._by_id[view.id] = view

    def push(self, view: View) -> None:
        """Lay a form over the others; raises ``push_limit_reached`` for a fourth."""
        stack = self._stacks.setdefault(view.person, [])
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        stack.append(view)
        self._by_id[view.id] = view

    def drop(self, view: View) -> None:
        """Close a form and whatever lies on it."""
        stack = self._stacks.get(view.person, [])
        if view in stack:
            for gone in stack[stack.index(view) :]:
                self._by_id.pop(gone.id, None)
            del stack[stack.index(view) :]

    def clear(self, person: str) -> None:
        """Close every form of a person."""
        for view in self._stacks.pop(person, ()):
            self._by_id.pop(view.id, None)

    def home(self, app_id: str, person: str) -> View | None:
        """Return the home tab that an app has published for a person, if it has."""
        return self._homes.get((app_id, person))

    def publish(self, view: View) -> None:
        """Keep a person's home tab."""
        self._homes[view.app_id, view.person] = view
        self._by_id[view.id] = view
        for awaited in self._awaited.pop((view.app_id, view.person), ()):
            awaited.set_result(None)

    def awaited_home(self, app_id: str, person: str) -> asyncio.Future[None]:
        """Return what is done as soon as an app has published a home tab for a person for the first time."""
        awaited: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._awaited.setdefault((app_id, person), []).append(awaited)
        return awaited
