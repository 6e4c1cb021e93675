"""Slack's Web API in memory, behind the HTTP session that our client uses: the library's own code runs up to the wire."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from typing_extensions import override

from tests.support.blockkit import assert_slack_accepts
from tests.support.slack_files import FakeFile, Files
from tests.support.slack_lookups import Body, Channel, Lookups, Lost

BOT, BOT_ID, TEAM = "UBOT", "BBOT", "T1"
ADDRESS = "https://example.slack.com/"


class SlackSays(Exception):
    """An answer that isn't ok."""

    def __init__(
        self, error: str, status: int = 200, headers: Mapping[str, str] | None = None, **more: object
    ) -> None:
        super().__init__(error)
        self.status, self.headers = status, dict(headers or {})
        self.body: Body = {"ok": False, "error": error, **more}


@dataclass(frozen=True)
class Call:
    """One call that was made, with its arguments as they arrived."""

    method: str
    arguments: Body


@dataclass
class Private:
    """A message that one person sees: ephemeral, or in their direct messages with us."""

    person: str
    place: str
    body: Body
    ephemeral: bool


class FakeApi(Lookups, Files):
    """What Slack remembers, and its methods as we call them."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.people: set[str] = set()
        self.channels: dict[str, Channel] = {}
        self.messages: dict[tuple[str, str], Body] = {}
        self.privates: list[Private] = []
        self.forms: dict[str, Body] = {}
        self.homes: dict[str, Body] = {}
        self.triggers: dict[str, str] = {}
        self.response_urls: dict[str, tuple[str, str, int | None]] = {}
        self.troubles: defaultdict[str, list[BaseException]] = defaultdict(list)
        self.numbers: Iterator[int] = count(1)
        self.files: dict[str, FakeFile] = {}

    def fails(self, method: str, *troubles: BaseException) -> None:
        """The next calls of this method go wrong like this, one after the other."""
        self.troubles[method] += troubles

    def refuses(self, method: str, error: str, **more: Any) -> None:  # noqa: ANN401 - what Slack may add
        """The next call of this method is refused."""
        self.fails(method, SlackSays(error, **more))

    def made(self, method: str) -> list[Body]:
        """The arguments of every call of this method, oldest first."""
        return [call.arguments for call in self.calls if call.method == method]

    def stamp(self) -> str:
        """A new message's name."""
        return f"{1_795_287_600 + next(self.numbers)}.000100"

    def channel(
        self, name: str, *members: str, place: str = "", private: bool = False, creator: str = ""
    ) -> Channel:
        """A channel that is there already."""
        made = Channel(
            place or f"C{next(self.numbers)}", name, private, creator=creator, members=set(members)
        )
        self.channels[made.id] = made
        return made

    def answer(self, method: str, arguments: Body) -> Body:
        """Do what a method does. Raises SlackSays, or the trouble that was asked for."""
        self.calls.append(Call(method, arguments))
        if self.troubles[method]:
            trouble = self.troubles[method].pop(0)
            if not isinstance(trouble, Lost):
                raise trouble
            self._do(method, arguments)
            raise trouble.answer
        return self._do(method, arguments)

    def _do(self, method: str, arguments: Body) -> Body:
        handler: Callable[[Body], Body] = getattr(self, "_" + method.replace(".", "_"))
        return {"ok": True, **handler(arguments)}

    def respond(self, url: str, body: Body) -> None:
        """Take what is sent to a response address."""
        self.calls.append(Call("response_url", body))
        if self.troubles["response_url"]:
            raise self.troubles["response_url"].pop(0)
        assert_slack_accepts(body)
        person, place, original = self.response_urls[url]
        private = Private(person, place, body, ephemeral=True)
        if body.get("replace_original") and original is not None:
            self.privates[original] = private
        else:
            self.privates.append(private)

    def _auth_test(self, arguments: Body) -> Body:
        return {"team_id": TEAM, "user_id": BOT, "bot_id": BOT_ID, "url": ADDRESS}

    def _apps_connections_open(self, arguments: Body) -> Body:
        return {"url": "ws://127.0.0.1:9/"}

    def _known(self, arguments: Body) -> Channel:
        channel = self.channels.get(arguments["channel"])
        if channel is None or (channel.private and BOT not in channel.members):
            raise SlackSays("channel_not_found")
        return channel

    @override
    def _own(self, arguments: Body) -> Channel:
        # A person stands for their direct messages where something is posted.
        named = arguments["channel"]
        channel = self.desk(named) if named in self.people else self._known(arguments)
        if channel.archived:
            raise SlackSays("is_archived")
        if BOT not in channel.members:
            raise SlackSays("not_in_channel")
        return channel

    def _conversations_info(self, arguments: Body) -> Body:
        found = self._known(arguments)
        shown = {"id": found.id, "is_private": found.private, "is_archived": found.archived}
        return {"channel": {**shown, "is_member": BOT in found.members}}

    def _conversations_join(self, arguments: Body) -> Body:
        self._known(arguments).members.add(BOT)
        return {}

    def _conversations_create(self, arguments: Body) -> Body:
        name = arguments["name"]
        assert len(name) <= 80
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
        if any(channel.name == name for channel in self.channels.values()):
            raise SlackSays("name_taken")
        return {"channel": {"id": self.channel(name, BOT, creator=BOT).id, "name": name}}

    def _conversations_open(self, arguments: Body) -> Body:
        person = arguments["users"]
        if person not in self.people:
            raise SlackSays("user_not_found")
        return {"channel": {"id": self.desk(person).id}}

    def desk(self, person: str) -> Channel:
        """A person's direct messages with us."""
        place = f"D{person}"
        return self.channels.get(place) or self.channel("directmessage", BOT, person, place=place)

    def _conversations_setTopic(self, arguments: Body) -> Body:  # noqa: N802 - Slack's own spelling
        assert len(arguments["topic"]) <= 250
        self._own(arguments).topic = arguments["topic"]
        return {}

    def _conversations_invite(self, arguments: Body) -> Body:
        channel, asked = self._own(arguments), arguments["users"].split(",")
        assert len(asked) <= 100
        errors = [
            {
                "user": one,
                "ok": False,
                "error": "already_in_channel" if one in channel.members else "user_not_found",
            }
            for one in asked
            if one in channel.members or one not in self.people
        ]
        channel.members |= {one for one in asked if one in self.people}
        if errors:
            raise SlackSays(str(errors[0]["error"]), errors=errors)
        return {}

    def _chat_postMessage(self, arguments: Body) -> Body:  # noqa: N802 - Slack's own spelling
        channel = self._own(arguments)
        assert_slack_accepts({key: arguments[key] for key in ("text", "blocks")})
        assert arguments["unfurl_links"] is False
        stamp = self.stamp()
        self.messages[channel.id, stamp] = {**arguments, "ts": stamp, "user": BOT, "bot_id": BOT_ID}
        if channel.name == "directmessage":
            person = next(iter(channel.members - {BOT}))
            self.privates.append(Private(person, channel.id, arguments, ephemeral=False))
        return {"channel": channel.id, "ts": stamp}

    def _chat_update(self, arguments: Body) -> Body:
        channel = self._own(arguments)
        assert_slack_accepts({key: arguments[key] for key in ("text", "blocks")})
        if (channel.id, arguments["ts"]) not in self.messages:
            raise SlackSays("message_not_found")
        self.messages[channel.id, arguments["ts"]] |= arguments
        return {"channel": channel.id, "ts": arguments["ts"]}

    def _chat_postEphemeral(self, arguments: Body) -> Body:  # noqa: N802 - Slack's own spelling
        channel = self._own(arguments)
        assert_slack_accepts({key: arguments[key] for key in ("text", "blocks")})
        if arguments["user"] not in channel.members:
            raise SlackSays("user_not_in_channel")
        self.privates.append(Private(arguments["user"], channel.id, arguments, ephemeral=True))
        return {"message_ts": self.stamp()}

    def _reactions_get(self, arguments: Body) -> Body:
        channel = self._own(arguments)
        found = self.messages.get((channel.id, arguments["timestamp"]))
        if found is None:
            raise SlackSays("message_not_found")
        return {"type": "message", "channel": channel.id, "message": found}

    def _views_open(self, arguments: Body) -> Body:
        view = arguments["view"]
        if isinstance(view, str):
            view = json.loads(view)
        assert_slack_accepts(view)
        person = self.triggers.pop(arguments["trigger_id"], None)
        if person is None:
            raise SlackSays("expired_trigger_id")
        number = next(self.numbers)
        self.forms[person] = {**view, "id": f"V{number}", "hash": f"{number}.hash", "team_id": TEAM}
        return {"view": self.forms[person]}

    def _views_update(self, arguments: Body) -> Body:
        view = arguments["view"]
        if isinstance(view, str):
            view = json.loads(view)
        assert_slack_accepts(view)
        for person, form in self.forms.items():
            if form["id"] == arguments["view_id"]:
                return {"view": self.goes_on(person, view)}
        raise SlackSays("not_found")

    def goes_on(self, person: str, view: Body) -> Body:
        """The form that somebody has open shows this view from now on."""
        assert_slack_accepts(view)
        known = {key: self.forms[person][key] for key in ("id", "team_id")}
        self.forms[person] = {**view, **known, "hash": f"{next(self.numbers)}.hash"}
        return self.forms[person]

    def _views_publish(self, arguments: Body) -> Body:
        view = arguments["view"]
        if isinstance(view, str):
            view = json.loads(view)
        assert_slack_accepts(view)
        self.homes[arguments["user_id"]] = view
        return {"view": view}
