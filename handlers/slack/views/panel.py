"""The panel: where a session stands for one person, and what they can do next."""

from consultation.model.panel import Act, Panel
from consultation.model.sessions import Phase, Session
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
    about,
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
ROOMS_TEXT_MOST, TROUBLES_TEXT_MOST = 3500, 1500
"""With these a panel of any size stays within the 10,000 characters that Slack takes over all blocks."""

COMES_NEXT: dict[Act | None, str] = {
    Act.OPEN: "Next, open sign-up. The card with the Join button goes to {place}.",
    Act.PLACE: "When enough people are in, place them. You see who would sit where before anything happens.",
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
    blocks = [header("question", panel.session.question), context("about", about(panel.session))]
    blocks += _organiser(panel) if panel.organiser else _participant(panel)
    return message(*blocks, *_others(panel))


def _organiser(panel: Panel) -> list[Block]:
    session = panel.session
    nothing_to_join = panel.next is Act.OPEN and not session.themes
    hint = NO_THEMES if nothing_to_join else COMES_NEXT[panel.next].format(place=channel(session.place))
    return [
        fields("standing", *_standing(panel)),
        *_rooms(panel),
        *_progress(panel),
        *_polls(panel),
        section("hint", hint),
        actions("acts", *_buttons(panel)),
    ]


def _standing(panel: Panel) -> list[str]:
    signed_up = people(panel.count.people)
    if panel.count.can_facilitate:
        signed_up += f", {panel.count.can_facilitate:,} can facilitate"
    facts = [("Phase", PHASES[panel.session.phase]), ("Signed up", signed_up)]
    facts += [("Channel", channel(panel.session.place))]
    facts += [("Notes kept", f"{panel.notes:,}")] if panel.rooms else []
    return [f"*{name}*\n{value}" for name, value in facts]


def _rooms(panel: Panel) -> list[Block]:
    lines = [room_line(panel.session, room) for room in panel.rooms]
    return listing("rooms", lines, most=ROOMS_TEXT_MOST, title="*Rooms*")


def _progress(panel: Panel) -> list[Block]:
    progress = panel.progress
    if progress is None or (progress.finished and not progress.troubles):
        return []
    lines = trouble_lines(panel.session, panel.rooms, progress.troubles)
    return listing(
        "progress", [f":hourglass_flowing_sand: {done(progress)}", *lines], most=TROUBLES_TEXT_MOST
    )


def _polls(panel: Panel) -> list[Block]:
    blocks = [
        section(
            f"poll_{poll.id}",
            f":bar_chart: {words(poll.question, 150)}",
            close_poll_button(poll.id, poll.question),
        )
        for poll in panel.open_polls[:POLLS_MOST]
    ]
    more = len(panel.open_polls) - POLLS_MOST
    return [*blocks, context("polls_more", f"… and {more} more open polls")] if more > 0 else blocks


def _buttons(panel: Panel) -> list[Element]:
    session = panel.session
    first = panel.next or Act.NEW
    beside = [act for act in panel.beside if act is not Act.ROOMS or _rooms_need_help(panel)]
    return [
        act_button(first, session.id, style="primary"),
        *(act_button(act, session.id, label=AGAIN.get(act, "")) for act in beside),
        act_button(Act.STATUS, session.id),
    ]


AGAIN = {Act.PLACE: "Place people again", Act.ROOMS: "Try rooms again", Act.DIGEST: "Publish digest now"}
"""Labels of acts that stand beside the next one."""


def _rooms_need_help(panel: Panel) -> bool:
    return panel.progress is None or not panel.progress.finished or bool(panel.progress.troubles)


def _participant(panel: Panel) -> list[Block]:
    session, mine, buttons = panel.session, panel.sign_up, _own_buttons(panel)
    blocks = [section("own", f"{PHASES[session.phase]}. {_own(panel)}")]
    if panel.room:
        blocks.append(section("room", your_room(session, panel.room, mine.person if mine else None)))
    return [*blocks, actions("acts", *buttons)] if buttons else blocks


def _own(panel: Panel) -> str:
    if panel.sign_up is None:
        return "You are not on its list."
    themes = [words(theme_name(panel.session, theme)) for theme in panel.sign_up.ranking]
    offered = ["You offered to facilitate."] if panel.sign_up.can_facilitate else []
    choices = [f"{rank}. {name}" for rank, name in enumerate(themes, start=1)]
    return "\n".join(["You are on the list.", *choices, *offered])


def _own_buttons(panel: Panel) -> list[Element]:
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
