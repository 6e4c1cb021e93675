"""Capture without an emoji: a message by its menu, lines by a scribe, tags of one's own, names with a yes."""

from collections.abc import Mapping

from consultation.errors import InvalidField, NoSession
from consultation.model.notes import Credit
from consultation.model.panel import Act
from consultation.model.references import MessageRef, NoteId, PlaceRef
from handlers.slack import raw
from handlers.slack.emoji import drawn_but_tags
from handlers.slack.ids import KEEP_FORM, NOTE_FORM, TAGS_FORM
from handlers.slack.note_payloads import FoundPress, KeepPress, chosen
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, FoundListener, Reception
from handlers.slack.views.captures import (
    answered,
    keep_form,
    kept,
    note_form,
    tags_changed,
    tags_form,
    undone,
)


async def shortcut(here: Reception, press: KeepPress) -> None:
    """Open the form that keeps the message."""
    keeping = await here.services.captures.about(press.asker.actor, press.message.place, press.message)
    here.answers.open_form(press, keep_form(keeping, press.message))


async def keep(here: Reception, form: Submission) -> None:
    """Keep the message that the form was opened on."""
    place, _, stamp = form.seen.partition(" ")
    message, credit = MessageRef(PlaceRef(place), stamp), _credit(form)
    tags = [*chosen(form, "tags"), *chosen(form, "about")]
    done = await here.services.captures.keep(form.asker.actor, message, tags, credit)
    here.answers.privately(form.asker, kept(done))


async def note(here: Reception, press: Press) -> None:
    """Open the form for a scribe's lines, or keep the line that was typed with the command."""
    keeping = await here.services.captures.about(press.asker.actor, press.asker.place)
    here.answers.open_form(press, note_form(keeping, press.asker.place, press.text))


async def room_note(here: Reception, press: FoundPress) -> None:
    """Open the same form for the room that somebody leads, wherever they are."""
    place = PlaceRef(press.value)
    keeping = await here.services.captures.about(press.asker.actor, place)
    here.answers.open_form(press, note_form(keeping, place))


async def note_typed(here: Reception, form: Submission) -> None:
    """Keep a scribe's lines."""
    keeping = await here.services.captures.about(form.asker.actor, form.asker.place)
    tags = {entry.emoji for entry in keeping.legend}
    text, tag = drawn_but_tags(_as_typed(form, "notes"), tags), form.text("tag")
    done = await here.services.captures.type(form.asker.actor, form.asker.place, text, tag)
    here.answers.privately(form.asker, kept(done))


async def undo(here: Reception, press: FoundPress) -> None:
    """Take back what was just kept."""
    place, *stamps = press.value.split(" ")
    messages = [MessageRef(PlaceRef(place), stamp) for stamp in stamps]
    gone = await here.services.captures.undo(press.asker.actor, messages)
    here.answers.privately(press.asker, undone(gone), replace=True)


async def tags(here: Reception, press: Press) -> None:
    """Open the form of the tags."""
    session, legend = await here.services.captures.tags(press.asker.actor, await here.session_of(press))
    here.answers.open_form(press, tags_form(session, legend))


async def tags_typed(here: Reception, form: Submission) -> None:
    """Change the tags."""
    if form.session_id is None:
        raise NoSession
    what, about = _as_typed(form, "what"), _as_typed(form, "about")
    legend = await here.services.captures.change_tags(form.asker.actor, form.session_id, what, about)
    here.answers.privately(form.asker, tags_changed(legend))


async def credit(here: Reception, press: FoundPress) -> None:
    """Take somebody's yes or no to being named."""
    yes = press.verb == "name_yes"
    await here.services.captures.answer(press.asker.actor, NoteId(press.subject), yes=yes)
    here.answers.privately(press.asker, answered(yes=yes))


def _as_typed(form: Submission, field: str) -> str:
    """What was typed in a field where the names of emoji mean tags."""
    return raw.text(raw.only(form.values, field), "value")


def _credit(form: Submission) -> Credit:
    try:
        return Credit(form.text("credit") or Credit.NONE)
    except ValueError:
        raise InvalidField("credit", "Choose one of these.") from None


ACTS: Mapping[Act, ActListener] = {Act.NOTE: note, Act.TAGS: tags}
FORMS: Mapping[str, FormListener] = {KEEP_FORM: keep, NOTE_FORM: note_typed, TAGS_FORM: tags_typed}
FOUND: Mapping[str, FoundListener] = {
    "undo": undo,
    "type_notes": room_note,
    "name_yes": credit,
    "name_no": credit,
}
