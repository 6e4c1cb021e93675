"""Polls: ask, vote, close."""

from collections.abc import Mapping, Sequence

from consultation.errors import ConsultationError, InvalidField, InvalidFields, NoSession
from consultation.model.panel import Act
from consultation.model.polls import Audience, PollDraft
from consultation.model.questions import QuestionKind
from consultation.model.sessions import Session
from consultation.polls import read_poll_line
from handlers.slack.ids import POLL_FORM
from handlers.slack.payloads import Closing, Press, Submission, VotePress
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.polls import BY_HAND, counted, poll_form
from handlers.slack.views.refusals import refusal


async def ask(here: Reception, press: Press) -> None:
    """Ask what was typed in quotation marks at once; otherwise open the form, with what was typed as its question."""
    session = await here.services.polls.for_asking(press.asker.actor, await here.session_of(press))
    draft = typed(press.text)
    if draft is None:
        here.answers.open_form(press, poll_form(session, press.asker.place, _half(press.text)))
    else:
        await _ask_at_once(here, press, session, draft)


async def _ask_at_once(here: Reception, press: Press, session: Session, draft: PollDraft) -> None:
    try:
        await here.services.polls.ask(press.asker.actor, session.id, draft)
    except (InvalidField, InvalidFields):
        # A command is gone once it is sent: the form keeps what was typed, and a sentence says what to mend in it.
        here.answers.open_form(press, poll_form(session, press.asker.place, draft))
        raise
    await here.show_panel(press.asker, session.id)


async def vote(here: Reception, press: VotePress) -> None:
    """Count an answer."""
    await vote_all(here, [press])


async def vote_all(here: Reception, presses: Sequence[VotePress]) -> None:
    """Count many answers together, and tell each voter what was counted."""
    outcomes = await here.services.polls.vote_all([press.vote for press in presses])
    for press, outcome in zip(presses, outcomes, strict=True):
        answer = refusal(outcome.sentence) if isinstance(outcome, ConsultationError) else counted(outcome)
        here.answers.receipts.add(press.asker, press.vote.poll, answer)


async def close(here: Reception, press: Closing) -> None:
    """Close a poll."""
    poll, _ = await here.services.polls.close(press.asker.actor, press.poll)
    await here.show_panel(press.asker, poll.session)


async def submitted(here: Reception, form: Submission) -> None:
    """Ask what the form says."""
    if form.session_id is None:
        raise NoSession
    poll = await here.services.polls.ask(form.asker.actor, form.session_id, draft_of(form))
    await here.show_panel(form.asker, poll.session)


def typed(text: str) -> PollDraft | None:
    """The poll that a command asks for, or None where the form has to: nothing was typed, or not all of it in marks."""
    try:
        return read_poll_line(text)
    except InvalidField:
        return None


def _half(text: str) -> PollDraft:
    return PollDraft(text, QuestionKind.AGREEMENT, Audience.PLENARY)


def draft_of(form: Submission) -> PollDraft:
    """What was typed and chosen. Raises InvalidField for a choice that the form doesn't offer."""
    try:
        kind, audience = QuestionKind(form.text("kind")), Audience(form.text("audience"))
    except ValueError:
        raise InvalidField("kind", "Choose how people answer, and where.") from None
    minutes = form.text("minutes").removeprefix(BY_HAND.value)
    return PollDraft(form.text("question"), kind, audience, form.text("options"), minutes)


ACTS: Mapping[Act, ActListener] = {Act.POLL: ask}
FORMS: Mapping[str, FormListener] = {POLL_FORM: submitted}
