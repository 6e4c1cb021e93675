"""The notes behind what a digest says, for the thread under each of its messages: every point leads back to where it was said."""

from collections.abc import Iterator, Sequence

from consultation.model.digest import DigestPart, Evidence, Point, RoomFinding, Section
from consultation.model.notes import Tag
from handlers.slack.blocks import Message, message
from handlers.slack.views.origins import arrow
from handlers.slack.views.outcomes import POINT_MOST
from handlers.slack.views.wording import NAME_MOST, listing, words

EVIDENCE_MOST = 1500
"""Characters of one note among several; its link leads to the whole of a longer one."""


def evidence_message(part: DigestPart) -> Message:
    """The notes behind a room's points, or behind actions, in their own words."""
    points = points_behind(part)
    about = f"the points of *{finding_title(part.room)}*" if part.room else "the actions"
    several = [line for point in points if point.evidence for line in evidence_lines(point)]
    alone = [line for point in points if not point.evidence for line in evidence_lines(point)]
    title = f"The notes behind {about}"
    if not several:
        return message(*listing("alone", alone, title=f"{title}, one for each, in its own words"))
    one_each = listing("alone", alone, title="*From one note each, in its own words*")
    return message(*listing("evidence", several, title=title), *one_each)


def points_behind(part: DigestPart) -> list[Point]:
    """The points that a message tells, each once though it bears several tags."""
    found = [point for one in sections_of(part.room) for point in one.points] if part.room else part.actions
    return list({point.note: point for point in found}.values())


def evidence_lines(point: Point) -> Sequence[str]:
    """The notes behind a point, under its own words where they are several or were worded anew."""
    if not point.evidence:
        return [f"• {words(point.text, POINT_MOST)}{credited(point.credit)}{arrow(point.permalink)}"]
    notes = (
        f"• {_where(one)}{words(one.text, EVIDENCE_MOST)}{credited(one.credit)}{arrow(one.permalink)}"
        for one in point.evidence
    )
    return [f"*{words(point.text, 300)}*", *notes]


def credited(credit: str) -> str:
    """With whom words are credited to, where somebody may be told of."""
    return f" — {words(credit, 100)}" if credit else ""


def _where(one: Evidence) -> str:
    return f"Room {one.room}: " if one.room else ""


def finding_title(room: RoomFinding, most: int = NAME_MOST) -> str:
    """The number and theme of a room, ready for mrkdwn; what was said in plenary has no number."""
    return f"{room.number}. {words(room.theme, most)}" if room.number else words(room.theme, most)


def sections_of(room: RoomFinding) -> Iterator[Section]:
    """A room's headlines and sections as one row of sections."""
    if room.headlines:
        yield Section(Tag.HEADLINE, room.headlines)
    yield from room.sections
