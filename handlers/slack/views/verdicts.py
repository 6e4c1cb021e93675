"""The wrap-up: a room's points to agree on, points that may say the same, and the vote on actions."""

from consultation.model.cards import PointsCard, RankingCard
from consultation.model.digest import Point
from consultation.model.panel import Act
from consultation.model.references import SessionId
from consultation.model.revisions import Overview, Verdict
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session
from consultation.services.verdicts import REMARK_MOST, VOTES_EACH
from consultation.texts import quoted
from handlers.slack.blocks import (
    Block,
    Message,
    Option,
    View,
    actions,
    button,
    context,
    field,
    header,
    message,
    metadata,
    modal,
    section,
    text_input,
)
from handlers.slack.boxes import checkboxes
from handlers.slack.ids import ALIKE_FORM, REMARK_FORM, found_id
from handlers.slack.views.acts import act_button
from handlers.slack.views.origins import arrow
from handlers.slack.views.wording import count, listing, room_title, words

OVER = (Phase.CLOSED, Phase.PUBLISHED)
POINTS_TEXT_MOST = 7000
RANKED_MOST = 20
QUOTED_MOST = 900


def points_card(card: PointsCard) -> Message:
    """A room's draft points, with what the room can say of them."""
    subject = card.room.id
    says = [
        button("Agree", found_id("agree", subject), style="primary"),
        button("Not quite", found_id("not_quite", subject)),
        button("Missing something", found_id("missing", subject)),
        button(
            "Edit and confirm",
            found_id("edit", f"{card.session.id}.{card.room.number}"),
            spoken_label="Edit and confirm: for the facilitator",
        ),
    ]
    return message(
        header("points", f"What this room says: {card.theme.name}"),
        section("told", _told(card)),
        *listing("lines", _lines(card.points), most=POINTS_TEXT_MOST),
        context("standing", _standing(card)),
        *([] if card.session.phase in OVER else [actions("says", *says)]),
    )


def _told(card: PointsCard) -> str:
    if card.session.phase in OVER:
        return "These are the points of this room."
    if not card.points:
        return "Nothing has been kept here yet. What is missing?"
    return "This is what was kept. Do you agree? Your facilitator puts it right and confirms it."


def _lines(points: tuple[Point, ...]) -> list[str]:
    return [
        f"{number}. {words(point.text, 600)}{arrow(point.permalink)}"
        for number, point in enumerate(points, start=1)
    ]


def _standing(card: PointsCard) -> str:
    state = ":white_check_mark: Confirmed by the facilitator" if card.confirmed else "Not confirmed yet"
    remarks = f" · {count(card.remarks, 'remark')}" if card.remarks else ""
    return f"{card.agree:,} agree{remarks} · {state}"


def agreed(*, new: bool) -> Message:
    """What was taken down of somebody's yes."""
    return message(section("agreed", "Thank you: you agree." if new else "You said so already. Thank you."))


def remark_form(session: Session, room: Room, verdict: Verdict) -> View:
    """The form for a correction, or for what is missing."""
    missing = verdict is Verdict.MISSING
    label = "What is missing?" if missing else "What should it say instead?"
    blocks = [
        context("room", f"*{room_title(session, room)}*"),
        field(
            "remark",
            label,
            text_input(multiline=True, most=REMARK_MOST),
            hint="Your facilitator reads it, without your name.",
        ),
    ]
    known = metadata(session.id, room.place or session.place, seen=f"{room.id} {verdict}")
    return modal(
        REMARK_FORM, "Missing something" if missing else "Not quite", blocks, submit="Send", metadata=known
    )


def noted() -> Message:
    """What was taken down of a remark."""
    return message(section("noted", "Thank you. Your facilitator sees it when they edit the points."))


def alike_form(found: Overview) -> View:
    """Points that may say the same, for a person to say which do."""
    blocks: list[Block] = [
        section(
            "about",
            "These may say the same. Tick those that do: they become one point, with all notes behind it. Nothing else changes.",
        )
    ]
    for number, (one, other) in enumerate(found.alike, start=1):
        label = f"{_quoted(one)} and {_quoted(other)}"
        same = checkboxes([Option("They say the same", f"{one.note} {other.note}")])
        blocks.append(field(f"pair_{number}", label, same, optional=True))
    if not found.alike:
        blocks.append(section("none", "No two points are alike enough to ask about."))
    return modal(
        ALIKE_FORM,
        "Say the same?",
        blocks,
        submit="Save",
        metadata=metadata(found.session.id, found.session.place),
    )


def _quoted(point: Point) -> str:
    rooms = f" (room {', '.join(map(str, point.rooms))})" if point.rooms else ""
    text = " ".join(point.text.split())
    return f"{quoted(text[:QUOTED_MOST])}{rooms}"


def merged(number: int, session: SessionId) -> Message:
    """What came of it."""
    return message(
        section("merged", f":white_check_mark: {count(number, 'pair')} put together."),
        actions("acts", act_button(Act.DRAFT, session, label="See the draft")),
    )


def ranking_card(card: RankingCard) -> Message:
    """The actions for everybody to vote on."""
    over = card.session.phase is Phase.PUBLISHED
    told = (
        "The vote is over."
        if over
        else f"Give up to {VOTES_EACH} votes, one an action. Press again to take one back."
    )
    shown, more = card.actions[:RANKED_MOST], len(card.actions) - RANKED_MOST
    return message(
        header("ranking", "Which actions go first?"),
        section("told", f"{told} {count(card.voters, 'person has voted', 'people have voted')}."),
        *(_ranked(card, number, action, over=over) for number, action in enumerate(shown, start=1)),
        *([context("more", f"… and {count(more, 'more action')}")] if more > 0 else []),
    )


def _ranked(card: RankingCard, number: int, action: Point, *, over: bool) -> Block:
    text = f"*{number}.* {words(action.text, 300)} · {count(action.votes or 0, 'vote')}"
    vote = button("Vote", found_id("vote", action.note), card.session.id, spoken_label=f"Vote: {action.text}")
    return section(f"action_{action.note}", text, None if over else vote)


def voted(action: Point | None, left: int) -> Message:
    """What was taken down of a vote."""
    said = (
        f"Your vote counts for {quoted(words(action.text, 150))}." if action else "Your vote is taken back."
    )
    return message(section("voted", f"{said} You have {count(left, 'vote')} left."))
