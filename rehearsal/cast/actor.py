"""One person of the cast at their screen: types, presses, fills in, reacts, and knows things by their labels only."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearsal.cast import shown
from rehearsal.cast.window import PATIENCE, Post, Window, window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from rehearsal.cast.control import Control, Json
    from rehearsal.cast.people import Character


PAUSES = (1.0, 2.0, 4.0, 8.0, 8.0)
"""Seconds before somebody who is asked to try again does: the machine is busy with other things, and soon not any more."""

AGAIN = "Please try again"
TIMED_OUT = "operation_timeout"
"""What a bot says that was too slow, and what Slack says for it. Each form takes effect once, however often it is sent."""


GONE = "not_found"
"""What Slack says of a form that is closed: where it was sent before and no answer came, it was taken after all."""


def _smoothly() -> None:
    """Take no notice of a trouble that went by."""


class Refused(Exception):
    """Somebody did something and was refused."""

    def __init__(self, name: str, what: str, why: str) -> None:
        super().__init__(f"{name} {what} and was told: {why}")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of the cast in the workspace, under the id that they have there. ``on_trouble`` hears that they try again."""

    id: str
    character: Character
    control: Control
    on_trouble: Callable[[], None] = _smoothly

    @property
    def name(self) -> str:
        """Return the full name."""
        return self.character.name

    async def says(self, channel: str, text: str, thread_ts: str = "") -> str:
        """Write a message, in a thread where one is named, and return its ``ts``."""
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        answer = await self.act("said something", "say", channel=channel, text=text, **thread)
        return str(answer["ts"])

    async def edits(self, channel: str, ts: str, text: str) -> None:
        """Change a message of one's own."""
        await self.act("edited a message", "edit", channel=channel, ts=ts, text=text)

    async def reacts(self, channel: str, ts: str, emoji: str) -> None:
        """Put an emoji on a message."""
        await self.act(f"reacted with :{emoji}:", "react", channel=channel, ts=ts, name=emoji)

    async def takes_back(self, channel: str, ts: str, emoji: str) -> None:
        """Take one's emoji off a message."""
        await self.act(f"took :{emoji}: back", "unreact", channel=channel, ts=ts, name=emoji)

    async def presses(self, label: str, on: Post, beside: str = "") -> None:
        """Press a button of a message, the one next to some words where there are several of that label."""
        blocks = [
            block for block in on.blocks if not beside or beside in "\n".join(shown.read_lines([block]))
        ]
        await self._press(on, shown.button(blocks, label))

    async def presses_primary(self, on: Post) -> None:
        """Press the one button that stands out."""
        await self._press(on, shown.primary(on.blocks))

    async def _press(self, on: Post, button: shown.Button) -> None:
        place = {"block_id": button.block_id, "action_id": button.action_id}
        await self.act(f"pressed “{button.label}”", "click", channel=on.channel, ts=on.ts, **place)

    async def act(self, what: str, do: str, **arguments: object) -> Json:
        """Do something by the control API, and again where the bot is slow; raises ``Refused`` with ``what`` in the sentence."""
        pauses, waited = iter(PAUSES), False
        while why := _why(answer := await self.control.act(self.id, do, **arguments)):
            if waited and why == GONE:
                return {"ok": True, "views": []}
            pause = next(pauses, None) if why == TIMED_OUT or AGAIN in why else None
            if pause is None:
                raise Refused(self.name, what, why)
            waited = why == TIMED_OUT
            self.on_trouble()
            await asyncio.sleep(pause)
        return answer

    @asynccontextmanager
    async def looks(self, *, whole: bool = False) -> AsyncIterator[Eyes]:
        """Sit down at the screen; without ``whole`` only what changes from now on is seen."""
        async with window(self.control, self.id, whole=whole) as seen:
            yield Eyes(self, seen)


@dataclass(frozen=True, slots=True)
class Eyes:
    """A person with their eyes on the screen: what they do depends on what is shown."""

    actor: Actor
    window: Window
    patience: float = PATIENCE

    def patient(self, seconds: float) -> Eyes:
        """Return the same person, ready to wait so many seconds."""
        return replace(self, patience=seconds)

    async def sees(self, what: str, channel: str, is_it: Callable[[Post], bool]) -> Post:
        """Return the newest message in a channel that is it, once there is one; raises ``NotSeen``."""

        def find() -> Post | None:
            return next((post for post in reversed(self.window.posts(channel)) if is_it(post)), None)

        return await self.window.until(what, find, self.patience)

    async def is_told(self, button: str, channel: str) -> Post:
        """Return the newest private message with a button of that label, once there is one."""
        what = f"a private message to {self.actor.name} with the button “{button}”"
        return await self.sees(what, channel, lambda post: post.private and _has(post, button))

    async def asks(self, command: str, channel: str, button: str = "") -> Post:
        """Type a slash command and return the private message that answers it, with a button of that label."""
        before = {post.ts for post in self.window.posts(channel)}
        await self.types(command, channel)
        what = f"the private answer to {command}" + (f" with the button “{button}”" if button else "")

        def is_it(post: Post) -> bool:
            return post.private and post.ts not in before and (not button or _has(post, button))

        return await self.sees(what, channel, is_it)

    async def types(self, command: str, channel: str) -> None:
        """Type a slash command."""
        await self.actor.act(f"typed {command}", "command", channel=channel, text=command)

    async def form(self, title: str) -> Json:
        """Return the form whose title begins so, once it is open and can be sent: what is still being worked out can't be."""

        def find() -> Json | None:
            views = self.window.views
            here = views and shown.same(views[-1]["title"]["text"]).startswith(shown.same(title))
            return views[-1] if here and views[-1].get("submit") else None

        return await self.window.until(f"the form “{title}” of {self.actor.name}", find, self.patience)

    async def fills_in(self, title: str, filled: dict[str, object]) -> None:
        """Fill in the fields of a form by their labels and send it; raises ``Refused`` with its errors.

        Who is told to try again, since the bot is busy, does so.
        """
        view = await self.form(title)
        values = shown.values(view["blocks"], filled)
        answer = await self.actor.act(f"sent “{title}”", "submit", view_id=view["id"], values=values)
        self.window.views = answer["views"]


def _why(answer: Json) -> str:
    """Return why somebody was refused, by Slack's word or what a form says at its fields; empty where they were not."""
    if not answer.get("ok"):
        return str(answer.get("error"))
    return " ".join((answer.get("errors") or {}).values())


def _has(post: Post, label: str) -> bool:
    return any(shown.same(one.label) == shown.same(label) for one in shown.buttons(post.blocks))
