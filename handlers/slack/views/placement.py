"""Placement: what would happen, and what was done."""

from consultation.model.panel import Act
from consultation.model.placement import PlacedRoom, Placement
from consultation.model.sessions import Phase, Session
from handlers.slack.blocks import Block, Message, View, actions, fields, message, metadata, modal, section
from handlers.slack.ids import PLACEMENT_FORM
from handlers.slack.texts import bar
from handlers.slack.views.acts import act_button
from handlers.slack.views.wording import count, leader, listing, people, percent, theme_name, words

CHOICES = (("First choice", 1), ("Second choice", 2), ("Third choice", 3))


def placement_form(session: Session, placement: Placement) -> View:
    """The preview of a placement: who gets which choice, every room, what is missing. Nothing has happened yet."""
    rooms = [_room_line(session, number, room) for number, room in enumerate(placement.rooms, start=1)]
    blocks = [
        section("about", _about(session, placement)),
        fields("shares", *_shares(session, placement)),
        *_unled(placement),
        *listing("rooms", rooms, title="*Rooms*"),
        *_empty(session, placement),
    ]
    submit = f"Place {people(placement.participants)}"
    return modal(
        PLACEMENT_FORM, "Place people", blocks, submit=submit, metadata=metadata(session.id, session.place)
    )


def _about(session: Session, placement: Placement) -> str:
    would = f"{people(placement.participants)} would sit in {count(len(placement.rooms), 'room')}."
    anew = " They are placed anew: the placement there is now goes." if session.phase is Phase.PLACED else ""
    return f"{would}{anew} Nothing happens until you press the button below."


def _shares(session: Session, placement: Placement) -> list[str]:
    whole = placement.participants
    choices = CHOICES[: max(len(session.themes), 1)]
    named = [(name, placement.with_choice(rank)) for name, rank in choices]
    other = whole - sum(number for _, number in named)
    named += [("Another theme", other)] if other else []
    return [f"*{name}*\n{_share(part, whole)}\n`{bar(percent(part, whole))}`" for name, part in named]


def _share(part: int, whole: int) -> str:
    return f"{percent(part, whole)} % ({part:,} of {whole:,})"


def _room_line(session: Session, number: int, room: PlacedRoom) -> str:
    title = f"*{number}. {words(theme_name(session, room.theme))}*"
    return f"{title}\n{people(len(room.seats))}, {leader(room.facilitator)}"


def _unled(placement: Placement) -> list[Block]:
    if not placement.unled:
        return []
    number = count(len(placement.unled), "room has", "rooms have")
    return [section("unled", f":warning: {number} no facilitator. {UNLED}")]


UNLED = "Ask somebody to join with “I can facilitate a room” and place people again, or lead it yourself."


def _empty(session: Session, placement: Placement) -> list[Block]:
    lines = [f"• {words(theme_name(session, theme))}" for theme in placement.empty]
    return listing("empty", lines, title="*Themes that get no room*")


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
            act_button(Act.UNPLACE, session.id),
            act_button(Act.STATUS, session.id, label="Show session"),
        ),
    )
