"""One message of a published digest: the overview, a room or a slice of it, the outcomes."""

from collections.abc import Iterator, Sequence

from consultation.model.digest import (
    Digest,
    DigestPart,
    PartKind,
    Point,
    RoomFinding,
    Section,
)
from consultation.model.documents import DocumentLink
from handlers.slack.blocks import Block, Message, context, fields, header, message, section
from handlers.slack.texts import date, link
from handlers.slack.views.evidence import credited, evidence_message, finding_title, sections_of
from handlers.slack.views.origins import PERMALINK_MOST, SEVERAL, arrow, rooms_of, said_in
from handlers.slack.views.outcomes import POINT_MOST, action_line, next_line, poll_line, step_line
from handlers.slack.views.wording import QUESTION_MOST, count, listing, people, words

PARAGRAPHS_MOST = 20
OVERVIEW_MOST, OVERVIEW_LEAST = 7500, 1500
"""Characters that the rooms share in the overview."""
SHARED_MOST, THEMES_MOST = 2500, 2500
LINE_FRAME, LINK_FRAME = 110, 90
"""Of those, what a room's line takes beside its headline, and what a link takes."""


def digest_message(
    part: DigestPart, files: Sequence[DocumentLink] = (), *, superseded: bool = False
) -> Message:
    """One message of a published digest; the first leads to its files, once they are there."""
    if part.kind is PartKind.OVERVIEW:
        blocks = [*_version(part.digest, superseded=superseded), *_overview(part.digest), *_files(files)]
    elif part.kind is PartKind.EVIDENCE:
        return evidence_message(part)
    elif part.room is not None:
        blocks = _room(part, part.room)
    else:
        blocks = _outcomes(part)
    return message(*blocks, context("part", f"{part.number} of {part.of}"))


def _overview(digest: Digest) -> list[Block]:
    taken = (SHARED_MOST if digest.shared else 0) + (THEMES_MOST if digest.summary.themes else 0)
    space = (OVERVIEW_MOST - taken) // max(len(digest.rooms), 1) - LINE_FRAME
    return [
        header("question", digest.question),
        context("about", _about(digest)),
        fields("counts", *_counts(digest)),
        *_themes(digest),
        *_shared(digest),
        *_rooms([_room_line(room, space) for room in digest.rooms], OVERVIEW_MOST - taken),
        context("names", f"{_names(digest)} ↗ leads to the message."),
    ]


def _names(digest: Digest) -> str:
    """What is told of who said something: nobody's name without their yes."""
    if digest.credits:
        return "Notes are kept without names; where a role or a name stands, it may be told."
    return "Notes are kept without names."


def _version(digest: Digest, *, superseded: bool) -> list[Block]:
    later = ":information_source: *There is a later version below.* This one stays as it was published."
    new = f":pencil2: *Version {digest.version}.* What changed: {words(digest.changes, 600)}"
    return [
        *([section("later", later)] if superseded else []),
        *([section("version", new)] if digest.version > 1 else []),
    ]


def _themes(digest: Digest) -> list[Block]:
    """What somebody wrote above all rooms: a paragraph for each theme, or packed ones where it is much."""
    title, rooms, themes = ":compass: *Key themes*", rooms_of(digest), list[str]()
    for theme in digest.summary.themes:
        said = (f"• {words(one.text, 400)}{said_in(one.rooms, rooms)}" for one in theme.statements)
        themes.append("\n".join([f"*{words(theme.title, 150)}*", *said]))
    if sum(map(len, themes)) > THEMES_MOST:
        return listing("themes", "\n".join(themes).split("\n"), most=THEMES_MOST, title=title)
    paragraphs = [section(f"theme_{place}", text) for place, text in enumerate(themes, start=1)]
    return [section("themes", title), *paragraphs] if themes else []


def _shared(digest: Digest) -> list[Block]:
    """What several rooms said; what only one did stands with its room."""
    rooms = rooms_of(digest)
    lines = [
        f"• {words(point.text, 400)}{said_in(point.rooms, rooms)}, {count(len(point.evidence), 'note')}"
        for point in digest.shared
    ]
    return listing(
        "shared",
        lines,
        most=SHARED_MOST,
        title="*Said in several rooms* · what only one room said stands with it",
    )


def _files(files: Sequence[DocumentLink]) -> list[Block]:
    links = [link(one.address, one.title) for one in files if len(one.address) <= PERMALINK_MOST]
    return [context("files", f":page_facing_up: {' · '.join(links)}")] if links else []


def _rooms(lines: Sequence[str], most: int) -> list[Block]:
    """A paragraph for each room, or packed ones where there are many; each has a message of its own as well."""
    if len(lines) > PARAGRAPHS_MOST:
        return listing("rooms", lines, most=max(most, OVERVIEW_LEAST))
    return [section(f"room_{place}", line) for place, line in enumerate(lines, start=1)]


def _counts(digest: Digest) -> list[str]:
    polls = sum(1 for poll in digest.polls if not poll.survey)
    facts = (
        ("Participants", digest.participants),
        ("Rooms", rooms_of(digest)),
        ("Notes", digest.notes),
        ("Polls and surveys" if digest.surveys else "Polls", polls + len(digest.surveys)),
    )
    return [f"*{name}*\n{number:,}" for name, number in facts]


