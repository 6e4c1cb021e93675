"""Sessions: make, change, open for sign-up, wrap up, close; where they stand; help."""

from collections.abc import Mapping

from consultation.model.panel import Act
from consultation.model.sessions import SessionDraft
from handlers.slack.ids import SESSION_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.refusals import refusal
from handlers.slack.views.sessions import help_message, session_form
from handlers.slack.views.slips import not_known


async def new(here: Reception, press: Press) -> None:
    """Open the form of a new session."""
    here.answers.open_form(press, session_form(press.asker.place, None))


async def edit(here: Reception, press: Press) -> None:
    """Open the form that changes a session."""
    session = await here.services.sessions.for_editing(press.asker.actor, await here.session_of(press))
    here.answers.open_form(press, session_form(press.asker.place, session))


async def open_sign_up(here: Reception, press: Press) -> None:
    """Open the list."""
    session = await here.services.sessions.open_sign_up(press.asker.actor, await here.session_of(press))
    await here.show_panel(press.asker, session.id)


async def wrap_up(here: Reception, press: Press) -> None:
    """Tell the rooms to come to an end."""
    session = await here.services.sessions.wrap_up(press.asker.actor, await here.session_of(press))
    await here.show_panel(press.asker, session.id)


async def close(here: Reception, press: Press) -> None:
    """Close the session."""
    session = await here.services.sessions.close(press.asker.actor, await here.session_of(press))
    await here.show_panel(press.asker, session.id)


async def status(here: Reception, press: Press) -> None:
    """Show where the session stands."""
    await here.show_panel(press.asker, press.session_id)


async def show_help(here: Reception, press: Press) -> None:
    """Show every command; of a word that isn't one, say so, with the one that was probably meant."""
    here.answers.privately(press.asker, refusal(not_known(press.text)) if press.text else help_message())


async def submitted(here: Reception, form: Submission) -> None:
    """Make the session, or change the one that the form was opened for."""
    actor, draft, sessions = form.asker.actor, draft_of(form), here.services.sessions
    if form.session_id is None:
        session = await sessions.create(actor, draft)
    else:
        session = await sessions.edit(actor, form.session_id, draft)
    await here.show_panel(form.asker, session.id)


def draft_of(form: Submission) -> SessionDraft:
    """What was typed. Many themes come in several fields, which read on as one text."""
    themes = [form.text(field) for field in form.fields if field == "themes" or field.startswith("themes_")]
    return SessionDraft(
        question=form.text("question"),
        place=form.place("place") or form.asker.place,
        themes="\n".join(themes),
        programme=form.text("programme"),
        guest=form.text("guest"),
        starts_at=form.moment("starts_at"),
        co_organisers=form.people("co_organisers"),
    )


ACTS: Mapping[Act, ActListener] = {
    Act.NEW: new,
    Act.EDIT: edit,
    Act.OPEN: open_sign_up,
    Act.WRAP_UP: wrap_up,
    Act.CLOSE: close,
    Act.STATUS: status,
    Act.HELP: show_help,
}
FORMS: Mapping[str, FormListener] = {SESSION_FORM: submitted}
