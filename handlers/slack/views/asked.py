"""The short word to whoever asked something: that it is there or planned, and the ways on from here."""

from consultation.model.library import Planned
from consultation.model.panel import Act
from consultation.model.polls import Audience, Poll
from consultation.model.references import SessionId
from consultation.model.surveys import Survey, SurveyDraft
from consultation.texts import quoted
from handlers.slack.blocks import Element, Message, actions, button, message, section
from handlers.slack.ids import SurveyDeed, poll_id, survey_deed_id
from handlers.slack.views.acts import act_button, close_poll_button
from handlers.slack.views.poll_desk import opening_of
from handlers.slack.views.survey_desk import close_survey_button
from handlers.slack.views.wording import words

WHERE = {
    Audience.PLENARY: "in the session's channel",
    Audience.ROOM: "in one room",
    Audience.ROOMS: "in every room",
}


def poll_asked(poll: Poll | Planned) -> Message:
    """A poll is asked, or planned."""
    if isinstance(poll, Planned):
        return _planned(poll)
    wording = poll.question.wording
    show = button("Show poll", poll_id("desk", poll.id), poll.id, spoken_label=f"Show poll: {wording}")
    said = f"{quoted(words(wording, 300))} is asked {WHERE[poll.audience]}."
    return _said(said, poll.session, close_poll_button(poll.id, wording), show)


def survey_begun(survey: Survey | Planned) -> Message:
    """A survey is put, or planned."""
    if isinstance(survey, Planned):
        return _planned(survey)
    title = survey.title
    show = button(
        "Show survey", survey_deed_id(SurveyDeed.DESK, survey.id), spoken_label=f"Show survey: {title}"
    )
    said = f"The survey {quoted(words(title, 150))} is open in the session's channel."
    return _said(said, survey.session, close_survey_button(survey), show)


def round_begun(question: str, session: SessionId) -> Message:
    """A round of statements is begun."""
    return _said(f"{quoted(words(question, 300))} takes statements now, in the session's channel.", session)


def _planned(planned: Planned) -> Message:
    draft = planned.draft
    title = draft.title if isinstance(draft, SurveyDraft) else draft.question
    said = f"{quoted(words(title, 300))} is planned: it opens {opening_of(draft)}."
    return _said(said, planned.session, act_button(Act.POLLS, planned.session))


def _said(said: str, session: SessionId, *buttons: Element) -> Message:
    here = act_button(Act.STATUS, session, label="Show session")
    return message(section("asked", said), actions("acts", *buttons, here))
