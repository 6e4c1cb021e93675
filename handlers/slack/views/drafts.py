"""The draft: the whole of it, one room's points to edit, and a correction of what was published."""

from collections.abc import Sequence

from consultation.model.digest import Digest, Point
from consultation.model.panel import Act
from consultation.model.revisions import DraftRoom, Overview, Review, RoomState, Verdict
from consultation.model.sessions import Phase, Session
from consultation.revisions import REASON_MOST, lines_of
from handlers.slack.blocks import (
    Block,
    Element,
    Message,
    Option,
    View,
    actions,
    button,
    checkbox,
    context,
    field,
    header,
    message,
    metadata,
    modal,
    section,
    text_input,
)
from handlers.slack.boxes import multi_select
from handlers.slack.ids import COMMAND, CORRECT_FORM, SHEET_OF_POINTS_FORM, found_id
from handlers.slack.texts import channel
from handlers.slack.views.acts import act_button
from handlers.slack.views.evidence import sections_of
from handlers.slack.views.origins import SEVERAL, rooms_of, said_in
from handlers.slack.views.wording import count, listing, pack, words

BUTTONS_MOST, ROWS_MOST, JOINED_MOST = 25, 2, 8
FIELD_MOST = 2900
FIELDS_MOST = 60
"""Fields of lines in one form, of the hundred blocks that fit."""
CHOICES_MOST = 100
HOW = (
    "One point a line, with its number. Change the words, change the order, put points that say the same together (`2+5. …`), take a line out, "
    "or add one without a number (`proposal: …`)."
)
CONFIRM = Option("These are the points of this room", "confirm", "Points that nobody confirms are marked so.")


def draft_message(overview: Overview) -> Message:
    """The whole draft in private: each room's state, with a way to edit its points."""
    session, digest = overview.session, overview.digest
    published = session.phase is Phase.PUBLISHED
    act = Act.CORRECT if published else Act.DIGEST
    first = act_button(act, session.id, style="primary")
    edits = [_edit(session, one) for one in overview.rooms]
    told = (
        f"Version {digest.version} is published. Edit points, then publish a correction."
        if published
        else "Nothing is published yet."
    )
    return message(
        header("draft", "The draft of the digest"),
        context("session", words(session.question, 200)),
        section("told", told),
        *listing("rooms", [_state(one) for one in overview.rooms], most=6000, title="*Rooms*"),
        *_rows(edits),
        *_joined(session, digest),
        actions(
            "acts",
            first,
            button("Do some say the same?", found_id("alike", session.id)),
            act_button(Act.SUMMARY, session.id),
        ),
    )


def _joined(session: Session, digest: Digest) -> list[Block]:
    """What was put together, each with the way back."""
    rooms = rooms_of(digest)
    found = {
        point.note: point
        for room in digest.rooms
        for one in sections_of(room)
        for point in one.points
        if len(point.evidence) >= SEVERAL
    }
    blocks = [
        section(
            f"joined_{place}",
            f"{words(point.text, 300)} · {count(len(point.evidence), 'note')}{said_in(point.rooms, rooms)}",
            button(
                "Take apart",
                found_id("part", session.id),
                point.note,
                spoken_label=f"Take apart: {point.text}",
            ),
        )
        for place, point in enumerate(list(found.values())[:JOINED_MOST], start=1)
    ]
    more = len(found) - JOINED_MOST
    title = [section("joined", "*Put together as one point*")] if blocks else []
    rest = [context("joined_more", f"… and {count(more, 'more point')} put together")] if more > 0 else []
    return [*title, *blocks, *rest]


def _rows(edits: Sequence[Element]) -> list[Block]:
    """Buttons in rows; more than fit are reached by their number."""
    rows = [edits[start : start + BUTTONS_MOST] for start in range(0, len(edits), BUTTONS_MOST)][:ROWS_MOST]
    blocks = [actions(f"edits_{place}", *row) for place, row in enumerate(rows, start=1)]
    if len(edits) > BUTTONS_MOST * ROWS_MOST:
        blocks.append(context("more", f"For another room type `{COMMAND} {Act.DRAFT}` and its number."))
    return blocks


