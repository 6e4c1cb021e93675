"""What Slack held back, past its cap of events: once the minute is over, the notes are what they would be if it had not."""

from soak.bursts import Crowd
from soak.evening import Record
from soak.town import until

PLAIN = 30_000


async def held_back(crowd: Crowd) -> tuple[int, list[str]]:
    """Tag, change, delete and take back, half of it unheard. How many notices the organiser got of it, and what is wrong.

    Messages are named by what is done to them while Slack holds events back.
    """
    record, life = await crowd.begin()
    names = ("left alone", "taken back", "changed", "deleted", "tagged now", "retagged", "tagged reply")
    said = {name: await _say(crowd, name) for name in names[:-1]}
    said["tagged reply"] = await _say(crowd, "tagged reply", thread_ts=said["left alone"])
    for name in names[:4]:
        await _organiser(crowd, "react", said[name], name="bulb")
    await _organiser(crowd, "react", said["retagged"], name="warning")
    await crowd.settled(record, life)
    await until(lambda: record.number("select count(*) from notes") == 5)  # noqa: PLR2004 - four bulbs and a warning
    events = crowd.town.workspace.deliveries.subscriptions.of(crowd.town.app.app_id)
    events.meter.most = 0
    try:
        await _unheard(crowd, said)
        told = "select count(*) from intake where kind = 'app_rate_limited'"
        await until(lambda: record.number(told) > 0)
        await crowd.settled(record, life)
    finally:
        events.meter.most = PLAIN
    await life.stop()
    await crowd.rest(life)
    return record.number("select count(*) from notices"), _wrong(record)


async def _unheard(crowd: Crowd, said: dict[str, str]) -> None:
    town, author = crowd.town, crowd.town.participants[0]
    await _organiser(crowd, "unreact", said["taken back"], name="bulb")
    await town.act(author, "edit", channel=town.plenary, ts=said["changed"], text="changed, indeed")
    await town.act(author, "delete", channel=town.plenary, ts=said["deleted"])
    await _organiser(crowd, "react", said["tagged now"], name="dart")
    await _organiser(crowd, "unreact", said["retagged"], name="warning")
    await _organiser(crowd, "react", said["retagged"], name="bulb")
    await _organiser(crowd, "react", said["tagged reply"], name="question")


def _wrong(record: Record) -> list[str]:
    found = set(
        record.rows("select n.text, t.tag from notes n join taggings t on t.stamp = n.stamp where t.present")
    )
    wanted = {
        ("left alone", "opportunity"),
        ("changed, indeed", "opportunity"),
        ("tagged now", "action"),
        ("retagged", "opportunity"),
        ("tagged reply", "question"),
    }
    return [f"{one} is {'missing' if one in wanted else 'too many'}" for one in sorted(found ^ wanted)]


async def _say(crowd: Crowd, text: str, **more: str) -> str:
    town = crowd.town
    return str((await town.act(town.participants[0], "say", channel=town.plenary, text=text, **more))["ts"])


async def _organiser(crowd: Crowd, do: str, ts: str, **more: str) -> None:
    assert (await crowd.town.act(crowd.town.organiser, do, channel=crowd.town.plenary, ts=ts, **more))["ok"]
