"""Erasures: somebody asks to be forgotten, or has somebody forgotten."""

from collections.abc import Mapping

from consultation.errors import InvalidField
from consultation.model.panel import Act
from handlers.slack.ids import FORGET_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.erasures import forget_form, forgotten

MYSELF = "me"


async def ask(here: Reception, press: Press) -> None:
    """Open the form that says what goes and what stays. Whoever typed a name means somebody, whom they choose in the form."""
    actor, typed = press.asker.actor, press.text.strip().lower()
    others = typed != MYSELF and await here.services.erasures.may_name_others(actor)
    chosen = None if typed else actor.person
    here.answers.open_form(press, forget_form(chosen, press.asker.place, others=others))


async def confirmed(here: Reception, form: Submission) -> None:
    """Forget whoever is named, or who sent the form."""
    actor = form.asker.actor
    chosen = form.people("person") if "person" in form.fields else (actor.person,)
    if len(chosen) != 1:
        raise InvalidField("person", "Choose one person.")
    rows = await here.services.erasures.forget(actor, chosen[0])
    here.answers.privately(form.asker, forgotten(chosen[0], rows, themselves=chosen[0] == actor.person))


ACTS: Mapping[Act, ActListener] = {Act.FORGET: ask}
FORMS: Mapping[str, FormListener] = {FORGET_FORM: confirmed}
