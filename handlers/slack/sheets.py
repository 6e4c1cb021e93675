"""Placing by hand with a spreadsheet: send it, look what one that comes back would do, use it."""

from collections.abc import Awaitable, Callable, Mapping

from consultation.errors import ConsultationError, NoSession, SheetRefused
from consultation.model.references import SessionId
from consultation.model.sessions import Session
from consultation.ports.platform import PlatformRefusal, PlatformSilence
from consultation.services.sheets import SheetDraft
from handlers.slack.blocks import View
from handlers.slack.error_sentences import NO_ANSWER
from handlers.slack.payloads import Press, Submission
from handlers.slack.raw import mapping, text
from handlers.slack.reception import FormListener, Reception
from handlers.slack.slow_forms import Slow, update_slowly
from handlers.slack.views.placement import placed
from handlers.slack.views.sheets import LOOKING, SENDING, SENT, looked_form, refused_form, sheet_form


async def ask(here: Reception, press: Press) -> None:
    """Open the form."""
    session = await here.services.sheets.ask(press.asker.actor, await here.session_of(press))
    here.answers.open_form(press, sheet_form(session))


async def instead(here: Reception, form: Submission) -> None:
    """Show the form in the place of another one."""
    session = await here.services.sheets.ask(form.asker.actor, _session_of(form))

    async def finish() -> View:
        return sheet_form(session)

    update_slowly(here, form, _slow(session, SheetDraft(), LOOKING, finish))


async def send(here: Reception, form: Submission) -> None:
    """Send the spreadsheet to whoever asked for it."""
    actor, draft = form.asker.actor, draft_of(form)
    session = await here.services.sheets.ask(actor, _session_of(form))

    async def finish() -> View:
        await here.services.sheets.send(actor, session.id)
        return sheet_form(session, draft, note=SENT)

    update_slowly(here, form, _slow(session, draft, SENDING, finish))


async def look(here: Reception, form: Submission) -> None:
    """Show what the spreadsheet would do."""
    actor, draft = form.asker.actor, draft_of(form)
    session = await here.services.sheets.ask(actor, _session_of(form))

    async def finish() -> View:
        return looked_form(await here.services.sheets.look(actor, session.id, draft), draft)

    update_slowly(here, form, _slow(session, draft, LOOKING, finish))


async def submitted(here: Reception, form: Submission) -> None:
    """Place people as the spreadsheet says."""
    session, placement = await here.services.sheets.apply(
        form.asker.actor, _session_of(form), draft_of(form), form.seen
    )
    here.answers.privately(form.asker, placed(session, placement))


def draft_of(form: Submission) -> SheetDraft:
    """The file or the lines that were given."""
    # A block of ours holds one element, whatever its action id.
    files = [text(one, "files", 0, "id") for one in mapping(form.values, "file").values()]
    return SheetDraft("".join(files[:1]), form.text("lines"))


def _slow(session: Session, draft: SheetDraft, meanwhile: str, finish: Callable[[], Awaitable[View]]) -> Slow:
    async def finished() -> View:
        try:
            return await finish()
        except SheetRefused as refused:
            return refused_form(session, draft, refused)
        except PlatformRefusal as refusal:
            raise ConsultationError(refusal.reason) from refusal
        except PlatformSilence as silence:
            raise ConsultationError(NO_ANSWER) from silence

    return Slow(
        finish=finished,
        waiting=lambda: sheet_form(session, draft, note=meanwhile),
        told=lambda sentence: sheet_form(session, draft, problem=sentence),
    )


def _session_of(form: Submission) -> SessionId:
    if form.session_id is None:
        raise NoSession
    return form.session_id


BUTTONS: Mapping[str, FormListener] = {"sheet": instead, "send_sheet": send, "look_sheet": look}
