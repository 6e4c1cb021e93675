"""Rounds: who would go where next, and what was begun."""

from consultation.model.panel import Act
from consultation.model.placement import Figures, Mode, Placement
from consultation.services.rounds import NextRound, Turn
from handlers.slack.blocks import (
    Block,
    Message,
    Option,
    View,
    actions,
    button,
    divider,
    field,
    fields,
    message,
    modal,
    people_select,
    radio,
    section,
)
from handlers.slack.ids import ROUND_FORM, in_form_id
from handlers.slack.texts import escape
from handlers.slack.views.acts import act_button
from handlers.slack.views.placement import ROOMS_TEXT_MOST, closing, obstacle_blocks, room_lines
from handlers.slack.views.plans import MODES, seen
from handlers.slack.views.wording import listing, people

TITLE = "Next round"
BACK = Option(
    "Back to how people sat before", Mode.BACK, "Takes this round back. It doesn't count as having been."
)
STAYS = (
    "Rooms keep their channels, and nobody is shown out of one. Everybody is told in private where they go next, and why. "
    "Nothing happens until you press the button below."
)


def round_form(found: NextRound) -> View:
    """Who would go where, what that is worth, and what the round may be for instead."""
    turn, placement = found.turn, found.placement
    blocks = [
        *(_shown(found, placement) if placement else obstacle_blocks(found.obstacles)),
        divider("line"),
        field(
            "mode", "What this round is for", radio((*MODES, BACK) if turn.may_go_back else MODES, turn.mode)
        ),
        field("away", "Who is not here (they get no seat)", people_select(turn.away), optional=True),
        actions("look", button("Look again", in_form_id("look_at_round"), turn.session.id)),
    ]
    known = seen(turn.session, placement.fingerprint if placement else "")
    submit = "Go back" if turn.mode is Mode.BACK else f"Start round {turn.number}"
    return modal(ROUND_FORM, TITLE, blocks, submit=submit, metadata=known)


def waiting_round(turn: Turn) -> View:
    """What stands there while the round is being worked out."""
    return told_round(turn, "Working out who goes where.")


def told_round(turn: Turn, sentence: str) -> View:
    """A sentence in the place of the form."""
    told = [section("told", escape(sentence))]
    return closing(modal(ROUND_FORM, TITLE, told, submit="Start", metadata=seen(turn.session, "")))


def _shown(found: NextRound, placement: Placement) -> list[Block]:
    turn = found.turn
    planned = f" of {turn.planned}" if turn.number <= turn.planned else ""
    name = (
        f"Back to how people sat before round {turn.number - 1}"
        if turn.mode is Mode.BACK
        else f"Round {turn.number}{planned}"
    )
    about = f"*{name}:* {people(found.moving)} would change rooms. {STAYS}"
    return [
        section("about", about),
        *([fields("figures", *_figures(placement.figures))] if placement.figures else []),
        *listing("rooms", room_lines(turn.session, placement), most=ROOMS_TEXT_MOST, title="*Rooms*"),
    ]


def _figures(figures: Figures) -> list[str]:
    low, high = min(figures.sizes, default=0), max(figures.sizes, default=0)
    told = [
        ("Pairs who have not met before", new_pairs(figures)),
        ("People in a room", f"{low:,}" if low == high else f"{low:,} to {high:,}"),
        ("Rooms with a facilitator", f"{figures.led:,} of {len(figures.sizes):,}"),
    ]
    return [f"*{name}*\n{value}" for name, value in told]


def new_pairs(figures: Figures) -> str:
    """How many of those who share a room meet for the first time."""
    return f"{figures.encounters - figures.repeated:,} of {figures.encounters:,}"


def started(begun: NextRound) -> Message:
    """The private answer to who started a round."""
    session = begun.turn.session
    name = (
        "Everybody goes back to where they sat"
        if begun.turn.mode is Mode.BACK
        else f"Round {begun.turn.number} begins"
    )
    said = (
        f":white_check_mark: *{name}.* {people(begun.moving)} change rooms. Everybody is told where they go."
    )
    buttons = [act_button(Act.ROUND, session.id), act_button(Act.STATUS, session.id, label="Show session")]
    return message(section("started", said), actions("acts", *buttons))
