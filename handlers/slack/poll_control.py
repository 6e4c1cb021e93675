"""Polls after they are asked: answer in a form, suggest an answer, and what whoever leads them does."""

from collections.abc import Awaitable, Callable, Mapping

from consultation.errors import NoSuchThing
from consultation.model.panel import Act
from consultation.model.references import PollId, SessionId, SuggestionId
from handlers.slack.ids import ANSWER_FORM, REOPEN_FORM, SUGGESTION_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.poll_payloads import PollPress, filled
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.library import keep_form
from handlers.slack.views.poll_desk import desk, poll_list, reminded, reopen_form, suggested, suggestion_form
from handlers.slack.views.poll_forms import answer_form
from handlers.slack.views.polls import counted


async def done(here: Reception, press: PollPress) -> None:
    """Do what a button of a poll asks for. Raises NoSuchThing for a button of an earlier version."""
    if press.doing not in DOINGS:
        raise NoSuchThing("button")
    await DOINGS[press.doing](here, press)


async def open_answer(here: Reception, press: PollPress) -> None:
    """Open the form that answers a poll."""
    standing = await here.services.polls.for_answering(press.asker.actor, press.poll)
    here.answers.open_form(press, answer_form(standing, press.asker.place))


async def answered(here: Reception, form: Submission) -> None:
    """Count what a form says."""
    actor, (poll, _, seen) = form.asker.actor, form.seen.partition(" ")
    standing = await here.services.polls.for_answering(actor, PollId(poll))
    given = filled(form, standing.poll.question)
    told = await here.services.polls.vote(actor, standing.poll.id, given, seen=int(seen or 0))
    here.answers.privately(form.asker, counted(told))


async def open_suggestion(here: Reception, press: PollPress) -> None:
    """Open the form for one more answer."""
    session, poll = await here.services.poll_control.for_suggesting(press.asker.actor, press.poll)
    here.answers.open_form(press, suggestion_form(session, poll, press.asker.place))


async def suggestion_sent(here: Reception, form: Submission) -> None:
    """Take in one more answer, and tell who may let it through."""
    actor = form.asker.actor
    made = await here.services.poll_control.suggest(actor, PollId(form.seen), form.text("option"))
    here.answers.privately(form.asker, suggested(made))


async def show(here: Reception, press: PollPress) -> None:
    """Show a poll to whoever leads it."""
    standing = await here.services.poll_control.desk(press.asker.actor, press.poll)
    here.answers.privately(press.asker, desk(standing), replace=True)


async def extend(here: Reception, press: PollPress) -> None:
    """Let a poll close later."""
    minutes = int(press.value) if press.value.isdecimal() else 0
    standing = await here.services.poll_control.extend(press.asker.actor, press.poll, minutes)
    here.answers.privately(press.asker, desk(standing), replace=True)


async def hand_out(here: Reception, press: PollPress) -> None:
    """Hand out the results as files, in private."""
    await here.services.poll_results.send(press.asker.actor, press.poll)


async def remind(here: Reception, press: PollPress) -> None:
    """Remind who has not answered."""
    people = await here.services.poll_control.remind(press.asker.actor, press.poll)
    here.answers.privately(press.asker, reminded(people))


async def settle(here: Reception, press: PollPress) -> None:
    """Let a suggested answer through, or turn it down."""
    accepted, suggestion = press.doing == "accept", SuggestionId(press.value)
    standing = await here.services.poll_control.settle(press.asker.actor, suggestion, accepted=accepted)
    here.answers.privately(press.asker, desk(standing), replace=True)


async def open_reopening(here: Reception, press: PollPress) -> None:
    """Ask why a poll is opened again."""
    standing = await here.services.poll_control.desk(press.asker.actor, press.poll)
    here.answers.open_form(press, reopen_form(standing, press.asker.place))


async def reopened(here: Reception, form: Submission) -> None:
    """Open a poll again."""
    actor = form.asker.actor
    poll = await here.services.poll_control.reopen(actor, PollId(form.seen), form.text("note"))
    here.answers.privately(form.asker, desk(await here.services.poll_control.desk(actor, poll.id)))


async def cancel(here: Reception, press: PollPress) -> None:
    """Take a planned poll off the plan."""
    session = SessionId(press.value)
    await here.services.poll_control.cancel(press.asker.actor, session, press.poll)
    agenda = await here.services.poll_control.agenda(press.asker.actor, session)
    here.answers.privately(press.asker, poll_list(agenda), replace=True)


async def list_all(here: Reception, press: Press) -> None:
    """Show all polls of a session."""
    session = await here.session_of(press)
    agenda = await here.services.poll_control.agenda(press.asker.actor, session)
    here.answers.privately(press.asker, poll_list(agenda), replace=True)


async def keep(here: Reception, press: PollPress) -> None:
    """Ask for the name under which a poll is kept."""
    session, name = await here.services.library.for_keeping(press.asker.actor, press.poll)
    here.answers.open_form(press, keep_form(session, press.asker.place, name, f"poll {press.poll}"))


DOINGS: Mapping[str, Callable[[Reception, PollPress], Awaitable[None]]] = {
    "answer": open_answer,
    "propose": open_suggestion,
    "desk": show,
    "extend": extend,
    "remind": remind,
    "files": hand_out,
    "accept": settle,
    "decline": settle,
    "reopen": open_reopening,
    "cancel": cancel,
    "keep": keep,
}
ACTS: Mapping[Act, ActListener] = {Act.POLLS: list_all}
FORMS: Mapping[str, FormListener] = {
    ANSWER_FORM: answered,
    SUGGESTION_FORM: suggestion_sent,
    REOPEN_FORM: reopened,
}
