"""Polls: one person, one answer."""

import asyncio

import pytest

from consultation.errors import (
    InvalidField,
    InvalidFields,
    NoSuchThing,
    NotAnOrganiser,
    NotSignedUp,
    PollClosed,
    WrongPhase,
)
from consultation.model.cards import PollCard
from consultation.model.polls import Audience, Poll, PollDraft
from consultation.model.questions import Chosen, Pressed, QuestionKind
from consultation.model.references import PollId
from consultation.model.sessions import Session
from consultation.services.tallies import tally_of
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

AGREEMENT = PollDraft("Will it help?", QuestionKind.AGREEMENT, Audience.PLENARY)


async def ask(
    consultation: Consultation,
    session: Session,
    kind: QuestionKind = QuestionKind.AGREEMENT,
    audience: Audience = Audience.PLENARY,
    options: str = "",
) -> Poll:
    draft = PollDraft("Will it help?", kind, audience, options)
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    assert isinstance(poll, Poll)
    return poll


def shown(consultation: Consultation) -> list[PollCard]:
    return [card for card in consultation.platform.cards(PollCard) if isinstance(card, PollCard)]


async def test_the_card_shows_each_persons_latest_answer_once(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session)
    for name, option in (("U0", 0), ("U1", 1), ("U2", 4), ("U0", 3), ("U1", 1)):
        await consultation.services.polls.vote(person(name), poll.id, Pressed(option))
    await consultation.paint()
    (card,) = shown(consultation)
    assert card.tally.counts == (0, 1, 0, 1, 1)
    assert card.tally.answers == 3


async def test_a_change_of_mind_is_told_as_one_and_a_repeat_is_not_stored(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session)
    first = await consultation.services.polls.vote(person("U0"), poll.id, Pressed(0))
    second = await consultation.services.polls.vote(person("U0"), poll.id, Pressed(3))
    assert (first.changed, second.changed, second.answer) == (False, True, Chosen((3,)))


async def test_votes_at_the_same_moment_all_count(consultation: Consultation) -> None:
    session = await consultation.in_rooms(people=40)
    poll = await ask(consultation, session)
    await asyncio.gather(
        *(
            consultation.services.polls.vote(person(f"U{n}"), poll.id, Pressed(n % 5))
            for n in range(40)
            for _ in range(3)
        )
    )
    async with consultation.storage.look() as work:
        assert (await tally_of(work, poll)).counts == (8, 8, 8, 8, 8)


async def test_a_poll_in_every_room_counts_by_room_and_together(consultation: Consultation) -> None:
    session = await consultation.in_rooms(people=8)
    poll = await ask(consultation, session, audience=Audience.ROOMS)
    for number in range(8):
        await consultation.services.polls.vote(person(f"U{number}"), poll.id, Pressed(0))
    await consultation.paint()
    cards = shown(consultation)
    assert [card.tally.answers for card in cards] == [2, 2, 2, 2]
    assert {card.room.number for card in cards if card.room} == {1, 2, 3, 4}
    async with consultation.storage.look() as work:
        assert (await tally_of(work, poll)).answers == 8


async def test_a_question_repeated_within_moments_is_one_poll(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    first, second = await ask(consultation, session), await ask(consultation, session)
    consultation.clock.passes(minutes=1)
    later = await ask(consultation, session)
    assert first == second
    assert later.id != first.id


async def test_nothing_counts_after_the_close_and_the_voter_is_told(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session)
    await consultation.services.polls.vote(person("U0"), poll.id, Pressed(0))
    _, tally = await consultation.services.polls.close(ORGANISER, poll.id)
    with pytest.raises(PollClosed):
        await consultation.services.polls.vote(person("U1"), poll.id, Pressed(0))
    assert tally.answers == 1
    await consultation.paint()
    assert shown(consultation)[0].poll.closed_at is not None


async def test_closing_twice_keeps_the_first_close(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session)
    first, _ = await consultation.services.polls.close(ORGANISER, poll.id)
    consultation.clock.passes(minutes=5)
    second, _ = await consultation.services.polls.close(ORGANISER, poll.id)
    assert first.closed_at == second.closed_at


async def test_closing_the_session_closes_its_polls(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session)
    await consultation.services.sessions.close(ORGANISER, session.id)
    with pytest.raises(PollClosed):
        await consultation.services.polls.vote(person("U0"), poll.id, Pressed(0))


async def test_who_is_not_on_the_list_is_asked_to_join_first(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session)
    with pytest.raises(NotSignedUp):
        await consultation.services.polls.vote(person("STRANGER"), poll.id, Pressed(0))


async def test_an_option_or_poll_that_is_not_there_is_refused(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session)
    with pytest.raises(NoSuchThing):
        await consultation.services.polls.vote(person("U0"), poll.id, Pressed(5))
    with pytest.raises(NoSuchThing):
        await consultation.services.polls.vote(person("U0"), PollId("gone"), Pressed(0))


async def test_a_poll_in_the_rooms_waits_for_the_rooms(consultation: Consultation) -> None:
    session = await consultation.open()
    with pytest.raises(InvalidField, match="No room is open yet"):
        await ask(consultation, session, audience=Audience.ROOMS)


async def test_only_an_organiser_asks_and_closes_and_not_before_sign_up(consultation: Consultation) -> None:
    draft = await consultation.session()
    with pytest.raises(WrongPhase):
        await ask(consultation, draft)
    session = await consultation.in_rooms()
    with pytest.raises(NotAnOrganiser):
        await consultation.services.polls.ask(person("U0"), session.id, AGREEMENT)
    poll = await ask(consultation, session)
    with pytest.raises(NotAnOrganiser):
        await consultation.services.polls.close(person("U0"), poll.id)


async def test_a_bad_poll_form_puts_nothing(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    with pytest.raises((InvalidField, InvalidFields)):
        await ask(consultation, session, kind=QuestionKind.CHOICE, options="Only one")
    panel = await consultation.services.sessions.panel(ORGANISER, PLENARY)
    assert panel.open_polls == ()
