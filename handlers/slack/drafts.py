"""The draft: look at it, edit a room's points, publish a correction."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from consultation.model.references import NoteId, SessionId
from consultation.model.revisions import Sheet
from handlers.slack.ids import CORRECT_FORM, SHEET_OF_POINTS_FORM
from handlers.slack.note_payloads import FoundPress, chosen
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, FoundListener, Reception
from handlers.slack.views.drafts import correct_form, draft_message, points_form, saved


async def draft(here: Reception, press: Press) -> None:
    """Show the whole draft to an organiser; open their room's points for a facilitator."""
    mine = await _room_meant(here, press)
    if mine is not None:
        room = await here.services.drafts.room(press.asker.actor, *mine)
        here.answers.open_form(press, points_form(room))
        return
    overview = await here.services.drafts.overview(press.asker.actor, await here.session_of(press))
    here.answers.privately(press.asker, draft_message(overview), replace=True)


async def _room_meant(here: Reception, press: Press) -> tuple[SessionId, int] | None:
    """The room whose number was typed, or the facilitator's own in its channel; None for the whole draft."""
    if press.text.isdecimal():
        return await here.session_of(press), int(press.text[:4])
    if press.session_id is not None:
        return None
    return await here.services.drafts.number_at(press.asker.actor, press.asker.place)


async def edit(here: Reception, press: FoundPress) -> None:
    """Open a room's points."""
    session, _, number = press.subject.rpartition(".")
    room = await here.services.drafts.room(press.asker.actor, SessionId(session), int(number))
    here.answers.open_form(press, points_form(room))


async def edited(here: Reception, form: Submission) -> None:
    """Take in a room's points as they were edited."""
    if form.session_id is None:
        raise NoSession
    number, _, token = form.seen.partition(" ")
    done = await here.services.drafts.edit(
        form.asker.actor, form.session_id, int(number), draft_of(form), token
    )
    here.answers.privately(form.asker, saved(done, confirmed=form.ticked("confirm")))


async def correct(here: Reception, press: Press) -> None:
    """Open the form that publishes a new version."""
    session = await here.session_of(press)
    overview = await here.services.drafts.overview(press.asker.actor, session, Act.CORRECT)
    here.answers.open_form(press, correct_form(overview.session, overview.digest))


async def corrected(here: Reception, form: Submission) -> None:
    """Publish a new version."""
    if form.session_id is None:
        raise NoSession
    await here.services.digests.correct(form.asker.actor, form.session_id, form.text("changes"))
    await here.show_panel(form.asker, form.session_id)


def draft_of(form: Submission) -> Sheet:
    """The points as they were typed and chosen. Many lines come in several fields, which read on as one text."""
    lines = [form.text(field) for field in form.fields if field.startswith("lines_")]
    hold, back, carry = (
        tuple(NoteId(one) for one in chosen(form, field)) for field in ("hold", "back", "carry")
    )
    return Sheet("\n".join(lines), form.text("reason"), hold, back, carry, form.ticked("confirm"))


ACTS: Mapping[Act, ActListener] = {Act.DRAFT: draft, Act.CORRECT: correct}
FORMS: Mapping[str, FormListener] = {SHEET_OF_POINTS_FORM: edited, CORRECT_FORM: corrected}
FOUND: Mapping[str, FoundListener] = {"edit": edit}
