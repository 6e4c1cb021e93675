"""What a method of the Web API is, and what it is handed when it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one app, after its token was recognised. ``me`` is the bot's ``U…`` id."""

    workspace: Workspace
    caller: Installation | None
    args: Arguments

    @property
    def app(self) -> Installation:
        """Return the app that calls; only methods that ask for no token have none."""
        assert self.caller is not None
        return self.caller

    @property
    def me(self) -> str:
        """Return the id of the account that acts."""
        return self.app.bot_user

    def channel(self, name: str = "channel") -> Channel:
        """Return the channel given by id, if the bot may see it; raises ``channel_not_found``."""
        return self.workspace.channels.seen(self.args.text(name), self.me)

    def own_channel(self, name: str = "channel") -> Channel:
        """Return a channel in which the bot is; raises ``channel_not_found`` or ``not_in_channel``."""
        channel = self.channel(name)
        if self.me not in channel.members:
            raise SlackError("not_in_channel")
        return channel


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its name, what it does, and what it asks for.

    ``scopes``: one of them is needed. ``required``: these arguments must be there. ``form_only``: JSON is dropped.
    ``token`` is bot, app or none.
    """

    name: str
    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    form_only: bool = False
    token: str = "bot"


def page(entries: list[str], call: Call, most: int = 1000) -> tuple[list[str], Json]:
    """Return the part of ``entries`` that a call asks for and its ``response_metadata``.

    A cursor names the entry that comes next, so that it stays right while others come and go. Raises
    ``invalid_cursor`` or ``invalid_limit``.
    """
    limit = call.args.whole("limit", most)
    if limit < 0:
        raise SlackError("invalid_limit")
    limit = min(limit or most, most)
    cursor = call.args.text("cursor")
    start = 0
    if cursor:
        name = cursor.removeprefix("next:")
        if name not in entries:
            raise SlackError("invalid_cursor")
        start = entries.index(name)
    rest = entries[start + limit : start + limit + 1]
    return entries[start : start + limit], {"next_cursor": f"next:{rest[0]}" if rest else ""}
