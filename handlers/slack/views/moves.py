"""Changing a placement by hand: what can be done, what it would do, and what was done."""

from consultation.model.arrangement import Arrangement, Change
from consultation.model.moves import Arranged, Considered, Doing
from consultation.model.panel import Act
from consultation.model.placement import Figures, Obstacle, PlacedRoom, Placement
from consultation.model.references import PersonRef
from consultation.model.sessions import Session
from consultation.moves import MoveDraft, everybody, token_of
from consultation.placement.changes import effects
from handlers.slack.blocks import (
    Block,
    Element,
    Message,
    Option,
    View,
    actions,
    button,
    context,
    divider,
    field,
    message,
    modal,
    people_select,
    radio,
    section,
    select,
    text_input,
)
from handlers.slack.ids import MOVE_FORM, in_form_id
from handlers.slack.texts import escape, mention
from handlers.slack.views.acts import act_button
from handlers.slack.views.placement import closing, said
from handlers.slack.views.plans import seen
from handlers.slack.views.wording import count, leader, listing, people, theme_name, words

TITLE = "Move people"
WAYS = (
    Option("Move to a room", Doing.MOVE),
    Option("Let two change places", Doing.SWAP),
    Option("Lock their seats", Doing.LOCK, "Nothing moves them until they are unlocked."),
    Option("Unlock their seats", Doing.UNLOCK),
    Option("Keep together", Doing.TOGETHER, "Counts when you improve, or place people again."),
    Option("Keep apart", Doing.APART, "Counts when you improve, or place people again."),
    Option("Neither together nor apart", Doing.FREE, "Drops what was asked for these people."),
    Option(
        "Leave out: not coming",
        Doing.ABSENT,
        "Their seat is free; they stay on the list.",
    ),
    Option("Bring back: coming after all", Doing.RETURN, "Each gets the best open seat."),
    Option("Improve the whole", Doing.IMPROVE, "Moves as many people as you say below, or fewer."),
)
NAMED_MOST = 30
ABOUT = (
    "Choose what to do and with whom, then press Show what it does. Nothing happens until you press Do it."
)
UNCOUNTED = "They get no reminders, and polls and surveys count them only if they answer."
WHO_LEADS = "The next who joins and ticks “I can facilitate a room” leads it, or lead it yourself."
NOTHING_BETTER = "*What it does*\nNothing: by moving so many people or fewer, it does not get better."
UNDOING = "Press Move people and then Undo last change to take it back."
SEATED_TEXT_MOST = 9000
NO_EFFECT = "None of the figures changes."


def move_form(
    arranged: Arranged, draft: MoveDraft, considered: Considered | None = None, problem: str = ""
) -> View:
    """The form in which a placement is changed by hand, with what the change would do once that was asked."""
    session = arranged.session
    # What a press on a button came to stands below it: on a phone the top is out of sight by then.
    blocks = [
        section("about", ABOUT),
        *_fields(arranged, draft),
        actions("look", *_buttons(arranged)),
        *([section("problem", f":warning: {escape(problem)}")] if problem else []),
        *(_considered(considered, draft) if considered else []),
        divider("line"),
        *_standing(arranged),
        *listing("seated", _who_sits_where(arranged), most=SEATED_TEXT_MOST, title="*Who sits where now*"),
    ]
    known = seen(session, considered.token if considered else "")
    return modal(MOVE_FORM, TITLE, blocks, submit="Do it", metadata=known)


def waiting_move(arranged: Arranged) -> View:
    """What stands there while improving takes a while."""
    return told_move(
        arranged, "Looking for something better. This takes a few seconds with very many people."
    )


def told_move(arranged: Arranged, sentence: str) -> View:
    """A sentence in the place of the form."""
    told = [section("told", escape(sentence))]
    return closing(modal(MOVE_FORM, TITLE, told, submit="Do it", metadata=seen(arranged.session, "")))


def _buttons(arranged: Arranged) -> list[Element]:
    session = arranged.session.id
    undo = (
        [button("Undo last change", in_form_id("undo_move"), token_of(arranged.arrangement))]
        if arranged.undoable
        else []
    )
    return [button("Show what it does", in_form_id("show_move"), session), *undo]


