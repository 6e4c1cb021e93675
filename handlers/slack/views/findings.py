"""One message of a published digest: the overview, a room or a slice of it, the outcomes."""

from collections.abc import Iterator, Sequence

from consultation.model.digest import (
    Digest,
    DigestPart,
    Evidence,
    NextSession,
    PartKind,
    Point,
    PollFinding,
    RoomFinding,
    Section,
)
from consultation.model.documents import DocumentLink
from consultation.model.notes import Tag
from consultation.model.questions import Question, QuestionKind, Tally
from consultation.model.references import QuestionId
from consultation.report import COUNTED_ONCE
from handlers.slack.blocks import Block, Message, context, fields, header, message, section
from handlers.slack.texts import bar, date, link
from handlers.slack.views.tallies import finding
from handlers.slack.views.wording import NAME_MOST, QUESTION_MOST, count, listing, words

POINT_MOST = 2400
"""Characters of one point, so that it fits a section with its link; the link leads to the whole of a longer one."""
PERMALINK_MOST = 300
PARAGRAPHS_MOST = 20
SEVERAL = 2
OVERVIEW_MOST = 7500
"""Characters that the rooms share in the overview."""
SHARED_MOST = 2500
EVIDENCE_MOST = 1500
LINE_FRAME, LINK_FRAME = 110, 90
"""Of those, what a room's line takes beside its headline, and what a link takes."""


def digest_message(
    part: DigestPart, files: Sequence[DocumentLink] = (), *, superseded: bool = False
) -> Message:
    """One message of a published digest; the first leads to its files, once they are there."""
    if part.kind is PartKind.OVERVIEW:
        blocks = [*_version(part.digest, superseded=superseded), *_overview(part.digest), *_files(files)]
    elif part.kind is PartKind.EVIDENCE and part.room is not None:
        return message(*_evidence(part.room))
    elif part.room is not None:
        blocks = _room(part, part.room)
    else:
        blocks = _outcomes(part)
    return message(*blocks, context("part", f"{part.number} of {part.of}"))


def _overview(digest: Digest) -> list[Block]:
    space = (OVERVIEW_MOST - (SHARED_MOST if digest.shared else 0)) // max(len(digest.rooms), 1) - LINE_FRAME
    return [
        header("question", digest.question),
        context("about", _about(digest)),
        fields("counts", *_counts(digest)),
        *_shared(digest),
        *_rooms([_room_line(room, space) for room in digest.rooms]),
        context("names", "Notes are kept without names. ↗ leads to the message."),
    ]


def _version(digest: Digest, *, superseded: bool) -> list[Block]:
    later = ":information_source: *There is a later version below.* This one stays as it was published."
    new = f":pencil2: *Version {digest.version}.* What changed: {words(digest.changes, 600)}"
    return [
        *([section("later", later)] if superseded else []),
        *([section("version", new)] if digest.version > 1 else []),
    ]


def _evidence(room: RoomFinding) -> list[Block]:
    """The notes behind a room's points, in their own words."""
    lines = []
    for found in sections_of(room):
        for point in found.points:
            lines.append(f"*{words(point.text, 300)}*")
            lines += [
                f"• {_where(one)}{words(one.text, EVIDENCE_MOST)}{arrow(one.permalink)}"
                for one in point.evidence
            ]
    return listing("evidence", lines, title=f"The notes behind the points of *{finding_title(room)}*")


def _where(one: Evidence) -> str:
    return f"Room {one.room}: " if one.room else ""


def _shared(digest: Digest) -> list[Block]:
    """What several rooms said; what only one did stands with its room."""
    rooms = sum(1 for room in digest.rooms if room.number)
    lines = [
        f"• {words(point.text, 400)} · said in {len(point.rooms)} of {count(rooms, 'room')}, {count(len(point.evidence), 'note')}"
        for point in digest.shared
    ]
    return listing("shared", lines, most=SHARED_MOST, title="*Said in several rooms*")


def _files(files: Sequence[DocumentLink]) -> list[Block]:
    links = [link(one.address, one.title) for one in files if len(one.address) <= PERMALINK_MOST]
    return [context("files", f":page_facing_up: {' · '.join(links)}")] if links else []


def _rooms(lines: Sequence[str]) -> list[Block]:
    """A paragraph for each room, or packed ones where there are many."""
    if len(lines) > PARAGRAPHS_MOST:
        return listing("rooms", lines)
    return [section(f"room_{place}", line) for place, line in enumerate(lines, start=1)]


