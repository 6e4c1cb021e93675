"""Rooms: the form that opens them, each room's card, and how far the opening is."""

from collections.abc import Sequence

from consultation.model.cards import ProgressCard, RoomCard
from consultation.model.rooms import Progress, Room
from consultation.model.sessions import Phase, Session
from consultation.notes import LEGEND
from consultation.services.rooms import Opening
from handlers.slack.blocks import (
    Message,
    View,
    actions,
    button,
    context,
    header,
    message,
    metadata,
    modal,
    section,
)
from handlers.slack.ids import ROOMS_FORM, link_id
from handlers.slack.texts import bar, mention
from handlers.slack.views.wording import count, listing, percent, room_line, trouble_lines, words

STATE: dict[Phase, str] = {
    Phase.WRAP_UP: ":hourglass: We are wrapping up. Say what matters most, and let your facilitator keep the headline.",
    Phase.CLOSED: ":lock: This room is closed. Nothing more is kept.",
    Phase.PUBLISHED: ":lock: This room is closed, and the digest is published.",
}


def rooms_form(session: Session, rooms: Sequence[Room], progress: Progress) -> View:
    """The rooms about to be opened, or those that gave trouble."""
    again = session.phase is not Phase.PLACED
    blocks = [
        section(
            "about",
            _done(progress)
            if again
            else "Each room gets a channel of its own. Facilitators are asked in first.",
        ),
        *listing("rooms", [room_line(session, room) for room in rooms]),
        *listing("troubles", trouble_lines(session, rooms, progress.troubles)),
    ]
    submit = "Try again" if again else f"Open {count(len(rooms), 'room')}"
    return modal(
        ROOMS_FORM, "Open rooms", blocks, submit=submit, metadata=metadata(session.id, session.place)
    )


def room_card(card: RoomCard, team: str) -> Message:
    """What a room sees on top. `team` is the workspace's id, for the address of the room's huddle."""
    room, theme = card.room, card.theme
    leader = f"Led by {mention(room.facilitator)}" if room.facilitator else "No facilitator yet"
    blocks = [
        header("theme", f"{room.number}. {theme.name}"),
        context("people", f"{leader} · {count(card.participants, 'participant')}"),
    ]
    blocks += [section("state", STATE[card.session.phase])] if card.session.phase in STATE else []
    blocks += listing("prompts", [f"• {words(prompt, 300)}" for prompt in theme.prompts], most=4000)
    if card.session.phase not in (Phase.CLOSED, Phase.PUBLISHED):
        legend = [f":{entry.emoji}:  *{entry.tag.capitalize()}*  {entry.meaning}" for entry in LEGEND]
        blocks += listing(
            "legend", legend, title="*Facilitators keep what matters with an emoji on the message*"
        )
        blocks.append(actions("talk", _talk(card, team)))
    return message(*blocks)


def _talk(card: RoomCard, team: str) -> dict[str, object]:
    if card.theme.link:
        return button("Open the meeting", link_id("meeting"), url=card.theme.link, style="primary")
    return button(
        "Join the huddle",
        link_id("huddle"),
        url=f"https://app.slack.com/huddle/{team}/{card.room.place or ''}",
        style="primary",
    )


def progress_card(card: ProgressCard) -> Message:
    """What the organiser sees while rooms are being opened."""
    progress = card.progress
    title = "Rooms are open" if progress.finished else "Opening rooms"
    shown = f"`{bar(percent(progress.people_seated, progress.people))}`  {_done(progress)}"
    troubles = listing("troubles", trouble_lines(card.session, (), progress.troubles), most=4000)
    return message(header("title", title), section("progress", shown), *troubles)


def opening(opening: Opening) -> Message:
    """The private answer to a press on "open the rooms"."""
    if opening.again:
        return message(
            section(
                "opening",
                f"The rooms were opened before, and nothing is made twice. {_done(opening.progress)}.",
            )
        )
    rooms, people = count(opening.progress.rooms, "room"), count(opening.progress.people, "person", "people")
    return message(
        section("opening", f"Opening {rooms} for {people}. I show you in our direct messages how far it is.")
    )


def _done(progress: Progress) -> str:
    return f"{progress.rooms_open} of {count(progress.rooms, 'room')} open, {progress.people_seated} of {count(progress.people, 'person', 'people')} asked in"