def _about(digest: Digest) -> str:
    told = [date(digest.starts_at)] if digest.starts_at else []
    told += [f"with {words(digest.guest, 150)}"] if digest.guest else []
    told += [words(digest.programme, 150)] if digest.programme else []
    return " · ".join([":newspaper: *Digest*", *told])


def _room_line(room: RoomFinding, space: int) -> str:
    """A room of the overview: its headline as far as there is space for it, with a link where there is plenty."""
    title = f"*{finding_title(room, 60)}* · {count(room.notes, 'note')}"
    if not room.headlines or space < HEADLINE_LEAST:
        return title
    point = room.headlines[0]
    if space < 2 * LINK_FRAME:
        return f"{title}\n{words(point.text, space)}"
    return f"{title}\n{words(point.text, min(space - LINK_FRAME, 600))}{_arrow(point)}"


HEADLINE_LEAST = 40
"""A headline cut shorter than this says nothing."""


def _room(part: DigestPart, room: RoomFinding) -> list[Block]:
    whole = next((one for one in part.digest.rooms if one.number == room.number), room)
    rooms = rooms_of(part.digest)
    told = (
        f"{count(room.participants, 'participant')} · {count(whole.notes, 'note')} kept{_alone(whole, rooms)}"
    )
    confirmed = [point.confirmed for one in sections_of(whole) for point in one.points]
    partly = any(confirmed)
    if confirmed and not partly and confirmed[0] is False:
        # Said once: a mark at each point of a room that confirmed nothing would say no more.
        told += " · not confirmed by the room"
    elif confirmed and all(confirmed):
        told += " · confirmed by the room"
    blocks = [
        header("theme", f"{room.number}. {room.theme}" if room.number else room.theme),
        context("counts", f"{told} · continued" if part.continued else told),
        *listing("headlines", [headline_line(point) for point in room.headlines]),
    ]
    known = {found.tag: found for found in whole.sections}
    for found in room.sections:
        lines = [point_line(point, rooms, mark=partly) for point in found.points]
        blocks += listing(found.tag, lines, title=_title(found, known.get(found.tag, found)))
    return blocks


def _title(section: Section, whole: Section) -> str:
    begins = section.points[:1] == whole.points[:1]
    more = f" · {len(whole.points):,}" if begins else ", continued"
    icon = f":{section.emoji}: " if section.emoji else ""
    return f"{icon}*{words(section.tag.capitalize(), 40)}*{more}"


def headline_line(point: Point) -> str:
    """What a room would say, in bold where its own words allow."""
    said = words(point.text, POINT_MOST)
    return f"{said if '*' in said else f'*{said}*'}{_arrow(point)}"


def point_line(point: Point, rooms: int = 0, *, mark: bool = True) -> str:
    """A point with the way back to where it was said, among so many rooms. `mark` says whether one that nobody confirmed is marked."""
    return f"• {words(point.text, POINT_MOST)}{_beside(point, rooms, mark=mark)}{_arrow(point)}"


def _alone(room: RoomFinding, rooms: int) -> str:
    """How many points no other room made, where some were made elsewhere too: none of them is averaged away."""
    points = {point.note: point for one in room.sections for point in one.points}
    alone = sum(len(point.rooms) < SEVERAL for point in points.values())
    if not room.number or rooms < SEVERAL or alone == len(points):
        return ""
    return f" · {count(alone, 'point')} only in room {room.number}, {len(points) - alone:,} in others too"


def _beside(point: Point, rooms: int, *, mark: bool) -> str:
    """What stands beside a point: whom it is credited to, what it is about, and how many people kept it."""
    about = f" · _{words(', '.join(point.labels), 100)}_" if point.labels else ""
    weight = f" · kept by {point.keepers:,}" if point.keepers > 1 and len(point.evidence) < SEVERAL else ""
    behind = f" · {len(point.evidence)} notes" if len(point.evidence) >= SEVERAL else ""
    others = said_in(point.rooms, rooms) if len(point.rooms) >= SEVERAL else ""
    open_ = " · _not confirmed_" if mark and point.confirmed is False else ""
    return f"{credited(point.credit)}{about}{behind}{others}{weight}{open_}"


def _arrow(point: Point) -> str:
    return arrow(point.permalink)


def _outcomes(part: DigestPart) -> list[Block]:
    numbers = {point.note: number for number, point in enumerate(part.digest.actions, start=1)}
    rooms = rooms_of(part.digest)
    actions = [action_line(numbers.get(point.note, 0), point, rooms) for point in part.actions]
    return [
        header("outcomes", "Outcomes"),
        context("question", words(part.digest.question, QUESTION_MOST)),
        *listing("polls", [poll_line(poll) for poll in part.polls if not poll.survey], title="*Polls*"),
        *_surveys(part),
        *listing("actions", actions, title="*Actions*"),
        *listing("steps", [step_line(one) for one in part.next_steps], title="*Next steps*"),
        *listing("next", [next_line(one) for one in part.next_sessions], title="*Next sessions*"),
    ]


def _surveys(part: DigestPart) -> Iterator[Block]:
    """The questions of each survey under its title, with how many people answered it."""
    people_of = dict(part.digest.surveys)
    for place, title in enumerate(dict.fromkeys(poll.survey for poll in part.polls if poll.survey), start=1):
        lines = [poll_line(poll) for poll in part.polls if poll.survey == title]
        told = f"*{words(title, 150)}* · {people(people_of.get(title, 0))} answered"
        yield from listing(f"survey_{place}", lines, title=told)
