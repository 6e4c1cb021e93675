"""Statements: begin, walk through them, propose, let through or hide, close."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from consultation.errors import ConsultationError, NoSession
from consultation.model.panel import Act
from consultation.model.references import ConversationId, StatementId
from consultation.model.statements import ConversationDraft
from handlers.slack.ids import PROPOSAL_FORM, STATEMENTS_FORM, Deed
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.statement_payloads import OpinionPress, StatementPress
from handlers.slack.views.asked import round_begun
from handlers.slack.views.moderation import hide_form, queue
from handlers.slack.views.refusals import refusal
from handlers.slack.views.statements import (
    mine,
    proposal_form,
    proposed,
    statements_form,
    walk,
)


async def begin(here: Reception, press: Press) -> None:
    """Open the form that begins, with what was typed as its question."""
    session = await here.services.statements.for_beginning(press.asker.actor, await here.session_of(press))
    here.answers.open_form(press, statements_form(session, press.asker.place, press.text.strip('"“”')))


async def begun(here: Reception, form: Submission) -> None:
    """Begin what the form says."""
    if form.session_id is None:
        raise NoSession
    draft = ConversationDraft(form.text("question"), form.text("statements"), form.ticked("reviewed"))
    put = await here.services.statements.begin(form.asker.actor, form.session_id, draft)
    here.answers.privately(form.asker, round_begun(put.question, put.session))


async def answer(here: Reception, press: Press) -> None:
    """Show what is next in the newest round of this session."""
    actor = press.asker.actor
    conversation = await here.services.statements.current(actor, await here.session_of(press))
    at = await here.services.statements.walk(actor, conversation.id)
    here.answers.privately(press.asker, walk(at), replace=True)


async def propose(here: Reception, press: Press) -> None:
    """Open the form for a proposal to the newest round, with what was typed in it."""
    actor = press.asker.actor
    statements = here.services.statements
    newest = await statements.current(actor, await here.session_of(press))
    conversation = await statements.open_to(actor, newest.id)
    here.answers.open_form(press, proposal_form(conversation, press.asker.place, press.text))


async def sent(here: Reception, form: Submission) -> None:
    """Take in a proposal."""
    conversation = ConversationId(form.seen)
    made = await here.services.statements.propose(form.asker.actor, conversation, form.text("statement"))
    here.answers.privately(form.asker, proposed(made))


async def judge(here: Reception, press: OpinionPress) -> None:
    """Count one opinion."""
    await judge_all(here, [press])


async def judge_all(here: Reception, presses: Sequence[OpinionPress]) -> None:
    """Count many opinions together, and show each person what is next in the place of what they pressed on."""
    outcomes = await here.services.statements.vote_all([press.vote for press in presses])
    for press, outcome in zip(presses, outcomes, strict=True):
        if isinstance(outcome, ConsultationError):
            here.answers.privately(press.asker, refusal(outcome.sentence))
        else:
            here.answers.privately(press.asker, walk(outcome), replace=True)


async def pressed(here: Reception, press: StatementPress) -> None:
    """Do what a button about statements asks for."""
    await DEEDS[press.deed](here, press)


async def take_part(here: Reception, press: StatementPress) -> None:
    """Show what is next."""
    at = await here.services.statements.walk(press.asker.actor, ConversationId(press.subject))
    here.answers.privately(press.asker, walk(at), replace=True)


async def show_again(here: Reception, press: StatementPress) -> None:
    """Show a statement again, for a change of mind."""
    at = await here.services.statements.again(press.asker.actor, StatementId(press.subject))
    here.answers.privately(press.asker, walk(at), replace=True)


async def show_mine(here: Reception, press: StatementPress) -> None:
    """Show what somebody has said so far."""
    said = await here.services.statements.answered(press.asker.actor, ConversationId(press.subject))
    here.answers.privately(press.asker, mine(said, press.page), replace=True)


async def ask_for_proposal(here: Reception, press: StatementPress) -> None:
    """Open the form for a proposal."""
    actor = press.asker.actor
    conversation = await here.services.statements.open_to(actor, ConversationId(press.subject))
    here.answers.open_form(press, proposal_form(conversation, press.asker.place))


async def show_queue(here: Reception, press: StatementPress) -> None:
    """Show what waits for an organiser's yes."""
    waiting = await here.services.moderation.queue(press.asker.actor, ConversationId(press.subject))
    here.answers.privately(press.asker, queue(waiting))


async def let_through(here: Reception, press: StatementPress) -> None:
    """Let a statement be seen."""
    left = await here.services.moderation.show(press.asker.actor, StatementId(press.subject))
    here.answers.privately(press.asker, queue(left), replace=True)


async def ask_to_hide(here: Reception, press: StatementPress) -> None:
    """Open the form that hides a statement."""
    statement = await here.services.moderation.for_hiding(press.asker.actor, StatementId(press.subject))
    here.answers.open_form(press, hide_form(statement, press.asker.place))


async def close(here: Reception, press: StatementPress) -> None:
    """Close a round."""
    closed = await here.services.statements.close(press.asker.actor, ConversationId(press.subject))
    await here.show_panel(press.asker, closed.session)


DeedListener = Callable[[Reception, StatementPress], Awaitable[None]]

ACTS: Mapping[Act, ActListener] = {Act.STATEMENTS: begin, Act.ANSWER: answer, Act.PROPOSE: propose}
FORMS: Mapping[str, FormListener] = {STATEMENTS_FORM: begun, PROPOSAL_FORM: sent}
DEEDS: Mapping[Deed, DeedListener] = {
    Deed.PART: take_part,
    Deed.AGAIN: show_again,
    Deed.MINE: show_mine,
    Deed.PROPOSE: ask_for_proposal,
    Deed.QUEUE: show_queue,
    Deed.SHOW: let_through,
    Deed.HIDE: ask_to_hide,
    Deed.CLOSE: close,
}
"""What each button about statements does."""
