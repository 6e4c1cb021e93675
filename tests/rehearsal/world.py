"""A workspace in which everything that Slack can refuse is at hand, by name."""

from __future__ import annotations

import json
import re
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from rehearsal.workspace import accounts, membership, posting, reacting, sharing, showing
from rehearsal.workspace.api.table import METHODS
from rehearsal.workspace.budgets import Limits
from rehearsal.workspace.consents import Consent
from rehearsal.workspace.messages import Pin
from rehearsal.workspace.setup import ChannelSetup, PersonSetup
from tests.rehearsal.stage import MANIFEST, NOON, Json, Stage, form, stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.files import File
    from rehearsal.workspace.messages import Message

LATER = int(NOON) + 9000
"""A moment for which as many messages are scheduled as can be."""

MUTE: Json = {
    "display_information": {"name": "Mute"},
    "features": {"app_home": {"home_tab_enabled": False, "messages_tab_enabled": False}},
    "oauth_config": {"scopes": {"bot": ["chat:write", "im:write"]}},
}
POWERLESS: Json = {"display_information": {"name": "Powerless"}}


class World(dict[str, str]):
    """Ids by name; what can be used once only is made anew each time that it is named."""

    def __init__(self, s: Stage) -> None:
        super().__init__()
        self.s = s
        self.workspace = s.workspace
        self.numbers = count(1)
        self.makers: dict[str, Callable[[], str]] = {
            "trigger": self._trigger,
            "inside": lambda: self._trigger("form"),
            "fresh_file": lambda: self._uploaded("fresh.txt").id,
            "fresh_message": lambda: self.said("Fresh").ts,
            "new_name": lambda: f"room-{next(self.numbers)}",
            "code": self._code,
        }

    def __missing__(self, key: str) -> str:
        return self.makers[key]()

    def _trigger(self, in_form: str = "", person: str = "ada") -> str:
        return self.workspace.tickets.trigger(self[person], self.s.bot.app_id, in_form)

    def _code(self) -> str:
        code = f"1.2.{next(self.numbers)}"
        self.workspace.consents.add(code, Consent(self.s.bot.app_id, self["ada"], (), "", NOON * 2))
        return code

    def filled(self, value: object) -> Any:  # noqa: ANN401 -- JSON of any shape
        """Return arguments with ids in the place of names such as ``{plenary}``."""
        if isinstance(value, str):
            return re.sub(r"\{(\w+)\}", lambda name: self[name[1]], value)
        if isinstance(value, list):
            return [self.filled(entry) for entry in value]
        if isinstance(value, dict):
            return {key: self.filled(entry) for key, entry in value.items()}
        return value

    def channel(self, name: str, *members: str, private: bool = False) -> Channel:
        setup = ChannelSetup(name, (), is_private=private)
        channel = self.workspace.new_channel(setup, self["bot"])
        channel.members.update(dict.fromkeys(self[member] for member in members))
        self[name] = channel.id
        return channel

    def said(self, text: str, channel: str = "plenary", by: str = "bot", under: str = "") -> Message:
        place = self.workspace.channels.get(self[channel])
        if by == "bot":
            draft = posting.by_app(self.workspace, self.s.bot, text)
        else:
            draft = posting.by_person(self.workspace, self.workspace.people.get(self[by]), text)
        draft.thread_ts = under
        return posting.post(self.workspace, place, draft)

    def _uploaded(self, name: str, owner: str = "bot") -> File:
        file = sharing.promised(self.workspace, self[owner], name, 1)
        file.content = b"x"
        self.workspace.files.add(file)
        return file

    def build(self) -> None:
        self._people()
        self._channels()
        self._messages()
        self._marks()
        self._files()
        self._views()

    def _people(self) -> None:
        workspace = self.workspace
        self["bot"], self["group"] = self.s.bot.bot_user, next(iter(workspace.groups)).id
        self["client_id"], self["client_secret"] = self.s.bot.client_id, self.s.bot.client_secret
        for name, guest in (("idle", ""), ("single", "single"), ("multi", "multi"), ("alan", "")):
            person = workspace.new_person(PersonSetup(name, name.title()))
            accounts.make_guest(workspace, person, guest)
        accounts.deactivate(workspace, workspace.people.named("idle"))
        for name in ("ada", "grace", "idle", "single", "multi", "alan"):
            self[name] = self.s.person(name)
        for name, manifest in (("mute", MUTE), ("powerless", POWERLESS), ("revoked", MANIFEST | _NAMED)):
            app = workspace.install(manifest)
            self[name] = app.bot_token
        accounts.revoke(workspace, workspace.apps.get(workspace.people.named("revoked").id))
        self["app_token"] = self.s.bot.app_token

    def _channels(self) -> None:
        workspace = self.workspace
        self["plenary"], self["general"] = self.s.channel(), self.s.channel("general")
        self.channel("own", "bot", "ada")
        self.channel("away", "ada")
        self.channel("away_too", "ada")
        self.channel("left", "bot", "ada")
        self.channel("hidden", "ada", private=True)
        self.channel("quiet", "bot", private=True)
        archived = self.channel("archived", "bot", "ada")
        self["archived_message"] = self.said("Past", "archived").ts
        membership.archive(workspace, archived, self["bot"])
        for name in ("archived_away", "archived_too"):
            membership.archive(workspace, self.channel(name, "ada"), self["ada"])
        self["mute_im"] = workspace.direct(workspace.people.named("mute").id, self["ada"]).id
        self["im"] = workspace.direct(self["bot"], self["ada"]).id
        self["mpim"] = workspace.direct(self["bot"], self["ada"], self["grace"]).id

    def _messages(self) -> None:
        workspace = self.workspace
        self["mine"] = self.said("Mine").ts
        self["theirs"] = self.said("Theirs", by="ada").ts
        self["parent"] = self.said("Parent").ts
        self["reply"] = self.said("Reply", under=self["parent"]).ts
        buried = self.said("Buried")
        self.said("Left", under=buried.ts)
        posting.delete(workspace, buried)
        self["buried"] = buried.ts
        plenary = workspace.channels.get(self["plenary"])
        membership.join(workspace, plenary, (self["alan"],))
        self["note"] = next(m.ts for m in workspace.messages.newest_first(plenary.id) if m.is_note)

    def _marks(self) -> None:
        crowded, eager = self.said("Crowded"), self.said("Eager")
        crowded.reactions = {f"e{number}": {self["ada"]: None} for number in range(50)}
        eager.reactions = {f"e{number}": {self["bot"]: None} for number in range(23)}
        reacted = self.said("Reacted")
        reacting.react(self.workspace, reacted, self["bot"], "eyes")
        pinned, unpinned = self.said("Pinned"), self.said("Unpinned", "own")
        pinned.pin = Pin(self["ada"], 1)
        for number in range(100):
            self.said(f"{number}", "own").pin = Pin(self["ada"], 1)
        self["pinned"], self["unpinned"] = pinned.ts, unpinned.ts
        self["crowded"], self["eager"], self["reacted"] = crowded.ts, eager.ts, reacted.ts

    def _files(self) -> None:
        mine, gone = self._uploaded("mine.txt"), self._uploaded("gone.txt")
        mine.complete = True
        sharing.delete(self.workspace, gone)
        self["my_file"], self["gone_file"] = mine.id, gone.id
        self["their_file"] = self._uploaded("theirs.txt", "ada").id
        self["promised"] = sharing.promised(self.workspace, self["bot"], "promised.txt", 1).id

    def _views(self) -> None:
        app = self.s.bot
        self["exchanged"] = self._trigger()
        self.workspace.tickets.take_trigger(self["exchanged"], app.app_id)
        self["form"] = showing.open_form(self.workspace, app, self["grace"], form(external_id="taken")).id
        above = [showing.push_form(self.workspace, app, self["grace"], form()).id for _ in range(2)]
        self["form_above"] = above[-1]
        self["homed"] = showing.publish_home(self.workspace, app, self["grace"], _HOME).id


