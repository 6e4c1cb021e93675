"""Compiling a digest: what a session's notes, polls and list come to, without a judgement of our own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from consultation.disclosure import is_too_few
from consultation.mandates import decision_of
from consultation.model.digest import Digest, NextSession, PollFinding, RoomFinding, Section
from consultation.model.notes import LEGEND, LegendEntry, Note, Tag, TagKind
from consultation.model.polls import Poll, Secrecy
from consultation.model.questions import Question, Tally
from consultation.model.references import NoteId, PollId, RoomId
from consultation.model.revisions import Revision
from consultation.model.rooms import Attendance, Room
from consultation.model.sessions import Phase, Session
from consultation.model.summaries import Summary
from consultation.model.surveys import SurveyResults
from consultation.points import Book, what_of, wholes_of
from consultation.revisions import standings

PLENARY_NUMBER, PLENARY_THEME = 0, "Plenary"
"""How the plenary stands among the rooms of a digest: with a number that no room has."""

OWN_PLACES = (Tag.HEADLINE, Tag.ACTION)
"""Tags whose notes have places of their own in a digest. All others are sections of a room, and counted as its notes."""

_SOME_DAY = datetime.max.replace(tzinfo=UTC)

PolledFinding = tuple[Poll, Tally, tuple[tuple[int, Tally], ...]]
"""A poll, its tally over all, and its tally by room number where it was put in the rooms."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that a session's digest is made from, in any order.

    `siblings` are the sessions of its programme, itself or not; `asked` are rooms that were shown their points before the end; `votes`
    are those for actions, empty where nobody was asked; `surveys` are those that are closed; `reopened` are polls that were opened again after their close.
    `attended` is who sat in open rooms and who led them, in any round.
    """

    session: Session
    rooms: tuple[Room, ...] = ()
    attended: tuple[Attendance, ...] = ()
    notes: tuple[Note, ...] = ()
    polls: tuple[PolledFinding, ...] = ()
    siblings: tuple[Session, ...] = ()
    legend: tuple[LegendEntry, ...] = LEGEND
    revisions: tuple[Revision, ...] = ()
    asked: frozenset[RoomId] = frozenset()
    votes: Mapping[NoteId, int] = field(default_factory=dict)
    surveys: tuple[SurveyResults, ...] = ()
    reopened: frozenset[PollId] = frozenset()
    summary: Summary = field(default_factory=Summary)


def compile_digest(findings: Findings) -> Digest:
    """The digest of a session: rooms by number, points and actions in the order said, polls in the order of opening.

    A note stands under each of its tags and is counted once in its room. What was kept in plenary as anything but an action is a
    finding of its own after the rooms (number 0, theme "Plenary", everybody as participants), and so are notes of a room that is no
    longer there; without such notes there is no such finding.
    """
    session = findings.session
    kept = sorted(findings.notes, key=lambda note: (note.said_at, note.message.stamp))
    book = book_of(findings, kept)
    notes = [note for note in kept if not book.standing(note).away]
    return Digest(
        session=session.id,
        question=session.question,
        programme=session.programme.name if session.programme else None,
        starts_at=session.starts_at,
        guest=session.guest,
        participants=_took_part(findings),
        facilitators=len({one.person for one in findings.attended if one.leads}),
        rooms=(*_rooms(findings, book, notes), *_plenary(findings, book, notes)),
        polls=tuple(_polls(findings)),
        actions=book.actions(notes),
        next_sessions=tuple(_next_sessions(session, findings.siblings)),
        shared=book.shared(notes),
        summary=findings.summary,
        surveys=tuple((title_of(one), one.people) for one in findings.surveys),
    )


def _took_part(findings: Findings, room: RoomId | None = None) -> int:
    """How many sat in the room, or in any of them: each once, in however many rounds."""
    return len({one.person for one in findings.attended if not one.leads and room in (None, one.room)})


def _rooms(findings: Findings, book: Book, notes: Sequence[Note]) -> Iterable[RoomFinding]:
    for room in sorted(findings.rooms, key=lambda room: room.number):
        theme = findings.session.theme(room.theme)
        yield _finding(
            findings,
            book,
            room.number,
            theme.name if theme else f"Room {room.number}",
            _took_part(findings, room.id),
            [note for note in notes if note.room == room.id],
        )


def _plenary(findings: Findings, book: Book, notes: Sequence[Note]) -> Iterable[RoomFinding]:
    """The finding of the plenary, if there is anything to tell."""
    rooms = {room.id for room in findings.rooms}
    said = [note for note in notes if note.room not in rooms]
    finding = _finding(findings, book, PLENARY_NUMBER, PLENARY_THEME, _took_part(findings), said)
    if finding.headlines or finding.sections:
        yield finding


def _finding(
    findings: Findings, book: Book, number: int, theme: str, participants: int, notes: Sequence[Note]
) -> RoomFinding:
    tags = _section_tags(findings.legend, notes)
    groups = book.groups(notes)
    sections = (Section(tag, book.points(groups, tag), emoji) for tag, emoji in tags)
    return RoomFinding(
        number=number,
        theme=theme,
        participants=participants,
        notes=sum(not set(what_of(findings.legend, note)) <= set(OWN_PLACES) for note in notes),
        headlines=book.points(groups, Tag.HEADLINE),
        sections=tuple(one for one in sections if one.points),
    )


def _section_tags(legend: Sequence[LegendEntry], notes: Sequence[Note]) -> list[tuple[str, str]]:
    """The tags of a room's sections with their emoji: in the order of the legend, then what no legend knows."""
    known = {one.tag: one.emoji for one in legend if one.kind is TagKind.WHAT}
    others = sorted({tag for note in notes for tag in what_of(legend, note)} - set(known))
    emoji = {one.tag: one.emoji for one in LEGEND}
    whole = {**known, **{tag: emoji.get(tag, "") for tag in others}}
    return [(tag, name) for tag, name in whole.items() if tag not in OWN_PLACES]


