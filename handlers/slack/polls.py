"""Polls: ask, vote, close."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from consultation.errors import ConsultationError, InvalidField, InvalidFields, NoSession
from consultation.model.panel import Act
from consultation.model.polls import Asking, Audience, Counted, Electorate, PollDraft, Secrecy, Shows
from consultation.model.questions import UNSURE, QuestionKind
from consultation.model.references import PlaceRef, TemplateId
from consultation.polls import HOW_TO_TYPE, has_marks, read_poll_line
from handlers.slack.blocks import Message
from handlers.slack.ids import POLL_FORM
from handlers.slack.payloads import Press, Submission
from handlers.slack.poll_payloads import Closing, VotePress
from handlers.slack.reception import ActListener, FormListener, Reception
from handlers.slack.slow_forms import replace_form
from handlers.slack.views.asked import poll_asked
from handlers.slack.views.poll_desk import desk
from handlers.slack.views.poll_forms import BY_HAND, NOW, audience_of, poll_form
from handlers.slack.views.polls import counted
from handlers.slack.views.refusals import refusal


async def ask(here: Reception, press: Press) -> None:
    """Ask what was typed in quotation marks at once; otherwise open the form, with what was typed as its question."""
    asking = await here.services.polls.for_asking(press.asker.actor, await here.session_of(press))
    draft = typed(press.text, asking, press.asker.place)
    if draft is None:
        _open_half(here, press, asking)
    else:
        await _ask_at_once(here, press, asking, draft)


def _open_half(here: Reception, press: Press, asking: Asking) -> None:
    """Open the form with what was typed as its question; where it was meant to be asked at once, say why it was not."""
    half = PollDraft(press.text, QuestionKind.AGREEMENT, Audience.PLENARY)
    here.answers.open_form(press, poll_form(asking, press.asker.place, half))
    if has_marks(press.text):
        raise InvalidField("question", HOW_TO_TYPE)


async def _ask_at_once(here: Reception, press: Press, asking: Asking, draft: PollDraft) -> None:
    try:
        asked = await here.services.polls.ask(press.asker.actor, asking.session.id, draft)
    except (InvalidField, InvalidFields):
        # A command is gone once it is sent: the form keeps what was typed, and a sentence says what to mend in it.
        here.answers.open_form(press, poll_form(asking, press.asker.place, draft))
        raise
    here.answers.privately(press.asker, poll_asked(asked))


async def another_kind(here: Reception, form: Submission) -> None:
    """Show the fields of the kind that was chosen, with what was typed so far."""
    if form.session_id is None:
        raise NoSession
    asking = await here.services.polls.for_asking(form.asker.actor, form.session_id)
    replace_form(here, form, poll_form(asking, form.asker.place, draft_of(form), form.text("template")))


async def from_template(here: Reception, form: Submission) -> None:
    """Fill the form from the template that was chosen; where that was cleared, leave it as it is."""
    if form.session_id is None:
        raise NoSession
    actor, chosen = form.asker.actor, form.text("template")
    asking = await here.services.polls.for_asking(actor, form.session_id)
    template = await here.services.library.take(actor, form.session_id, TemplateId(chosen))
    if isinstance(template.draft, PollDraft):
        replace_form(here, form, poll_form(asking, form.asker.place, template.draft, template.id))


async def vote(here: Reception, press: VotePress) -> None:
    """Count an answer."""
    await vote_all(here, [press])


async def vote_all(here: Reception, presses: Sequence[VotePress]) -> None:
    """Count many answers together, and tell each voter what was counted."""
    outcomes = await here.services.polls.vote_all([press.vote for press in presses])
    for press, outcome in zip(presses, outcomes, strict=True):
        here.answers.receipts.add(press.asker, press.vote.poll, partial(_receipt, outcome))


def _receipt(outcome: Counted | ConsultationError) -> Message:
    return refusal(outcome.sentence) if isinstance(outcome, ConsultationError) else counted(outcome)


async def close(here: Reception, press: Closing) -> None:
    """Close a poll: on the panel this is shown again, elsewhere the poll with what it came to."""
    poll, _ = await here.services.polls.close(press.asker.actor, press.poll)
    if press.on_panel:
        await here.show_panel(press.asker, poll.session)
    else:
        standing = await here.services.poll_control.desk(press.asker.actor, press.poll)
        here.answers.privately(press.asker, desk(standing), replace=True)


async def submitted(here: Reception, form: Submission) -> None:
    """Ask what the form says."""
    if form.session_id is None:
        raise NoSession
    asked = await here.services.polls.ask(form.asker.actor, form.session_id, draft_of(form))
    here.answers.privately(form.asker, poll_asked(asked))


def typed(text: str, asking: Asking, place: PlaceRef) -> PollDraft | None:
    """The poll that a command asks for, or None where the form has to: nothing was typed, or not all of it in marks.

    A facilitator asks in the room in which they type, or in the one that they lead.
    """
    try:
        draft = read_poll_line(text)
    except InvalidField:
        return None
    if draft is None or not asking.only_rooms:
        return draft
    room = next((room for room in asking.rooms if room.place == place), asking.rooms[0])
    return replace(draft, audience=Audience.ROOM, room=room.id)


def draft_of(form: Submission) -> PollDraft:
    """What was typed and chosen. Raises InvalidField for a choice that the form doesn't offer."""
    try:
        kind, shows = QuestionKind(form.text("kind")), Shows(form.text("shows"))
        secrecy = Secrecy(form.text("secrecy") or Secrecy.HIDDEN)
        electorate = Electorate(form.text("electorate") or Electorate.PEOPLE)
        audience, room = audience_of(form.text("audience"))
    except ValueError:
        raise InvalidField("kind", "Choose how people answer, and where.") from None
    return PollDraft(
        question=form.text("question"),
        kind=kind,
        audience=audience,
        options=form.text("options"),
        minutes=form.text("minutes").removeprefix(BY_HAND.value),
        least=form.text("least"),
        most=form.text("most"),
        unsure=UNSURE if form.ticked("unsure") else "",
        room=room,
        shows=shows,
        secrecy=secrecy,
        electorate=electorate,
        quorum=form.text("quorum"),
        majority=form.text("majority"),
        is_open_to_options=form.ticked("is_open_to_options"),
        opens_in=form.text("opens_in").removeprefix(NOW.value),
        opens_at=form.moment("opens_at"),
    )


ACTS: Mapping[Act, ActListener] = {Act.POLL: ask}
FORMS: Mapping[str, FormListener] = {POLL_FORM: submitted}
BUTTONS: Mapping[str, FormListener] = {"poll_kind": another_kind, "poll_template": from_template}
