"""Placement: what would happen, and what was done."""

from dataclasses import replace

from consultation.model.panel import Act
from consultation.model.placement import Figures, Obstacle, PlacedRoom, Placement, Proof
from consultation.model.sessions import Phase, Session
from consultation.placement import Progress
from consultation.placement.texts import ordinal
from consultation.services.placement import Prospect, Question
from consultation.texts import quoted
from handlers.slack.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    fields,
    message,
    modal,
    section,
)
from handlers.slack.ids import PLACEMENT_FORM, in_form_id
from handlers.slack.texts import bar, escape, mention
from handlers.slack.views.acts import act_button
from handlers.slack.views.plans import plan_fields, seen
from handlers.slack.views.wording import count, leader, listing, people, percent, theme_name, words

TITLE = "Place people"
CHOICES = (("First choice", 1), ("Second choice", 2), ("Third choice", 3))
FURTHER = "Fourth choice or further"
ROOMS_TEXT_MOST = 40_000
"""Characters of the rooms in a form, so that it stays far below Slack's 250 kB and 100 blocks."""

UNLED = "Ask somebody to join with “I can facilitate a room” and place people again, or lead it yourself."
STUCK = (
    "Nothing changes meanwhile. If this stands still for a minute, close it and type /consult place again."
)
REPLAY = "The same list and rules always give these rooms: seed {seed}, fingerprint {print}."
TOP = "All of it stands at the top."
WITHOUT = "What stands at the top is without this."
IMPOSSIBLE = ":warning: This can't be done as it is: why stands at the top."
CHANGE = "*Change something*\nThen press Look again: you see what it does before anything happens."


def placement_form(prospect: Prospect, problem: str = "") -> View:
    """The preview of a placement: figures, every room, what is missing or can't be done, and what may be changed. Nothing has happened yet."""
    session, placement = prospect.question.session, prospect.placement
    blocks = [
        *(preview_blocks(prospect, placement) if placement else obstacle_blocks(prospect.obstacles)),
        divider("line"),
        section("change", CHANGE),
        *plan_fields(prospect.question),
        actions(
            "look",
            button("Look again", in_form_id("look_again"), session.id),
            button("Place by hand (CSV)", in_form_id("sheet"), session.id),
        ),
        # Whoever presses Look again, on a phone above all, is far below the preview.
        section("seen", f":warning: {escape(problem)} {WITHOUT}" if problem else _seen(placement)),
    ]
    submit = f"Place {people(placement.participants)}" if placement else TITLE
    known = seen(session, placement.fingerprint if placement else "")
    return modal(PLACEMENT_FORM, TITLE, blocks, submit=submit, metadata=known)


def _seen(placement: Placement | None) -> str:
    """The preview in a line."""
    if placement is None or placement.figures is None:
        return IMPOSSIBLE if placement is None else TOP
    low, high = min(placement.figures.sizes, default=0), max(placement.figures.sizes, default=0)
    rooms, sizes = len(placement.rooms), f"{low:,}" if low == high else f"{low:,} to {high:,}"
    first = f"{placement.with_choice(1):,} of {placement.participants:,} get their first choice"
    return f"*As it is now:* {first}; {count(rooms, 'room')} of {sizes}, {placement.figures.led:,} led. {TOP}"


def preview_blocks(prospect: Prospect, placement: Placement) -> list[Block]:
    """A placement in figures, with every room."""
    session, figures = prospect.question.session, placement.figures
    return [
        section("about", _about(session, placement)),
        fields("shares", *_shares(session, placement)),
        *([fields("figures", *_figures(prospect, figures, placement.proof))] if figures else []),
        *_context(prospect),
        *_rounds(prospect),
        *_unled(placement),
        *listing("rooms", room_lines(session, placement), most=ROOMS_TEXT_MOST, title="*Rooms*"),
        *_empty(session, placement),
        context("replay", REPLAY.format(seed=placement.seed, print=placement.fingerprint)),
    ]


def waiting_form(question: Question, progress: Progress | None = None) -> View:
    """What stands in the place of a preview that takes a while, with a way to stop."""
    session = question.session
    how_far = [f"{progress.seconds:.0f} seconds so far."] if progress else []
    if progress and progress.cost is not None:
        how_far.append("There is a placement; I am looking whether there is a better one.")
    said = ["Working out the best rooms. This takes up to 20 seconds with very many people.", *how_far, STUCK]
    stop = button("Stop", in_form_id("stop_placing"), session.id)
    return closing(
        modal(
            PLACEMENT_FORM,
            TITLE,
            [section("waiting", " ".join(said)), actions("stop", stop)],
            submit=TITLE,
            metadata=seen(session, ""),
        )
    )


def told_form(session: Session, sentence: str) -> View:
    """A sentence in the place of a form that can't be."""
    return closing(
        modal(
            PLACEMENT_FORM,
            TITLE,
            [section("told", escape(sentence))],
            submit=TITLE,
            metadata=seen(session, ""),
        )
    )


def closing(view: View) -> View:
    """A form that can only be closed."""
    return {key: part for key, part in view.items() if key != "submit"}


def _about(session: Session, placement: Placement) -> str:
    would = f"{people(placement.participants)} would sit in {count(len(placement.rooms), 'room')}."
    anew = " They are placed anew: the placement there is now goes." if session.phase is Phase.PLACED else ""
    return f"{would}{anew} Nothing happens until you press the button below."


