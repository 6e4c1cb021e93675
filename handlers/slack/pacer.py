"""The pace of calls to Slack: within its budgets, and patient when it asks for patience."""

import asyncio
import heapq
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from types import MappingProxyType
from typing import Protocol, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from consultation.cards import Budget
from handlers.slack.allowances import Allowance, InAnyMinute

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

A_MINUTE: Mapping[int, int] = MappingProxyType({1: 1, 2: 20, 3: 50, 4: 100})
"""Slack's tiers: calls a minute, for each method of the whole app in one workspace (docs.slack.dev, rate limits)."""

TIERS: Mapping[str, int] = MappingProxyType(
    {
        # Documented as 3; a library says 1. While we wait here we are deaf, and Retry-After is heeded if it comes.
        "apps.connections.open": 3,
        "auth.test": 4,
        "chat.postEphemeral": 4,
        "chat.update": 3,
        "conversations.archive": 2,
        "conversations.create": 2,
        "conversations.history": 3,
        "conversations.info": 3,
        "conversations.invite": 3,
        "conversations.join": 3,
        "conversations.list": 2,
        "conversations.open": 3,
        "conversations.replies": 3,
        "conversations.setPurpose": 2,
        "conversations.setTopic": 2,
        "files.completeUploadExternal": 4,
        "files.delete": 3,
        "files.getUploadURLExternal": 4,
        "files.info": 4,
        "files.list": 3,
        "reactions.get": 3,
        "users.info": 4,
        "users.list": 2,
        "views.publish": 4,
        "views.update": 4,
    }
)
"""The tier of each method we call, as documented (auth.test: hundreds a minute)."""

UNPACED = frozenset({"views.open"})
"""A form that waits for its turn has lost its trigger: it is tried at once or not at all."""

CREATING = frozenset(
    {
        "chat.postEphemeral",
        "chat.postMessage",
        "conversations.create",
        "files.completeUploadExternal",
        "views.open",
    }
)
"""Calls that make something new each time: when the answer is lost, nobody knows whether to try again."""

RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
PASSING = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
"""Errors that go away by themselves."""

TRIES = 4
PUT_OFF_MOST = 60
"""How often a call is put off by Slack, which has not carried it out then and says when it may, before it is given up."""
PATIENCE_DEFAULT, PATIENCE_MOST = 30.0, 300.0
"""Seconds to rest where Slack says "not now" without saying how long, and the longest that is believed."""
TRIGGER_SECONDS = 2.0
"""A trigger lives three seconds; a form is tried again only within these."""

POSTS_A_MINUTE, POSTS_BURST = 270, 30
"""All messages of the app in a workspace: "several hundred per minute" (docs.slack.dev, rate limits)."""
CHANNEL_POSTS_A_MINUTE, CHANNEL_POSTS_BURST = 55, 3
"""Messages in one channel: one a second, bursts tolerated."""
CHANNEL_POSTS_MOST = 20
"""Messages in one channel within any minute, whatever moves us to post: were we ever to answer ourselves, people could still read."""
CHANNELS_KEPT = 1000


