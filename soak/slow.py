"""Slack slow, and Slack saying "not now": what must wait waits, and votes are acknowledged meanwhile."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from time import monotonic, time
from typing import Any

from consultation.model.cards import CardKind
from soak.bursts import Burst, Crowd
from soak.evening import Record
from soak.hooks import Fate
from soak.kills import violations
from soak.organiser import in_rooms
from soak.town import Town, until

PAUSES = (*(1, 2, 1, 3) * 5, 10, 30)
"""Seconds that a storm asks for, in turn."""

EVERY_SECONDS = 0.25
"""How often somebody votes while Slack is in trouble."""

LONGEST = 1200.0

FORM_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds until everybody was in their room, and the slowest acknowledgement of the votes meanwhile; what is wrong at the end.

    `opened` are the seconds from each command that asks for a form to our call that opens it.
    """

    placed: float
    slowest: float
    votes: int
    wrong: Sequence[str]
    opened: Sequence[float] = ()


async def evening(crowd: Crowd, fate: Fate, fault: Mapping[str, Any]) -> Outcome:
    """Open the rooms while something is the matter with Slack and people keep voting."""
    record = await crowd.template.begin(crowd.town, crowd.folder)
    life = await crowd.live(record, fate)
    crowd.town.workspace.calls.clear()
    crowd.town.fails(**fault)
    began, seconds = monotonic(), [0.0]
    opened: list[float] = []
    voting = asyncio.create_task(_vote_on(crowd, seconds))
    asking = asyncio.create_task(_ask_for_forms(crowd, opened))
    opening = asyncio.create_task(in_rooms(crowd.town, record, life))
    await until(lambda: _all_placed(record) or life.ended.done(), LONGEST)
    placed = monotonic() - began
    await opening
    for meanwhile in (voting, asking):
        meanwhile.cancel()
    await asyncio.gather(voting, asking, return_exceptions=True)
    await crowd.settled(record, life)
    await life.stop()
    await crowd.rest(life)
    wrong = [
        *violations(crowd.town, record, {CardKind.POLL: 1}),
        *(["a traceback"] if life.is_unwell else []),
    ]
    return Outcome(placed, max(seconds), len(seconds) - 1, wrong, opened)


async def _vote_on(crowd: Crowd, seconds: list[float]) -> None:
    presses = crowd.presses()
    for turn in count():
        press = presses[turn % len(presses)]
        await Burst(crowd, [press]).run()
        seconds.append(press.seconds if press.acknowledged else 60.0)
        await asyncio.sleep(EVERY_SECONDS)


async def _ask_for_forms(crowd: Crowd, opened: list[float]) -> None:
    """Somebody asks for a form; once it is open, the next does. One that does not open ends it, and is missed."""
    town = crowd.town
    for person in reversed(town.participants):
        began = time()
        await town.act(person, "command", channel=town.plenary, text="/consult new")
        await until(partial(_is_open, town, person, began), FORM_SECONDS)
        opened.append(min(_openings(town, began)) - began)


def _openings(town: Town, since: float) -> list[float]:
    return [at for call in town.calls("views.open") if (at := float(call["at"])) >= since]


def _is_open(town: Town, person: str, since: float) -> bool:
    return bool(town.workspace.forms.of(person) and _openings(town, since))


def _all_placed(record: Record) -> bool:
    # In one look: steps are planned between two.
    return bool(record.number("select count(*) > 0 and sum(state = 'pending') = 0 from steps"))


IN_FLIGHT_SECONDS = 0.5
"""A call that left before the answer to another was read is not early."""


def early(calls: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """How many calls were told to wait, and how many of the same method were made before their time was over.

    A response address has no budget and belongs to one press: its calls wait for no other.
    """
    resting: dict[str, tuple[float, float]] = {}
    told = soon = 0
    for call in sorted(calls, key=lambda one: float(one["at"])):
        method, at = str(call["method"]), float(call["at"])
        since, over = resting.get(method, (0.0, 0.0))
        soon += method != "response_url" and since + IN_FLIGHT_SECONDS < at < over
        if "ratelimited" in call["faults"]:
            asked = PAUSES[told % len(PAUSES)]
            told += 1
            resting[method] = (at, max(over, at + asked))
    return told, soon
