from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from consultation.model.people import SignUp
from consultation.model.polls import AGREEMENT_SCALE, Audience, Ballot, Poll, PollKind, Tally, Voter
from consultation.model.references import PersonRef, PollId, RoomId
from consultation.model.rooms import Room, Seat
from consultation.ports.storage import Storage
from storage.database import Database
from storage.schema import ballots
from tests.support.people import ELSEWHERE, LATER, NOW, ORGANISER, TENANT, session

ONE = session()
ROOMS = [Room(RoomId(f"r{number}"), ONE.id, number, theme.id) for number, theme in enumerate(ONE.themes, 1)]
POLL = Poll(
    PollId("q1"),
    ONE.id,
    "Agreed?",
    PollKind.AGREEMENT,
    Audience.ROOMS,
    AGREEMENT_SCALE,
    ORGANISER.person,
    NOW,
)


def ballot(name: str, option: int, room: Room | None = None) -> Ballot:
    return Ballot(POLL.id, PersonRef(name), option, NOW, room.id if room else None)


@pytest.fixture(autouse=True)
async def _one_poll(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.rooms.replace_all(ONE.id, ROOMS, [])
        await work.polls.add(POLL)


async def test_a_poll_comes_back_whole(storage: Storage) -> None:
    async with storage.look() as work:
        assert await work.polls.get(TENANT, POLL.id) == POLL
        assert await work.polls.get(ELSEWHERE, POLL.id) is None


async def test_polls_are_listed_in_the_order_of_opening(storage: Storage) -> None:
    same_moment = replace(POLL, id=PollId("a"))
    before = replace(POLL, id=PollId("z"), opened_at=NOW - timedelta(hours=1), options=("Yes", "No"))
    async with storage.work() as work:
        await work.polls.add(same_moment)
        await work.polls.add(before)
        assert await work.polls.all(ONE.id) == [before, POLL, same_moment]


async def test_a_poll_closes_once(storage: Storage) -> None:
    async with storage.work() as work:
        await work.polls.close(POLL.id, LATER)
        await work.polls.close(POLL.id, LATER + timedelta(hours=1))
        assert await work.polls.get(TENANT, POLL.id) == replace(POLL, closed_at=LATER)


async def test_a_poll_that_nobody_answered_has_a_tally_of_noughts(storage: Storage) -> None:
    async with storage.look() as work:
        assert await work.polls.tally(POLL) == Tally((0, 0, 0, 0, 0))


async def test_the_latest_ballot_of_a_person_counts_and_the_earlier_ones_stay_in_the_log(
    storage: Storage, database: Database
) -> None:
    async with storage.work() as work:
        for name, option in (("UA", 0), ("UB", 4), ("UA", 1), ("UA", 4), ("UA", 1)):
            await work.polls.cast([ballot(name, option)])
        assert await work.polls.tally(POLL) == Tally((0, 1, 0, 0, 1))
    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(ballots))).scalar() == 5


async def test_a_voter_is_on_the_list_or_not_and_has_the_answer_they_gave_last(storage: Storage) -> None:
    async with storage.work() as work:
        assert (await work.polls.voters(POLL, [PersonRef("UA")]))[PersonRef("UA")] == Voter(on_list=False)
        await work.people.put(SignUp(ONE.id, PersonRef("UA"), (), NOW))
        for name, option in (("UA", 0), ("UA", 3), ("UB", 1)):
            await work.polls.cast([ballot(name, option)])
        assert (await work.polls.voters(POLL, [PersonRef("UA")]))[PersonRef("UA")] == Voter(
            on_list=True, answer=3
        )


async def test_a_voters_room_is_the_one_they_sit_in_or_lead(storage: Storage) -> None:
    led = replace(ROOMS[1], facilitator=PersonRef("UF"))
    seat = Seat(PersonRef("UA"), ROOMS[0].id, 1)
    async with storage.work() as work:
        await work.rooms.replace_all(ONE.id, [ROOMS[0], led], [seat])
        for name in ("UA", "UF"):
            await work.people.put(SignUp(ONE.id, PersonRef(name), (), NOW))
        assert (await work.polls.voters(POLL, [PersonRef("UA")]))[PersonRef("UA")].room == ROOMS[0].id
        assert (await work.polls.voters(POLL, [PersonRef("UF")]))[PersonRef("UF")].room == led.id


async def test_a_room_counts_the_ballots_that_were_last_cast_from_it(storage: Storage) -> None:
    async with storage.work() as work:
        await work.polls.cast([ballot("UA", 0, ROOMS[0])])
        await work.polls.cast([ballot("UB", 1, ROOMS[0])])
        await work.polls.cast([ballot("UB", 2, ROOMS[1])])
        await work.polls.cast([ballot("UC", 2)])
        assert await work.polls.tally(POLL) == Tally((1, 0, 2, 0, 0))
        assert await work.polls.tally(POLL, ROOMS[0].id) == Tally((1, 0, 0, 0, 0))
        assert await work.polls.tally(POLL, ROOMS[1].id) == Tally((0, 0, 1, 0, 0))


async def test_ballots_of_another_poll_do_not_count(storage: Storage) -> None:
    other = replace(POLL, id=PollId("q2"))
    async with storage.work() as work:
        await work.polls.add(other)
        await work.polls.cast([ballot("UA", 3)])
        await work.polls.cast([replace(ballot("UA", 0), poll=other.id)])
        assert await work.polls.tally(POLL) == Tally((0, 0, 0, 1, 0))


async def test_a_ballot_for_an_option_that_does_not_exist_is_refused(storage: Storage) -> None:
    async with storage.work() as work:
        with pytest.raises(IntegrityError):
            await work.polls.cast([ballot("UA", 5)])
