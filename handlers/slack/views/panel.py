"""The panel: where a session stands for one person, and what they can do next."""

from consultation.model.panel import Act, Panel
from consultation.model.sessions import Phase, Session
from consultation.texts import cut
from handlers.slack.blocks import (
    Block,
    Element,
    Message,
    actions,
    context,
    divider,
    fields,
    header,
    message,
    section,
)
from handlers.slack.texts import channel
from handlers.slack.views.acts import act_button, close_poll_button
from handlers.slack.views.wording import (
    PHASES,
    count,
    listing,
    room_line,
    room_title,
    theme_name,
    trouble_lines,
    when,
    words,
)

POLLS_MOST = 10
OTHERS_MOST = 8
MAY_JOIN = (Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS)
MAY_CHANGE = (Phase.SIGN_UP, Phase.PLACED)


def panel(panel: Panel) -> Message:
    """What one person sees when they ask: an organiser everything and what comes next, others their own part."""
    blocks = [header("question", panel.session.question), fields("standing", *_standing(panel))]
    blocks += _organiser(panel) if panel.organiser else _participant(panel)
    return message(*blocks, *_others(panel))


def _standing(panel: Panel) -> list[str]:
    session = panel.session
    facts = [("Phase", PHASES[session.phase]), ("When", when(session)), ("Signed up", _signed_up(panel))]
    facts += [("Guest", words(session.guest, 150))] if session.guest else []
    facts += [("Notes kept", f"{panel.notes:,}")] if panel.organiser and panel.rooms else []
    return [f"*{name}*\n{value}" for name, value in facts]


def _signed_up(panel: Panel) -> str:
    people = count(panel.count.people, "person", "people")
    return f"{people}, {panel.count.can_facilitate:,} can facilitate" if panel.organiser else people


def _organiser(panel: Panel) -> list[Block]:
    blocks = (
        listing("rooms", [room_line(panel.session, room) for room in panel.rooms], most=3500, title="*Rooms*")
        if panel.rooms
        else []
    )
    blocks += _progress(panel)
    blocks += [
        section(
            f"poll_{poll.id}",
            f":bar_chart: {words(poll.question, 150)}",
            close_poll_button(poll.id, poll.question),
        )
        for poll in panel.open_polls[:POLLS_MOST]
    ]
    return [*blocks, actions("acts", *_buttons(panel))]


def _progress(panel: Panel) -> list[Block]:
    progress = panel.progress
    if progress is None or (progress.finished and not progress.troubles):
        return []
    lines = trouble_lines(panel.session, panel.rooms, progress.troubles)
    done = f"{progress.rooms_open} of {count(progress.rooms, 'room')} open, {progress.people_seated} of {count(progress.people, 'person', 'people')} asked in"
    return listing("progress", lines, most=1500, title=done)


def _buttons(panel: Panel) -> list[Element]:
    session = panel.session
    first = [act_button(panel.next, session.id, style="primary")] if panel.next else []
    beside = [act_button(act, session.id, label=_label(act)) for act in panel.beside]
    return [*first, *beside, act_button(Act.STATUS, session.id), act_button(Act.NEW, session.id)]


def _label(act: Act) -> str:
    if act is Act.PLACE:
        return "Place people again"
    return "Try rooms again" if act is Act.ROOMS else ""


def _participant(panel: Panel) -> list[Block]:
    session, buttons = panel.session, _own_buttons(panel)
    blocks = [section("own", _own(panel))]
    if panel.room:
        blocks.append(section("room", f"Your room is *{room_title(session, panel.room)}*{_door(panel)}."))
    return [*blocks, actions("acts", *buttons)] if buttons else blocks


def _own(panel: Panel) -> str:
    if panel.sign_up is None:
        return "You are not on the list of this session."
    chosen = [words(theme_name(panel.session, theme)) for theme in panel.sign_up.ranking]
    lines = ["You are on the list.", *(f"{rank}. {name}" for rank, name in enumerate(chosen, start=1))]
    return "\n".join(lines)


def _door(panel: Panel) -> str:
    return f": {channel(panel.room.place)}" if panel.room and panel.room.place else ""


def _own_buttons(panel: Panel) -> list[Element]:
    session = panel.session
    if panel.sign_up is None:
        return [act_button(Act.JOIN, session.id, style="primary")] if session.phase in MAY_JOIN else []
    if session.phase not in MAY_CHANGE:
        return []
    return [act_button(Act.JOIN, session.id, label="Change"), act_button(Act.WITHDRAW, session.id)]


def _others(panel: Panel) -> list[Block]:
    if not panel.others:
        return []
    shown = panel.others[:OTHERS_MOST]
    blocks = [divider("others"), section("others_title", "*Other sessions of this programme*")]
    blocks += [
        section(
            f"other_{other.id}",
            _other(other),
            act_button(Act.STATUS, other.id, label="Show", of=cut(other.question, 60)),
        )
        for other in shown
    ]
    more = len(panel.others) - len(shown)
    return [*blocks, context("others_more", f"… and {more} more")] if more else blocks


def _other(session: Session) -> str:
    return f"{words(session.question, 150)}\n{PHASES[session.phase]} · {when(session)}"
