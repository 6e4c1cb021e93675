"""How one app is reached: over its sockets, or at its request URLs, whichever is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearsal.workspace.apps import RequestUrls
    from rehearsal.workspace.envelopes import Envelope, Outcome
    from rehearsal.workspace.requests import Requests
    from rehearsal.workspace.sockets import Sockets


class Reach:
    """The two ways to one app. While Socket Mode is on, nothing goes over HTTP (docs.slack.dev, using Socket Mode)."""

    def __init__(
        self, sockets: Sockets, requests: Requests, on_change: Callable[[], None], *, socket_mode: bool
    ) -> None:
        self.sockets = sockets
        self.requests = requests
        self._on_change = on_change
        sockets.enabled = socket_mode

    @property
    def socket_mode(self) -> bool:
        """Return whether Socket Mode is on."""
        return self.sockets.enabled

    @property
    def connected(self) -> bool:
        """Return whether the app can be reached now."""
        return self._way.connected

    async def reachable(self, seconds: float) -> bool:
        """Wait until events can reach the app, at most so many seconds."""
        return await self._way.reachable(seconds)

    async def carry(self, envelope: Envelope) -> Outcome:
        """Deliver once."""
        return await self._way.carry(envelope)

    async def move(self, urls: RequestUrls) -> None:
        """Use other request URLs from now on; raises ``SlackError`` where one doesn't answer as Slack wants it."""
        await self.requests.move(urls)
        self._on_change()

    def switch(self, *, socket_mode: bool) -> None:
        """Switch Socket Mode on or off; sockets that are open are told (``link_disabled``) and closed."""
        self.sockets.enabled = socket_mode
        if not socket_mode:
            self.sockets.disconnect("link_disabled")
        self._on_change()

    async def close(self) -> None:
        """Say goodbye on every socket and let go of every connection."""
        await self.sockets.close("refresh_requested")
        await self.requests.close()

    @property
    def _way(self) -> Sockets | Requests:
        return self.sockets if self.sockets.enabled else self.requests
