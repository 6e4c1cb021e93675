import asyncio
from datetime import timedelta

from storage.database import Database, open_database
from storage.deliveries import Deliveries
from tests.support.people import NOW


async def test_what_was_acted_on_is_known_in_its_order(database: Database) -> None:
    deliveries = Deliveries(database)
    await deliveries.remember(["T1:Ev1", "T2:Ev1"], NOW)
    await deliveries.remember(["T1:Ev2"], NOW + timedelta(minutes=5))
    assert sorted(await deliveries.newest(10)) == ["T1:Ev1", "T1:Ev2", "T2:Ev1"]
    assert await deliveries.newest(1) == ["T1:Ev2"]


async def test_remembering_again_changes_nothing(database: Database) -> None:
    deliveries = Deliveries(database)
    await asyncio.gather(*(deliveries.remember(["T1:Ev1", f"T1:Ev{number}"], NOW) for number in range(2, 22)))
    assert len(await deliveries.newest(100)) == 21


async def test_a_repeat_after_a_restart_is_known(database_url: str) -> None:
    for known in ([], ["T1:Ev1"]):
        database = await open_database(database_url)
        assert await Deliveries(database).newest(10) == known
        await Deliveries(database).remember(["T1:Ev1"], NOW)
        await database.close()


async def test_what_is_older_than_platforms_repeat_is_forgotten(database: Database) -> None:
    deliveries = Deliveries(database)
    await deliveries.remember(["old"], NOW - timedelta(days=2))
    await deliveries.remember(["young"], NOW)
    await deliveries.forget_before(NOW - timedelta(days=1))
    assert await deliveries.newest(10) == ["young"]
