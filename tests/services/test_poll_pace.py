"""Votes by the hundred on four cards: few repaints, none too late, and the result at once when the poll closes."""

from datetime import timedelta

from consultation.model.cards import OverviewCard, PollCard, WarningCard
from consultation.model.library import Planned
from consultation.model.panel import Act
from consultation.model.polls import Audience, Poll, PollDraft
from consultation.model.questions import Pressed, QuestionKind
from consultation.model.references import PollId
from consultation.model.sessions import Session
from consultation.services.deadlines import Deadlines
from tests.support.consultation import Consultation
from tests.support.pacing import pace
from tests.support.people import ORGANISER, PLENARY, person
from tests.support.settling import AllSettled


async def test_a_burst_of_votes_is_few_repaints_none_refused_and_none_late(
    consultation: Consultation,
) -> None:
    paced = await pace(consultation, votes=600, tick=1.0)
    assert (paced.calls <= 60, paced.refused) == (True, 0)
    assert paced.age(0.95) <= 6.0 + 1.0  # looked at once a second
    assert paced.final <= 2.0


async def ask(consultation: Consultation, session: Session, question: str, minutes: str = "") -> Poll:
    draft = PollDraft(question, QuestionKind.CHOICE, Audience.PLENARY, "Yes\nNo", minutes)
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    assert isinstance(poll, Poll)
    return poll


async def test_with_more_than_ten_polls_one_overview_is_kept_live_and_cards_follow_at_the_close(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    polls = [await ask(consultation, session, f"Question {number}?") for number in range(11)]
    await consultation.paint()
    await consultation.services.polls.vote(person("U0"), polls[0].id, Pressed(0))
    await consultation.paint()
    (overview,) = [one for one in consultation.platform.cards(OverviewCard) if isinstance(one, OverviewCard)]
    assert [tally.answers for _, tally in overview.polls] == [1, *[0] * 10]
    assert {one.tally.answers for one in shown(consultation)} == {0}
    await consultation.services.polls.close(ORGANISER, polls[0].id)
    await consultation.paint()
    assert sorted(one.tally.answers for one in shown(consultation)) == [*[0] * 10, 1]
    await consultation.services.polls.vote(person("U0"), polls[1].id, Pressed(0))
    await consultation.paint()
    assert sum(one.tally.answers for one in shown(consultation)) == 2


def shown(consultation: Consultation) -> list[PollCard]:
    return [one for one in consultation.platform.cards(PollCard) if isinstance(one, PollCard)]


def warnings(consultation: Consultation) -> list[WarningCard]:
    return [one for one in consultation.platform.cards(WarningCard) if isinstance(one, WarningCard)]


def deadlines(consultation: Consultation) -> Deadlines:
    storage, clock, services = consultation.storage, consultation.clock, consultation.services
    return Deadlines(storage, clock, services.polls, consultation.surveys_opening, AllSettled())


async def test_a_poll_warns_a_minute_before_it_closes_by_itself(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session, "Well?", minutes="5")
    assert await deadlines(consultation).keep() == poll.opened_at + timedelta(minutes=4)
    consultation.clock.passes(minutes=4)
    assert await deadlines(consultation).keep() == poll.opened_at + timedelta(minutes=5)
    await consultation.paint()
    (warning,) = consultation.platform.cards(WarningCard)
    assert isinstance(warning, WarningCard)
    assert warning.closes_at == poll.opened_at + timedelta(minutes=5)
    consultation.clock.passes(minutes=1)
    assert await deadlines(consultation).keep() is None
    await consultation.paint()
    closed_at = shown(consultation)[0].poll.closed_at
    assert closed_at is not None
    assert closed_at - poll.opened_at >= timedelta(minutes=5)
    assert [one.poll.closed_at for one in warnings(consultation)] == [closed_at]
    await consultation.services.poll_control.reopen(ORGANISER, poll.id, "Too early.")
    await consultation.paint()
    assert [one.poll.closed_at for one in warnings(consultation)] == [None]


async def test_a_poll_that_was_given_more_time_warns_anew_before_its_new_end(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session, "Well?", minutes="2")
    consultation.clock.passes(minutes=1)
    await deadlines(consultation).keep()
    await consultation.paint()
    standing = await consultation.services.poll_control.extend(ORGANISER, poll.id, 5)
    await consultation.paint()
    consultation.clock.passes(minutes=5)
    await deadlines(consultation).keep()
    await consultation.paint()
    assert [one.closes_at for one in warnings(consultation)] == [standing.closes_at] * 2
    await consultation.services.polls.close(ORGANISER, poll.id)
    await consultation.paint()
    assert all(one.poll.closed_at for one in warnings(consultation))


async def test_a_double_click_on_more_time_gives_it_once_and_a_second_thought_again(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    poll = await ask(consultation, session, "Well?", minutes="5")
    await consultation.services.poll_control.extend(ORGANISER, poll.id, 2)
    standing = await consultation.services.poll_control.extend(ORGANISER, poll.id, 2)
    assert standing.closes_at == poll.opened_at + timedelta(minutes=7)
    consultation.clock.passes(seconds=10)
    standing = await consultation.services.poll_control.extend(ORGANISER, poll.id, 2)
    assert standing.closes_at == poll.opened_at + timedelta(minutes=9)


async def test_a_poll_opens_at_its_time_once(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    opens_at = consultation.clock.now() + timedelta(minutes=10)
    draft = PollDraft("Well?", QuestionKind.YES_NO, Audience.PLENARY, opens_at=opens_at)
    assert isinstance(await consultation.services.polls.ask(ORGANISER, session.id, draft), Planned)
    assert await deadlines(consultation).keep() == opens_at
    consultation.clock.passes(minutes=10)
    for _ in range(2):
        await deadlines(consultation).keep()
    await consultation.paint()
    assert [one.poll.question.wording for one in shown(consultation)] == ["Well?"]


async def test_a_poll_opens_with_its_phase(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    draft = PollDraft("Well?", QuestionKind.YES_NO, Audience.PLENARY, opens_in="wrap-up")
    assert isinstance(await consultation.services.polls.ask(ORGANISER, session.id, draft), Planned)
    await deadlines(consultation).keep()
    assert not shown(consultation)
    await consultation.services.sessions.wrap_up(ORGANISER, session.id)
    await deadlines(consultation).keep()
    await consultation.paint()
    assert len(shown(consultation)) == 1


async def test_a_planned_poll_can_be_taken_off(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    draft = PollDraft("Well?", QuestionKind.YES_NO, Audience.PLENARY, opens_in="wrap-up")
    planned = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    await consultation.services.poll_control.cancel(ORGANISER, session.id, PollId(planned.id))
    assert not (await consultation.services.poll_control.agenda(ORGANISER, session.id)).planned


async def test_polls_are_in_the_organisers_acts_and_a_poll_is_at_its_place(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    await ask(consultation, session, "Well?")
    await consultation.paint()
    panel = await consultation.services.sessions.panel(ORGANISER, PLENARY, session.id)
    assert Act.POLLS in panel.beside


async def test_at_the_close_rooms_with_enough_answers_are_told_beside_all_together(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms(people=40)
    draft = PollDraft("Well?", QuestionKind.CHOICE, Audience.ROOMS, "Yes\nNo")
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    for number in range(40):
        await consultation.services.polls.vote(person(f"U{number}"), PollId(poll.id), Pressed(0))
    await consultation.services.polls.close(ORGANISER, PollId(poll.id))
    await consultation.paint()
    (together,) = [card for card in shown(consultation) if card.together]
    assert (together.tally.answers, [tally.answers for _, tally in together.by_room]) == (40, [10] * 4)
