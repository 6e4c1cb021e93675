"""The panel: where a session stands for one person, and what they can do next."""

from collections.abc import Sequence

from consultation.model.panel import Act, Panel
from consultation.model.polls import Audience, Poll
from consultation.model.sessions import Phase, Session
from handlers.slack.blocks import (
    OVERFLOW_MOST,
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    fields,
    header,
    message,
    section,
)
from handlers.slack.ids import found_id
from handlers.slack.texts import channel
from handlers.slack.views.acts import act_button, act_menu, close_poll_button
from handlers.slack.views.mandates import vote_line
from handlers.slack.views.statements import talk_blocks
from handlers.slack.views.survey_desk import survey_blocks
from handlers.slack.views.wording import (
    PHASES,
    about,
    count,
    done,
    listing,
    people,
    room_line,
    theme_name,
    trouble_lines,
    when,
    words,
    your_room,
)

POLLS_MOST, OTHERS_MOST = 8, 6
ROOMS_TEXT_MOST, TROUBLES_TEXT_MOST = 3000, 1300
"""With these a panel of any size stays within the 10,000 characters that Slack takes over all blocks."""

COMES_NEXT: dict[Act | None, str] = {
    Act.OPEN: "Next, open sign-up. The card with the Join button goes to {place}.",
    Act.PLACE: "When enough people are in, place them. You see the rooms that it would make before anything happens.",
    Act.ROOMS: "Next, open the rooms. Each gets a channel of its own, and everyone is asked in.",
    Act.WRAP_UP: "When time is nearly up, start the wrap-up. Every room's card says so.",
    Act.CLOSE: "When the rooms are done, close the session. Open polls close with it.",
    Act.DIGEST: "Next, publish the digest. You see its figures before anything is posted.",
    None: "All done: the digest is in {place}.",
}
NO_THEMES = ":warning: There are no themes yet. Add at least one with Change session, then open sign-up."

MAY_JOIN = (Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS)
MAY_CHANGE = (Phase.SIGN_UP, Phase.PLACED)


def panel(panel: Panel) -> Message:
    """What one person sees when they ask: an organiser everything and what comes next, others their own part."""
    session = panel.session
    blocks = [
        header("question", session.question),
        context("about", f"{about(session)} · {channel(session.place)}"),
    ]
    blocks += _organiser(panel) if panel.organiser else _participant(panel)
    return message(*blocks, *_others(panel))


def _organiser(panel: Panel) -> list[Block]:
    session = panel.session
    hint = (
        NO_THEMES if _nothing_to_join(panel) else COMES_NEXT[panel.next].format(place=channel(session.place))
    )
    return [
        fields("standing", *_standing(panel)),
        *_rooms(panel),
        *_progress(panel),
        *_posting(panel),
        *_polls(panel),
        *talk_blocks(panel.talks, organiser=True),
        *survey_blocks(panel.surveys, panel.closed_surveys, organiser=True),
        section("hint", hint),
        actions("acts", *_buttons(panel)),
    ]


def _nothing_to_join(panel: Panel) -> bool:
    return panel.next is Act.OPEN and not panel.session.themes


def _standing(panel: Panel) -> list[str]:
    signed_up = people(panel.count.people)
    if panel.count.can_facilitate:
        signed_up += f", {panel.count.can_facilitate:,} can facilitate"
    facts = [("Phase", PHASES[panel.session.phase]), ("Signed up", signed_up)]
    # More than the digest's notes: there, headlines and actions have places of their own.
    kept = f"{panel.notes:,}, with headlines and actions"
    facts += [("Rooms", f"{len(panel.rooms):,}"), ("Kept so far", kept)] if panel.rooms else []
    facts += [("Round", f"{panel.round} of {panel.rounds}")] if panel.rooms and panel.rounds > 1 else []
    return [f"*{name}*\n{value}" for name, value in facts]


def _rooms(panel: Panel) -> list[Block]:
    lines = [room_line(panel.session, room) for room in panel.rooms]
    return listing("rooms", lines, most=ROOMS_TEXT_MOST)


def _progress(panel: Panel) -> list[Block]:
    progress = panel.progress
    if progress is None or (progress.finished and not progress.troubles):
        return []
    lines = trouble_lines(panel.session, panel.rooms, progress.troubles)
    return listing(
        "progress", [f":hourglass_flowing_sand: {done(progress)}", *lines], most=TROUBLES_TEXT_MOST
    )


def _posting(panel: Panel) -> list[Block]:
    """How much of a digest is in the channel, while it is being posted."""
    if panel.posted >= panel.to_post:
        return []
    told = f":hourglass_flowing_sand: {panel.posted:,} of {count(panel.to_post, 'message')} of the digest posted. The files follow."
    return [section("posting", told)]


def _polls(panel: Panel) -> list[Block]:
    blocks = [
        section(
            f"poll_{poll.id}",
            f":bar_chart: Open poll{_where(poll)}: *{words(poll.question.wording, 150)}*",
            close_poll_button(poll.id, poll.question.wording, on_panel=True),
        )
        for poll in panel.open_polls[:POLLS_MOST]
    ]
    more = len(panel.open_polls) - POLLS_MOST
    return [*blocks, context("polls_more", f"… and {count(more, 'more open poll')}")] if more > 0 else blocks


def _where(poll: Poll) -> str:
    return " in every room" if poll.audience is Audience.ROOMS else ""


def _buttons(panel: Panel) -> list[Element]:
    session = panel.session
    first = Act.EDIT if _nothing_to_join(panel) else panel.next or Act.NEW
    beside = [act for act in panel.beside if act is not first and _makes_sense(act, panel)]
    rarer = _rarer(beside)
    return [
        act_button(first, session.id, style="primary"),
        *(act_button(act, session.id, label=AGAIN.get(act, "")) for act in beside if act not in rarer),
        act_button(Act.STATUS, session.id),
        *([act_menu(rarer, session.id)] if rarer else []),
    ]


