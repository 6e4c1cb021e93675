"""Forms that Slack does not bring up to date, or late, and two organisers at one form: nothing that was sent is lost."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from consultation.model.sessions import Phase
from rehearsal.cast import shown
from rehearsal.workspace.forms import View
from soak.bursts import crowd
from soak.evening import Record
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.town import Town, until

PEOPLE, SENT = 12, 500

TROUBLES: Sequence[Mapping[str, Any]] = (
    {"fault": "error", "error": "hash_conflict"},
    {"fault": "error", "error": "not_found"},
    {"fault": "delay", "seconds": 5.0},
)
"""What befalls the call that brings a form up to date, in turn."""

KINDS = ("yes or no", "rating", "long text", "number")
"""Answers to which somebody changes a form before they send it as it stands; they need no fields of their own."""


def run(options: Options) -> list[Figure]:
    """Half of what is sent from forms under a fault, half by two organisers at the same moment."""
    with folder() as place:
        return asyncio.run(_run(options, place))


async def _run(options: Options, place: Path) -> list[Figure]:
    chance = Random(options.seed)
    async with crowd(PEOPLE, place) as there:
        record, life = await there.begin()
        hits, refused = await _polls(there.town, chance)
        refused += await _edits(there.town, record)
        await there.settled(record, life)
        await life.stop()
        await there.rest(life)
    asked = record.number("select count(distinct wording) from questions where wording like 'Question %'")
    for one in refused:
        print(f"  {one}", flush=True)
    return [
        at_least("forms not brought up to date, or late, and sent as they stood", hits, SENT // 2),
        at_least("  polls asked by them", asked, SENT // 2),
        at_most(f"of those and {SENT // 2} of two organisers: refused, or overtaken", len(refused), 0),
    ]


async def _polls(town: Town, chance: Random) -> tuple[int, list[str]]:
    """How many calls met a fault, and which forms were refused."""
    hits, wrong = 0, []
    for turn in range(SENT // 2):
        view = await _asks(town, town.organiser, "/consult poll")
        town.workspace.faults.clear()
        trouble = town.fails(**TROUBLES[turn % len(TROUBLES)], method="views.update")
        kind = next(block for block in view.blocks if block["block_id"] == "kind")
        place = {"block_id": "kind", "action_id": kind["element"]["action_id"], "value": chance.choice(KINDS)}
        await town.act(town.organiser, "click", view_id=view.id, **place)
        answer = await _sends(town, town.organiser, view, {"Question": f"Question {turn}?"})
        wrong += _refused(f"question {turn}", answer)
        await until(lambda: trouble.hits > 0)  # noqa: B023 - asked at once
        hits += trouble.hits
    town.workspace.faults.clear()
    return hits, wrong


async def _edits(town: Town, record: Record) -> list[str]:
    """Two organisers open the same form; both send it, one after the other or at once. The last word stands."""
    other, wrong = town.facilitators[0], []
    await town.act(town.organiser, "command", channel=town.plenary, text="/consult unplace")
    await until(lambda: record.phase == Phase.SIGN_UP)
    view = await _asks(town, town.organiser, "/consult edit")
    await _sends(town, town.organiser, view, {"Other organisers": [other]})
    await until(lambda: other in str(record.rows("select person from organisers")))
    for turn in range(SENT // 4):
        both = [(one, await _asks(town, one, "/consult edit")) for one in (town.organiser, other)]
        words = [f"Said {turn} by {one}" for one, _ in both]
        sending = [
            _sends(town, one, view, {"Question": said}) for (one, view), said in zip(both, words, strict=True)
        ]
        answers = [await one for one in sending] if turn % 2 else await asyncio.gather(*sending)
        wrong += [one for answer in answers for one in _refused(f"edit {turn}", answer)]
        await until(lambda: record.is_settled)
        ((stands,),) = record.rows("select question from sessions")
        wrong += [f"edit {turn}: “{stands}” stands"] if stands not in words[turn % 2 :] else []
    return wrong


async def _asks(town: Town, person: str, command: str) -> View:
    """The form that somebody gets by a command."""
    town.workspace.forms.clear(person)
    await town.act(person, "command", channel=town.plenary, text=command)
    await until(lambda: bool(town.workspace.forms.of(person)))
    return town.workspace.forms.of(person)[-1]


async def _sends(town: Town, person: str, view: View, filled: dict[str, object]) -> dict[str, Any]:
    return await town.act(person, "submit", view_id=view.id, values=shown.values(view.blocks, filled))


def _refused(what: str, answer: Mapping[str, Any]) -> list[str]:
    said = answer.get("error") or answer.get("errors")
    return [f"{what}: {said}"] if said else []