def _fields(arranged: Arranged, draft: MoveDraft) -> list[Block]:
    rooms = [
        Option(_title(arranged.session, number, room), f"{room.theme} {room.number}")
        for number, room in enumerate(arranged.arrangement.placement.rooms, start=1)
    ]
    # A menu wants something to choose from.
    where = select(rooms, draft.room, hint="Choose a room") if rooms else None
    return [
        field("doing", "What", radio(WAYS, draft.doing)),
        field("people", "Who", people_select(draft.people), optional=True),
        *([field("room", "Move to which room", where, optional=True)] if where else []),
        field("most", "To improve, how many may be moved", text_input(draft.most, most=4), optional=True),
    ]


def _title(session: Session, number: int, room: PlacedRoom) -> str:
    return f"{number}. {theme_name(session, room.theme)}"


def _considered(considered: Considered, draft: MoveDraft) -> list[Block]:
    if draft.doing == Doing.IMPROVE and not considered.change.moved:
        return [section("effects", NOTHING_BETTER)]
    asked = [f"• {line}" for line in _asked(considered)]
    return [
        *listing("asked", asked, most=6000, title="*What you ask for*"),
        *effect_blocks(considered.change, _how_many(considered, "would move")),
        *listing("going", going_lines(considered), most=6000, title="*Where they would be*"),
        *listing("lost", lost_lines(considered), most=6000),
    ]


def _asked(considered: Considered) -> list[str]:
    """What a change asks for beside moving: seats locked and unlocked, people together and apart."""
    was, now = considered.arranged.arrangement, considered.change.arrangement
    before, after = was.request.rules, now.request.rules
    before_here, here = ({wish.person for wish in one.request.wishes} for one in (was, now))
    groups = (
        ("Left out as not coming", (tuple(sorted(before_here - here)),)),
        ("Coming after all", (tuple(sorted(here - before_here)),)),
        ("Locked", (tuple(sorted(now.locked - was.locked)),)),
        ("Not locked any more", (tuple(sorted(was.locked - now.locked)),)),
        ("To sit together", _added(before.together, after.together)),
        ("To sit apart", _added(before.apart, after.apart)),
        ("Not kept together any more", _added(after.together, before.together)),
        ("Not kept apart any more", _added(after.apart, before.apart)),
    )
    told = [f"{name}: {_named(group)}." for name, all_of_them in groups for group in all_of_them if group]
    return [*told, *([UNCOUNTED] if before_here - here else [])]


def _added(
    before: tuple[tuple[PersonRef, ...], ...], after: tuple[tuple[PersonRef, ...], ...]
) -> tuple[tuple[PersonRef, ...], ...]:
    return tuple(group for group in after if group not in before)


def effect_blocks(change: Change, moved: str = "") -> list[Block]:
    """What a change does to the figures, and which rules it doesn't keep; `moved` says how many move."""
    lines = [f"• {escape(line)}" for line in effects(change)] or [f"• {NO_EFFECT}"]
    moved = moved or (f"{people(len(change.moved))} would move." if change.moved else "Nobody would move.")
    return [
        *listing("effects", [moved, *lines], most=6000, title="*What it does*"),
        *_mended(change),
        *broken_blocks(change.broken),
    ]


def _how_many(considered: Considered, move: str) -> str:
    """How many change places beside who comes or goes: "2 people would move."."""
    was, change = considered.arranged.arrangement, considered.change
    before, after = _everybody(was), _everybody(change.arrangement)
    moved = len(set(change.moved) & before)
    nobody = "Nobody else" if before != after else "Nobody"
    return f"{people(moved)} {move}." if moved else f"{nobody} {move}."


def _everybody(arrangement: Arrangement) -> set[PersonRef]:
    return {wish.person for wish in arrangement.request.wishes}