def _shares(session: Session, placement: Placement) -> list[str]:
    whole, figures = placement.participants, placement.figures
    choices = CHOICES[: max(len(session.themes), 1)]
    named = [(name, placement.with_choice(rank)) for name, rank in choices]
    off, open_minded = (figures.off_list, figures.open_minded) if figures else (0, 0)
    other = whole - sum(number for _, number in named) - off - open_minded
    named += [
        (FURTHER if figures else "Another theme", other),
        ("None of their choices", off),
        ("Named no choice", open_minded),
    ]
    named = [*named[: len(choices)], *(one for one in named[len(choices) :] if one[1])]
    return [f"*{name}*\n{_share(part, whole)}\n`{bar(percent(part, whole))}`" for name, part in named]


def _share(part: int, whole: int) -> str:
    return f"{percent(part, whole)} % ({part:,} of {whole:,})"


def _figures(prospect: Prospect, figures: Figures, proof: Proof) -> list[str]:
    worst = f"{ordinal(figures.worst_rank)} choice" if figures.worst_rank else "Nobody named a choice"
    if figures.off_list:
        worst = f"None of their choices: {people(figures.off_list)}"
    low, high = min(figures.sizes, default=0), max(figures.sizes, default=0)
    told = [
        ("Furthest from a first choice", worst),
        ("People in a room", f"{low:,}" if low == high else f"{low:,} to {high:,}"),
        ("Rooms with a facilitator", f"{figures.led:,} of {len(figures.sizes):,}"),
        *_mix(prospect, figures),
        ("How good these choices are", _proof(proof)),
    ]
    if prospect.question.asked.past:
        new = figures.encounters - figures.repeated
        told.append(("Pairs who have not met before", f"{new:,} of {figures.encounters:,}"))
    return [f"*{name}*\n{value}" for name, value in told]


def _mix(prospect: Prospect, figures: Figures) -> list[tuple[str, str]]:
    """How roles and organisations sit, where anybody named one."""
    wishes, gap = prospect.question.asked.request.wishes, figures.role_gap
    roles = ("Roles", f"Rooms differ by {gap:,} at most" if gap else "The same in all")
    organisations = ("Most from one organisation", f"{figures.organisation_most:,} in a room")
    return [
        *([roles] if any(wish.role for wish in wishes) else []),
        *([organisations] if any(wish.organisation for wish in wishes) else []),
    ]


def _proof(proof: Proof) -> str:
    if proof.optimal:
        return "Proven: no rooms that keep your rules do better"
    return (
        f"Within {max(100 * proof.gap, 0.01):.2g} % of the best there can be" if proof.gap else "Not proven"
    )


def _context(prospect: Prospect) -> list[Block]:
    """What the preview rests on beside the list: earlier sessions, a poll, seats that are locked, who is left out."""
    asked, told = prospect.question.asked, []
    if asked.past:
        told.append(
            f"{count(asked.past, 'earlier session')} of the programme counted: who met there meets new people as far as choices allow, "
            "and who missed a first choice last time is first in line."
        )
    if asked.poll:
        told.append(
            f"Opinions are {asked.plan.opinions.value} by the poll {quoted(words(asked.poll.question.wording, 100))}."
        )
    if prospect.question.locked:
        told.append(f"{count(len(prospect.question.locked), 'locked seat')} kept.")
    if prospect.question.absent:
        told.append(f"{people(prospect.question.absent)} left out as not coming.")
    return [context("rests_on", " ".join(told))] if told else []


def _rounds(prospect: Prospect) -> list[Block]:
    """How many meet for the first time in each round, where several are planned."""
    lines = [
        f"Round {number}: {figures.encounters - figures.repeated:,} of {figures.encounters:,} pairs meet for the first time"
        for number, figures in enumerate(prospect.rounds, start=1)
    ]
    return listing("rounds", lines, title="*Rounds, if nobody joins or leaves between them*")


def obstacle_blocks(obstacles: tuple[Obstacle, ...]) -> list[Block]:
    """Why it can't be done, with the smallest change that would do."""
    lines = [f"• {said(obstacle)}" for obstacle in obstacles]
    return listing("obstacles", lines, most=8000, title=":warning: *This can't be done as it is*")


def said(obstacle: Obstacle) -> str:
    """An obstacle with people mentioned."""
    return replace(obstacle, words=escape(obstacle.words)).said(mention)


def room_lines(session: Session, placement: Placement) -> list[str]:
    """Every room in two lines, in the order of the placement."""
    return [_room_line(session, number, room) for number, room in enumerate(placement.rooms, start=1)]


def _room_line(session: Session, number: int, room: PlacedRoom) -> str:
    title = f"*{number}. {words(theme_name(session, room.theme))}*"
    watching = f", {count(len(room.observers), 'observer')}" if room.observers else ""
    return f"{title}\n{people(len(room.seats))}{watching}, {leader(room.facilitator)}"


def _unled(placement: Placement) -> list[Block]:
    if not placement.unled:
        return []
    number = count(len(placement.unled), "room has", "rooms have")
    return [section("unled", f":warning: {number} no facilitator. {UNLED}")]


def _empty(session: Session, placement: Placement) -> list[Block]:
    lines = [f"• {words(theme_name(session, theme))}" for theme in placement.empty]
    return listing("empty", lines, most=8000, title="*Themes that get no room*")


def placed(session: Session, placement: Placement) -> Message:
    """What was done, with the next button."""
    whole = placement.participants
    done = f"{people(whole)} placed in {count(len(placement.rooms), 'room')}."
    first = f"{_share(placement.with_choice(1), whole)} got their first choice."
    return message(
        section(
            "placed", f":white_check_mark: *{done}* {first}\nPeople see their room when they type `/consult`."
        ),
        *_unled(placement),
        actions(
            "acts",
            act_button(Act.ROOMS, session.id, style="primary"),
            act_button(Act.MOVE, session.id),
            act_button(Act.UNPLACE, session.id),
            act_button(Act.STATUS, session.id, label="Show session"),
        ),
    )