_NAMED: Json = {
    "display_information": {"name": "Revoked"},
    "features": {"bot_user": {"display_name": "revoked"}},
}
_HOME: Json = {"type": "home", "blocks": [{"type": "divider"}]}


async def called(built: World, method: str, arguments: Json) -> Json:
    """Call a method with these arguments, by JSON where it reads JSON; ``token`` is another one than the bot's."""
    given = {key: built.filled(value) for key, value in arguments.items() if value is not None}
    headers = {"Authorization": f"Bearer {given.pop('token', built.s.bot.bot_token)}"}
    body = {"params": _texts(given)} if METHODS[method].form_only else {"json": given}
    async with built.s.http.post(built.s.address.api_url + method, headers=headers, **body) as answer:
        result: Json = await answer.json()
        return result


def _texts(given: Json) -> dict[str, str]:
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in given.items()}


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """Serve such a workspace; its clock stands still and nobody counts calls."""
    async with stage(at=NOON, budgets=Limits(on=False)) as s:
        built = World(s)
        built.build()
        built["expired"] = built["trigger"]
        await s.advance(60)
        later = {"channel": built["own"], "post_at": LATER, "text": "Later"}
        answers = [await s.call("chat.scheduleMessage", **later) for _ in range(30)]
        link = {"channel_id": built["own"], "type": "link", "title": "x", "link": "https://a.b"}
        for _ in range(100):
            await s.call("bookmarks.add", **link)
        built["scheduled"] = answers[0]["scheduled_message_id"]
        built["inside_full"] = built._trigger("form", "grace")
        yield built
