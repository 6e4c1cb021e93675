"""Surveys that keep to time, whatever happens between the warning and the close: restarts, hurried presses, several organisers at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from consultation.errors import ConsultationError, InvalidField, NotAnOrganiser, SurveyClosed, WrongPhase
from consultation.model.cards import SurveyCard, SurveyWarningCard
from consultation.model.library import Planned
from consultation.model.polls import Audience, Poll, PollDeed, PollDraft, Secrecy
from consultation.model.questions import Chosen, Filled, QuestionKind
from consultation.model.references import PersonRef
from consultation.model.sessions import Session
from consultation.model.surveys import Survey, SurveyDraft, Written
from consultation.ports.intake import Arrivals
from consultation.services.deadlines import Deadlines
from tests.support.consultation import Consultation, made
from tests.support.people import ORGANISER, person
from tests.support.settling import AllSettled

SECOND = replace(ORGANISER, person=PersonRef("USECOND"))


@dataclass
class Meanwhile:
    """Something that came in before the end, and takes effect while what is due is under way."""

    does: Callable[[], Awaitable[object]]

    async def settled(self) -> None:
        await self.does()


async def begun(consultation: Consultation, session: Session, **chosen: object) -> Survey:
    draft = SurveyDraft("Before", "Roles help\nRecords help", **chosen)  # type: ignore[arg-type]  # the draft's own fields
    survey = await consultation.services.surveys.begin(ORGANISER, session.id, draft)
    assert isinstance(survey, Survey)
    return survey


async def signed_up(consultation: Consultation, people: int) -> Session:
    """A session with U0 and on, who are not in rooms yet."""
    session = await consultation.open()
    for number in range(people):
        await consultation.joins(session, f"U{number}")
    return session


async def keep(consultation: Consultation, arrivals: Arrivals | None = None) -> None:
    """What is due is done and shown."""
    opening, polls = consultation.surveys_opening, consultation.services.polls
    storage, clock = consultation.storage, consultation.clock
    await Deadlines(storage, clock, polls, opening, arrivals or AllSettled()).keep()
    await consultation.paint()


async def now(consultation: Consultation, survey: Survey) -> Survey:
    return (await consultation.services.surveys.desk(ORGANISER, survey.id)).survey


async def answers(consultation: Consultation, survey: Survey, name: str, row: int) -> None:
    given = {survey.questions[0].id: Filled((str(row),))}
    await consultation.services.surveys.save(person(name), survey.id, Written(0, given))


def warnings(consultation: Consultation) -> int:
    return len(consultation.platform.cards(SurveyWarningCard))


async def test_more_time_that_came_in_before_the_end_is_given_though_the_end_is_under_way(
    consultation: Consultation,
) -> None:
    session = await consultation.open()
    survey = await begun(consultation, session, minutes="5")
    poll = await consultation.services.polls.ask(
        ORGANISER, session.id, PollDraft("Well?", QuestionKind.YES_NO, Audience.PLENARY, minutes="5")
    )
    assert isinstance(poll, Poll)

    async def gives_time() -> None:
        await consultation.services.surveys.extend(ORGANISER, survey.id, 5)
        await consultation.services.poll_control.extend(ORGANISER, poll.id, 5)

    consultation.clock.passes(minutes=5)
    await keep(consultation, Meanwhile(gives_time))
    assert (await now(consultation, survey)).closed_at is None
    assert (await consultation.services.poll_control.desk(ORGANISER, poll.id)).poll.closed_at is None
    consultation.clock.passes(minutes=5)
    await keep(consultation)
    assert (await now(consultation, survey)).closed_at is not None


async def test_more_time_before_the_warning_puts_that_off_too(consultation: Consultation) -> None:
    survey = await begun(consultation, await consultation.open(), minutes="5")
    consultation.clock.passes(minutes=4)
    await keep(consultation, Meanwhile(lambda: consultation.services.surveys.extend(ORGANISER, survey.id, 5)))
    assert warnings(consultation) == 0
    consultation.clock.passes(minutes=5)
    await keep(consultation)
    assert warnings(consultation) == 1


async def test_a_start_between_the_warning_and_the_close_warns_no_second_time_and_closes(
    consultation: Consultation,
) -> None:
    survey = await begun(consultation, await consultation.open(), minutes="5")
    consultation.clock.passes(minutes=4)
    await keep(consultation)
    anew = made(consultation.storage)
    anew.clock.at = consultation.clock.at
    await keep(anew)
    assert (warnings(consultation), warnings(anew)) == (1, 0)
    anew.clock.passes(minutes=1)
    await keep(anew)
    assert (await now(anew, survey)).closed_at is not None


async def test_after_a_night_away_it_is_closed_without_a_word_that_it_is_about_to(
    consultation: Consultation,
) -> None:
    session = await consultation.open()
    survey = await begun(consultation, session, minutes="5")
    await consultation.paint()
    consultation.clock.passes(hours=9)
    await keep(consultation)
    assert (await now(consultation, survey)).closed_at is not None
    assert warnings(consultation) == 0


async def test_two_organisers_who_give_time_at_once_give_it_both_and_the_record_names_them(
    consultation: Consultation,
) -> None:
    session = await consultation.open(co_organisers=(SECOND.person,))
    survey = await begun(consultation, session, minutes="5")
    surveys = consultation.services.surveys
    await asyncio.gather(*(surveys.extend(one, survey.id, 5) for one in (ORGANISER, SECOND, ORGANISER)))
    desk = await surveys.desk(SECOND, survey.id)
    assert desk.closes_at == survey.opened_at + timedelta(minutes=15)
    assert {one.by for one in desk.record if one.deed is PollDeed.EXTENDED} == {
        ORGANISER.person,
        SECOND.person,
    }


async def test_opened_again_by_two_at_once_it_is_opened_once(consultation: Consultation) -> None:
    survey = await begun(consultation, await consultation.open())
    surveys = consultation.services.surveys
    await surveys.close(ORGANISER, survey.id)
    await asyncio.gather(*(surveys.reopen(ORGANISER, survey.id, why) for why in ("One", "Two")))
    record = (await surveys.desk(ORGANISER, survey.id)).record
    assert [one.deed for one in record] == [PollDeed.OPENED, PollDeed.CLOSED, PollDeed.REOPENED]


async def test_opened_again_twice_both_reasons_stay_with_the_results(consultation: Consultation) -> None:
    survey = await begun(consultation, await signed_up(consultation, 1), minutes="5")
    surveys = consultation.services.surveys
    await answers(consultation, survey, "U0", 0)
    for why in ("Room 2 had no time.", "Room 3 neither."):
        await surveys.close(ORGANISER, survey.id)
        await surveys.reopen(ORGANISER, survey.id, why)
    consultation.clock.passes(hours=2)
    await keep(consultation)
    assert (await now(consultation, survey)).closed_at is None
    await answers(consultation, survey, "U0", 4)
    await surveys.close(ORGANISER, survey.id)
    await consultation.paint()
    (card,) = consultation.platform.cards(SurveyCard)
    assert isinstance(card, SurveyCard)
    assert card.results is not None
    assert card.results.reopened == ("Room 2 had no time.", "Room 3 neither.")
    assert card.results.results[0].tally.counts == (0, 0, 0, 0, 1)


async def test_one_that_closed_with_its_phase_and_is_opened_again_stays_open_until_the_digest(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    survey = await begun(consultation, session, closes_in="wrap-up")
    await consultation.services.sessions.wrap_up(ORGANISER, session.id)
    await keep(consultation)
    assert (await now(consultation, survey)).closed_at is not None
    await consultation.services.surveys.reopen(ORGANISER, survey.id, "Too early.")
    await keep(consultation)
    assert (await now(consultation, survey)).closed_at is None
    await consultation.services.digests.publish(ORGANISER, session.id)
    assert (await now(consultation, survey)).closed_at is not None
    with pytest.raises(WrongPhase):
        await consultation.services.surveys.reopen(ORGANISER, survey.id, "Too late.")


async def test_one_opened_again_can_be_given_an_end_with_its_warning(consultation: Consultation) -> None:
    survey = await begun(consultation, await consultation.open(), minutes="2")
    consultation.clock.passes(minutes=2)
    await keep(consultation)
    await consultation.services.surveys.reopen(ORGANISER, survey.id, "Too early.")
    before = warnings(consultation)
    await consultation.services.surveys.extend(ORGANISER, survey.id, 5)
    consultation.clock.passes(minutes=4)
    await keep(consultation)
    assert warnings(consultation) == before + 1
    consultation.clock.passes(minutes=1)
    await keep(consultation)
    assert (await now(consultation, survey)).closed_at is not None


async def test_an_anonymous_one_is_never_opened_again_nor_given_time_once_it_is_closed(
    consultation: Consultation,
) -> None:
    survey = await begun(consultation, await consultation.open(), secrecy=Secrecy.ANONYMOUS, minutes="5")
    consultation.clock.passes(minutes=5)
    await keep(consultation)
    with pytest.raises(InvalidField, match="nobody knows any more"):
        await consultation.services.surveys.reopen(ORGANISER, survey.id, "Too early.")
    with pytest.raises(SurveyClosed):
        await consultation.services.surveys.extend(ORGANISER, survey.id, 5)
    assert (await now(consultation, survey)).closed_at is not None


async def test_what_is_sent_as_it_closes_is_counted_whole_or_refused(consultation: Consultation) -> None:
    survey = await begun(consultation, await signed_up(consultation, 8), secrecy=Secrecy.ANONYMOUS)
    surveys = consultation.services.surveys
    sent = [answers(consultation, survey, f"U{number}", 0) for number in range(8)]
    sent.insert(5, surveys.close(ORGANISER, survey.id))  # type: ignore[arg-type]  # all that matters is that it ends
    said = await asyncio.gather(*sent, return_exceptions=True)
    refused = [one for one in said if isinstance(one, SurveyClosed)]
    assert not [one for one in said if isinstance(one, BaseException) and one not in refused]
    desk = await surveys.desk(ORGANISER, survey.id)
    assert desk.results is not None
    assert desk.results.results[0].tally.answers == 8 - len(refused)


async def test_a_half_that_was_saved_is_counted_at_the_close(consultation: Consultation) -> None:
    session = await signed_up(consultation, 1)
    lines = "\n".join(f"Role {number} helps" for number in range(1, 20))
    survey = await consultation.services.surveys.begin(
        ORGANISER, session.id, SurveyDraft("Long", lines, minutes="5")
    )
    assert isinstance(survey, Survey)
    await answers(consultation, survey, "U0", 1)
    consultation.clock.passes(minutes=5)
    await keep(consultation)
    with pytest.raises(SurveyClosed):
        await consultation.services.surveys.save(
            person("U0"), survey.id, Written(1, {survey.questions[12].id: Filled(("0",))})
        )
    results = (await consultation.services.surveys.desk(ORGANISER, survey.id)).results
    assert results is not None
    assert [one.tally.answers for one in results.results] == [1, *[0] * 18]
    async with consultation.storage.look() as work:
        assert list((await work.surveys.answers(survey.questions[0])).values()) == [Chosen((1,))]


async def test_one_for_a_phase_closes_as_long_after_it_opens_as_was_said(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    draft = SurveyDraft("Before", "Roles help", opens_in="wrap-up", minutes="10")
    assert isinstance(await consultation.services.surveys.begin(ORGANISER, session.id, draft), Planned)
    consultation.clock.passes(minutes=30)
    await keep(consultation)
    await consultation.services.sessions.wrap_up(ORGANISER, session.id)
    await keep(consultation)
    async with consultation.storage.look() as work:
        (survey,) = await work.surveys.all(session.id)
    desk = await consultation.services.surveys.desk(ORGANISER, survey.id)
    assert desk.closes_at == survey.opened_at + timedelta(minutes=10)
    assert survey.opened_at > session.created_at + timedelta(minutes=29)


async def test_no_other_time_is_taken_than_is_offered(consultation: Consultation) -> None:
    session = await consultation.open()
    for typed in ("0", "4", "-5", "1e3", "soon"):
        with pytest.raises(InvalidField) as refused:
            await begun(consultation, session, minutes=typed)
        assert refused.value.field == "closes_in"
    survey = await begun(consultation, session)
    for minutes in (0, -5, 4, 100_000):
        with pytest.raises(InvalidField):
            await consultation.services.surveys.extend(ORGANISER, survey.id, minutes)


async def test_only_organisers_give_time_and_open_again(consultation: Consultation) -> None:
    survey = await begun(consultation, await consultation.open(), minutes="5")
    tried: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: consultation.services.surveys.extend(person("U0"), survey.id, 5),
        lambda: consultation.services.surveys.reopen(person("U0"), survey.id, "Well."),
        lambda: consultation.services.surveys.desk(person("F0"), survey.id),
    )
    for one in tried:
        with pytest.raises(NotAnOrganiser):
            await one()


async def test_a_reason_is_asked_for_and_may_not_be_a_page(consultation: Consultation) -> None:
    survey = await begun(consultation, await consultation.open())
    for note in ("", " \n\t", "x" * 301):
        with pytest.raises(ConsultationError) as refused:
            await consultation.services.surveys.reopen(ORGANISER, survey.id, note)
        assert isinstance(refused.value, InvalidField)
