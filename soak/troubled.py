"""Evenings on which Slack loses its answers, breaks them, hangs or refuses: what stands there at the end, and how often."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from soak.evening import prepared
from soak.hooks import Fate
from soak.kills import Trial, ended_badly, violations
from soak.organiser import in_rooms
from soak.town import Town, key, until

CREATING = ("conversations.create", "chat.postMessage")
"""What makes something new each time."""

BROKEN: Sequence[Mapping[str, Any]] = (
    *({"fault": "lost", "how": how, "done": True} for how in ("rst", "fin")),
    *({"fault": "status", "status": code, "done": done} for code in (500, 503) for done in (True, False)),
    *({"fault": kind, "done": True} for kind in ("html", "empty", "broken")),
    {"fault": "error", "error": "internal_error", "done": True},
    {"fault": "error", "error": "internal_error"},
    {"fault": "cut"},
)
"""Answers that don't say whether the call had its effect; those that are `done` had it."""

UNHEARD: Sequence[Mapping[str, Any]] = (
    {"fault": "lost", "how": "silence", "times": 2},
    {"fault": "hang", "times": 2},
)
"""Answers that never come: each takes as long as we wait for one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many calls were hit, how long the evening took, and what is wrong."""

    hits: int
    seconds: float
    wrong: Sequence[str]


async def evening(tried: Trial, fault: Mapping[str, Any]) -> Outcome:
    """Open the rooms under a fault."""
    town, record = tried.town, await tried.template.begin(tried.town, tried.folder)
    life = await tried.zygote.begin(tried.folder, town.settings(record.url), Fate())
    await until(lambda: town.connected or life.ended.done())
    on, began = town.fails(**fault), monotonic()
    await life.meanwhile(in_rooms(town, record, life))
    seconds = monotonic() - began
    code = await life.stop()
    await until(lambda: not town.connected)
    return Outcome(on.hits, seconds, [*violations(town, record), *ended_badly(life, code)])


async def name_taken(tried: Trial) -> list[str]:
    """Somebody else has a channel with the name that the first room would get: it stays theirs."""
    town, record = tried.town, await tried.template.begin(tried.town, tried.folder)
    made = await town.act(town.participants[0], "create", name="1-theme-1-soak")
    life = await tried.zygote.begin(tried.folder, town.settings(record.url), Fate())
    await life.meanwhile(in_rooms(town, record, life))
    await life.stop()
    await until(lambda: not town.connected)
    foreign = [one for one in town.workspace.messages.of(made["channel"]) if one.bot_id]
    members = town.channel("1-theme-1-soak").members
    wrong = ["we are in it"] if town.app.bot_user in members else []
    return [*violations(town, record), *wrong, *(f"posted there: {one.text}" for one in foreign)]


async def mixed_list(tried: Trial, folder: Path) -> tuple[int, set[str], set[str]]:
    """Of thirty in one room five can't be let in: how many are in, who was to be named to the organiser, and who was."""
    await tried.town.go_back(tried.template.state)
    town = replace(
        tried.town, participants=tried.town.participants[:25], facilitators=tried.town.facilitators[:1]
    )
    gone, single, multi = tried.town.participants[25:28]
    for person, do, more in (
        (gone, "deactivate", {}),
        (single, "guest", {"guest": "single"}),
        (multi, "guest", {"guest": "multi"}),
    ):
        assert (await town.act(town.organiser, do, user=person, **more))["ok"]
    named = {gone, single, multi, "U0NOBODY00", "U0STRANGER"}
    record = await prepared(replace(town, participants=(*town.participants, *named)), folder / "mixed")
    life = await tried.zygote.begin(folder / "mixed", town.settings(record.url), Fate())
    await life.meanwhile(in_rooms(town, record, life))
    await life.stop()
    await until(lambda: not town.connected)
    (room,) = town.rooms()
    told = {person for (person,) in record.rows("select person from troubles")}
    return len(set(room.members) & set(town.participants)), named, told


async def in_mid_session(tried: Trial) -> tuple[float, list[str]]:
    """A room archived, the bot shown out of another, its message taken away in a third: when the organiser has been told."""
    town, record = tried.town, await tried.template.begin(tried.town, tried.folder)
    life = await tried.zygote.begin(tried.folder, town.settings(record.url), Fate())
    await in_rooms(town, record, life)
    first, second, third, fourth = sorted(town.rooms(), key=lambda room: room.name)
    (card,) = (one for one in town.workspace.messages.of(third.id) if key(one))
    await town.act(town.organiser, "archive", channel=first.id)
    await town.act(town.organiser, "kick", channel=second.id, user=town.app.bot_user)
    await town.act(town.organiser, "remove", channel=third.id, ts=card.ts)
    began = monotonic()
    await town.act(town.organiser, "command", channel=town.plenary, text="/consult wrapup")
    await until(lambda: record.phase == "wrap-up" and record.is_settled)
    seconds = monotonic() - began
    await life.stop()
    await until(lambda: not town.connected)
    told = record.number("select count(*) from notices")
    wrong = ["the organiser was not told"] if not told else []
    wrong += [
        f"{room.name} has its card and its points {shown} times"
        for room in (third, fourth)
        if (shown := sorted(_shown(town, room.id).values())) != [1, 1]
    ]
    kept = record.number("select count(*) from rooms where place is not null")
    return seconds, [*wrong, *([] if kept == len(town.facilitators) else ["a room was forgotten"])]


def _shown(town: Town, channel: str) -> Counter[str]:
    return Counter(found for one in town.workspace.messages.of(channel) if (found := key(one)))