def _edit(session: Session, state: RoomState) -> Element:
    number = state.finding.number
    label = f"Edit room {number}" if number else "Edit plenary"
    return button(
        label,
        found_id("edit", f"{session.id}.{number}"),
        str(number),
        spoken_label=f"{label}: {state.finding.theme}" if number else label,
    )


def _state(state: RoomState) -> str:
    room = state.finding
    title = f"*{room.number}. {words(room.theme)}*" if room.number else f"*{words(room.theme)}*"
    told = [count(room.notes, "note")]
    told += [f"{state.agree:,} agree"] if state.agree else []
    told += [count(state.remarks, "remark")] if state.remarks else []
    if not room.number and not room.notes:
        return f"{title}: nothing but actions"
    told.append(":white_check_mark: confirmed" if state.confirmed else "not confirmed")
    return f"{title}: {', '.join(told)}"


def points_form(draft: DraftRoom) -> View:
    """A room's points as lines to edit."""
    texts = pack(lines_of(draft.points), FIELD_MOST)[:FIELDS_MOST] or [""]
    labels = ["Points", *(f"Points, continued {number}" for number in range(2, len(texts) + 1))]
    shown = [point for _, point in draft.points]
    blocks = [
        section("how", HOW),
        *_remarks(draft.reviews),
        *(
            field(f"lines_{place}", label, text_input(text, multiline=True), optional=True)
            for place, (label, text) in enumerate(zip(labels, texts, strict=True), start=1)
        ),
        field(
            "reason",
            "Why are lines taken out?",
            text_input(most=REASON_MOST),
            hint="Kept in the record, shown to nobody else.",
            optional=True,
        ),
        *_choice("hold", "Keep back for now", shown),
        *_choice("carry", "Carry forward as actions", shown),
        *_choice("back", "Bring back", draft.away),
        field("confirm", "Confirm", checkbox(CONFIRM, checked=False), optional=True),
    ]
    known = metadata(draft.session.id, draft.session.place, seen=f"{draft.number} {draft.token}")
    title = f"Room {draft.number}" if draft.number else "Plenary"
    return modal(SHEET_OF_POINTS_FORM, title, blocks, submit="Save", metadata=known)


def _choice(name: str, label: str, points: Sequence[Point]) -> list[Block]:
    if not points:
        return []
    options = [Option(f"{number}. {point.text}", point.note) for number, point in enumerate(points, start=1)]
    return [field(name, label, multi_select(options[:CHOICES_MOST]), optional=True)]


def _remarks(reviews: Sequence[Review]) -> list[Block]:
    """What the room said of its points."""
    agree = sum(one.verdict is Verdict.AGREE for one in reviews)
    said = [f"• {one.verdict.capitalize()}: {words(one.text, 500)}" for one in reviews if one.text]
    title = [f"*The room:* {agree:,} agree"] if agree or said else []
    return listing("remarks", [*title, *said], most=9000)


TO_CONFIRM = " To confirm them, press Edit again and tick “These are the points of this room”."


def saved(draft: DraftRoom, *, confirmed: bool) -> Message:
    """What a room's points are now, and how they are confirmed where they were not just now."""
    away = f", {len(draft.away)} kept out" if draft.away else ""
    title = f"room {draft.number}, {words(draft.theme)}" if draft.number else "plenary"
    again = button("Edit again", found_id("edit", f"{draft.session.id}.{draft.number}"), str(draft.number))
    waits = draft.number and draft.points and not confirmed
    told = f"Saved: {count(len(draft.points), 'point')} in {title}{away}.{TO_CONFIRM if waits else ''}"
    return message(
        section("saved", f":white_check_mark: {told}"),
        actions("acts", again, act_button(Act.DRAFT, draft.session.id, label="See the draft")),
    )


def correct_form(session: Session, digest: Digest) -> View:
    """The form that publishes a new version."""
    blocks = [
        section(
            "about",
            f"This posts the whole digest again in {channel(session.place)}, marked as a new version, with its files. "
            "What was published before stays as it is, and leads to it.",
        ),
        field(
            "changes",
            "What changed?",
            text_input(multiline=True, most=500),
            hint="Everybody reads this first.",
        ),
        context("counts", f"{count(digest.notes, 'note')}, {count(len(digest.actions), 'action')}"),
    ]
    return modal(
        CORRECT_FORM,
        "Publish correction",
        blocks,
        submit="Publish",
        metadata=metadata(session.id, session.place),
    )
