"""The digest: a look before it is published, and how it is cut into messages."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

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
from consultation.model.sessions import Phase, Session
from handlers.slack.blocks import Message, View, fields, message, metadata, modal, section
from handlers.slack.ids import DIGEST_FORM
from handlers.slack.texts import channel
from handlers.slack.views.evidence import evidence_lines, finding_title, points_behind, sections_of
from handlers.slack.views.findings import digest_message, point_line
from handlers.slack.views.outcomes import action_line, next_line, poll_line, step_line
from handlers.slack.views.wording import count, listing, words

__all__ = ["digest_form", "digest_message", "parts_of", "report_asked"]

PART_MOST = 9500
"""Characters over all blocks of one message: Slack was seen to refuse a little more than 10,000."""
FRAME = 700
"""Of those, what a part takes beside its lines: heading, counts, number, and the titles of its lists (40 each)."""

POSTS_A_MINUTE = 20
"""As many messages as we post in one channel within a minute (`handlers/slack/pacer.py`)."""

Outcome = PollFinding | Point | NextSession | str


def digest_form(session: Session, digest: Digest) -> View:
    """The digest in figures, and what pressing the button does."""
    rooms = [line for room in digest.rooms for line in _room_lines(room)]
    blocks = [
        section("about", _what_happens(session, digest)),
        fields("counts", *_counts(digest)),
        *listing("rooms", rooms, title="*Rooms*"),
    ]
    return modal(
        DIGEST_FORM,
        "Publish digest",
        blocks,
        submit="Publish",
        metadata=metadata(session.id, session.place),
    )


def report_asked(session: Session) -> Message:
    """What the organiser reads who asked for the report."""
    told = "as it was published" if session.phase is Phase.PUBLISHED else "as it would be now"
    files = "the report as PDF, web page, text and Word document, the infographic, and the data"
    return message(
        section(
            "report", f":hourglass_flowing_sand: Making {files}, {told}. They come to our direct messages."
        )
    )


def _what_happens(session: Session, digest: Digest) -> str:
    parts = parts_of(digest)
    replies = sum(part.kind is PartKind.EVIDENCE for part in parts)
    behind = (
        f" and {count(replies, 'reply', 'replies')} in their threads with the notes behind them"
        if replies
        else ""
    )
    posts = f"posts {count(len(parts) - replies, 'message')}{behind} in {channel(session.place)}"
    closes = "surveys that are still open" if session.phase is Phase.CLOSED else "the session and its polls"
    after = "with the report, infographic and data after them, and keeps the digest as it is now"
    return f"Publishing closes {closes}, {posts}, {after}.{_time_taken(len(parts))} This can't be undone."


def _time_taken(posts: int) -> str:
    """How long a long digest takes to be posted."""
    if posts <= POSTS_A_MINUTE:
        return ""
    minutes = -(-posts // POSTS_A_MINUTE)
    return f" That takes about {count(minutes, 'minute')}; /consult says how far it is."


def _counts(digest: Digest) -> list[str]:
    facts = [
        ("Participants", digest.participants),
        ("Notes", digest.notes),
        ("Polls", sum(1 for poll in digest.polls if not poll.survey)),
        ("Actions", len(digest.actions)),
    ]
    return [f"*{name}*\n{number:,}" for name, number in facts]


def _room_lines(room: RoomFinding) -> list[str]:
    tags = ", ".join(f"{one.tag} {len(one.points):,}" for one in room.sections)
    kept = count(room.notes, "note")
    headline = words(room.headlines[0].text, 150) if room.headlines else ":warning: no headline yet"
    return [f"*{finding_title(room)}*", headline, f"{kept}: {tags}" if tags else kept]


def parts_of(digest: Digest) -> tuple[DigestPart, ...]:
    """The digest cut into as few messages as hold it, each within Slack's limits.

    Points, polls and next sessions are never parted. Rooms without notes have their line in the overview only.
    """
    parts = [DigestPart(PartKind.OVERVIEW, 1, 1, digest)]
    for room in digest.rooms:
        parts += _room_parts(digest, room)
    parts += _outcome_parts(digest)
    numbered = [replace(part, number=number, of=len(parts)) for number, part in enumerate(parts, start=1)]
    for part in list(numbered):
        for slice_ in _evidence_parts(part):
            numbered.append(replace(slice_, number=len(numbered) + 1, of=len(parts)))
    return tuple(numbered)


def _evidence_parts(part: DigestPart) -> list[DigestPart]:
    """The notes behind the points and actions of a part, for the thread under it."""
    points = points_behind(part)
    if part.kind is PartKind.OVERVIEW or not points:
        return []
    behind = DigestPart(PartKind.EVIDENCE, 1, part.of, part.digest, under=part.number)
    slices = _slices([sum(len(line) + 1 for line in evidence_lines(point)) for point in points])
    if part.room is None:
        return [replace(behind, actions=tuple(points[one])) for one in slices]
    tags = {
        point.note: (found.tag, found.emoji) for found in sections_of(part.room) for point in found.points
    }
    tagged = [(tags[point.note], point) for point in points]
    return [replace(behind, room=_with(part.room, tagged[one])) for one in slices]


def _room_parts(digest: Digest, room: RoomFinding) -> list[DigestPart]:
    points = [((found.tag, found.emoji), point) for found in sections_of(room) for point in found.points]
    slices = _slices([len(point_line(point, len(digest.rooms))) for _, point in points])
    return [
        DigestPart(PartKind.ROOM, 1, 1, digest, _with(room, points[one]), continued=one.start > 0)
        for one in slices
    ]


def _with(room: RoomFinding, points: Sequence[tuple[tuple[str, str], Point]]) -> RoomFinding:
    """The room with these points only."""
    found = [
        Section(tag, tuple(point for _, point in some), emoji)
        for (tag, emoji), some in groupby(points, lambda pair: pair[0])
    ]
    return replace(
        room,
        headlines=tuple(point for one in found if one.tag == Tag.HEADLINE for point in one.points),
        sections=tuple(one for one in found if one.tag != Tag.HEADLINE),
    )


def _outcome_parts(digest: Digest) -> list[DigestPart]:
    outcomes: list[Outcome] = [
        *digest.polls,
        *digest.actions,
        *digest.summary.next_steps,
        *digest.next_sessions,
    ]
    return [
        DigestPart(
            PartKind.OUTCOMES,
            1,
            1,
            digest,
            polls=tuple(each for each in outcomes[one] if isinstance(each, PollFinding)),
            actions=tuple(each for each in outcomes[one] if isinstance(each, Point)),
            next_steps=tuple(each for each in outcomes[one] if isinstance(each, str)),
            next_sessions=tuple(each for each in outcomes[one] if isinstance(each, NextSession)),
            continued=one.start > 0,
        )
        for one in _slices([_length(each) for each in outcomes])
    ]


def _length(outcome: Outcome) -> int:
    if isinstance(outcome, PollFinding):
        return len(poll_line(outcome)) + len(outcome.survey)
    if isinstance(outcome, str):
        return len(step_line(outcome))
    return len(action_line(999, outcome, 999) if isinstance(outcome, Point) else next_line(outcome))


def _slices(lengths: Sequence[int]) -> list[slice]:
    """Runs of lines, each as long as one part holds. A part's lists never need more than its 50 blocks: they are packed."""
    slices: list[slice] = []
    start = used = 0
    for index, length in enumerate(lengths):
        if used and used + length + 1 > PART_MOST - FRAME:
            slices.append(slice(start, index))
            start, used = index, 0
        used += length + 1
    return [*slices, slice(start, len(lengths))] if lengths else []
