import asyncio
from datetime import timedelta

from storage.database import Database, open_database
from storage.deliveries import Deliveries
from tests.support.people import NOW


async def test_a_delivery_is_new_once(database: Database) -> None:
    deliveries = Deliveries(database)
    assert await deliveries.first_time("T1:Ev1", NOW)
    assert not await deliveries.first_time("T1:Ev1", NOW + timedelta(minutes=5))
    assert await deliveries.first_time("T2:Ev1", NOW)


async def test_of_many_at_the_same_moment_one_is_new(database: Database) -> None:
    deliveries = Deliveries(database)
    answers = await asyncio.gather(*(deliveries.first_time("T1:Ev1", NOW) for _ in range(20)))
    assert sorted(answers) == [False] * 19 + [True]


async def test_a_repeat_after_a_restart_is_known(database_url: str) -> None:
    answers = []
    for _ in range(2):
        database = await open_database(database_url)
        answers.append(await Deliveries(database).first_time("T1:Ev1", NOW))
        await database.close()
    assert answers == [True, False]


async def test_what_is_older_than_platforms_repeat_is_forgotten(database: Database) -> None:
    deliveries = Deliveries(database)
    await deliveries.first_time("old", NOW - timedelta(days=2))
    await deliveries.first_time("young", NOW)
    await deliveries.forget_before(NOW - timedelta(days=1))
    assert await deliveries.first_time("old", NOW)
    assert not await deliveries.first_time("young", NOW)
