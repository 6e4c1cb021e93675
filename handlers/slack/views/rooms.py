"""Rooms: the form that opens them, each room's card, and how far the opening is."""

from collections.abc import Sequence

from consultation.model.cards import ProgressCard, RoomCard, WelcomeCard
from consultation.model.panel import Act
from consultation.model.rooms import Occupied, Progress, Room
from consultation.model.sessions import Phase, Session
from consultation.services.rooms import Opening
from handlers.slack.blocks import (
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    header,
    message,
    metadata,
    modal,
    section,
)
from handlers.slack.ids import ROOMS_FORM, link_id
from handlers.slack.texts import bar, mention
from handlers.slack.views.acts import act_button
from handlers.slack.views.captures import legend_lines
from handlers.slack.views.wording import (
    count,
    done,
    listing,
    people,
    percent,
    room_line,
    room_title,
    trouble_lines,
    words,
    your_room,
)

STATE: dict[Phase, str] = {
    Phase.WRAP_UP: ":hourglass: *We are wrapping up.* Say what matters most in one sentence; your facilitator keeps it as the headline.",
    Phase.CLOSED: ":lock: *This room is closed.* Thank you for talking. Nothing more is kept from here.",
    Phase.PUBLISHED: ":lock: *This room is closed.* Thank you for talking. The digest is published.",
}
LOST = ":warning: *Everybody has left; not opened*"
QUIET = ":warning: *Nobody takes part here yet.* Move people here with `/consult move`, or place them again."
OVER = (Phase.CLOSED, Phase.PUBLISHED)
PROMPTS_TEXT_MOST = 5500
LEGEND_TITLE = (
    "*Facilitator:* put one of these on a message to keep it as a note. Take it off to drop the note."
)


def rooms_form(session: Session, held: Occupied, progress: Progress) -> View:
    """The rooms about to be opened; after that, how far they are and what gave trouble."""
    again, rooms = session.phase is not Phase.PLACED, held.rooms
    blocks = [
        section("about", _again(progress) if again else _first(rooms)),
        *listing("troubles", trouble_lines(session, rooms, progress.troubles), most=8000),
        *listing("lost", _bullets(session, held.lost), most=4000, title=LOST),
        *listing("quiet", _bullets(session, held.quiet), most=4000, title=QUIET),
        *listing("rooms", [room_line(session, room) for room in rooms], title="*Rooms*"),
    ]
    return modal(
        ROOMS_FORM,
        "Open rooms",
        blocks,
        submit="Try again" if again else f"Open {count(len(rooms), 'room')}",
        metadata=metadata(session.id, session.place),
    )


def _bullets(session: Session, rooms: Sequence[Room]) -> list[str]:
    return [f"• {room_title(session, room)}" for room in rooms]


def _first(rooms: Sequence[Room]) -> str:
    each = "Each room gets a channel of its own." if len(rooms) > 1 else "The room gets a channel of its own."
    return (
        f"{each} Facilitators are asked in first, then everybody else. Placement can't be changed after that."
    )


def _again(progress: Progress) -> str:
    return f"{done(progress)}. Trying again makes nothing twice: it only does what is missing."


def room_card(card: RoomCard, team: str) -> Message:
    """What a room sees on top. `team` is the workspace's id, for the address of the room's huddle."""
    phase, theme = card.session.phase, card.theme
    prompts = [f"• {words(prompt, 500)}" for prompt in theme.prompts]
    return message(
        header("theme", f"{card.room.number}. {theme.name}"),
        context("people", _people(card)),
        *([section("state", STATE[phase])] if phase in STATE else []),
        *listing("prompts", prompts, most=PROMPTS_TEXT_MOST, title="*To talk about*"),
        *([] if phase in OVER else _tools(card, team)),
    )


def _people(card: RoomCard) -> str:
    led = f"Led by {mention(card.room.facilitator)}" if card.room.facilitator else "No facilitator yet"
    return f"{led} · {count(card.participants, 'participant')}"


def _tools(card: RoomCard, team: str) -> list[Block]:
    return [
        actions("talk", _way_to_talk(card, team)),
        divider("line"),
        *legend_lines(card.legend, LEGEND_TITLE),
    ]


def _way_to_talk(card: RoomCard, team: str) -> Element:
    if card.theme.link:
        return button("Open the meeting", link_id("meeting"), url=card.theme.link, style="primary")
    huddle = f"https://app.slack.com/huddle/{team}/{card.room.place or ''}"
    return button("Join the huddle", link_id("huddle"), url=huddle, style="primary")


def progress_card(card: ProgressCard) -> Message:
    """What the organiser sees while rooms are being opened; a button to try again once something went wrong."""
    progress, session = card.progress, card.session
    title = "Rooms are open" if progress.finished else "Opening rooms"
    share = percent(progress.people_seated, progress.people)
    blocks = [
        header("title", title),
        context("session", words(session.question, 200)),
        section("progress", f"`{bar(share, 20)}`  {done(progress)}"),
        *listing("troubles", trouble_lines(session, (), progress.troubles), most=5000),
    ]
    if progress.troubles and session.phase is Phase.IN_ROOMS:
        blocks.append(actions("acts", act_button(Act.ROOMS, session.id, label="Try again")))
    return message(*blocks)


def opening(opening: Opening) -> Message:
    """The private answer to a press on "open the rooms"."""
    progress = opening.progress
    if opening.again:
        said = f"The rooms were opened before, and nothing is made twice. {done(progress)}."
    else:
        said = (
            f"Opening {count(progress.rooms, 'room')} for {people(progress.people)}, with those who lead and organise. "
            "You can see how far it is in our direct messages."
        )
    return message(section("opening", said))


def welcome_card(card: WelcomeCard) -> Message:
    """What one person is told, in private, once their room is open: which it is, and why."""
    person = card.room.facilitator if card.leads else None
    begins = [f"*Round {card.round} begins.*"] if card.round > 1 else []
    said = [
        *begins,
        your_room(card.session, card.room, person),
        *([words(card.reason, 300)] if card.reason else []),
    ]
    if card.leads:
        said.append("What to do there stands on top of the channel.")
    return message(section("room", " ".join(said)), context("session", words(card.session.question, 200)))
