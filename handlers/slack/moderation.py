"""Moderation: let through what people wrote, or hide it with a reason."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from consultation.errors import NoSuchThing
from consultation.model.panel import Act
from consultation.model.references import QuestionId, StatementId
from handlers.slack import raw
from handlers.slack.ids import HIDE_FORM, WRITING_PATTERN
from handlers.slack.payloads import Asker, Press, Submission, asker_of
from handlers.slack.raw import Json, Unreadable
from handlers.slack.reception import FormListener, Reception
from handlers.slack.views.moderation import queue
from handlers.slack.views.writings import desk, hide_form


@dataclass(frozen=True, slots=True)
class WritingPress:
    """Somebody presses a button about what people wrote to a question."""

    asker: Asker
    doing: str
    question: QuestionId
    mark: str = ""
    trigger_id: str = ""


def writing_press_of(body: Json) -> WritingPress:
    """A press on such a button. Raises Unreadable."""
    found = WRITING_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("writing")
    question, trigger = QuestionId(found["question"]), raw.text(body, "trigger_id")
    return WritingPress(asker_of(body), found["doing"], question, found["mark"] or "", trigger)


async def pressed(here: Reception, press: WritingPress) -> None:
    """Do what a button about what people wrote asks for."""
    await DOINGS[press.doing](here, press)


async def show_desk(here: Reception, press: WritingPress) -> None:
    """Show what people wrote."""
    there = await here.services.moderation.writings(press.asker.actor, press.question)
    here.answers.privately(press.asker, desk(there))


async def let_through(here: Reception, press: WritingPress) -> None:
    """Let others read some words, or all that wait."""
    marks = [press.mark] if press.mark else []
    there = await here.services.moderation.let_read(press.asker.actor, press.question, marks)
    here.answers.privately(press.asker, desk(there), replace=True)


async def ask_to_hide(here: Reception, press: WritingPress) -> None:
    """Open the form that hides words. Raises NoSuchThing."""
    there = await here.services.moderation.writings(press.asker.actor, press.question)
    found = next((one for one in there.writings if one.mark == press.mark), None)
    if found is None:
        raise NoSuchThing("text")
    opening = Press(press.asker, Act.POLLS, trigger_id=press.trigger_id)
    here.answers.open_form(opening, hide_form(found, press.asker.place))


async def hidden(here: Reception, form: Submission) -> None:
    """Hide a statement, or words, for the reason that the form says."""
    actor, reason = form.asker.actor, form.text("reason")
    question, _, mark = form.seen.partition(" ")
    if mark:
        there = await here.services.moderation.withhold(actor, QuestionId(question), mark, reason)
        here.answers.privately(form.asker, desk(there))
    else:
        left = await here.services.moderation.hide(actor, StatementId(form.seen), reason)
        here.answers.privately(form.asker, queue(left))


DOINGS: Mapping[str, Callable[[Reception, WritingPress], Awaitable[None]]] = {
    "desk": show_desk,
    "all": let_through,
    "show": let_through,
    "hide": ask_to_hide,
}
FORMS: Mapping[str, FormListener] = {HIDE_FORM: hidden}
