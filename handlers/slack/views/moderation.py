"""Moderation: what waits for an organiser's yes, and the form that hides it with a reason."""

from consultation.model.references import PlaceRef
from consultation.model.statements import Statement
from consultation.services.moderation import REASON_MOST, Queue
from consultation.texts import quoted
from handlers.slack.blocks import (
    Message,
    View,
    actions,
    button,
    context,
    field,
    header,
    message,
    modal,
    section,
    text_input,
)
from handlers.slack.ids import HIDE_FORM, Deed, deed_id
from handlers.slack.views.statements import known
from handlers.slack.views.wording import words

QUEUE_MOST = 8


def hide_form(statement: Statement, place: PlaceRef) -> View:
    """The form that hides a statement, with the reason."""
    return hiding_form(statement.text, place, statement.id)


def hiding_form(text: str, place: PlaceRef, which: str) -> View:
    """The form that hides what somebody wrote, with the reason. `which` comes back with it."""
    blocks = [
        section("statement", quoted(words(text, 300))),
        field(
            "reason",
            "Why it is not shown",
            text_input(most=REASON_MOST, example="It names somebody."),
            hint="Kept with it for the record.",
        ),
    ]
    return modal(
        HIDE_FORM,
        "Hide",
        blocks,
        submit="Hide",
        metadata=known("", place, which),
    )


def queue(queued: Queue) -> Message:
    """Statements that wait for an organiser's yes, a few at a time."""
    blocks = [
        header("queue", "Statements that wait"),
        context("question", words(queued.conversation.question, 300)),
    ]
    for one in queued.waiting[:QUEUE_MOST]:
        blocks += [
            section(f"waiting_{one.id}", words(one.text, 300)),
            actions(
                f"judge_{one.id}",
                button("Show", deed_id(Deed.SHOW, one.id), style="primary", spoken_label=f"Show: {one.text}"),
                button("Hide", deed_id(Deed.HIDE, one.id), spoken_label=f"Hide: {one.text}"),
            ),
        ]
    more = len(queued.waiting) - QUEUE_MOST
    rest = (
        f"… and {more:,} more." if more > 0 else "Nothing else waits." if queued.waiting else "Nothing waits."
    )
    return message(*blocks, context("rest", rest))
