"""The moments at which a life may end: before and after each call to Slack, before and after each commit."""

import os
import random
import resource
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

import bot.attempts
import bot.card_worker
import bot.compose
from consultation.cards import Budget
from consultation.model.polls import Vote
from consultation.services import cards, rooms
from consultation.services.polls import Polls
from handlers.slack import held_back, pacer, socket_mode
from handlers.slack.client import SlackClient
from storage.database import Database

HURRY = 1000
"""How many times faster than Slack allows a hurried life may call. Its workspace counts no budgets."""

Call = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Fate:
    """What a life is made for. At the `ends_at`-th hook, or once there has been one of `ends_after`, it kills itself; 0 and "" are never.

    `hurried` lives wait for no budget; of `poisoned` people no vote can be counted; a `ping` other than 0 is the seconds between pings;
    `files` other than 0 are those that it may have open at once.
    """

    ends_at: int = 0
    ends_after: str = ""
    hurried: bool = True
    poisoned: str = ""
    ping: float = 0.0
    files: int = 0


@dataclass(slots=True)
class Hooks:
    """Counts the hooks that a life comes by."""

    fate: Fate
    passed: int = 0

    def comes_by(self, name: str) -> None:
        """Go on, or end here, as hard as a machine that loses its power: nothing is flushed, nothing is finished."""
        self.passed += 1
        if self.passed == self.fate.ends_at or name == self.fate.ends_after:
            os.write(sys.stderr.fileno(), f"ended at hook {self.passed}: {name}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


def prepare(fate: Fate) -> Hooks:
    """Put the hooks into the program, and whatever else the life is made for. Once in each process."""
    hooks = Hooks(fate)
    random.seed()
    _hook_calls(hooks)
    _hook_commits(hooks)
    if fate.hurried:
        _hurry()
    if fate.poisoned:
        _poison(fate.poisoned)
    if fate.files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (fate.files, fate.files))
    if fate.ping:
        socket_mode.PING_SECONDS = fate.ping
    return hooks


def _hook_calls(hooks: Hooks) -> None:
    call, respond = AsyncWebClient.api_call, SlackClient.respond

    async def hooked(client: AsyncWebClient, api_method: str, **more: object) -> object:
        return await _between(hooks, api_method, lambda: call(client, api_method, **more))  # type: ignore[arg-type]  # handed through

    async def responding(client: SlackClient, url: str, body: object) -> bool:
        return bool(await _between(hooks, "response_url", lambda: respond(client, url, body)))  # type: ignore[arg-type]  # likewise

    AsyncWebClient.api_call = hooked  # type: ignore[method-assign,assignment]  # the test's own door
    SlackClient.respond = responding  # type: ignore[method-assign,assignment]  # likewise


async def _between(hooks: Hooks, name: str, call: Callable[[], Awaitable[object]]) -> object:
    hooks.comes_by(f"before {name}")
    answer = await call()
    hooks.comes_by(f"after {name}")
    return answer


def _hook_commits(hooks: Hooks) -> None:
    writing = Database.writing

    @asynccontextmanager
    async def hooked(database: Database, **how: bool) -> AsyncIterator[object]:
        kind = "an intake" if how.get("urgent") else "a commit"
        async with writing(database, **how) as connection:
            yield connection
            hooks.comes_by(f"before {kind}")
        hooks.comes_by(f"after {kind}")

    file_turn = Database.file_turn

    @asynccontextmanager
    async def taking_in(database: Database) -> AsyncIterator[object]:
        hooks.comes_by("before an intake")
        async with file_turn(database) as file:
            yield file
        hooks.comes_by("after an intake")

    Database.file_turn = taking_in  # type: ignore[method-assign,assignment]  # the test's own door
    Database.writing = hooked  # type: ignore[method-assign,assignment]  # likewise


def _hurry() -> None:
    pacer.A_MINUTE = MappingProxyType({tier: HURRY * calls for tier, calls in pacer.A_MINUTE.items()})
    for name in (
        "POSTS_A_MINUTE",
        "POSTS_BURST",
        "CHANNEL_POSTS_A_MINUTE",
        "CHANNEL_POSTS_BURST",
        "CHANNEL_POSTS_MOST",
    ):
        setattr(pacer, name, HURRY * getattr(pacer, name))
    bot.card_worker.GATHER_SECONDS, bot.attempts.PAUSE_SECONDS = 0.01, 0.1
    cards.REST_SECONDS = 0.05
    held_back.OVER_SECONDS = 0.5
    rooms.PAUSES = (0.1, 0.2, 0.5, 1.0)
    bot.compose.Budget = _generous  # type: ignore[assignment,attr-defined]  # likewise


def _generous(per_minute: float, burst: int) -> Budget:
    return Budget(HURRY * per_minute, HURRY * burst)


def _poison(person: str) -> None:
    vote_all = Polls.vote_all

    async def poisoned(polls: Polls, votes: Sequence[Vote]) -> object:
        if any(vote.actor.person == person for vote in votes):
            raise RuntimeError("poison")
        return await vote_all(polls, votes)

    Polls.vote_all = poisoned  # type: ignore[method-assign,assignment]  # likewise
