"""Surveys that open and close with the phases of a session, and what they come to room by room."""

import pytest

from consultation.errors import InvalidField, NotAnOrganiser, NotToldYet
from consultation.model.library import Planned
from consultation.model.polls import Secrecy
from consultation.model.questions import Filled
from consultation.model.sessions import Phase, Session
from consultation.model.surveys import Survey, SurveyDraft, Written
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person


async def surveys(consultation: Consultation, session: Session) -> list[tuple[str, bool]]:
    """Each survey of the session, and whether it is open."""
    async with consultation.storage.look() as work:
        return [(one.title, one.closed_at is None) for one in await work.surveys.all(session.id)]


async def put(consultation: Consultation, session: Session, draft: SurveyDraft) -> Survey | Planned:
    return await consultation.services.surveys.begin(ORGANISER, session.id, draft)


async def answers(consultation: Consultation, survey: Survey, *rows: int) -> None:
    """U0, U1 … answer the first question with these rows."""
    for number, row in enumerate(rows):
        given = {survey.questions[0].id: Filled((str(row),))}
        await consultation.services.surveys.save(person(f"U{number}"), survey.id, Written(0, given))


async def test_a_survey_before_opens_with_sign_up_closes_with_the_rooms_and_is_asked_again_at_the_close(
    consultation: Consultation,
) -> None:
    session = await consultation.session()
    draft = SurveyDraft("How is it?", "Roles help", opens_in="sign-up", closes_in="in rooms", again=True)
    assert isinstance(await put(consultation, session, draft), Planned)
    keep = consultation.surveys_opening.keep_to_phases
    await keep()
    assert await surveys(consultation, session) == []
    await consultation.services.sessions.open_sign_up(ORGANISER, session.id)
    for _ in range(2):
        await keep()
        assert await surveys(consultation, session) == [("How is it?", True)]
    await move(consultation, session, Phase.IN_ROOMS)
    await keep()
    assert await surveys(consultation, session) == [("How is it?", False)]
    await consultation.services.sessions.close(ORGANISER, session.id)
    await keep()
    assert await surveys(consultation, session) == [("How is it?", False), ("How is it?", True)]
    async with consultation.storage.look() as work:
        before, after = await work.surveys.all(session.id)
    assert (after.follows, after.questions[0].wording) == (before.id, "Roles help")
    await consultation.services.digests.publish(ORGANISER, session.id)
    assert await surveys(consultation, session) == [("How is it?", False), ("How is it?", False)]


async def move(consultation: Consultation, session: Session, phase: Phase) -> None:
    async with consultation.storage.work() as work:
        await work.sessions.move(session.id, phase)


async def test_what_was_planned_for_the_close_is_told_when_the_digest_came_first(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    await put(consultation, session, SurveyDraft("After", "Well?", opens_in="closed"))
    await consultation.services.digests.publish(ORGANISER, session.id)
    await consultation.surveys_opening.keep_to_phases()
    assert await surveys(consultation, session) == []
    agenda = await consultation.services.poll_control.agenda(ORGANISER, session.id)
    assert agenda.planned == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens_in": "sign-up"}, "opens_in"),
        ({"opens_in": "nonsense"}, "opens_in"),
        ({"opens_in": "closed", "closes_in": "wrap-up"}, "closes_in"),
        ({"closes_in": "in rooms"}, "closes_in"),
        ({"opens_in": "closed", "again": True}, "again"),
    ],
)
async def test_a_moment_that_is_over_or_too_early_is_told_at_its_field(
    consultation: Consultation, changes: dict[str, object], field: str
) -> None:
    session = await consultation.in_rooms()
    with pytest.raises(InvalidField) as refused:
        await put(consultation, session, SurveyDraft("Well", "Well?", **changes))  # type: ignore[arg-type]  # tried wrongly on purpose
    assert refused.value.field == field


async def test_before_sign_up_opens_a_survey_can_only_be_planned(consultation: Consultation) -> None:
    session = await consultation.session()
    with pytest.raises(InvalidField, match="Nobody can answer before sign-up opens"):
        await put(consultation, session, SurveyDraft("Well", "Well?"))


async def test_the_results_have_place_and_base_on_each_row(consultation: Consultation) -> None:
    session = await consultation.in_rooms(people=24)
    survey = await put(consultation, session, SurveyDraft("Well", "Roles help"))
    assert isinstance(survey, Survey)
    await answers(consultation, survey, *[0] * 12, *[3] * 12)
    await consultation.services.surveys.close(ORGANISER, survey.id)
    await consultation.services.poll_results.send_survey(ORGANISER, survey.id)
    place, names, words = consultation.courier.carried[-1]
    assert names == ("survey.csv",)
    assert "base" in words
    assert place == consultation.platform.desk(ORGANISER.person)
    with pytest.raises(NotAnOrganiser):
        await consultation.services.poll_results.send_survey(person("U0"), survey.id)


async def test_of_an_anonymous_survey_nothing_is_handed_out_before_the_close(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    survey = await put(consultation, session, SurveyDraft("Well", "Roles help", Secrecy.ANONYMOUS))
    assert isinstance(survey, Survey)
    await answers(consultation, survey, 0, 1)
    with pytest.raises(NotToldYet):
        await consultation.services.poll_results.send_survey(ORGANISER, survey.id)
    await consultation.services.surveys.close(ORGANISER, survey.id)
    await consultation.services.poll_results.send_survey(ORGANISER, survey.id)
