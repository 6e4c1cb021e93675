"""What was closed and opened again says so wherever its results go: in files, in the digest, in the report."""

from consultation.model.polls import Audience, Poll, PollDraft
from consultation.model.questions import Filled, QuestionKind
from consultation.model.sessions import Session
from consultation.model.surveys import Survey, SurveyDraft, Written
from consultation.report import report_of
from consultation.results import PollResult, SurveyReport
from handlers.slack.views.outcomes import poll_line
from tests.support.consultation import Consultation
from tests.support.handing import FakeResultMaker
from tests.support.people import ORGANISER, person

WHY = "Room 2 had no time."
SAYS = "closed and opened again"


async def closed_and_opened(
    consultation: Consultation, session: Session, question: str
) -> tuple[Poll, Survey]:
    """A poll and a survey that were closed, opened again and closed."""
    services = consultation.services
    draft = PollDraft(
        question, QuestionKind.SHORT_TEXT if "words" in question else QuestionKind.AGREEMENT, Audience.PLENARY
    )
    poll = await services.polls.ask(ORGANISER, session.id, draft)
    survey = await services.surveys.begin(ORGANISER, session.id, SurveyDraft("Before", "Roles help"))
    assert isinstance(poll, Poll)
    assert isinstance(survey, Survey)
    await services.polls.close(ORGANISER, poll.id)
    await services.surveys.close(ORGANISER, survey.id)
    await services.poll_control.reopen(ORGANISER, poll.id, WHY)
    await services.surveys.reopen(ORGANISER, survey.id, WHY)
    given = Filled(("Well.",)) if "words" in question else Filled(("0",))
    await services.polls.vote(person("U0"), poll.id, given)
    await services.surveys.save(person("U0"), survey.id, Written(0, {survey.questions[0].id: Filled(("0",))}))
    return poll, survey


async def test_its_files_have_the_reason(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    poll, survey = await closed_and_opened(consultation, session, "Well?")
    await consultation.services.poll_results.send(ORGANISER, poll.id)
    await consultation.services.poll_results.send_survey(ORGANISER, survey.id)
    maker = consultation.services.poll_results.maker
    assert isinstance(maker, FakeResultMaker)
    of_poll, of_survey = maker.asked
    assert isinstance(of_poll, PollResult)
    assert isinstance(of_survey, SurveyReport)
    assert of_poll.reopened == of_survey.reopened == (WHY,)


async def test_the_digest_and_the_report_say_so_of_both_and_of_nothing_else(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    services = consultation.services
    await closed_and_opened(consultation, session, "Well?")
    await closed_and_opened(consultation, session, "In your own words?")
    once = await services.polls.ask(
        ORGANISER, session.id, PollDraft("Once?", QuestionKind.AGREEMENT, Audience.PLENARY)
    )
    assert isinstance(once, Poll)
    await services.polls.vote(person("U0"), once.id, Filled(("0",)))
    digest = await services.digests.publish(ORGANISER, session.id)
    async with consultation.storage.look() as work:
        assert await work.digests.get(session.id) == digest
    told = {one.question: one.survey + poll_line(one) for one in digest.polls}
    assert {question for question, line in told.items() if SAYS in line} == {*told} - {"Once?"}
    report = report_of(digest)
    polls = {one.question: f"{one.source} {one.note}" for one in report.polls}
    written = {one.question: one.source for one in report.writings}
    assert {question for question, said in {**polls, **written}.items() if SAYS in said} == {
        "Well?",
        "Roles help",
        "In your own words?",
    }
    assert SAYS not in polls["Once?"]
