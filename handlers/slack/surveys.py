"""Surveys: begin, answer page by page, remind, close, ask again."""

from collections.abc import Awaitable, Callable, Mapping

from consultation.errors import InvalidField, NoSession
from consultation.model.panel import Act
from consultation.model.polls import Secrecy
from consultation.model.references import SurveyId, TemplateId
from consultation.model.surveys import Sheet, SurveyDraft, Written
from consultation.surveys import prefix_of
from handlers.slack.blocks import View
from handlers.slack.ids import SURVEY_FORM, SURVEY_PAGE_FORM, SURVEY_REOPEN_FORM, SurveyDeed
from handlers.slack.payloads import Press, Submission
from handlers.slack.poll_payloads import filled
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.slow_forms import replace_form
from handlers.slack.statement_payloads import SurveyPress
from handlers.slack.views.asked import survey_begun
from handlers.slack.views.library import keep_form
from handlers.slack.views.poll_desk import reminded
from handlers.slack.views.survey_desk import desk, reopen_form
from handlers.slack.views.surveys import BY_HAND, NOW, page_form, saved, survey_form


async def begin(here: Reception, press: Press) -> None:
    """Open the form that begins, with what was typed as its title; for who doesn't organise, the survey that is open."""
    asked = await here.services.surveys.asked_by(press.asker.actor, await here.session_of(press))
    place = press.asker.place
    half = SurveyDraft(press.text)
    form = page_form(asked, place) if isinstance(asked, Sheet) else survey_form(asked, place, half)
    here.answers.open_form(press, form)


async def from_template(here: Reception, form: Submission) -> None:
    """Fill the form from the template that was chosen."""
    if form.session_id is None:
        raise NoSession
    actor, chosen = form.asker.actor, TemplateId(form.text("template"))
    shelf = await here.services.surveys.for_beginning(actor, form.session_id)
    template = await here.services.library.take(actor, form.session_id, chosen)
    if isinstance(template.draft, SurveyDraft):
        replace_form(here, form, survey_form(shelf, form.asker.place, template.draft, template.id))


async def begun(here: Reception, form: Submission) -> None:
    """Begin what the form says."""
    if form.session_id is None:
        raise NoSession
    put = await here.services.surveys.begin(form.asker.actor, form.session_id, draft_of(form))
    here.answers.privately(form.asker, survey_begun(put))


def draft_of(form: Submission) -> SurveyDraft:
    """What was typed and chosen. Raises InvalidField for a choice that the form doesn't offer."""
    try:
        secrecy = Secrecy(form.text("secrecy"))
    except ValueError:
        raise InvalidField("secrecy", "Choose who can know what somebody answered.") from None
    closes = form.text("closes_in").removeprefix(BY_HAND.value)
    return SurveyDraft(
        title=form.text("title"),
        questions=form.text("questions"),
        secrecy=secrecy,
        pairs=form.ticked("pairs"),
        unsure=form.ticked("unsure"),
        opens_in=form.text("opens_in").removeprefix(NOW.value),
        closes_in="" if closes.isdecimal() else closes,
        minutes=closes if closes.isdecimal() else "",
        again=form.ticked("again"),
        opens_at=form.moment("opens_at"),
    )


async def sent(here: Reception, form: Submission) -> View | None:
    """Keep what was filled in on a page, and go on to the next one; after the last, say how many are answered."""
    survey, _, number = form.seen.partition(" ")
    page = int(number or 0)
    sheet = await here.services.surveys.sheet(form.asker.actor, SurveyId(survey), page)
    after = await here.services.surveys.save(form.asker.actor, SurveyId(survey), written(form, sheet))
    if after.page > page:
        return page_form(after, form.asker.place)
    here.answers.privately(form.asker, saved(after))
    return None


def written(form: Submission, sheet: Sheet) -> Written:
    """What a page's fields say."""
    given = {
        question.id: filled(form, question, prefix_of(sheet.survey, question)) for question in sheet.questions
    }
    return Written(sheet.page, given)


async def pressed(here: Reception, press: SurveyPress) -> None:
    """Do what a button of a survey asks for."""
    await DEEDS[press.deed](here, press)


async def answer(here: Reception, press: SurveyPress) -> None:
    """Open a page of the form."""
    sheet = await here.services.surveys.sheet(press.asker.actor, press.survey, press.number or None)
    here.answers.open_form(press, page_form(sheet, press.asker.place))


async def remind(here: Reception, press: SurveyPress) -> None:
    """Write to those who have not answered."""
    number = await here.services.surveys.remind(press.asker.actor, press.survey)
    here.answers.privately(press.asker, reminded(number))


async def close(here: Reception, press: SurveyPress) -> None:
    """Close a survey: on the panel this is shown again, elsewhere the survey with what it came to."""
    survey = await here.services.surveys.close(press.asker.actor, press.survey)
    if press.number:
        await here.show_panel(press.asker, survey.session)
    else:
        await show(here, press)


async def ask_again(here: Reception, press: SurveyPress) -> None:
    """Ask the same questions once more."""
    survey = await here.services.surveys.ask_again(press.asker.actor, press.survey)
    if press.number:
        await here.show_panel(press.asker, survey.session)
    else:
        here.answers.privately(press.asker, survey_begun(survey))


async def show(here: Reception, press: SurveyPress) -> None:
    """Show a survey to whoever looks after it."""
    standing = await here.services.surveys.desk(press.asker.actor, press.survey)
    here.answers.privately(press.asker, desk(standing), replace=True)


async def extend(here: Reception, press: SurveyPress) -> None:
    """Let a survey close later."""
    standing = await here.services.surveys.extend(press.asker.actor, press.survey, press.number)
    here.answers.privately(press.asker, desk(standing), replace=True)


async def open_reopening(here: Reception, press: SurveyPress) -> None:
    """Ask why a survey is opened again."""
    standing = await here.services.surveys.desk(press.asker.actor, press.survey)
    here.answers.open_form(press, reopen_form(standing, press.asker.place))


async def reopened(here: Reception, form: Submission) -> None:
    """Open a survey again."""
    standing = await here.services.surveys.reopen(form.asker.actor, SurveyId(form.seen), form.text("note"))
    here.answers.privately(form.asker, desk(standing))


async def hand_out(here: Reception, press: SurveyPress) -> None:
    """Hand out the results as files, in private."""
    await here.services.poll_results.send_survey(press.asker.actor, press.survey)


async def keep(here: Reception, press: SurveyPress) -> None:
    """Ask for the name under which a survey is kept."""
    session, name = await here.services.library.for_keeping_survey(press.asker.actor, press.survey)
    known = f"survey {press.survey}"
    here.answers.open_form(press, keep_form(session, press.asker.place, name, known))


ACTS: Mapping[Act, ActListener] = {Act.SURVEY: begin}
FORMS: Mapping[str, FormListener] = {SURVEY_FORM: begun, SURVEY_PAGE_FORM: sent, SURVEY_REOPEN_FORM: reopened}
BUTTONS: Mapping[str, FormListener] = {"survey_template": from_template}
DEEDS: Mapping[SurveyDeed, Callable[[Reception, SurveyPress], Awaitable[None]]] = {
    SurveyDeed.ANSWER: answer,
    SurveyDeed.REMIND: remind,
    SurveyDeed.CLOSE: close,
    SurveyDeed.AGAIN: ask_again,
    SurveyDeed.KEEP: keep,
    SurveyDeed.FILES: hand_out,
    SurveyDeed.DESK: show,
    SurveyDeed.MORE: extend,
    SurveyDeed.REOPEN: open_reopening,
}
