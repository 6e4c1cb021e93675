"""What a workspace is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.workspace.budgets import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PersonSetup:
    """One person: a handle, a full name, perhaps a title ("GP partner, Elm Tree Surgery"), an IANA time zone.

    Without an ``email`` they have one at the workspace's own made-up domain.
    """

    name: str
    real_name: str
    title: str = ""
    tz: str = "Europe/London"
    email: str = ""


@dataclass(frozen=True, slots=True)
class ChannelSetup:
    """One channel. ``members`` are handles; None seats everyone there is (people, not apps)."""

    name: str
    members: tuple[str, ...] | None = None
    topic: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class GroupSetup:
    """One user group: a handle that stands for several people, who are named by theirs."""

    handle: str
    name: str
    members: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things last, in seconds: Slack's own figures unless a test shortens them.

    ``retries`` are the pauses before each repeated delivery of an event; ``patience`` is how long an event waits
    for an app that isn't connected yet, ``lateness`` the age at which it is given up; ``connection`` is how long a
    socket lasts before it is refreshed. ``events_an_hour`` is how many events an app gets before it is told of its
    rate limit instead, ``events_to_fail`` how many it must have been sent before it is switched off for missing them.
    """

    acknowledge: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0
    response_url: float = 1800.0
    patience: float = 120.0
    lateness: float = 7200.0
    connection: float = 18_060.0
    events_an_hour: int = 30_000
    events_to_fail: int = 1_000


@dataclass(frozen=True, slots=True)
class Setup:
    """A workspace before anyone has done anything in it. ``emoji`` are its own ones: the address of each picture."""

    name: str = "Rehearsal"
    domain: str = "rehearsal"
    people: tuple[PersonSetup, ...] = ()
    channels: tuple[ChannelSetup, ...] = (ChannelSetup("general"),)
    groups: tuple[GroupSetup, ...] = ()
    emoji: Mapping[str, str] = field(default_factory=dict)
    seed: int = 1
    timing: Timing = field(default_factory=Timing)
    budgets: Limits = field(default_factory=Limits)
