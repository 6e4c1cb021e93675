"""The company on the stage: the cast in the workspace, the script, the rhythm, and what went wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypedDict

from rehearsal.cast.actor import Actor, Eyes, Refused
from rehearsal.cast.shown import NotShown
from rehearsal.cast.window import NotSeen

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable, Sequence

    from rehearsal.cast.control import Json
    from rehearsal.cast.golden import Golden, RoomScript
    from rehearsal.cast.pace import Pace

    Act: TypeAlias = Callable[[], Awaitable[object]]

SMALL_TALK = Path(__file__).parent / "small_talk.json"


MOST_TROUBLES = 10
"""After so many things gone wrong the play stops: what is the matter is clear by then."""


class TooMuchWrong(Exception):
    """So much goes wrong that the play makes no sense any more."""

    def __init__(self) -> None:
        super().__init__(
            "too many people were refused or waited in vain. "
            "On a busy machine a lower --speed helps, or to try again once it is less busy."
        )


class OneSurvey(TypedDict):
    """A survey of one question."""

    title: str
    question: str


class SmallTalk(TypedDict):
    """What people say besides the golden session's words; the prompts are by room number."""

    survey: OneSurvey
    next_steps: list[str]
    prompts: dict[str, list[str]]
    welcome: list[str]
    to_rooms: str
    back: str
    goodbye: str
    facilitator_opens: list[str]
    facilitator_asks: list[str]
    chatter: list[str]
    replies: list[str]


class Progress(Protocol):
    """Where it is shown how far the play is."""

    def scene(self, title: str, steps: int) -> None:
        """Begin a scene of so many steps."""
        ...

    def step(self) -> None:
        """Note that one more step of the scene is done."""
        ...


@dataclass(frozen=True, slots=True)
class Room:
    """A room once it is open: its channel, its script, who leads it and who sits in it."""

    channel: str
    script: RoomScript
    facilitators: tuple[Actor, ...]
    participants: tuple[Actor, ...]


@dataclass(slots=True)
class Company:
    """Everyone and everything that plays. ``desk`` is the organiser at the screen; ``plenary`` the channel's id.

    ``chance`` decides who does what; the rhythm has one of its own, so that the seed alone decides the play.
    """

    golden: Golden
    pace: Pace
    chance: random.Random
    progress: Progress
    organiser: Actor
    facilitators: tuple[Actor, ...]
    participants: tuple[Actor, ...]
    plenary: str
    plenary_name: str
    desk: Eyes = field(init=False)
    small_talk: SmallTalk = field(default_factory=lambda: json.loads(SMALL_TALK.read_text(encoding="utf-8")))
    rooms: tuple[Room, ...] = ()
    legend: dict[str, str] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    files: tuple[Json, ...] = ()

    async def crowd(self, acts: Sequence[Act], gap: tuple[float, float]) -> None:
        """Let many people act, one starting a gap (lifelike seconds) after the other."""
        await self.pace.crowd([partial(self.attempt, act) for act in acts], gap)

    async def attempt(self, act: Act) -> None:
        """Let one of many do something; where it goes wrong the others go on, and the summary tells."""
        try:
            await act()
        except (Refused, NotSeen, NotShown) as trouble:
            self.troubles.append(str(trouble))
            if len(self.troubles) > MOST_TROUBLES:
                raise TooMuchWrong from trouble
