"""Real facilitators' notes through the real Slack handlers, message by message and emoji by emoji, up to the report.

The notes are other people's and are read where they lie (`../shared`), never committed.
"""

import os

import pytest

from consultation.model.references import PlaceRef
from consultation.model.report import Report
from tests.reports.test_facilitator_notes import FOLDER, Told, events, report_on, share_found
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack

EVENTS = [0, 1] if os.environ.get("ALL_ROOMS") else [0]
"""The second event has 12 rooms and 564 notes, which take a while: `./run soak facilitators` has them too."""

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the facilitators' notes are not beside this project"
)


async def up_to_rooms(slack: FakeSlack, told: list[Told]) -> list[str]:
    """A session with a room for each topic; the channels, by topic."""
    organiser = slack.person("UORG")
    topics = [f"{number} {' '.join(room.topic.split())}"[:75] for number, room in enumerate(told, start=1)]
    await organiser.makes_session(themes="\n".join(topics))
    await organiser.commands("/consult open")
    await slack.paints()
    for number, topic in enumerate(topics):
        for name in (f"F{number}", f"U{number}"):
            await slack.person(name).commands("/consult join")
            await slack.person(name).submits(choice_1=topic, can_facilitate=name.startswith("F"))
    await organiser.commands("/consult place")
    await organiser.submits()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    await slack.paints()
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        rooms = {room.theme: room.place for room in await work.rooms.all(session.id)}
    return [str(rooms[theme.id]) for theme in session.themes]


async def report_of_evening(slack: FakeSlack, told: list[Told]) -> Report:
    """Every note said in its room and kept with an emoji by who leads it; the report of what was published."""
    places = await up_to_rooms(slack, told)
    for number, (room, place) in enumerate(zip(told, places, strict=True)):
        for text in filter(None, map(str.strip, room.notes)):
            said = await slack.person(f"U{number}").says(place, text)
            await slack.person(f"F{number}").reacts(said, "warning")
    organiser = slack.person("UORG")
    await organiser.commands("/consult digest")
    await organiser.submits()
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
    return await slack.services.reports.report(ORGANISER, session.id)


@pytest.mark.parametrize("event", EVENTS)
async def test_every_room_goes_from_its_channel_to_the_report(slack: FakeSlack, event: int) -> None:
    told = list(events())[event]
    report = await report_of_evening(slack, told)
    for room, ours in zip(told, report.rooms, strict=True):
        assert len(ours.notes) == len([text for text in room.notes if text.strip()])
    found, points = share_found(told, report)
    print(f"{found} of {points} published points in {len(told)} rooms")  # noqa: T201 - to be read
    # The same as where a scribe types them.
    assert found == share_found(told, report_on(told))[0]
