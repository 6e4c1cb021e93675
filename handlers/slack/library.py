"""The library: look into it, start from it, keep something in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from consultation.model.library import Template
from consultation.model.panel import Act
from consultation.model.polls import PollDraft
from consultation.model.references import PollId, SessionId, SurveyId, TemplateId
from handlers.slack import raw
from handlers.slack.ids import TEMPLATE_FORM, TEMPLATE_PATTERN
from handlers.slack.payloads import Asker, Press, Submission, asker_of
from handlers.slack.raw import Json, Unreadable
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.library import kept, shelf
from handlers.slack.views.poll_forms import poll_form
from handlers.slack.views.surveys import survey_form

POLL, SURVEY = "poll", "survey"
"""What the form that asks for a name says is kept."""


@dataclass(frozen=True, slots=True)
class TemplatePress:
    """Somebody presses a button beside a template."""

    asker: Asker
    doing: str
    template: TemplateId
    session: SessionId
    trigger_id: str = ""


def template_press_of(body: Json) -> TemplatePress:
    """A press on a button beside a template. Raises Unreadable."""
    found = TEMPLATE_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("template")
    session, trigger = SessionId(raw.text(body, "actions", 0, "value")), raw.text(body, "trigger_id")
    return TemplatePress(asker_of(body), found["doing"], TemplateId(found["template"]), session, trigger)


async def look(here: Reception, press: Press) -> None:
    """Show the library; with the first words of a name, start from that."""
    session = await here.session_of(press)
    library = here.services.library
    if press.text:
        await start(here, press, session, await library.named(press.asker.actor, session, press.text))
    else:
        here.answers.privately(press.asker, shelf(await library.shelf(press.asker.actor, session)))


async def start(here: Reception, press: Press, session: SessionId, template: Template) -> None:
    """Open the form that a template fills."""
    actor, place, draft = press.asker.actor, press.asker.place, template.draft
    if isinstance(draft, PollDraft):
        asking = await here.services.polls.for_asking(actor, session)
        here.answers.open_form(press, poll_form(asking, place, draft, template.id))
    else:
        begun = await here.services.surveys.for_beginning(actor, session)
        here.answers.open_form(press, survey_form(begun, place, draft, template.id))


async def pressed(here: Reception, press: TemplatePress) -> None:
    """Use a template, or take it out."""
    library, actor = here.services.library, press.asker.actor
    if press.doing == "use":
        asked = Press(press.asker, Act.LIBRARY, press.session, trigger_id=press.trigger_id)
        await start(here, asked, press.session, await library.take(actor, press.session, press.template))
    else:
        left = await library.remove(actor, press.session, press.template)
        here.answers.privately(press.asker, shelf(left), replace=True)


async def named(here: Reception, form: Submission) -> None:
    """Keep a poll or survey under the name in the form."""
    what, _, subject = form.seen.partition(" ")
    library, actor, name = here.services.library, form.asker.actor, form.text("name")
    if what == POLL:
        template = await library.keep_poll(actor, PollId(subject), name)
    else:
        template = await library.keep_survey(actor, SurveyId(subject), name)
    here.answers.privately(form.asker, kept(template))


ACTS: Mapping[Act, ActListener] = {Act.LIBRARY: look}
FORMS: Mapping[str, FormListener] = {TEMPLATE_FORM: named}
