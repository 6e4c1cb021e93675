"""One message of a published digest: the overview, a room or a slice of it, the outcomes."""

from collections.abc import Iterator

from consultation.model.digest import (
    Digest,
    DigestPart,
    NextSession,
    PartKind,
    Point,
    PollFinding,
    RoomFinding,
    Section,
)
from consultation.model.notes import Tag
from consultation.model.polls import PollKind, Tally
from consultation.notes import LEGEND
from handlers.slack.blocks import Block, Message, context, fields, header, message
from handlers.slack.texts import bar, date, link
from handlers.slack.views.wording import QUESTION_MOST, count, listing, words

EMOJI = {entry.tag: entry.emoji for entry in LEGEND}
TITLES = {
    Tag.HEADLINE: "What the room would say",
    Tag.CONCERN: "Concerns",
    Tag.OPPORTUNITY: "Opportunities",
    Tag.PROPOSAL: "Proposals",
    Tag.QUOTE: "In their words",
    Tag.ACTION: "Actions",
}
POINT_MOST = 2400
"""Characters of one point, so that it fits a section with its link; the link leads to the whole of a longer one."""
PERMALINK_MOST = 300
QUOTE_MARKS = ('"', "“", "\u2018", "«")
OVERVIEW_MOST = 7500
"""Characters that the rooms share in the overview."""
LINE_FRAME, LINK_FRAME = 110, 90
"""Of those, what a room's line takes beside its headline, and what a link takes."""


def digest_message(part: DigestPart) -> Message:
    """One message of a published digest."""
    if part.kind is PartKind.OVERVIEW:
        blocks = _overview(part.digest)
    elif part.room is not None:
        blocks = _room(part, part.room)
    else:
        blocks = _outcomes(part)
    return message(*blocks, context("part", f"Part {part.number} of {part.of}"))