def _rarer(beside: Sequence[Act]) -> list[Act]:
    """What goes behind the three dots, in the order of an evening, so that few enough buttons stand beside the first."""
    if len(beside) <= BESIDE_MOST + 1:
        return []
    rarest = [act for act in RAREST_FIRST if act in beside][: min(len(beside) - BESIDE_MOST, OVERFLOW_MOST)]
    return [act for act in beside if act in rarest]


BESIDE_MOST = 4
"""Buttons beside the first one, which a phone shows in two or three rows."""
RAREST_FIRST = (
    Act.TAGS,
    Act.STATEMENTS,
    Act.SURVEY,
    Act.PROGRAMME,
    Act.SUMMARY,
    Act.REPORT,
    Act.RANK,
)


AGAIN = {Act.PLACE: "Place people again", Act.ROOMS: "Try rooms again"}
"""Labels of acts that are done already when they stand beside the next one."""


def _makes_sense(act: Act, panel: Panel) -> bool:
    """Whether an act that is possible is worth a button now; a command does it all the same."""
    if act is Act.ROOMS:
        return panel.progress is None or not panel.progress.finished or bool(panel.progress.troubles)
    if act is Act.LIBRARY:
        return False  # it stands with the polls
    if act is Act.ROUND:
        return panel.round < panel.rounds
    if act is Act.DIGEST:
        return False  # it comes next once the session is closed
    return act not in (Act.REPORT, Act.DRAFT) or panel.session.phase is not Phase.IN_ROOMS


def _participant(panel: Panel) -> list[Block]:
    phase, buttons = panel.session.phase, _own_buttons(panel)
    blocks = [section("stands", STANDS[phase].format(place=channel(panel.session.place)))]
    if panel.sign_up or panel.room or phase in MAY_JOIN:
        blocks.append(section("own", _own(panel)))
    blocks += [section("vote", vote_line(panel))] if panel.mandate else []
    blocks += [actions("acts", *buttons)] if buttons else []
    blocks += talk_blocks(panel.talks, organiser=False)
    return [*blocks, *survey_blocks(panel.surveys, (), organiser=False)]


STANDS: dict[Phase, str] = {
    Phase.DRAFT: "This session is being prepared. A card with a Join button comes to {place} when sign-up opens.",
    Phase.SIGN_UP: "Sign-up is open.",
    Phase.PLACED: "Rooms are settled and open when the session begins.",
    Phase.IN_ROOMS: "The rooms are open.",
    Phase.WRAP_UP: "The rooms are wrapping up, then everybody meets in {place}.",
    Phase.CLOSED: "This session is over. Its digest comes to {place}.",
    Phase.PUBLISHED: "This session is over. Its digest is in {place}.",
}


def _own(panel: Panel) -> str:
    mine = panel.sign_up
    if panel.room:
        return your_room(panel.session, panel.room, mine.person if mine else None)
    if mine is None:
        return "You are not on the list."
    themes = [words(theme_name(panel.session, theme)) for theme in mine.ranking]
    choices = [f"{rank}. {name}" for rank, name in enumerate(themes, start=1)]
    title = ["You are on the list. Your choices:" if choices else "You are on the list."]
    return "\n".join([*title, *choices, *(["You offered to facilitate."] if mine.can_facilitate else [])])


def _own_buttons(panel: Panel) -> list[Element]:
    whose = [act_button(Act.MANDATE, panel.session.id, label="Who casts our vote")] if _leads(panel) else []
    return [*_of_facilitator(panel), *_of_sign_up(panel), *whose]


def _of_facilitator(panel: Panel) -> list[Element]:
    """What somebody can do with the notes of the room that they lead, while it is open."""
    room, mine = panel.room, panel.sign_up
    if room is None or room.place is None or mine is None or room.facilitator != mine.person:
        return []
    if panel.session.phase not in (Phase.IN_ROOMS, Phase.WRAP_UP):
        return []
    points = found_id("edit", f"{panel.session.id}.{room.number}")
    return [
        button("Type notes", found_id("type_notes"), room.place, spoken_label="Type notes of your room"),
        button("Edit our points", points, str(room.number), spoken_label="Edit the points of your room"),
    ]


def _leads(panel: Panel) -> bool:
    """Whether this person says who votes for their organisation; the first of it to press leads it."""
    mine = panel.sign_up.person if panel.sign_up else None
    return panel.mandate is not None and panel.mandate.lead in (None, mine)


def _of_sign_up(panel: Panel) -> list[Element]:
    session = panel.session
    if panel.sign_up is None:
        return [act_button(Act.JOIN, session.id, style="primary")] if session.phase in MAY_JOIN else []
    if session.phase not in MAY_CHANGE:
        return []
    return [
        act_button(Act.JOIN, session.id, label="Change"),
        act_button(Act.WITHDRAW, session.id),
    ]


def _others(panel: Panel) -> list[Block]:
    if not panel.others:
        return []
    shown, more = panel.others[:OTHERS_MOST], len(panel.others) - OTHERS_MOST
    blocks = [divider("others"), context("others_title", "Other sessions of this programme")]
    blocks += [
        section(
            f"other_{other.id}",
            _other(other),
            act_button(Act.STATUS, other.id, label="Show", of=other.question),
        )
        for other in shown
    ]
    return [*blocks, context("others_more", f"… and {more} more")] if more > 0 else blocks


def _other(session: Session) -> str:
    return f"{words(session.question, 150)}\n{when(session)} · {PHASES[session.phase]}"
