"""Rooms that are decided in one process are opened by the one that leads."""

import asyncio
from dataclasses import replace

from bot.room_worker import RoomWorker
from tests.support.consultation import Consultation
from tests.support.patience import SECONDS
from tests.support.people import ORGANISER
from tests.support.tasks import meanwhile


async def test_what_another_process_decided_is_carried_out_once_the_opener_hears_of_it(
    consultation: Consultation,
) -> None:
    session = await consultation.open()
    for number in range(8):
        await consultation.joins(session, f"U{number}", number % 4, facilitates=number < 4)
    session, _ = await consultation.services.placements.apply(ORGANISER, session.id)
    elsewhere = replace(consultation.services.rooms, at_once=False)
    changed = asyncio.Event()
    async with meanwhile(RoomWorker(consultation.services.rooms, changed).run()), asyncio.timeout(SECONDS):
        decided = await elsewhere.open(ORGANISER, session.id)
        await elsewhere.begin(decided.session)
        assert consultation.platform.channels == []
        while len(consultation.platform.topics) < 4:
            changed.set()
            await asyncio.sleep(0.01)
    assert len(consultation.platform.channels) == 4
