"""The digest: a look before it is published, and its messages."""

from dataclasses import replace

from consultation.model.digest import (
    Digest,
    DigestPart,
    NextSession,
    PartKind,
    Point,
    PollFinding,
    RoomFinding,
)
from consultation.model.polls import PollKind
from consultation.model.sessions import Session
from consultation.notes import LEGEND
from handlers.slack.blocks import Block, Message, View, context, header, message, metadata, modal, section
from handlers.slack.ids import DIGEST_FORM
from handlers.slack.texts import date, link
from handlers.slack.views.wording import count, listing, words

EMOJI = {entry.tag: entry.emoji for entry in LEGEND}
PART_MOST = 9500


def digest_form(session: Session, digest: Digest) -> View:
    """The digest in figures, and what pressing the button does."""
    posts = count(len(parts_of(digest)), "message")
    blocks = [
        section("about", f"This closes the session and posts {posts} in its channel. It can't be undone."),
        *listing(
            "rooms",
            [f"*{room.number}. {words(room.theme)}* · {count(room.notes, 'note')}" for room in digest.rooms],
        ),
    ]
    return modal(
        DIGEST_FORM, "Publish digest", blocks, submit="Publish", metadata=metadata(session.id, session.place)
    )


def parts_of(digest: Digest) -> tuple[DigestPart, ...]:
    """The digest cut into as few messages as hold it."""
    parts = [DigestPart(PartKind.OVERVIEW, 1, 1, digest)]
    parts += [DigestPart(PartKind.ROOM, 1, 1, digest, room) for room in digest.rooms]
    if digest.polls or digest.actions or digest.next_sessions:
        parts.append(
            DigestPart(
                PartKind.OUTCOMES, 1, 1, digest, None, digest.polls, digest.actions, digest.next_sessions
            )
        )
    return tuple(replace(part, number=number, of=len(parts)) for number, part in enumerate(parts, start=1))


def digest_message(part: DigestPart) -> Message:
    """One message of a published digest."""
    if part.kind is PartKind.ROOM and part.room is not None:
        blocks = _room(part.room)
    else:
        blocks = _overview(part.digest) if part.kind is PartKind.OVERVIEW else _outcomes(part)
    return message(*blocks, context("part", f"{part.number} of {part.of}"))


def _overview(digest: Digest) -> list[Block]:
    heads = [
        f"*{room.number}. {words(room.theme)}* {_line(room.headlines[0]) if room.headlines else ''}"
        for room in digest.rooms
    ]
    counts = f"{count(digest.participants, 'participant')} · {count(digest.notes, 'note')}"
    return [
        header("question", digest.question),
        context("counts", counts),
        *listing("headlines", heads, most=6000),
    ]


def _room(room: RoomFinding) -> list[Block]:
    blocks = [header("theme", f"{room.number}. {room.theme}")]
    blocks += listing("headlines", [_line(point) for point in room.headlines])
    for found in room.sections:
        lines = [f"• {_line(point)}" for point in found.points]
        blocks += listing(
            found.tag, lines, title=f":{EMOJI[found.tag]}: *{found.tag.capitalize()}* {len(lines)}"
        )
    return blocks


def _line(point: Point) -> str:
    return f"{words(point.text, 600)} {link(point.permalink, '↗')}"


def _outcomes(part: DigestPart) -> list[Block]:
    return [
        *listing("polls", [_poll(poll) for poll in part.polls], title="*Polls*"),
        *listing(
            "actions",
            [f"{number}. {_line(point)}" for number, point in enumerate(part.actions, start=1)],
            title="*Actions*",
        ),
        *listing("next", [_next(one) for one in part.next_sessions], title="*Next sessions*"),
    ]


def _poll(poll: PollFinding) -> str:
    base = count(poll.tally.answers, "answer")
    if poll.kind is PollKind.AGREEMENT:
        return f"• {words(poll.question, 300)}: *{poll.tally.percent_agree} % agree*, {base}"
    leading = max(range(len(poll.options)), key=lambda index: poll.tally.counts[index])
    return f"• {words(poll.question, 300)}: *{words(poll.options[leading])}* {poll.tally.percent(leading)} %, {base}"


def _next(one: NextSession) -> str:
    return f"• {words(one.question, 300)}, {date(one.starts_at) if one.starts_at else 'date to be announced'}"
