"""Rooms: look, then open them."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from handlers.slack.ids import ROOMS_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.rooms import opening, rooms_form


async def preview(here: Reception, press: Press) -> None:
    """Show the rooms that are about to be opened, or those that gave trouble."""
    session_id = await here.session_of(press)
    session, held, progress = await here.services.rooms.preview(press.asker.actor, session_id)
    here.answers.open_form(press, rooms_form(session, held, progress))


async def submitted(here: Reception, form: Submission) -> None:
    """Decide that the rooms open; making them takes a while and goes on beside."""
    if form.session_id is None:
        raise NoSession
    decided = await here.services.rooms.open(form.asker.actor, form.session_id)
    here.answers.privately(form.asker, opening(decided))
    here.background.start(here.services.rooms.begin(decided.session))


ACTS: Mapping[Act, ActListener] = {Act.ROOMS: preview}
FORMS: Mapping[str, FormListener] = {ROOMS_FORM: submitted}
