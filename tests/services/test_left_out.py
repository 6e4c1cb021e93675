"""Who was left out as not coming: neither asked nor reminded, and counted only where they answer all the same."""

import pytest

from consultation.model.polls import Audience, Poll, PollDraft, Secrecy
from consultation.model.questions import Pressed, QuestionKind
from consultation.model.sessions import Session
from consultation.model.surveys import Survey, SurveyDraft
from consultation.moves import MoveDraft
from tests.services.test_polls import shown
from tests.services.test_surveys import answers
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person


async def placed(consultation: Consultation, people: int = 4) -> Session:
    session = await consultation.open()
    for number in range(people):
        await consultation.joins(session, f"U{number}", number % 4)
    await consultation.services.placements.apply(ORGANISER, session.id)
    return session


async def changes(consultation: Consultation, session: Session, doing: str, *names: str) -> None:
    arrangements = consultation.services.arrangements
    draft = MoveDraft(doing, tuple(person(name).person for name in names))
    seen = await arrangements.consider(ORGANISER, session.id, draft)
    await arrangements.carry_out(ORGANISER, session.id, draft, seen.token)


async def polled(consultation: Consultation, session: Session, secrecy: Secrecy = Secrecy.HIDDEN) -> Poll:
    draft = PollDraft("Will it help?", QuestionKind.AGREEMENT, Audience.PLENARY, secrecy=secrecy)
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    assert isinstance(poll, Poll)
    return poll


async def asked(consultation: Consultation, poll: Poll) -> int:
    async with consultation.storage.look() as work:
        found = await work.polls.any(poll.id)
        assert found is not None
        return await work.polls.asked(found)


@pytest.mark.parametrize("secrecy", list(Secrecy))
async def test_a_poll_is_put_to_those_who_come_and_to_who_answers_all_the_same(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    session = await placed(consultation)
    await changes(consultation, session, "absent", "U0", "U1")
    poll = await polled(consultation, session, secrecy)
    assert await asked(consultation, poll) == 2
    for name in ("U0", "U2"):
        await consultation.services.polls.vote(person(name), poll.id, Pressed(0))
    assert await asked(consultation, poll) == 3
    await consultation.services.polls.close(ORGANISER, poll.id)
    assert await asked(consultation, poll) == 3


async def test_an_open_poll_shows_at_once_that_somebody_is_not_coming_or_comes_after_all(
    consultation: Consultation,
) -> None:
    session = await placed(consultation)
    await polled(consultation, session)
    await changes(consultation, session, "absent", "U0")
    await consultation.paint()
    assert shown(consultation)[-1].tally.silent == 3
    await changes(consultation, session, "return", "U0")
    await consultation.paint()
    assert shown(consultation)[-1].tally.silent == 4
    await consultation.services.arrangements.undo(ORGANISER, session.id)
    await consultation.paint()
    assert shown(consultation)[-1].tally.silent == 3


@pytest.mark.parametrize("secrecy", list(Secrecy))
async def test_who_is_not_coming_is_not_reminded_of_a_poll(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    session = await placed(consultation)
    await changes(consultation, session, "absent", "U0")
    poll = await polled(consultation, session, secrecy)
    assert (await consultation.services.poll_control.remind(ORGANISER, poll.id)).now == 3
    await changes(consultation, session, "return", "U0")
    assert (await consultation.services.poll_control.remind(ORGANISER, poll.id)).now == 1


async def surveyed(consultation: Consultation, session: Session, secrecy: Secrecy) -> Survey:
    draft = SurveyDraft("Before", "We are well prepared", secrecy=secrecy)
    survey = await consultation.services.surveys.begin(ORGANISER, session.id, draft)
    assert isinstance(survey, Survey)
    return survey


@pytest.mark.parametrize("secrecy", list(Secrecy))
async def test_a_survey_is_put_to_those_who_come_and_keeps_their_number_once_it_is_closed(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    session = await placed(consultation)
    await changes(consultation, session, "absent", "U0", "U1")
    surveys = consultation.services.surveys
    survey = await surveyed(consultation, session, secrecy)
    assert (await surveys.remind(ORGANISER, survey.id)).now == 2
    for name in ("U0", "U2"):
        await answers(consultation, name, survey, 0)
    await surveys.close(ORGANISER, survey.id)
    await consultation.joins(session, "U9", 0)
    results = (await surveys.desk(ORGANISER, survey.id)).results
    assert results is not None
    assert (results.people, results.asked) == (2, 3)
    assert results.results[0].tally.silent == 1
