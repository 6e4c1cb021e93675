"""Mandates: say which organisations have a vote, and who casts it."""

from collections.abc import Mapping

from consultation.errors import InvalidField, NoSession
from consultation.model.panel import Act
from handlers.slack.ids import HOLDER_FORM, MANDATE_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.mandates import handed_over, mandate_form, roster


async def ask(here: Reception, press: Press) -> None:
    """Open the form: the list for an organiser, the holder for a lead."""
    holding = await here.services.mandates.holding(press.asker.actor, await here.session_of(press))
    here.answers.open_form(press, mandate_form(holding, press.asker.place))


async def listed(here: Reception, form: Submission) -> None:
    """Take in the list of organisations."""
    if form.session_id is None:
        raise NoSession
    known = await here.services.mandates.put(form.asker.actor, form.session_id, form.text("organisations"))
    here.answers.privately(form.asker, roster(known))


async def handed(here: Reception, form: Submission) -> None:
    """Take in who casts an organisation's vote."""
    if form.session_id is None:
        raise NoSession
    chosen = form.people("holder")
    if len(chosen) != 1:
        raise InvalidField("holder", "Choose one person.")
    mandate = await here.services.mandates.hand_over(form.asker.actor, form.session_id, chosen[0])
    here.answers.privately(form.asker, handed_over(mandate))


ACTS: Mapping[Act, ActListener] = {Act.MANDATE: ask}
FORMS: Mapping[str, FormListener] = {MANDATE_FORM: listed, HOLDER_FORM: handed}
