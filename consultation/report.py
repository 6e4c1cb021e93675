"""From a digest to a report: the same findings, ready for files, with nobody's id in them."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from consultation.change import in_words
from consultation.model.digest import Digest, Evidence, NextSession, Point, PollFinding, RoomFinding
from consultation.model.questions import QuestionKind, Tally
from consultation.model.report import (
    Report,
    ReportAction,
    ReportNote,
    ReportPoint,
    ReportPoll,
    ReportRoom,
    ReportSession,
    ReportWritings,
    Source,
)
from consultation.model.summaries import KeyTheme, Statement
from consultation.writings import WRITTEN

SEVERAL = "Said in several rooms"
TO_BE_ANNOUNCED = "Date to be announced"
AGAIN = "This poll was closed and opened again."


def report_of(digest: Digest, zone: tzinfo = UTC) -> Report:
    """The report of a digest, complete as it stands: key themes are the rooms' own headlines until somebody writes better ones.

    Times are told in `zone`.
    """
    rooms = tuple(map(_room, digest.rooms))
    return Report(
        question=digest.question,
        programme=digest.programme,
        when=written(digest.starts_at, zone) if digest.starts_at else "",
        guest=digest.guest,
        participants=digest.participants,
        facilitators=digest.facilitators,
        sources=tuple(_sources(digest)),
        themes=digest.summary.themes or tuple(_themes(digest, rooms)),
        rooms=rooms,
        polls=tuple(_poll(poll) for poll in digest.polls if poll.kind in COUNTED_ONCE and not poll.withheld),
        actions=tuple(
            ReportAction(point.text, point.rooms, point.votes, point.permalink) for point in digest.actions
        ),
        next_steps=digest.summary.next_steps,
        next_sessions=tuple(_session(one, zone) for one in digest.next_sessions),
        named=digest.credits,
        version=digest.version,
        changes=digest.changes,
        writings=tuple(
            _writings(poll) for poll in digest.polls if poll.kind in WRITTEN and not poll.withheld
        ),
    )


def written(moment: datetime, zone: tzinfo) -> str:
    """A moment as people read it, with the name of its time zone."""
    local = moment.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y} at {local:%H:%M} {local.tzname()}"


def credited(said: Point | Evidence) -> str:
    """Words with whom they are credited to where somebody may be told of."""
    return f"{said.text} — {said.credit}" if said.credit else said.text


def counted(tallies: Iterable[Tally]) -> Tally:
    """Several tallies of one question as one."""
    return Tally(tuple(map(sum, zip(*(tally.counts for tally in tallies), strict=True))))


def _room(finding: RoomFinding) -> ReportRoom:
    tagged: dict[str, tuple[Point, list[str]]] = {}
    for section in finding.sections:
        for point in section.points:
            tagged.setdefault(point.note, (point, []))[1].append(str(section.tag))
    refs = _Refs(finding.number)
    points, notes = [], []
    for point, tags in tagged.values():
        behind = [one for one in point.evidence if one.room == finding.number] or [_itself(point, finding)]
        named = [refs.of(one.note) for one in behind]
        what = (*tags, *point.labels)
        points.append(ReportPoint(what, credited(point), tuple(named), point.confirmed, point.rooms))
        notes += [
            ReportNote(ref, (*tags, *point.labels), credited(one), one.permalink)
            for ref, one in zip(named, behind, strict=True)
        ]
    return ReportRoom(
        number=finding.number,
        theme=finding.theme,
        participants=finding.participants,
        headlines=tuple(point.text for point in finding.headlines),
        points=tuple(points),
        notes=tuple(notes),
    )


class _Refs:
    """Names for notes in the order in which they are first told: "1.01" is the first of room 1."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._known: dict[str, str] = {}

    def of(self, note: str) -> str:
        return self._known.setdefault(note, f"{self._number}.{len(self._known) + 1:02}")


def _itself(point: Point, finding: RoomFinding) -> Evidence:
    return Evidence(point.note, finding.number, point.text, point.permalink, point.credit)


COUNTED_ONCE = frozenset(
    {QuestionKind.CHOICE, QuestionKind.AGREEMENT, QuestionKind.YES_NO, QuestionKind.RATING}
)
"""Kinds whose counts add up to the people who answered. Only these are tables and charts of a report; the rules that keep small
numbers from being worked out rest on it."""


def _sources(digest: Digest) -> Iterable[Source]:
    yield from (Source(title, people) for title, people in digest.surveys)
    rooms = sum(1 for room in digest.rooms if room.number)
    yield Source(
        f"Discussion in {rooms} rooms" if rooms != 1 else "Discussion in one room",
        digest.participants,
        "participants",
    )
    yield Source("Notes kept by facilitators", digest.notes, "notes")
    for poll in (one for one in digest.polls if not one.survey):
        yield Source(f"Poll: {poll.question}", poll.tally.answers)


def _themes(digest: Digest, rooms: Iterable[ReportRoom]) -> Iterable[KeyTheme]:
    if digest.shared:
        yield KeyTheme(SEVERAL, tuple(Statement(point.text, point.rooms) for point in digest.shared))
    for room in rooms:
        if room.headlines:
            yield KeyTheme(room.theme, tuple(Statement(text, (room.number,)) for text in room.headlines))


def _poll(finding: PollFinding) -> ReportPoll:
    return ReportPoll(
        finding.question,
        finding.kind,
        finding.options,
        finding.tally,
        finding.by_room,
        _asked_in(finding),
        _note(finding),
    )


def _writings(finding: PollFinding) -> ReportWritings:
    tally, source = finding.tally, _asked_in(finding)
    again = " (closed and opened again)" if finding.reopened else ""
    return ReportWritings(
        finding.question, f"{source}{again}", tally.answers, tally.texts, tally.waiting + tally.hidden
    )


def _asked_in(finding: PollFinding) -> str:
    return finding.survey or "Poll"


def _note(finding: PollFinding) -> str:
    said = f"{in_words(finding.change)}." if finding.change else finding.decision
    return " ".join(filter(None, (said, AGAIN if finding.reopened else "")))


def _session(one: NextSession, zone: tzinfo) -> ReportSession:
    when = written(one.starts_at, zone) if one.starts_at else TO_BE_ANNOUNCED
    return ReportSession(one.question, when, one.guest)
