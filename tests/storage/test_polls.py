from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from consultation.model.people import SignUp
from consultation.model.polls import Audience, Ballot, Electorate, Secrecy, Shows, Voter
from consultation.model.questions import (
    Answer,
    Chosen,
    Pile,
    Question,
    QuestionKind,
    Ranked,
    Shared,
    Unsure,
    Value,
    Words,
)
from consultation.model.references import PersonRef, QuestionId, RoomId
from consultation.model.rooms import Room, Seat
from consultation.ports.storage import Storage
from consultation.services.tallies import tally_of
from storage.database import Database
from storage.poll_tables import ballots
from tests.support.people import ELSEWHERE, LATER, NOW, TENANT, session
from tests.support.polling import agreement, choice, polled

ONE = session()
ROOMS = [Room(RoomId(f"r{number}"), ONE.id, number, theme.id) for number, theme in enumerate(ONE.themes, 1)]
POLL = polled(agreement("Agreed?"), Audience.ROOMS, of=ONE.id)


def ballot(name: str, option: int, room: Room | None = None) -> Ballot:
    return Ballot(POLL.question.id, PersonRef(name), Chosen((option,)), NOW, room.id if room else None)


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
    same_moment = polled(agreement("Agreed?", name="a"), Audience.ROOMS, of=ONE.id)
    before = polled(choice("Well?", "Yes", "No", name="z"), of=ONE.id, at=NOW - timedelta(hours=1))
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
        assert (await tally_of(work, POLL)).counts == (0, 0, 0, 0, 0)


async def test_the_latest_ballot_of_a_person_counts_and_the_earlier_ones_stay_in_the_log(
    storage: Storage, database: Database
) -> None:
    async with storage.work() as work:
        for name, option in (("UA", 0), ("UB", 4), ("UA", 1), ("UA", 4), ("UA", 1)):
            await work.polls.cast([ballot(name, option)])
        assert (await tally_of(work, POLL)).counts == (0, 1, 0, 0, 1)
    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(ballots))).scalar() == 5


async def test_a_voter_is_on_the_list_or_not_and_has_the_answer_they_gave_last(storage: Storage) -> None:
    async with storage.work() as work:
        assert (await work.polls.voters(POLL, [PersonRef("UA")]))[PersonRef("UA")] == Voter(on_list=False)
        await work.people.put(SignUp(ONE.id, PersonRef("UA"), (), NOW))
        for name, option in (("UA", 0), ("UA", 3), ("UB", 1)):
            await work.polls.cast([ballot(name, option)])
        assert (await work.polls.voters(POLL, [PersonRef("UA")]))[PersonRef("UA")] == Voter(
            on_list=True, answer=Chosen((3,))
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
        assert (await tally_of(work, POLL)).counts == (1, 0, 2, 0, 0)
        assert (await tally_of(work, POLL, ROOMS[0].id)).counts == (1, 0, 0, 0, 0)
        assert (await tally_of(work, POLL, ROOMS[1].id)).counts == (0, 0, 1, 0, 0)


async def test_ballots_of_another_poll_do_not_count(storage: Storage) -> None:
    other = polled(agreement("Another?", name="q2"), of=ONE.id)
    async with storage.work() as work:
        await work.polls.add(other)
        await work.polls.cast([ballot("UA", 3)])
        await work.polls.cast([replace(ballot("UA", 0), question=other.question.id)])
        assert (await tally_of(work, POLL)).counts == (0, 0, 0, 1, 0)


async def test_a_ballot_for_a_question_that_does_not_exist_is_refused(storage: Storage) -> None:
    async with storage.work() as work:
        with pytest.raises(IntegrityError):
            await work.polls.cast([replace(ballot("UA", 0), question=QuestionId("gone"))])


EVERY_ANSWER: list[Answer] = [
    Chosen((0, 2)),
    Ranked((2, 0, 1)),
    Shared((3, 0, 7)),
    Value(Decimal("-3.50")),
    Value(Decimal(100)),
    Words('Said "so", \n twice\u2028: 很好 🎉'),
    Unsure(),
]


async def test_answers_of_every_kind_come_back_as_they_were_and_equal_ones_together(storage: Storage) -> None:
    async with storage.work() as work:
        for number, answer in enumerate(EVERY_ANSWER * 2):
            await work.polls.cast([replace(ballot(f"U{number}", 0), answer=answer)])
        assert {
            pile.answer: pile.people for pile in await work.polls.piles(POLL.question.id)
        } == dict.fromkeys(EVERY_ANSWER, 2)


async def test_equal_numbers_are_one_answer_however_they_were_typed(storage: Storage) -> None:
    async with storage.work() as work:
        for name, typed in (("UA", "1.50"), ("UB", "1.5"), ("UC", "+1.500")):
            await work.polls.cast([replace(ballot(name, 0), answer=Value(Decimal(typed)))])
        (pile,) = await work.polls.piles(POLL.question.id)
    assert pile == Pile(Value(Decimal("1.5")), 3)


async def test_a_question_keeps_its_bounds_its_added_options_and_when_they_came(storage: Storage) -> None:
    several = Question(
        QuestionId("several"),
        QuestionKind.SEVERAL,
        "Which?",
        ("A", "B", "C"),
        least=1,
        most=2,
        unsure="Don't know",
        version=2,
        since=(1, 1, 2),
    )
    first = replace(several, options=("A", "B"), version=1, since=())
    poll = replace(polled(first, Audience.ROOM, of=ONE.id), room=ROOMS[0].id, shows=Shows.AT_CLOSE)
    poll = replace(
        poll, secrecy=Secrecy.ANONYMOUS, electorate=Electorate.ORGANISATIONS, is_open_to_options=True
    )
    async with storage.work() as work:
        await work.polls.add(poll)
        assert await work.polls.get(TENANT, poll.id) == poll
        await work.polls.reword(several)
        assert await work.polls.any(poll.id) == replace(poll, question=several)


async def test_who_was_asked_is_who_takes_part_where_the_poll_is_put(storage: Storage) -> None:
    led = replace(ROOMS[0], facilitator=PersonRef("UF"))
    async with storage.work() as work:
        await work.rooms.replace_all(
            ONE.id, [led, ROOMS[1]], [Seat(PersonRef(name), led.id, 1) for name in ("UA", "UB", "UW")]
        )
        for name in ("UA", "UB", "UF", "UX"):
            await work.people.put(SignUp(ONE.id, PersonRef(name), (), NOW))
        await work.people.put(SignUp(ONE.id, PersonRef("UW"), (), NOW, observes=True))
        counted = [
            await work.polls.asked(replace(POLL, audience=Audience.PLENARY)),
            await work.polls.asked(POLL),
            await work.polls.asked(POLL, ROOMS[1].id),
            await work.polls.asked(replace(POLL, audience=Audience.ROOM, room=ROOMS[0].id)),
        ]
    assert counted == [4, 3, 0, 3]