def _counts(digest: Digest) -> list[str]:
    rooms = sum(1 for room in digest.rooms if room.number)
    facts = (
        ("Participants", digest.participants),
        ("Rooms", rooms),
        ("Notes kept", digest.notes),
        ("Polls", len(digest.polls)),
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


def finding_title(room: RoomFinding, most: int = NAME_MOST) -> str:
    """The number and theme of a room, ready for mrkdwn; what was said in plenary has no number."""
    return f"{room.number}. {words(room.theme, most)}" if room.number else words(room.theme, most)


HEADLINE_LEAST = 40
"""A headline cut shorter than this says nothing."""


def _room(part: DigestPart, room: RoomFinding) -> list[Block]:
    whole = next((one for one in part.digest.rooms if one.number == room.number), room)
    told = f"{count(room.participants, 'participant')} · {count(whole.notes, 'note')} kept"
    confirmed = [point.confirmed for one in sections_of(whole) for point in one.points]
    partly = any(confirmed)
    if confirmed and not partly and confirmed[0] is False:
        # Said once: a mark at each point of a room that confirmed nothing would say no more.
        told += " · not confirmed by the room"
    blocks = [
        header("theme", f"{room.number}. {room.theme}" if room.number else room.theme),
        context("counts", f"{told} · continued" if part.continued else told),
        *listing("headlines", [headline_line(point) for point in room.headlines]),
    ]
    known = {found.tag: found for found in whole.sections}
    for found in room.sections:
        lines = [point_line(point, mark=partly) for point in found.points]
        blocks += listing(found.tag, lines, title=_title(found, known.get(found.tag, found)))
    return blocks


def sections_of(room: RoomFinding) -> Iterator[Section]:
    """A room's headlines and sections as one row of sections."""
    if room.headlines:
        yield Section(Tag.HEADLINE, room.headlines)
    yield from room.sections


def _title(section: Section, whole: Section) -> str:
    begins = section.points[:1] == whole.points[:1]
    more = f" · {len(whole.points):,}" if begins else ", continued"
    icon = f":{section.emoji}: " if section.emoji else ""
    return f"{icon}*{words(section.tag.capitalize(), 40)}*{more}"


def headline_line(point: Point) -> str:
    """What a room would say, in bold where its own words allow."""
    said = words(point.text, POINT_MOST)
    return f"{said if '*' in said else f'*{said}*'}{_arrow(point)}"


def point_line(point: Point, *, mark: bool = True) -> str:
    """A point with the way back to where it was said. `mark` says whether one that nobody confirmed is marked."""
    return f"• {words(point.text, POINT_MOST)}{_beside(point, mark=mark)}{_arrow(point)}"


def _beside(point: Point, *, mark: bool) -> str:
    """What stands beside a point: whom it is credited to, what it is about, and how many people kept it."""
    credit = f" — {words(point.credit, 100)}" if point.credit else ""
    about = f" · _{words(', '.join(point.labels), 100)}_" if point.labels else ""
    weight = f" · kept by {point.keepers:,}" if point.keepers > 1 and len(point.evidence) < SEVERAL else ""
    behind = f" · {len(point.evidence)} notes" if len(point.evidence) >= SEVERAL else ""
    rooms = f" · rooms {', '.join(map(str, point.rooms))}" if len(point.rooms) >= SEVERAL else ""
    open_ = " · _not confirmed_" if mark and point.confirmed is False else ""
    return f"{credit}{about}{behind}{rooms}{weight}{open_}"


def _arrow(point: Point) -> str:
    return arrow(point.permalink)


def arrow(permalink: str) -> str:
    """The way back to where something was said, where there is one."""
    usable = permalink.startswith("http") and len(permalink) <= PERMALINK_MOST
    return f" {link(permalink, '↗')}" if usable else ""


def _outcomes(part: DigestPart) -> list[Block]:
    numbers = {point.note: number for number, point in enumerate(part.digest.actions, start=1)}
    actions = [action_line(numbers.get(point.note, 0), point) for point in part.actions]
    return [
        header("outcomes", "Outcomes"),
        context("question", words(part.digest.question, QUESTION_MOST)),
        *listing("polls", [poll_line(poll) for poll in part.polls], title="*Polls*"),
        *listing("actions", actions, title="*Actions*"),
        *listing("next", [next_line(one) for one in part.next_sessions], title="*Next sessions*"),
    ]


def action_line(number: int, point: Point) -> str:
    """An action by its rank."""
    votes = f" · {count(point.votes, 'vote')}" if point.votes else ""
    rooms = f" · said in {count(len(point.rooms), 'room')}" if len(point.rooms) >= SEVERAL else ""
    return f"*{number}.* {words(point.text, POINT_MOST)}{votes}{rooms}{_arrow(point)}"


def poll_line(poll: PollFinding) -> str:
    """A poll's outcome: how many agree, or what leads, of how many answers."""
    question, answers = f"• *{words(poll.question, QUESTION_MOST)}*", count(poll.tally.answers, "answer")
    if not poll.tally.answers:
        return f"{question}: no answers"
    if poll.kind is QuestionKind.AGREEMENT:
        agree = poll.tally.percent_agree
        return "\n".join([f"{question}: {agree} % agree, {answers}", _drawn(agree), *_by_room(poll)])
    if poll.kind not in COUNTED_ONCE:
        # What leads is not a share of people, or not that alone: the poll's own words for it.
        question_of = Question(QuestionId(poll.poll), poll.kind, poll.question, poll.options)
        return f"{question}: {finding(question_of, poll.tally)} {answers}"
    leading = _leading(poll.tally)
    share, names = poll.tally.percent(leading[0]), " and ".join(words(poll.options[one]) for one in leading)
    return f"{question}: {names}, {share} %{' each' if len(leading) > 1 else ''}, {answers}\n{_drawn(share)}"


def _drawn(share: int) -> str:
    return f"   `{bar(share, 20)}`"


def _leading(tally: Tally) -> list[int]:
    most = max(tally.counts)
    return [index for index, answers in enumerate(tally.counts) if answers == most]


def _by_room(poll: PollFinding) -> list[str]:
    shares = [f"{number}: {tally.percent_agree} %" for number, tally in poll.by_room if tally.answers]
    return [f"   By room: {', '.join(shares)}"] if len(shares) > 1 else []


def next_line(one: NextSession) -> str:
    """A later session: its date, question and guest."""
    starts = date(one.starts_at) if one.starts_at else "Date to be announced"
    guest = f", with {words(one.guest, 150)}" if one.guest else ""
    return f"• *{words(one.question, QUESTION_MOST)}*{guest}\n   {starts}"
