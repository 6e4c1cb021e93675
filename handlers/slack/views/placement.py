"""Placement: what would happen, and what was done."""

from consultation.model.panel import Act
from consultation.model.placement import PlacedRoom, Placement
from consultation.model.sessions import Session
from handlers.slack.blocks import Block, Message, View, actions, fields, message, metadata, modal, section
from handlers.slack.ids import PLACEMENT_FORM
from handlers.slack.texts import mention
from handlers.slack.views.acts import act_button
from handlers.slack.views.wording import count, listing, percent, theme_name, words


def placement_form(session: Session, placement: Placement) -> View:
    """The preview of a placement: shares of choices, every room, what is missing."""
    people = count(placement.participants, "person", "people")
    blocks = [
        section(
            "about",
            f"{people} in {count(len(placement.rooms), 'room')}. Nothing happens until you press the button.",
        ),
        fields("shares", *_shares(placement)),
        *listing(
            "rooms",
            [_room_line(session, number, room) for number, room in enumerate(placement.rooms, start=1)],
        ),
        *_empty(session, placement),
    ]
    submit = f"Place {people}"
    return modal(
        PLACEMENT_FORM, "Place people", blocks, submit=submit, metadata=metadata(session.id, session.place)
    )


def _shares(placement: Placement) -> list[str]:
    named = (("First choice", 1), ("Second choice", 2), ("Third choice", 3))
    return [
        f"*{name}*\n{_share(placement.with_choice(rank), placement.participants)}" for name, rank in named
    ]


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}, {percent(part, whole)} %"


def _room_line(session: Session, number: int, room: PlacedRoom) -> str:
    leader = mention(room.facilitator) if room.facilitator else ":warning: no facilitator"
    return f"*{number}. {words(theme_name(session, room.theme))}* · {count(len(room.seats), 'person', 'people')} · {leader}"


def _empty(session: Session, placement: Placement) -> list[Block]:
    if not placement.empty:
        return []
    lines = [f"• {words(theme_name(session, theme))}" for theme in placement.empty]
    return listing("empty", lines, title="*Themes left without a room*")


def placed(session: Session, placement: Placement) -> Message:
    """What was done, with the next button."""
    people, rooms = count(placement.participants, "person", "people"), count(len(placement.rooms), "room")
    first = _share(placement.with_choice(1), placement.participants)
    return message(
        section("placed", f"{people} placed in {rooms}. First choice: {first}."),
        actions(
            "acts", act_button(Act.ROOMS, session.id, style="primary"), act_button(Act.UNPLACE, session.id)
        ),
    )
