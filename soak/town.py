"""A workspace to try the bot in: one organiser, facilitators and participants, and the bot's app installed."""

import asyncio
import json
import random
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from handlers.slack.manifest import manifest
from rehearsal.workspace import (
    ChannelSetup,
    Clock,
    Installation,
    Limits,
    PersonSetup,
    Setup,
    Timing,
    Workspace,
    serve,
)
from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.channels import Channel
from rehearsal.workspace.control.acts import act
from rehearsal.workspace.control.keeping import loaded
from rehearsal.workspace.faults.fault import Fault
from rehearsal.workspace.keeping import picture
from rehearsal.workspace.messages import Message
from rehearsal.workspace.meter import Meter

PLENARY = "plenary"
THIS_MACHINE = "127.0.0.1"
NO_LIMITS = Limits(on=False)
TIMING = Timing(retries=(0.0, 1.0, 2.0, 4.0))
"""Events come again as Slack sends them again, with shorter pauses."""
LOOK_SECONDS = 0.03
PORTS = range(20_000, 30_000)
"""Below those that systems lend: from 32,768 on Linux, from 49,152 elsewhere."""


@dataclass(frozen=True, slots=True)
class Town:
    """A served workspace with the app in it. Whoever acts in it does so past HTTP, as fast as this machine can."""

    workspace: Workspace
    app: Installation
    api_url: str
    organiser: str
    facilitators: tuple[str, ...]
    participants: tuple[str, ...]
    port: int = 0
    """Where the bot serves requests; 0 where it is reached over its socket."""

    @property
    def plenary(self) -> str:
        """The channel that everybody is in."""
        return self.channel(PLENARY).id

    def channel(self, name: str) -> Channel:
        """A channel by its name."""
        found = self.workspace.channels.named(name)
        assert found is not None
        return found

    def settings(self, database_url: str) -> dict[str, str]:
        """What a life needs to find its way here."""
        over_http = {"PORT": str(self.port), "SLACK_SIGNING_SECRET": self.app.signing_secret}
        return {
            "SLACK_BOT_TOKEN": self.app.bot_token,
            "SLACK_API_URL": self.api_url,
            "DATABASE_URL": database_url,
            **(over_http if self.port else {"SLACK_APP_TOKEN": self.app.app_token}),
        }

    async def act(self, person: str, do: str, **arguments: object) -> dict[str, Any]:
        """Let somebody do something; a refusal is an answer too."""
        return await act(self.workspace, Arguments({"as": person, "do": do, **arguments}))

    def fails(self, fault: str, **settings: object) -> Fault:
        """Switch a fault on (docs/rehearsal.md)."""
        return self.workspace.faults.add({"fault": fault, **settings})

    def state(self) -> str:
        """Everything there is, to go back to."""
        return picture.taken(self.workspace)

    async def go_back(self, state: str) -> None:
        """Be as it was. What was called and delivered since then is forgotten."""
        self.workspace.faults.clear()
        await loaded(self.workspace, json.loads(state))
        self.workspace.calls.clear()
        self.workspace.deliveries.log.clear()
        # Hundreds of evenings in an hour are no evening with too many events.
        events = self.workspace.deliveries.subscriptions.of(self.app.app_id)
        events.meter = Meter(events.meter.most)

    @property
    def connected(self) -> bool:
        """Whether the bot is connected, or serves requests."""
        return _serves(self.port) if self.port else self.workspace.deliveries.connected(self.app.app_id)

    def calls(self, method: str = "") -> list[Mapping[str, Any]]:
        """The calls that the bot made, oldest first."""
        return [call for call in self.workspace.calls if method in ("", call["method"])]

    def rooms(self) -> list[Channel]:
        """The channels that the bot made and nobody put away."""
        ours = (one for one in self.workspace.channels if one.creator == self.app.bot_user and one.is_public)
        return [one for one in ours if not one.is_archived]

    def posts(self) -> "Counter[str]":
        """How often each of our cards stands somewhere."""
        return Counter(found for one in self.workspace.messages if (found := key(one)))


def _serves(port: int) -> bool:
    try:
        socket.create_connection((THIS_MACHINE, port), LOOK_SECONDS).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    """A port that nobody serves at. It is bound later, and again after each kill: the system must not lend it to whoever connects."""
    for port in random.sample(PORTS, len(PORTS)):
        with suppress(OSError), socket.create_server((THIS_MACHINE, port)):
            return port
    raise OSError("every port is taken")


def key(message: Message) -> str | None:
    """The key that a message of ours bears."""
    payload = (message.metadata or {}).get("event_payload") or {}
    return payload.get("key")


async def until(seen: Callable[[], bool | Awaitable[bool]], seconds: float = 60.0) -> None:
    """Look again and again until something holds, and let others go on at least once meanwhile. Raises TimeoutError.

    Whoever looks, acts and looks again would else hear of nothing, not even of the end of who is to act.
    """
    async with asyncio.timeout(seconds):
        await asyncio.sleep(0)
        while True:
            found = seen()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def town(
    participants: int,
    rooms: int = 4,
    *,
    limits: Limits = NO_LIMITS,
    clock: Clock | None = None,
    http: bool = False,
    timing: Timing = TIMING,
) -> AsyncIterator[Town]:
    """A town with so many participants, and a facilitator for each room. Its clock may be one that is moved by hand.

    Its bot is reached over its socket, or over HTTP.
    """
    port = free_port() if http else 0
    names = ["organiser", *(f"lead{n}" for n in range(rooms)), *(f"person{n}" for n in range(participants))]
    people = tuple(PersonSetup(name, name.capitalize()) for name in names)
    workspace = Workspace(
        Setup(people=people, channels=(ChannelSetup(PLENARY),), budgets=limits, timing=timing), clock
    )
    app = workspace.install(manifest(f"http://{THIS_MACHINE}:{port}" if port else ""))
    for channel in workspace.channels:
        channel.members[app.bot_user] = None
    ids = [workspace.people.named(name).id for name in names]
    async with serve(workspace) as address:
        leads, others = tuple(ids[1 : rooms + 1]), tuple(ids[rooms + 1 :])
        yield Town(workspace, app, address.api_url, ids[0], leads, others, port)
