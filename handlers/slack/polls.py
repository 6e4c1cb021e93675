"""Polls: ask, vote, close."""

import re
from collections.abc import Mapping

from consultation.errors import InvalidField, InvalidFields, NoSession
from consultation.model.panel import Act
from consultation.model.polls import Audience, PollDraft, PollKind
from consultation.model.sessions import Session
from handlers.slack.ids import POLL_FORM
from handlers.slack.payloads import Closing, Press, Submission, Vote
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.views.polls import counted, poll_form

QUOTED = re.compile('["“”„«]([^"“”„«»]+)["“”»]')
"""Text in quotation marks, whichever a keyboard makes of them."""


async def ask(here: Reception, press: Press) -> None:
    """Ask what was typed in quotation marks at once; otherwise open the form, with what was typed as its question."""
    session_id, draft = await here.session_of(press), typed(press.text)
    session = await here.services.polls.for_asking(press.asker.actor, session_id)
    if QUOTED.search(press.text):
        await _ask_at_once(here, press, session, draft)
    else:
        form = poll_form(session, press.asker.place, draft if press.text else None)
        here.answers.open_form(press, form)


async def _ask_at_once(here: Reception, press: Press, session: Session, draft: PollDraft) -> None:
    try:
        await here.services.polls.ask(press.asker.actor, session.id, draft)
    except (InvalidField, InvalidFields):
        # A command is gone once it is sent: the form keeps what was typed, and a sentence says what to mend in it.
        here.answers.open_form(press, poll_form(session, press.asker.place, draft))
        raise
    await here.show_panel(press.asker, session.id)


async def vote(here: Reception, press: Vote) -> None:
    """Count an answer."""
    done = await here.services.polls.vote(press.asker.actor, press.poll, press.option)
    here.answers.privately(press.asker, counted(done))


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


def typed(text: str) -> PollDraft:
    """A poll from a command: the question and its options in quotation marks; no options mean the agreement scale."""
    quoted = [found.strip() for found in QUOTED.findall(text)]
    question, options = (quoted[0], quoted[1:]) if quoted else (text, [])
    kind = PollKind.CHOICE if options else PollKind.AGREEMENT
    return PollDraft(question, kind, Audience.PLENARY, "\n".join(options))


def draft_of(form: Submission) -> PollDraft:
    """What was typed and chosen. Raises InvalidField for a choice that the form doesn't offer."""
    try:
        kind, audience = PollKind(form.text("kind")), Audience(form.text("audience"))
    except ValueError:
        raise InvalidField("kind", "Choose how people answer, and where.") from None
    return PollDraft(form.text("question"), kind, audience, form.text("options"))


ACTS: Mapping[Act, ActListener] = {Act.POLL: ask}
FORMS: Mapping[str, FormListener] = {POLL_FORM: submitted}
