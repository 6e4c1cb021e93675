from dataclasses import replace
from datetime import timedelta

import pytest

from consultation.model.people import SignUp, SignUpCount
from consultation.model.references import Actor, PersonRef, SessionId, ThemeId
from consultation.ports.storage import Storage
from tests.support.people import ELSEWHERE, NOW, TENANT, session

ONE = session()
CARE, MODELS = (theme.id for theme in ONE.themes)


def sign_up(name: str, *ranking: ThemeId, minutes: int = 0, can_facilitate: bool = False) -> SignUp:
    at = NOW + timedelta(minutes=minutes)
    return SignUp(ONE.id, PersonRef(name), ranking, at, "GP", "A practice", can_facilitate)


@pytest.fixture(autouse=True)
async def _one_session(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)


async def test_what_a_person_said_comes_back_in_their_order(storage: Storage) -> None:
    said = sign_up("U1", MODELS, CARE, can_facilitate=True)
    async with storage.work() as work:
        await work.people.put(said)
        assert await work.people.get(ONE.id, PersonRef("U1")) == said
        assert await work.people.get(ONE.id, PersonRef("U2")) is None


async def test_a_change_of_mind_replaces_what_was_said_and_keeps_the_first_time(storage: Storage) -> None:
    changed = replace(sign_up("U1", CARE, minutes=9), role="Nurse", organisation="", can_facilitate=True)
    async with storage.work() as work:
        await work.people.put(sign_up("U1", MODELS, CARE))
        await work.people.put(changed)
        assert await work.people.get(ONE.id, PersonRef("U1")) == replace(changed, signed_up_at=NOW)


async def test_the_list_is_in_the_order_of_signing_up(storage: Storage) -> None:
    listed = [sign_up("U9", CARE), sign_up("U3"), sign_up("U7", MODELS, CARE, minutes=1)]
    async with storage.work() as work:
        for each in (listed[0], listed[2], listed[1]):
            await work.people.put(each)
        assert await work.people.all(ONE.id) == listed


async def test_people_and_offers_to_facilitate_are_counted(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.people.count(ONE.id) == SignUpCount(0, 0)
        for number in range(3):
            await work.people.put(sign_up(f"U{number}", can_facilitate=number == 1))
        assert await work.people.count(ONE.id) == SignUpCount(3, 1)


async def test_a_person_is_taken_off_the_list_once(storage: Storage) -> None:
    async with storage.work() as work:
        await work.people.put(sign_up("U1", CARE))
        assert await work.people.remove(ONE.id, PersonRef("U1"))
        assert not await work.people.remove(ONE.id, PersonRef("U1"))
        assert await work.people.all(ONE.id) == []


async def test_the_sessions_of_a_person_are_those_they_signed_up_for_in_their_workspace(
    storage: Storage,
) -> None:
    other = session(id=SessionId("s2"), tenant=ELSEWHERE, themes=())
    async with storage.work() as work:
        await work.sessions.add(other)
        await work.people.put(sign_up("U1"))
        await work.people.put(replace(sign_up("U1"), session=other.id))
        assert await work.people.sessions_of(Actor(TENANT, PersonRef("U1"))) == [ONE]
        assert await work.people.sessions_of(Actor(ELSEWHERE, PersonRef("U1"))) == [other]
        assert await work.people.sessions_of(Actor(TENANT, PersonRef("U2"))) == []


async def test_who_is_not_coming_stays_on_the_list_until_they_say_something_anew(storage: Storage) -> None:
    async with storage.work() as work:
        for name in ("U1", "U2", "U3"):
            await work.people.put(sign_up(name, CARE))
        await work.people.set_absent(ONE.id, [PersonRef("U1"), PersonRef("U2")])
        await work.people.set_absent(ONE.id, [PersonRef("U2"), PersonRef("U3")])
        assert [one.person for one in await work.people.all(ONE.id) if one.absent] == ["U2", "U3"]
        await work.people.put(sign_up("U3", MODELS))
        assert [one.person for one in await work.people.all(ONE.id) if one.absent] == ["U2"]
        assert (await work.people.count(ONE.id)).people == 3