def _poll(polled: PolledFinding, *, reopened: bool) -> PollFinding:
    poll, tally, by_room = polled
    told = _told(poll.question, poll.secrecy, tally, sorted(by_room, key=lambda counted: counted[0]))
    return replace(told, reopened=reopened, decision=decision_of(poll, tally))


def _told(
    question: Question, secrecy: Secrecy, tally: Tally, by_room: Sequence[tuple[int, Tally]] = ()
) -> PollFinding:
    """What is told of a question; nothing but the number of answers where too few gave any."""
    few = is_too_few(secrecy, tally)
    return PollFinding(
        poll=PollId(question.id),
        question=question.wording,
        kind=question.kind,
        options=question.rows,
        tally=Tally((0,) * len(tally.counts), people=tally.answers) if few else tally,
        by_room=() if few else tuple(by_room),
        withheld=few,
    )


def _polls(findings: Findings) -> Iterable[PollFinding]:
    """Polls and the questions of surveys, in the order in which they were opened."""
    opened = [
        (polled[0].opened_at, [_poll(polled, reopened=polled[0].id in findings.reopened)])
        for polled in findings.polls
    ]
    opened += [(one.survey.opened_at, list(_survey(one))) for one in findings.surveys]
    for _, found in sorted(opened, key=lambda one: one[0]):
        yield from found


def title_of(results: SurveyResults) -> str:
    """A survey's title; one that was asked again says so, since both bear the same, and so does one that was opened again."""
    again = " (asked again)" if results.survey.follows else ""
    return results.survey.title + again + (" (closed and opened again)" if results.reopened else "")


def _survey(results: SurveyResults) -> Iterable[PollFinding]:
    for one in results.results:
        told = _told(one.question, results.survey.secrecy, one.tally)
        yield replace(told, survey=title_of(results), change=None if told.withheld else one.change)


def _next_sessions(session: Session, siblings: Iterable[Session]) -> Iterable[NextSession]:
    """Sessions of the same programme still to come: by date, those without one last in the order in which they were made."""
    coming = [other for other in siblings if _is_to_come(other, session)]
    for other in sorted(coming, key=lambda other: (other.starts_at or _SOME_DAY, other.created_at)):
        yield NextSession(other.question, other.starts_at, other.guest)


def _is_to_come(other: Session, session: Session) -> bool:
    """Whether `other` is later than `session`; where either has no date yet, it is until its digest is published."""
    if session.programme is None or other.programme is None or other.programme.id != session.programme.id:
        return False
    later = not (other.starts_at and session.starts_at) or other.starts_at > session.starts_at
    return later and other.id != session.id and other.phase is not Phase.PUBLISHED


def book_of(findings: Findings, notes: Sequence[Note]) -> Book:
    """The notes with all that was changed of them."""
    found = standings(findings.revisions)
    return Book(
        found,
        tuple(notes),
        {room.id: room.number for room in findings.rooms},
        frozenset(one.tag for one in findings.legend if one.kind is TagKind.ABOUT),
        findings.asked,
        findings.votes,
        wholes_of(notes, found),
    )