def _overview(digest: Digest) -> list[Block]:
    facts = [
        f"*{digest.participants:,}*\n{'participant' if digest.participants == 1 else 'participants'}",
        f"*{len(digest.rooms):,}*\n{'room' if len(digest.rooms) == 1 else 'rooms'}, {count(digest.facilitators, 'facilitator')}",
        f"*{digest.notes:,}*\n{'note' if digest.notes == 1 else 'notes'} kept",
        f"*{len(digest.polls):,}*\n{'poll' if len(digest.polls) == 1 else 'polls'}",
    ]
    lines = [_room_line(room, OVERVIEW_MOST // len(digest.rooms) - LINE_FRAME) for room in digest.rooms]
    return [
        header("question", digest.question),
        context("about", _about(digest)),
        fields("counts", *facts),
        *listing("rooms", lines, title="*What the rooms would say*"),
        context("names", "Notes are kept without names. ↗ leads to the message."),
    ]


def _about(digest: Digest) -> str:
    told = [date(digest.starts_at)] if digest.starts_at else []
    told += [f"with {words(digest.guest, 150)}"] if digest.guest else []
    told += [words(digest.programme, 150)] if digest.programme else []
    return " · ".join([":newspaper: *Digest*", *told])


def _room_line(room: RoomFinding, space: int) -> str:
    """A room of the overview: its headline as far as there is space for it, with a link where there is plenty."""
    title = f"*{room.number}. {words(room.theme, 60)}* · {count(room.notes, 'note')}"
    if not room.headlines or space < NAMES_LEAST:
        return title
    point = room.headlines[0]
    if space < 2 * LINK_FRAME:
        return f"{title}\n{words(point.text, space)}"
    return f"{title}\n{words(point.text, min(space - LINK_FRAME, 600))}{_arrow(point)}"


NAMES_LEAST = 40
"""A headline cut shorter than this says nothing."""


def _room(part: DigestPart, room: RoomFinding) -> list[Block]:
    whole = next((one for one in part.digest.rooms if one.number == room.number), room)
    more = ", continued" if part.continued else ""
    told = f"{count(room.participants, 'participant')} · {count(whole.notes, 'note')} kept{more}"
    blocks = [header("theme", f"{room.number}. {room.theme}"), context("counts", told)]
    for section, full in zip(sections_of(room), _wholes(room, whole), strict=True):
        lines = [point_line(section.tag, point) for point in section.points]
        blocks += listing(section.tag, lines, title=_title(section, full))
    return blocks


def sections_of(room: RoomFinding) -> Iterator[Section]:
    """A room's headlines and sections as one row of sections."""
    if room.headlines:
        yield Section(Tag.HEADLINE, room.headlines)
    yield from room.sections


def _wholes(room: RoomFinding, whole: RoomFinding) -> Iterator[Section]:
    """The sections as they are in the whole digest, of which a slice shows a part."""
    known = {section.tag: section for section in sections_of(whole)}
    return (known.get(section.tag, section) for section in sections_of(room))


def _title(section: Section, whole: Section) -> str:
    begins = section.points[:1] == whole.points[:1]
    more = f" · {len(whole.points):,}" if begins else ", continued"
    return f":{EMOJI[section.tag]}: *{TITLES[section.tag]}*{'' if section.tag is Tag.HEADLINE and begins else more}"


def point_line(tag: Tag, point: Point) -> str:
    """A point with the way back to where it was said; quotes in quotation marks."""
    said = words(point.text, POINT_MOST)
    quoted = said.startswith(QUOTE_MARKS) or tag is not Tag.QUOTE
    shown = said if quoted else f"“{said}”"
    return f"• {shown}{_arrow(point)}"


def _arrow(point: Point) -> str:
    usable = point.permalink.startswith("http") and len(point.permalink) <= PERMALINK_MOST
    return f" {link(point.permalink, '↗')}" if usable else ""


def _outcomes(part: DigestPart) -> list[Block]:
    numbers = {point.note: number for number, point in enumerate(part.digest.actions, start=1)}
    actions = [action_line(numbers.get(point.note, 0), point) for point in part.actions]
    return [
        header("outcomes", "Answers, actions and what comes next"),
        context("question", words(part.digest.question, QUESTION_MOST)),
        *listing(
            "polls", [poll_line(poll) for poll in part.polls], title=":bar_chart: *What people answered*"
        ),
        *listing("actions", actions, title=":dart: *Actions*"),
        *listing("next", [next_line(one) for one in part.next_sessions], title=":calendar: *Next sessions*"),
    ]


def action_line(number: int, point: Point) -> str:
    """An action by its rank."""
    return f"*{number}.* {words(point.text, POINT_MOST)}{_arrow(point)}"


def poll_line(poll: PollFinding) -> str:
    """A poll's outcome: how many agree, or what leads, of how many answers."""
    question, answers = f"*{words(poll.question, QUESTION_MOST)}*", count(poll.tally.answers, "answer")
    if not poll.tally.answers:
        return f"{question}\nNobody answered."
    if poll.kind is PollKind.AGREEMENT:
        said = f"`{bar(poll.tally.percent_agree)}`  *{poll.tally.percent_agree} %* agree or strongly agree · {answers}"
        return "\n".join([question, said, *_by_room(poll)])
    leading = _leading(poll.tally)
    share = poll.tally.percent(leading[0])
    names = " and ".join(f"*{words(poll.options[index])}*" for index in leading)
    each = " each" if len(leading) > 1 else ""
    return f"{question}\n`{bar(share)}`  *{share} %*{each} {names} · {answers}"


def _leading(tally: Tally) -> list[int]:
    most = max(tally.counts)
    return [index for index, answers in enumerate(tally.counts) if answers == most]


def _by_room(poll: PollFinding) -> list[str]:
    shares = [f"room {number} {tally.percent_agree} %" for number, tally in poll.by_room if tally.answers]
    return [f"By room: {', '.join(shares)}"] if len(shares) > 1 else []


def next_line(one: NextSession) -> str:
    """A later session: its date, question and guest."""
    starts = date(one.starts_at) if one.starts_at else "Date to be announced"
    guest = f", with {words(one.guest, 150)}" if one.guest else ""
    return f"• *{words(one.question, QUESTION_MOST)}*{guest}\n   {starts}"
