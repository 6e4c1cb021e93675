"""Placement: look, change something, look again, apply, undo."""

from collections.abc import Mapping

from consultation.errors import InvalidFields, NoSession
from consultation.model.panel import Act
from consultation.model.placement import Mode
from consultation.plans import PlanDraft
from consultation.services.placement import Question
from handlers.slack import sheets
from handlers.slack.blocks import View
from handlers.slack.ids import PLACEMENT_FORM, SHEET_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.slow_forms import Slow, open_slowly, replace_form, update_slowly
from handlers.slack.views.placement import placed, placement_form, told_form, waiting_form
from handlers.slack.views.plans import ANY, UNUSED

GONE = "Nothing is being worked out any more, and nothing has changed. Type /consult place to start again."
SHEET_WORDS = frozenset({"csv", "sheet", "spreadsheet", "by hand"})


async def preview(here: Reception, press: Press) -> None:
    """Show the rooms that would be made; asked for a spreadsheet, the form for that."""
    if press.text.strip().casefold() in SHEET_WORDS:
        await sheets.ask(here, press)
        return
    session_id = await here.session_of(press)
    question = await here.services.placements.ask(press.asker.actor, session_id)
    open_slowly(here, press, _looking(here, question))


async def look_again(here: Reception, form: Submission) -> None:
    """Show the rooms that would be made with what was changed; what can't be taken is said above them."""
    if form.session_id is None:
        raise NoSession
    placements, problem = here.services.placements, ""
    try:
        question = await placements.ask(form.asker.actor, form.session_id, draft_of(form))
    except InvalidFields as wrong:
        question, problem = await placements.ask(form.asker.actor, form.session_id), wrong.sentence
    update_slowly(here, form, _looking(here, question, problem))


async def stop(here: Reception, form: Submission) -> None:
    """Give up a placement that takes long; where none is under way any more, since the bot was started anew, the form says so."""
    if form.session_id is None:
        raise NoSession
    placements = here.services.placements
    if not placements.solver.stop(form.session_id):
        question = await placements.ask(form.asker.actor, form.session_id)
        replace_form(here, form, told_form(question.session, GONE))


async def undo(here: Reception, press: Press) -> None:
    """Go back to sign-up."""
    session = await here.services.placements.undo(press.asker.actor, await here.session_of(press))
    await here.show_panel(press.asker, session.id)


async def submitted(here: Reception, form: Submission) -> None:
    """Place people as the preview showed."""
    if form.session_id is None:
        raise NoSession
    session, placement = await here.services.placements.apply(
        form.asker.actor, form.session_id, form.seen, draft_of(form)
    )
    here.answers.privately(form.asker, placed(session, placement))


def draft_of(form: Submission) -> PlanDraft:
    """What was typed and chosen. What the form doesn't ask is as usual."""
    return PlanDraft(
        rooms=form.text("rooms"),
        sizes=form.text("sizes"),
        facilitators=form.ticked("facilitators"),
        spread_roles=form.ticked("spread_roles"),
        organisation_most=form.text("organisation_most").removeprefix(ANY),
        remembers=form.ticked("remembers") or "remembers" not in form.fields,
        opinions=form.text("opinions").removeprefix(UNUSED),
        rounds=form.text("rounds_planned") or "1",
        mode=form.text("mode") or Mode.WORLD_CAFE,
    )


def _looking(here: Reception, question: Question, problem: str = "") -> Slow:
    placements, session = here.services.placements, question.session
    return Slow(
        lambda: _preview(here, question, problem),
        lambda: waiting_form(question, placements.solver.progress(session.id)),
        lambda sentence: told_form(session, sentence),
    )


async def _preview(here: Reception, question: Question, problem: str) -> View:
    return placement_form(await here.services.placements.answer(question), problem)


ACTS: Mapping[Act, ActListener] = {Act.PLACE: preview, Act.UNPLACE: undo}
FORMS: Mapping[str, FormListener] = {PLACEMENT_FORM: submitted, SHEET_FORM: sheets.submitted}
BUTTONS: Mapping[str, FormListener] = {"look_again": look_again, "stop_placing": stop, **sheets.BUTTONS}