class Time(Protocol):
    """Time that passes."""

    def now(self) -> datetime:
        """A moment that never goes back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SteadyTime:
    """Time since the program's start, which no correction of the machine's clock can turn back."""

    def now(self) -> datetime:
        """A moment that never goes back. Its date means nothing."""
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=time.monotonic())

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


def budget(tier: int) -> Budget:
    """A tier's budget: nine tenths of it steadily and one tenth at once, so that no minute holds more than Slack allows."""
    allowed = A_MINUTE[tier]
    return Budget(max(0.9 * allowed, 1.0), max(allowed // 10, 1))


class Urgency(IntEnum):
    """Who goes first where calls wait for their turn."""

    ANSWER = 0
    """Somebody waits for it."""
    CARD = 1
    """Many look at it."""
    LETTER = 2
    """Many get one each, all at once, and read it in their own time."""


_URGENCY: ContextVar[Urgency] = ContextVar("urgency", default=Urgency.ANSWER)


@contextmanager
def at_urgency(urgency: Urgency) -> Iterator[None]:
    """Calls made within this block wait for their turn at this urgency. Outside, somebody waits for the answer."""
    token = _URGENCY.set(urgency)
    try:
        yield
    finally:
        _URGENCY.reset(token)


@dataclass(slots=True)
class Lane:
    """Calls that share a budget and wait for their turn: the most urgent first, then in the order of asking."""

    budget: Allowance
    _waiting: list[tuple[Urgency, int, asyncio.Event]] = field(default_factory=list)
    _asked: int = 0

    async def turn(self, time: Time, rest: Callable[[], float]) -> None:
        """Wait until it is this call's turn, the budget allows it and `rest` (seconds) is over; takes it from the budget."""
        self._asked += 1
        mine = (_URGENCY.get(), self._asked, asyncio.Event())
        heapq.heappush(self._waiting, mine)
        try:
            while True:
                if self._waiting[0] is not mine:
                    mine[2].clear()
                    await mine[2].wait()
                elif (pause := max(self.budget.wait(time.now()).total_seconds(), rest())) > 0:
                    await time.sleep(pause)
                else:
                    self.budget.spend(time.now())
                    return
        finally:
            self._waiting.remove(mine)
            heapq.heapify(self._waiting)
            if self._waiting:
                self._waiting[0][2].set()


@dataclass(slots=True)
class Pacer:
    """Lets calls out when Slack's budgets allow, and tries again what Slack or the network puts off."""

    time: Time = field(default_factory=SteadyTime)
    _methods: dict[str, Lane] = field(default_factory=dict)
    _channels: dict[str, tuple[Lane, Lane]] = field(default_factory=dict)
    _posts: Lane = field(default_factory=lambda: Lane(Budget(POSTS_A_MINUTE, POSTS_BURST)))
    _resting: dict[str, datetime] = field(default_factory=dict)

    async def carry(self, method: str, channel: str, send: Callable[[], Awaitable[Answer]]) -> Answer:
        """Make a call in its turn, and again where that is safe. Raises what the last try raised.

        Raises TimeoutError where a form's trigger would be over before Slack lets the call through: it isn't made then.
        """
        if method in UNPACED and self._rest(method) > TRIGGER_SECONDS:
            raise TimeoutError
        tries, put_off, begun = 0, 0, self.time.now()
        while True:
            for lane in self._lanes(method, channel):
                await lane.turn(self.time, lambda: self._rest(method))
            try:
                return await send()
            except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
                limited = isinstance(error, SlackApiError) and is_rate_limited(error)
                tries, put_off = tries + (not limited), put_off + limited
                if isinstance(error, SlackApiError) and limited:
                    self._let_rest(
                        method, retry_after(error)
                    )  # also for the calls of others, where this one is given up
                pause = pause_after(method, error, tries)
                if pause is None or tries >= TRIES or put_off >= PUT_OFF_MOST:
                    raise
                if method in UNPACED and (self.time.now() - begun).total_seconds() + pause > TRIGGER_SECONDS:
                    raise
                log.warning("%s put off for %.1f s (%s)", method, pause, code_of(error))
                self._let_rest(method, pause)

    def _let_rest(self, method: str, seconds: float) -> None:
        # Of two calls that are told to wait, the one told to wait less must not shorten the rest of the other.
        until = self.time.now() + timedelta(seconds=seconds)
        self._resting[method] = max(until, self._resting.get(method, until))

    def _rest(self, method: str) -> float:
        until = self._resting.get(method)
        return (until - self.time.now()).total_seconds() if until else 0.0

    def _lanes(self, method: str, channel: str) -> list[Lane]:
        if method in UNPACED:  # put off once, it waits for that and for nothing else
            return [Lane(Budget(POSTS_A_MINUTE, 1))] if self._rest(method) > 0 else []
        if method == "chat.postMessage":
            steadily, most = self._channel(channel)
            return [
                steadily,
                self._posts,
                most,
            ]  # what must never be exceeded is counted just before the call
        return [self._methods.setdefault(method, Lane(budget(TIERS.get(method, 2))))]

    def _channel(self, channel: str) -> tuple[Lane, Lane]:
        if channel not in self._channels:
            while len(self._channels) >= CHANNELS_KEPT:
                del self._channels[next(iter(self._channels))]
            steadily = Lane(Budget(CHANNEL_POSTS_A_MINUTE, CHANNEL_POSTS_BURST))
            self._channels[channel] = steadily, Lane(InAnyMinute(CHANNEL_POSTS_MOST))
        return self._channels[channel]


def pause_after(method: str, error: Exception, tries: int) -> float | None:
    """How many seconds to wait before trying again after this error; None when it must not be tried again."""
    if isinstance(error, SlackApiError) and is_rate_limited(error):
        pause = retry_after(error)
        return pause if method not in UNPACED or pause <= TRIGGER_SECONDS else None
    if method in CREATING or not is_passing(error):
        return None
    return float(2 ** (tries - 1)) * random.uniform(0.5, 1.0)  # noqa: S311 - spreads tries, guards nothing


def is_rate_limited(error: SlackApiError) -> bool:
    """Whether Slack says "not now": the call was not carried out."""
    return _status(error) == 429 or code_of(error) in RATE_LIMITED  # noqa: PLR2004 - HTTP's own number


def is_passing(error: Exception) -> bool:
    """Whether the trouble is the network's or Slack's own, and may be over in a moment."""
    if isinstance(error, SlackApiError):
        # An answer without a word of Slack's comes from something on the way, such as a proxy's page.
        wordless = code_of(error) == type(error).__name__
        return wordless or _status(error) >= 500 or code_of(error) in PASSING  # noqa: PLR2004 - HTTP's own number
    return isinstance(error, aiohttp.ClientError | TimeoutError)


def code_of(error: Exception) -> str:
    """Slack's word for an error; the kind of the exception where Slack said nothing."""
    data = getattr(getattr(error, "response", None), "data", None)
    code = data.get("error") if isinstance(data, Mapping) else None
    return code if isinstance(code, str) and code else type(error).__name__


def retry_after(error: SlackApiError) -> float:
    """The seconds that Slack asks for: half a minute where it doesn't say or says nonsense, five minutes at most."""
    headers = getattr(error.response, "headers", None) or {}
    told = next((str(value) for name, value in headers.items() if name.lower() == "retry-after"), "")
    # More than nine digits are no time to wait, and Python refuses to read thousands of them.
    seconds = int(told.strip()[:9]) if told.strip().isdecimal() else PATIENCE_DEFAULT
    return min(max(float(seconds), 1.0), PATIENCE_MOST)


def _status(error: SlackApiError) -> int:
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
    return status if isinstance(status, int) else 0
