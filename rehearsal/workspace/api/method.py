"""What a method of the Web API is, and what it is handed when it is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearsal.workspace.api.scopes import Scopes
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its name, what it does, and what it asks for.

    ``scopes``: one of them is needed; ``by_kind`` is the same for each kind of channel. ``required``: these arguments
    must be there; ``refusals`` are the words for one that isn't, or is empty, where Slack has its own. ``form_only``:
    JSON is dropped. ``post_only``: GET is refused. ``by`` says whose token it takes: a bot's, an app's (``xapp-``), either, or none at all.
    """

    name: str
    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    by_kind: Scopes = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    form_only: bool = False
    post_only: bool = False
    by: Literal["bot", "app", "either", "anyone"] = "bot"

    @property
    def any_scope(self) -> tuple[str, ...]:
        """Return the scopes of which a caller must have at least one, whatever it asks about."""
        return self.scopes or tuple(scope for scopes in self.by_kind.values() for scope in scopes)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one app, after its token was recognised."""

    workspace: Workspace
    method: Method
    caller: Installation | None
    args: Arguments

    @property
    def app(self) -> Installation:
        """Return the app that calls; only methods that ask for no token have none."""
        assert self.caller is not None
        return self.caller

    @property
    def me(self) -> str:
        """Return the ``U…`` id of the bot that acts."""
        return self.app.bot_user

    @property
    def as_app(self) -> bool:
        """Return whether an app-level token (``xapp-``) came along instead of a bot's."""
        return self.args.token.startswith("xapp-")

    def channel(self, name: str = "channel") -> Channel:
        """Return the channel given by id, if the bot may see it; raises ``channel_not_found``, ``missing_scope``."""
        channel = self.workspace.channels.seen(self.args.text(name), self.me)
        self.allow(channel.kind)
        return channel

    def own_channel(self, name: str = "channel") -> Channel:
        """Return a channel in which the bot is; raises as ``channel`` does, and ``not_in_channel``."""
        channel = self.channel(name)
        if self.me not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def allow(self, kind: str) -> None:
        """Raise ``missing_scope`` where the app has none of the scopes for this kind of channel.

        A method that is not for this kind of channel says so itself.
        """
        need(self.app, self.method.by_kind.get(kind, ()))


def need(app: Installation, scopes: tuple[str, ...]) -> None:
    """Raise ``missing_scope`` where an app has none of some scopes; no scopes at all are always granted."""
    if scopes and app.scopes.isdisjoint(scopes):
        provided = ",".join(sorted(app.scopes))
        raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)
