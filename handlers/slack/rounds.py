"""Rounds: look who would go where, then send them."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from consultation.model.placement import Mode
from consultation.services.rounds import RoundDraft, Turn
from handlers.slack.blocks import View
from handlers.slack.ids import ROUND_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.slow_forms import Slow, open_slowly, update_slowly
from handlers.slack.views.rounds import round_form, started, told_round, waiting_round


async def preview(here: Reception, press: Press) -> None:
    """Show who would go where."""
    turn = await here.services.rounds.ask(press.asker.actor, await here.session_of(press))
    open_slowly(here, press, _looking(here, turn))


async def look_again(here: Reception, form: Submission) -> None:
    """Show who would go where if the round were for something else."""
    if form.session_id is None:
        raise NoSession
    turn = await here.services.rounds.ask(form.asker.actor, form.session_id, draft_of(form))
    update_slowly(here, form, _looking(here, turn))


async def submitted(here: Reception, form: Submission) -> None:
    """Decide that people move on; asking them into their rooms goes on beside."""
    if form.session_id is None:
        raise NoSession
    begun = await here.services.rounds.start(form.asker.actor, form.session_id, draft_of(form), form.seen)
    here.answers.privately(form.asker, started(begun))
    here.background.start(here.services.rooms.begin(begun.turn.session))


def draft_of(form: Submission) -> RoundDraft:
    """What the round is for, and who is left out of it."""
    return RoundDraft(Mode(form.text("mode") or Mode.WORLD_CAFE), form.people("away"))


def _looking(here: Reception, turn: Turn) -> Slow:
    async def finish() -> View:
        return round_form(await here.services.rounds.answer(turn))

    return Slow(finish, lambda: waiting_round(turn), lambda sentence: told_round(turn, sentence))


ACTS: Mapping[Act, ActListener] = {Act.ROUND: preview}
FORMS: Mapping[str, FormListener] = {ROUND_FORM: submitted}
BUTTONS: Mapping[str, FormListener] = {"look_at_round": look_again}
