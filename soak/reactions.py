"""`kill -9` in bursts of reactions: each is delivered again until it is acknowledged, and acts once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from soak.bursts import Crowd
from soak.evening import Record
from soak.town import until

TAG = "bulb"
EACH_TAKEN_BACK = 3


@dataclass(slots=True)
class Outcome:
    """What the bursts came to."""

    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)


async def cut_reactions(crowd: Crowd, messages: int, after: Sequence[int]) -> Outcome:
    """The organiser tags so many messages, and takes each third tag back; killed once so many events were acknowledged."""
    total = Outcome()
    for limit in after:
        record, life = await crowd.begin()
        stamps = await _said(crowd, messages)
        await crowd.settled(record, life)
        crowd.town.workspace.deliveries.log.clear()
        await _react(crowd, stamps)
        await until(lambda: _acknowledged(crowd) >= limit or life.ended.done())  # noqa: B023 - awaited within this turn
        life.kill()
        await crowd.rest(life)
        total.acknowledged += _acknowledged(crowd)
        again = await crowd.live(record)
        wanted = messages + len(stamps[::EACH_TAKEN_BACK])
        await until(lambda: _acknowledged(crowd) == wanted)  # noqa: B023 - likewise
        await crowd.settled(record, again)
        total.wrong += _misjudged(record, stamps)
        await _all_again(crowd, record)
        await crowd.settled(record, again)
        total.wrong += _misjudged(record, stamps)
        await again.stop()
        await crowd.rest(again)
    return total


async def _said(crowd: Crowd, messages: int) -> list[str]:
    town = crowd.town
    person = town.participants[0]
    return [
        (await town.act(person, "say", channel=town.plenary, text=f"Thought {n}"))["ts"]
        for n in range(messages)
    ]


async def _react(crowd: Crowd, stamps: Sequence[str]) -> None:
    for ts in stamps:
        await _on(crowd, "react", ts)
    for ts in stamps[::EACH_TAKEN_BACK]:
        await _on(crowd, "unreact", ts)


async def _on(crowd: Crowd, do: str, ts: str) -> None:
    town = crowd.town
    assert (await town.act(town.organiser, do, channel=town.plenary, ts=ts, name=TAG))["ok"]


def _events(crowd: Crowd, outcome: str) -> set[str]:
    log = crowd.town.workspace.deliveries.log
    return {
        str(entry["payload"]["event_id"])
        for entry in log
        if entry["outcome"] == outcome
        and entry["payload"].get("event", {}).get("type", "").startswith("reaction_")
    }


def _acknowledged(crowd: Crowd) -> int:
    return len(_events(crowd, "acknowledged"))


async def _all_again(crowd: Crowd, record: Record) -> None:
    """Slack may repeat whatever it likes: nothing of it acts a second time."""
    log, before = crowd.town.workspace.deliveries.log, record.number("select count(*) from intake")
    events = _events(crowd, "acknowledged")
    sent = len(log)
    for event in events:
        crowd.town.workspace.deliveries.again(crowd.town.app.app_id, event)
    await until(lambda: len(log) >= sent + len(events) and all(one["outcome"] != "under way" for one in log))
    assert record.number("select count(*) from intake") == before


def _misjudged(record: Record, stamps: Sequence[str]) -> list[str]:
    taken_back = set(stamps[::EACH_TAKEN_BACK])
    kept = [row[0] for row in record.rows("select stamp from notes")]
    wrong = [
        f"{ts} is kept {kept.count(ts)} times" for ts in stamps if kept.count(ts) != (ts not in taken_back)
    ]
    return [*wrong, *([] if record.is_whole else ["the database is not whole"])]
