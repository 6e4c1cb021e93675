"""Phrases that several views share: numbers with their noun, phases, dates, rooms, and lists that fit."""

from collections.abc import Sequence

from consultation.model.references import PersonRef, ThemeId
from consultation.model.rooms import Progress, Room, Trouble
from consultation.model.sessions import Phase, Session
from consultation.texts import cut, isolate
from handlers.slack.blocks import Block, section
from handlers.slack.texts import channel, cut_markup, date, escape, mention

PACKED_MOST = 2900
"""Characters of a section that holds a list: a little under Slack's 3,000."""

NAME_MOST = 75
QUESTION_MOST = 300

PHASES: dict[Phase, str] = {
    Phase.DRAFT: "Being prepared",
    Phase.SIGN_UP: "Sign-up is open",
    Phase.PLACED: "Rooms are settled, not open yet",
    Phase.IN_ROOMS: "The rooms are open",
    Phase.WRAP_UP: "Wrapping up",
    Phase.CLOSED: "Closed, digest to come",
    Phase.PUBLISHED: "Closed, digest published",
}


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 room", "1,200 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def people(number: int) -> str:
    """A number of people: "1 person", "120 people"."""
    return count(number, "person", "people")


def percent(part: int, whole: int) -> int:
    """A share in whole per cent, rounded half up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def words(text: str, most: int = NAME_MOST) -> str:
    """People's words inside a line of ours: on one line, in about `most` characters of mrkdwn, not turning the line around."""
    shown = cut_markup(escape(cut(" ".join(text.split()), most)), most)
    return shown if shown.isascii() else isolate(shown)


def theme_name(session: Session, theme: ThemeId) -> str:
    """The name of a theme, as typed; "Room" where the session has it no more."""
    found = session.theme(theme)
    return found.name if found else "Room"


def when(session: Session) -> str:
    """The session's date in each reader's own time."""
    return date(session.starts_at) if session.starts_at else "Date to be announced"


def about(session: Session) -> str:
    """When, with whom, and the series it belongs to, in one line."""
    guest = [f"with {words(session.guest, 150)}"] if session.guest else []
    programme = [words(session.programme.name, 150)] if session.programme else []
    return " · ".join([when(session), *guest, *programme])


def room_title(session: Session, room: Room) -> str:
    """The number and theme of a room, ready for mrkdwn."""
    return f"{room.number}. {words(theme_name(session, room.theme))}"


def your_room(session: Session, room: Room, person: PersonRef | None) -> str:
    """Which room is somebody's, whether they lead it, and the way in once it is open."""
    leads = person is not None and room.facilitator == person
    if session.phase in (Phase.CLOSED, Phase.PUBLISHED):
        was, place = ("You led room" if leads else "Your room was"), room.place
        return f":door: {was} *{room_title(session, room)}*{f', in {channel(place)}' if place else ''}."
    door = f" Talk there in {channel(room.place)}." if room.place else " It opens when the session begins."
    return f":door: {'You lead room' if leads else 'Your room is'} *{room_title(session, room)}*.{door}"


def room_line(session: Session, room: Room) -> str:
    """A room in two lines: its theme; who leads it, and its channel once open."""
    door = f" · {channel(room.place)}" if room.place else ""
    return f"*{room_title(session, room)}*\n{leader(room.facilitator)}{door}"


def leader(facilitator: PersonRef | None) -> str:
    """Who leads a room, or that nobody does."""
    return f"led by {mention(facilitator)}" if facilitator else ":warning: no facilitator"


def done(progress: Progress) -> str:
    """How far the opening of rooms has come."""
    if progress.finished:
        return f"{count(progress.rooms, 'room')} open, {people(progress.people)} asked in"
    asked = f"{progress.people_seated:,} of {people(progress.people)} asked in"
    return f"{progress.rooms_open:,} of {count(progress.rooms, 'room')} open, {asked}"


def trouble_lines(session: Session, rooms: Sequence[Room], troubles: Sequence[Trouble]) -> list[str]:
    """What the platform refused, a line for each room and reason with everybody it concerns."""
    titles = {room.id: f"*{room_title(session, room)}*: " for room in rooms}
    concerned: dict[tuple[str, str], list[str]] = {}
    for trouble in troubles:
        named = concerned.setdefault((titles.get(trouble.room, ""), trouble.reason), [])
        named += [mention(trouble.person)] if trouble.person else []
    return [
        f":warning: {title}{_some(named)}{words(reason, 200)}" for (title, reason), named in concerned.items()
    ]


def _some(named: Sequence[str], most: int = 5) -> str:
    """The first few of them and how many more: "A, B and 3 more: "; nothing for nobody."""
    more = len(named) - most
    rest = f" and {more:,} more" if more > 0 else ""
    return f"{', '.join(named[:most])}{rest}: " if named else ""


NAMES_MOST = 15


def named(those: Sequence[PersonRef]) -> str:
    """People by name, and how many more."""
    more = len(those) - NAMES_MOST
    return ", ".join(map(mention, those[:NAMES_MOST])) + (f" and {more:,} more" if more > 0 else "")


def listing(block_id: str, lines: Sequence[str], *, most: int = 100_000, title: str = "") -> list[Block]:
    """Lines packed into as few sections as hold them, up to `most` characters; what is left out is counted. None without lines."""
    if not lines:
        return []
    shown, used = [title] if title else [], len(title)
    for index, line in enumerate(lines):
        used += len(line) + 1
        if used > most:
            shown.append(f"… and {len(lines) - index:,} more")
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
