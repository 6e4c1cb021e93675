"""Placement: look, apply, undo."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from handlers.slack.ids import PLACEMENT_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.placement import placed, placement_form


async def preview(here: Reception, press: Press) -> None:
    """Show the rooms that would be made."""
    session_id = await here.session_of(press)
    session, placement = await here.services.placements.preview(press.asker.actor, session_id)
    here.answers.open_form(press, placement_form(session, placement))


async def undo(here: Reception, press: Press) -> None:
    """Go back to sign-up."""
    session = await here.services.placements.undo(press.asker.actor, await here.session_of(press))
    await here.show_panel(press.asker, session.id)


async def submitted(here: Reception, form: Submission) -> None:
    """Place people as the preview showed."""
    if form.session_id is None:
        raise NoSession
    session, placement = await here.services.placements.apply(form.asker.actor, form.session_id)
    here.answers.privately(form.asker, placed(session, placement))


ACTS: Mapping[Act, ActListener] = {Act.PLACE: preview, Act.UNPLACE: undo}
FORMS: Mapping[str, FormListener] = {PLACEMENT_FORM: submitted}
