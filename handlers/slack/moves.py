"""Changing a placement by hand: look what it does, do it, undo it."""

from collections.abc import Awaitable, Callable, Mapping

from consultation.errors import ConsultationError, NoSession, NothingToUndo, PlacementMovedOn
from consultation.model.moves import Arranged, Doing
from consultation.model.panel import Act
from consultation.model.references import Actor, SessionId
from consultation.moves import MoveDraft
from handlers.slack.blocks import View
from handlers.slack.ids import MOVE_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.slow_forms import Slow, update_slowly
from handlers.slack.views.moves import move_form, moved, told_move, waiting_move


async def ask(here: Reception, press: Press) -> None:
    """Open the form."""
    session_id = await here.session_of(press)
    arranged = await here.services.arrangements.current(press.asker.actor, session_id)
    here.answers.open_form(press, move_form(arranged, MoveDraft()))


async def show(here: Reception, form: Submission) -> None:
    """Show what the change would do."""
    if form.session_id is None:
        raise NoSession
    arranged = await here.services.arrangements.current(form.asker.actor, form.session_id)
    update_slowly(here, form, _changing(arranged, lambda: _considered(here, form, arranged)))


async def undo(here: Reception, form: Submission) -> None:
    """Undo the last change, and show how things are then."""
    if form.session_id is None:
        raise NoSession
    arranged, problem = await _undone(here, form.asker.actor, form.session_id, form.pressed)
    update_slowly(here, form, _changing(arranged, lambda: _form(arranged, problem)))


async def submitted(here: Reception, form: Submission) -> None:
    """Do what was looked at."""
    if form.session_id is None:
        raise NoSession
    done = await here.services.arrangements.carry_out(
        form.asker.actor, form.session_id, draft_of(form), form.seen
    )
    here.answers.privately(form.asker, moved(done))


def draft_of(form: Submission) -> MoveDraft:
    """What was typed and chosen."""
    return MoveDraft(
        doing=form.text("doing") or Doing.MOVE,
        people=form.people("people"),
        room=form.text("room"),
        most=form.text("most").strip(),
    )


def _changing(arranged: Arranged, finish: Callable[[], Awaitable[View]]) -> Slow:
    return Slow(finish, lambda: waiting_move(arranged), lambda sentence: told_move(arranged, sentence))


async def _undone(here: Reception, asker: Actor, session_id: SessionId, seen: str) -> tuple[Arranged, str]:
    arrangements = here.services.arrangements
    try:
        return await arrangements.undo(asker, session_id, seen), ""
    except (NothingToUndo, PlacementMovedOn) as problem:
        return await arrangements.current(asker, session_id), problem.sentence


async def _form(arranged: Arranged, problem: str) -> View:
    return move_form(arranged, MoveDraft(), problem=problem)


async def _considered(here: Reception, form: Submission, arranged: Arranged) -> View:
    draft, asker = draft_of(form), form.asker.actor
    try:
        considered = await here.services.arrangements.consider(asker, arranged.session.id, draft)
    except ConsultationError as problem:
        return move_form(arranged, draft, problem=problem.sentence)
    return move_form(considered.arranged, draft, considered)


ACTS: Mapping[Act, ActListener] = {Act.MOVE: ask}
FORMS: Mapping[str, FormListener] = {MOVE_FORM: submitted}
BUTTONS: Mapping[str, FormListener] = {"show_move": show, "undo_move": undo}
