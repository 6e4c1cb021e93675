"""People: join, change, withdraw."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from consultation.model.people import SignUpDraft
from consultation.model.references import ThemeId
from consultation.model.sessions import Phase
from handlers.slack.ids import SIGN_UP_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.people import joined, sign_up_form, withdrawn


async def join(here: Reception, press: Press) -> None:
    """Open the sign-up form, with what was said before."""
    session_id = await here.session_of(press)
    session, before = await here.services.people.for_joining(press.asker.actor, session_id)
    here.answers.open_form(press, sign_up_form(session, before))


async def withdraw(here: Reception, press: Press) -> None:
    """Take the person off the list."""
    session = await here.services.people.withdraw(press.asker.actor, await here.session_of(press))
    here.answers.privately(press.asker, withdrawn(session), replace=True)


async def submitted(here: Reception, form: Submission) -> None:
    """Put the person on the list or change what they said; who comes late is asked into their room."""
    if form.session_id is None:
        raise NoSession
    done = await here.services.people.join(form.asker.actor, form.session_id, draft_of(form))
    here.answers.privately(form.asker, joined(done))
    if done.room is not None and done.session.phase is Phase.IN_ROOMS:
        here.background.start(here.services.rooms.begin(done.session))


def draft_of(form: Submission) -> SignUpDraft:
    """What was typed and chosen."""
    choices = [form.text(field) for field in form.fields if field.startswith("choice_")]
    return SignUpDraft(
        choices=tuple(ThemeId(choice) if choice else None for choice in choices),
        role=form.text("role"),
        organisation=form.text("organisation"),
        can_facilitate=form.ticked("can_facilitate"),
        observes=form.ticked("observes"),
    )


ACTS: Mapping[Act, ActListener] = {Act.JOIN: join, Act.WITHDRAW: withdraw}
FORMS: Mapping[str, FormListener] = {SIGN_UP_FORM: submitted}
