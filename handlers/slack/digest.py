"""The digest: look, then publish."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from consultation.model.references import SessionId
from handlers.slack.ids import DIGEST_FORM
from handlers.slack.note_payloads import FoundPress
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, FoundListener, Reception
from handlers.slack.views.digest import digest_form, report_asked
from handlers.slack.views.programme import programme_look, programme_posted


async def preview(here: Reception, press: Press) -> None:
    """Show the digest in figures."""
    session_id = await here.session_of(press)
    session, digest = await here.services.digests.preview(press.asker.actor, session_id)
    here.answers.open_form(press, digest_form(session, digest))


async def submitted(here: Reception, form: Submission) -> None:
    """Publish it."""
    if form.session_id is None:
        raise NoSession
    await here.services.digests.publish(form.asker.actor, form.session_id)
    await here.show_panel(form.asker, form.session_id)


async def programme(here: Reception, press: Press) -> None:
    """Show what the whole programme found."""
    session_id = await here.session_of(press)
    found = await here.services.digests.programme(press.asker.actor, session_id)
    here.answers.privately(press.asker, programme_look(found, session_id))


async def post_programme(here: Reception, press: FoundPress) -> None:
    """Post it for everybody, with its files."""
    await here.services.digests.publish_programme(press.asker.actor, SessionId(press.subject))
    here.answers.privately(press.asker, programme_posted())


async def report(here: Reception, press: Press) -> None:
    """Have the files of the report made and handed to who asked."""
    session = await here.services.reports.ask(press.asker.actor, await here.session_of(press))
    here.answers.privately(press.asker, report_asked(session))


ACTS: Mapping[Act, ActListener] = {Act.DIGEST: preview, Act.REPORT: report, Act.PROGRAMME: programme}
FORMS: Mapping[str, FormListener] = {DIGEST_FORM: submitted}
FOUND: Mapping[str, FoundListener] = {"programme": post_programme}