def going_lines(considered: Considered) -> list[str]:
    """Everybody who gets another place, or one at all, with it."""
    session, change = considered.arranged.session, considered.change
    before = considered.arranged.arrangement.placement.rooms
    numbers = {room.key: number for number, room in enumerate(before, start=1)}
    moved = frozenset(change.moved)
    return [
        f"• {mention(person)}: {'leads ' if person == room.facilitator else ''}"
        f"{words(_title(session, numbers[room.key], room))}"
        for room in change.arrangement.placement.rooms
        for person in sorted(moved & everybody(Placement((room,))))
        if room.key in numbers
    ]


def lost_lines(considered: Considered) -> list[str]:
    """Rooms that a change takes their facilitator, or everybody; as they are after it."""
    session, before = considered.arranged.session, considered.arranged.arrangement.placement.rooms
    after = {room.key: room for room in considered.change.arrangement.placement.rooms}
    told = []
    for number, room in enumerate(before, start=1):
        title, now = f":warning: *{words(_title(session, number, room))}*", after.get(room.key)
        if now is None:
            told.append(f"{title} gets no room: nobody is left in it.")
        elif room.facilitator and now.facilitator is None:
            told.append(f"{title} has no facilitator. {WHO_LEADS}")
    return told


def _mended(change: Change) -> list[Block]:
    lines = [f"• {said(obstacle)}" for obstacle in change.mended]
    return listing("mended", lines, most=6000, title="*What it keeps that is not kept now*")


def broken_blocks(broken: tuple[Obstacle, ...]) -> list[Block]:
    """The rules that a placement made by hand doesn't keep."""
    lines = [f"• :warning: {said(obstacle)}" for obstacle in broken]
    return listing("broken", lines, most=6000, title="*What it does not keep*")


def _standing(arranged: Arranged) -> list[Block]:
    """How things are now: sizes and figures, who is locked, who is kept together or apart."""
    arrangement, told = arranged.arrangement, []
    if figures := arrangement.placement.figures:
        told.append(_now(figures))
    if arrangement.locked:
        told.append(f"Locked: {_named(tuple(sorted(arrangement.locked)))}.")
    if arranged.away:
        told.append(f"Not coming: {_named(tuple(sorted(wish.person for wish in arranged.away)))}.")
    rules = arrangement.request.rules
    told += [f"Together: {_named(group)}." for group in rules.together[:NAMED_MOST]]
    told += [f"Apart: {_named(group)}." for group in rules.apart[:NAMED_MOST]]
    return [context("standing", "\n".join(told)[:2900])] if told else []


def _now(figures: Figures) -> str:
    first = figures.choices[0] if figures.choices else 0
    sizes = ", ".join(f"{size:,}" for size in figures.sizes[:NAMED_MOST])
    return f"Now: {count(first, 'first choice')}, rooms of {sizes}, {figures.led:,} led."


def _who_sits_where(arranged: Arranged) -> list[str]:
    return [
        f"*{words(_title(arranged.session, number, room))}*\n{_inside(room)}"
        for number, room in enumerate(arranged.arrangement.placement.rooms, start=1)
    ]


def _inside(room: PlacedRoom) -> str:
    seated = tuple(person for person, _ in room.seats)
    told = [leader(room.facilitator), _named(seated) if seated else "nobody takes part"]
    return "; ".join([*told, *([f"observing: {_named(room.observers)}"] if room.observers else [])])


def _named(some: tuple[PersonRef, ...]) -> str:
    more = f" and {len(some) - NAMED_MOST:,} more" if len(some) > NAMED_MOST else ""
    return ", ".join(map(mention, some[:NAMED_MOST])) + more


def moved(considered: Considered) -> Message:
    """What was done by hand."""
    change, session = considered.change, considered.arranged.session
    done = f"Done. {_how_many(considered, 'moved')}"
    told = [*_asked(considered)[:10], *map(escape, effects(change)[:10])]
    told = [*(f"• {line}" for line in told), *going_lines(considered)[:10]]
    told += [*lost_lines(considered)[:10], UNDOING]
    return message(
        section("moved", "\n".join((f":white_check_mark: *{done}*", *told))),
        _acts(session),
    )


def _acts(session: Session) -> Block:
    return actions(
        "acts",
        act_button(Act.ROOMS, session.id, style="primary"),
        act_button(Act.MOVE, session.id),
        act_button(Act.STATUS, session.id, label="Show session"),
    )
