"""The summary: key themes and next steps."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from handlers.slack.ids import SUMMARY_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.summaries import summarised, summary_form


async def summary(here: Reception, press: Press) -> None:
    """Open the form with what stands there so far."""
    session_id = await here.session_of(press)
    session, written = await here.services.summaries.get(press.asker.actor, session_id)
    here.answers.open_form(press, summary_form(session, written))


async def submitted(here: Reception, form: Submission) -> None:
    """Keep it."""
    if form.session_id is None:
        raise NoSession
    session, written = await here.services.summaries.write(
        form.asker.actor, form.session_id, form.text("themes"), form.text("steps")
    )
    here.answers.privately(form.asker, summarised(session, written))


ACTS: Mapping[Act, ActListener] = {Act.SUMMARY: summary}
FORMS: Mapping[str, FormListener] = {SUMMARY_FORM: submitted}
