"""What people wrote: before whoever lets it through, and as others read it."""

from collections.abc import Sequence

from consultation.model.questions import Tally
from consultation.model.references import PlaceRef, QuestionId
from consultation.model.statements import Standing
from consultation.model.writings import Judgement, Writing
from consultation.services.moderation import Desk
from consultation.texts import quoted
from handlers.slack.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    confirm,
    context,
    header,
    message,
    section,
)
from handlers.slack.ids import writing_id
from handlers.slack.texts import mention, time_of_day
from handlers.slack.views.moderation import hiding_form
from handlers.slack.views.wording import listing, people, words

QUEUE_MOST, JUDGED_MOST = 8, 3
QUEUE_TEXT_MOST, WHOLE_MOST, WAY_MOST = 4500, 2600, 150
RECORD_MOST, READ_MOST, TEXT_MOST = 900, 2500, 400
SHOWING_ALL = confirm(
    "Show everything that waits?", "Others read all of it then. You can hide any of it later.", "Show all"
)
DEEDS = {Standing.SHOWN: "Shown", Standing.HIDDEN: "Hidden", Standing.WAITING: "Put back"}


def desk(standing: Desk) -> Message:
    """What waits, a few at a time, what is hidden, and the record."""
    waiting = [one for one in standing.writings if one.standing is Standing.WAITING]
    hidden = [one for one in standing.writings if one.standing is Standing.HIDDEN]
    shown = [one for one in standing.writings if one.standing is Standing.SHOWN]
    blocks = [header("title", standing.asked.title), context("how", HOW)]
    for one in _as_fit(waiting):
        blocks += _waiting(one)
    blocks += _all(waiting)
    for one in hidden[:JUDGED_MOST]:
        blocks.append(_back(one, "Hidden", button_label="Show"))
    for one in shown[:JUDGED_MOST]:
        blocks.append(_back(one, "Shown", button_label="Hide"))
    return message(*blocks, context("counts", _counts(waiting, hidden, shown)), *_record(standing.record))


HOW = "Others read only what you show. The same words stand together; nothing is changed. What is hidden stays in the record."


def _as_fit(waiting: Sequence[Writing]) -> Sequence[Writing]:
    """As many as one message holds with every word, one at least."""
    used = 0
    for place, one in enumerate(waiting[:QUEUE_MOST]):
        used += len(_said(one)) + len(one.text[:75])
        if used > QUEUE_TEXT_MOST:
            return waiting[: max(place, 1)]
    return waiting[:QUEUE_MOST]


def _all(waiting: Sequence[Writing]) -> list[Block]:
    if len(waiting) < 2:  # noqa: PLR2004 - one has its own button
        return []
    first = waiting[0].question.id
    return [actions("all", button("Show all that wait", writing_id("all", first), confirm=SHOWING_ALL))]


def _waiting(one: Writing) -> list[Block]:
    show = button(
        "Show",
        writing_id("show", one.question.id, one.mark),
        style="primary",
        spoken_label=f"Show: {one.text}",
    )
    hide = button("Hide", writing_id("hide", one.question.id, one.mark), spoken_label=f"Hide: {one.text}")
    return [
        section(f"words_{one.question.id}_{one.mark}", _said(one)),
        actions(f"judge_{one.question.id}_{one.mark}", show, hide),
    ]


def _said(one: Writing) -> str:
    ways = [quoted(words(one.text, WHOLE_MOST))]
    ways += [quoted(words(text, WAY_MOST)) for text, _ in one.texts[1:3]]
    more = f" · {people(one.people)}" if one.people > 1 else ""
    return "\n".join(ways) + more


def _back(one: Writing, said: str, *, button_label: str) -> Block:
    doing = button_label.lower()
    change = button(
        button_label, writing_id(doing, one.question.id, one.mark), spoken_label=f"{button_label}: {one.text}"
    )
    why = f" ({words(one.reason, 200)})" if one.reason else ""
    return section(
        f"judged_{one.question.id}_{one.mark}", f"{said}{why}: {quoted(words(one.text, 200))}", change
    )


def _counts(waiting: Sequence[Writing], hidden: Sequence[Writing], shown: Sequence[Writing]) -> str:
    if not (waiting or hidden or shown):
        return "Nothing is written yet, or too little to be told."
    return f"{len(waiting):,} wait · {len(shown):,} shown · {len(hidden):,} hidden"


def _record(record: Sequence[Judgement]) -> list[Block]:
    lines = [
        f"{time_of_day(one.at)} {DEEDS[one.standing]} by {mention(one.by)}: {quoted(words(one.text, 150))}"
        + (f" ({words(one.reason, 200)})" if one.reason else "")
        for one in reversed(record)
    ]
    return listing("record", lines, most=RECORD_MOST, title="*Record*")


def hide_form(writing: Writing, place: PlaceRef) -> View:
    """The form that hides words, with the reason."""
    return hiding_form(writing.text, place, f"{writing.question.id} {writing.mark}")


def read_blocks(name: str, tally: Tally) -> list[Block]:
    """What others may read of what was written, and how much they may not."""
    lines = read_lines(tally)
    return listing(name, lines, most=READ_MOST) if lines else []


def read_lines(tally: Tally) -> list[str]:
    """The texts that were let through, a line each, with how many wrote the same; then how many are not shown."""
    lines = [
        f"• {words(text, TEXT_MOST)}{f' · {people(number)}' if number > 1 else ''}"
        for text, number in tally.texts
    ]
    kept = [f"{tally.waiting:,} not looked at yet"] if tally.waiting else []
    kept += [f"{tally.hidden:,} not shown"] if tally.hidden else []
    return [*lines, *([f"_{', '.join(kept)}_"] if kept else [])]


def words_button(question: QuestionId) -> dict[str, object]:
    """The way to what people wrote."""
    return button("What people wrote", writing_id("desk", question))
