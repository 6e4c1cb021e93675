"""People in a test workspace: what they type, press, say and submit, in payloads of Slack's own shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tests.support.slack_api import BOT_ID, TEAM, FakeApi
from tests.support.slack_shapes import buttons_of, event, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt.response import BoltResponse

    from tests.support.slack_lookups import Body

PLENARY = "C1"


class Workspace(Protocol):
    """Where people are, and the bot that hears of what they do."""

    api: FakeApi

    async def deliver(self, body: Body) -> BoltResponse: ...

    def private_messages_to(self, person: str) -> list[str]: ...


@dataclass(frozen=True)
class Person:
    """Somebody with Slack open before them."""

    slack: Workspace
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

    async def keeps(self, message: tuple[str, str]) -> BoltResponse:
        """Choose "Keep as note" in the menu of a message."""
        place, stamp = message
        body = self._block_actions("none", {"action_id": "none"}, place, {"ts": stamp}, None)
        body |= {"type": "message_action", "callback_id": "keep_note", "message_ts": stamp}
        body |= {"message": {"type": "message", "ts": stamp, "user": self.name, "text": "…"}}
        return await self.slack.deliver({k: v for k, v in body.items() if k not in ("actions", "container")})

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

    async def presses_in_form(self, label: str, **values: object) -> BoltResponse:
        """Fill in the open form and press a button inside it."""
        return await self.slack.deliver(self.form_press(label, **values))

    def form_press(self, label: str, **values: object) -> Body:
        """What Slack sends when they do so."""
        sent = self.submission(**values)
        block, button = next(one for one in buttons_of(self.form) if one[1]["text"]["text"] == label)
        body = self._block_actions(block, button, "", {}, None)
        body |= {"container": {"type": "view", "view_id": self.form["id"]}, "view": sent["view"]}
        return {k: v for k, v in body.items() if k not in ("channel", "response_url")}

    async def changes(self, field: str, **values: object) -> BoltResponse:
        """Fill in the open form up to this field, which changes the form at once."""
        sent = self.submission(**values)
        block = next(one for one in self.form["blocks"] if one["block_id"] == field)
        body = self._block_actions(field, {**block["element"], "value": ""}, "", {}, None)
        body |= {"container": {"type": "view", "view_id": self.form["id"]}, "view": sent["view"]}
        return await self.slack.deliver(
            {k: v for k, v in body.items() if k not in ("channel", "response_url")}
        )

    async def presses_at_home(self, label: str) -> BoltResponse:
        """Press a button in their App Home."""
        view = self.slack.api.homes[self.name]
        for block, button in buttons_of(view):
            if button["text"]["text"] == label:
                body = self._block_actions(block, button, "", {}, None)
                body |= {"container": {"type": "view", "view_id": "V0"}, "view": {**view, "id": "V0"}}
                return await self.slack.deliver(
                    {k: v for k, v in body.items() if k not in ("channel", "response_url")}
                )
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
        """Fill in the open form and send it; fields not named stay as they are. It closes unless it is told to stay open or go on."""
        answer = await self.slack.deliver(self.submission(**values))
        said = json.loads(answer.body or "{}")
        if said.get("response_action") == "update":
            self.slack.api.goes_on(self.name, said["view"])
        elif not said:
            self.slack.api.forms.pop(self.name, None)
        return answer

    def submission(self, **values: object) -> Body:
        """What Slack sends when they fill in the open form like this."""
        view = self.form
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        assert set(values) <= set(inputs), f"the form has {sorted(inputs)}"
        state = {
            field: {element["action_id"]: state_of(element, values.get(field))}
            for field, element in inputs.items()
        }
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
        await self.slack.deliver(
            event({**message, "channel": place, "channel_type": "channel", "event_ts": stamp})
        )
        return place, stamp

    async def edits(self, message: tuple[str, str], text: str, second: str = "") -> BoltResponse:
        """Change the words of a message, in this second if it matters: it is all that Slack tells."""
        before = dict(self.slack.api.messages[message])
        second = second or self.slack.api.stamp().partition(".")[0]
        now = {**before, "text": text, "edited": {"user": self.name, "ts": f"{second}.000000"}}
        self.slack.api.messages[message] = now
        changed = {"subtype": "message_changed", "message": now, "previous_message": before, "hidden": True}
        stamp = self.slack.api.stamp()
        return await self.slack.deliver(
            event({"type": "message", "channel": message[0], "ts": stamp, "event_ts": stamp, **changed})
        )

    async def deletes(self, message: tuple[str, str]) -> BoltResponse:
        """Delete a message."""
        place, stamp = message
        before = self.slack.api.messages.pop(message)
        gone = {"subtype": "message_deleted", "deleted_ts": stamp, "previous_message": before, "hidden": True}
        return await self.slack.deliver(
            event({"type": "message", "channel": place, "ts": self.slack.api.stamp(), **gone})
        )

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
        container = {
            "type": "message",
            "message_ts": stamp,
            "channel_id": place,
            "is_ephemeral": original is not None,
        }
        pressed = {
            key: button[key]
            for key in ("action_id", "type", "value", "text", "selected_option")
            if key in button
        }
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
            "actions": [
                {"type": "button", **pressed, "block_id": block, "action_ts": self.slack.api.stamp()}
            ],
        }

    def _trigger(self) -> str:
        trigger = f"{next(self.slack.api.numbers)}.2.trigger"
        self.slack.api.triggers[trigger] = self.name
        return trigger

    def _response_url(self, place: str, original: int | None = None) -> str:
        url = f"https://hooks.slack.test/actions/{TEAM}/{next(self.slack.api.numbers)}"
        self.slack.api.response_urls[url] = (self.name, place, original)
        return url
