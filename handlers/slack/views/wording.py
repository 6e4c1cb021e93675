"""Phrases that several views share: numbers with their noun, phases, dates, rooms."""

from collections.abc import Sequence

from consultation.model.references import ThemeId
from consultation.model.rooms import Room, Trouble
from consultation.model.sessions import Phase, Session
from consultation.texts import cut, isolate
from handlers.slack.blocks import Block, section
from handlers.slack.texts import channel, date, escape, mention

PACKED_MOST = 2900
NAME_MOST = 75

PHASES: dict[Phase, str] = {
    Phase.DRAFT: "Draft, seen by organisers only",
    Phase.SIGN_UP: "Sign-up is open",
    Phase.PLACED: "People are placed, rooms are not open yet",
    Phase.IN_ROOMS: "In rooms",
    Phase.WRAP_UP: "Wrapping up",
    Phase.CLOSED: "Closed, digest not published yet",
    Phase.PUBLISHED: "Digest published",
}


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 room", "1,200 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(part: int, whole: int) -> int:
    """A share in whole per cent, rounded half up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def words(text: str, most: int = NAME_MOST) -> str:
    """People's words inside a line of ours: cut, kept from turning the line around, escaped."""
    return escape(isolate(cut(text, most)))


def theme_name(session: Session, theme: ThemeId) -> str:
    """The name of a theme, as typed; "Room" where the session has it no more."""
    found = session.theme(theme)
    return found.name if found else "Room"


def when(session: Session) -> str:
    """The session's date in each reader's own time."""
    return date(session.starts_at) if session.starts_at else "Date to be announced"


def room_title(session: Session, room: Room) -> str:
    """The number and theme of a room, escaped."""
    return f"{room.number}. {words(theme_name(session, room.theme))}"


def room_line(session: Session, room: Room) -> str:
    """A room in one line: its theme, who leads it, and its channel once open."""
    leader = mention(room.facilitator) if room.facilitator else ":warning: no facilitator"
    return " · ".join(
        [f"*{room_title(session, room)}*", leader, *([channel(room.place)] if room.place else [])]
    )


def trouble_lines(session: Session, rooms: Sequence[Room], troubles: Sequence[Trouble]) -> list[str]:
    """What the platform refused, a line for each room and reason with everybody it concerns."""
    titles = {room.id: room_title(session, room) for room in rooms}
    people: dict[tuple[str, str], list[str]] = {}
    for trouble in troubles:
        named = people.setdefault((titles.get(trouble.room, "A room"), trouble.reason), [])
        named += [mention(trouble.person)] if trouble.person else []
    return [
        f":warning: *{title}*: {f'{_some(named)}: ' if named else ''}{words(reason, 200)}"
        for (title, reason), named in people.items()
    ]


def _some(people: Sequence[str], most: int = 5) -> str:
    more = len(people) - most
    return ", ".join(people[:most]) + (f" and {more} more" if more > 0 else "")


def listing(block_id: str, lines: Sequence[str], *, most: int = 100_000, title: str = "") -> list[Block]:
    """Lines packed into as few sections as hold them, up to `most` characters; what is left out is counted."""
    shown, used = [title] if title else [], len(title)
    for index, line in enumerate(lines):
        used += len(line) + 1
        if used > most:
            shown.append(f"… and {count(len(lines) - index, 'more', 'more')}")
            break
        shown.append(line)
    return [section(f"{block_id}_{number}", text) for number, text in enumerate(pack(shown), start=1)]


def pack(lines: Sequence[str], most: int = PACKED_MOST) -> list[str]:
    """Lines joined into texts of at most `most` characters, none of them parted. A line longer than that stands alone."""
    texts: list[str] = []
    for line in lines:
        if texts and len(texts[-1]) + 1 + len(line) <= most:
            texts[-1] += "\n" + line
        else:
            texts.append(line)
    return texts
