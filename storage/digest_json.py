"""Digests as JSON text and back, exactly. One pair of functions for each value, checked against its typed shape."""

import json
from datetime import datetime
from typing import NotRequired, TypedDict

from consultation.model.digest import (
    Digest,
    DigestPart,
    Evidence,
    NextSession,
    PartKind,
    Point,
    RoomFinding,
    Section,
)
from consultation.model.notes import LEGEND, Tag
from consultation.model.references import NoteId, SessionId
from consultation.model.summaries import Summary
from storage.summary_json import SummaryShape, summary_in, summary_out
from storage.tally_json import PollShape, poll_in, poll_out


class _Evidence(TypedDict):
    note: str
    room: int
    text: str
    permalink: str
    credit: NotRequired[str]


class _Point(TypedDict):
    note: str
    text: str
    permalink: str
    keepers: NotRequired[int]
    labels: NotRequired[list[str]]
    credit: NotRequired[str]
    rooms: NotRequired[list[int]]
    evidence: NotRequired[list[_Evidence]]
    confirmed: NotRequired[bool | None]
    votes: NotRequired[int | None]


class _Section(TypedDict):
    tag: str
    points: list[_Point]
    emoji: NotRequired[str]


class _Room(TypedDict):
    number: int
    theme: str
    participants: int
    notes: int
    headlines: list[_Point]
    sections: list[_Section]


class _Next(TypedDict):
    question: str
    starts_at: str | None
    guest: str | None


class _Digest(TypedDict):
    session: str
    question: str
    programme: str | None
    starts_at: str | None
    guest: str | None
    participants: int
    facilitators: int
    rooms: list[_Room]
    polls: list[PollShape]
    actions: list[_Point]
    next_sessions: list[_Next]
    shared: NotRequired[list[_Point]]
    version: NotRequired[int]
    changes: NotRequired[str]
    summary: NotRequired[SummaryShape]
    surveys: NotRequired[list[tuple[str, int]]]


class _Part(TypedDict):
    kind: str
    number: int
    of: int
    room: _Room | None
    polls: list[PollShape]
    actions: list[_Point]
    next_sessions: list[_Next]
    continued: bool
    under: NotRequired[int]
    next_steps: NotRequired[list[str]]


def digest_to_json(digest: Digest) -> str:
    """The whole digest as ASCII JSON."""
    shape: _Digest = {
        "session": digest.session,
        "question": digest.question,
        "programme": digest.programme,
        "starts_at": _moment_out(digest.starts_at),
        "guest": digest.guest,
        "participants": digest.participants,
        "facilitators": digest.facilitators,
        "rooms": [_room_out(room) for room in digest.rooms],
        "polls": [poll_out(poll) for poll in digest.polls],
        "actions": [_point_out(point) for point in digest.actions],
        "next_sessions": [_next_out(later) for later in digest.next_sessions],
        "shared": [_point_out(point) for point in digest.shared],
        "version": digest.version,
        "changes": digest.changes,
        "summary": summary_out(digest.summary),
        "surveys": list(digest.surveys),
    }
    return json.dumps(shape)


def digest_from_json(text: str) -> Digest:
    """What `digest_to_json` was given."""
    shape: _Digest = json.loads(text)
    return Digest(
        session=SessionId(shape["session"]),
        question=shape["question"],
        programme=shape["programme"],
        starts_at=_moment_in(shape["starts_at"]),
        guest=shape["guest"],
        participants=shape["participants"],
        facilitators=shape["facilitators"],
        rooms=tuple(_room_in(room) for room in shape["rooms"]),
        polls=tuple(poll_in(poll) for poll in shape["polls"]),
        actions=tuple(_point_in(point) for point in shape["actions"]),
        next_sessions=tuple(_next_in(later) for later in shape["next_sessions"]),
        shared=tuple(_point_in(point) for point in shape.get("shared", ())),
        version=shape.get("version", 1),
        changes=shape.get("changes", ""),
        summary=summary_in(shape["summary"]) if "summary" in shape else Summary(),
        surveys=tuple((title, people) for title, people in shape.get("surveys", ())),
    )


def part_to_json(part: DigestPart) -> str:
    """What a part says beside its digest, as ASCII JSON. The digest itself is stored once for all parts."""
    shape: _Part = {
        "kind": part.kind,
        "number": part.number,
        "of": part.of,
        "room": _room_out(part.room) if part.room else None,
        "polls": [poll_out(poll) for poll in part.polls],
        "actions": [_point_out(point) for point in part.actions],
        "next_sessions": [_next_out(later) for later in part.next_sessions],
        "continued": part.continued,
        "under": part.under,
        "next_steps": list(part.next_steps),
    }
    return json.dumps(shape)


def part_from_json(text: str, digest: Digest) -> DigestPart:
    """What `part_to_json` was given, as a part of this digest."""
    shape: _Part = json.loads(text)
    return DigestPart(
        kind=PartKind(shape["kind"]),
        number=shape["number"],
        of=shape["of"],
        digest=digest,
        room=_room_in(shape["room"]) if shape["room"] else None,
        polls=tuple(poll_in(poll) for poll in shape["polls"]),
        actions=tuple(_point_in(point) for point in shape["actions"]),
        next_sessions=tuple(_next_in(later) for later in shape["next_sessions"]),
        continued=shape["continued"],
        under=shape.get("under", 0),
        next_steps=tuple(shape.get("next_steps", ())),
    )


def _moment_out(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment_in(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _point_out(point: Point) -> _Point:
    return {
        "note": point.note,
        "text": point.text,
        "permalink": point.permalink,
        "keepers": point.keepers,
        "labels": list(point.labels),
        "credit": point.credit,
        "rooms": list(point.rooms),
        "evidence": [_evidence_out(one) for one in point.evidence],
        "confirmed": point.confirmed,
        "votes": point.votes,
    }


def _point_in(shape: _Point) -> Point:
    return Point(
        note=NoteId(shape["note"]),
        text=shape["text"],
        permalink=shape["permalink"],
        keepers=shape.get("keepers", 1),
        labels=tuple(shape.get("labels", ())),
        credit=shape.get("credit", ""),
        rooms=tuple(shape.get("rooms", ())),
        evidence=tuple(map(_evidence_in, shape.get("evidence", ()))),
        confirmed=shape.get("confirmed"),
        votes=shape.get("votes"),
    )


def _evidence_out(one: Evidence) -> _Evidence:
    shape: _Evidence = {
        "note": one.note,
        "room": one.room,
        "text": one.text,
        "permalink": one.permalink,
        "credit": one.credit,
    }
    return shape


def _evidence_in(shape: _Evidence) -> Evidence:
    return Evidence(
        NoteId(shape["note"]), shape["room"], shape["text"], shape["permalink"], shape.get("credit", "")
    )


def _section_out(section: Section) -> _Section:
    points = [_point_out(point) for point in section.points]
    return {"tag": section.tag, "points": points, "emoji": section.emoji}


def _section_in(shape: _Section) -> Section:
    points = tuple(_point_in(point) for point in shape["points"])
    emoji = shape.get("emoji", EMOJI.get(shape["tag"], ""))
    return Section(_tag(shape["tag"]), points, emoji)


EMOJI = {entry.tag: entry.emoji for entry in LEGEND}
"""For what was published before tags could be chosen."""


def _tag(tag: str) -> str:
    return Tag(tag) if tag in set(Tag) else tag


def _room_out(room: RoomFinding) -> _Room:
    return {
        "number": room.number,
        "theme": room.theme,
        "participants": room.participants,
        "notes": room.notes,
        "headlines": [_point_out(point) for point in room.headlines],
        "sections": [_section_out(section) for section in room.sections],
    }


def _room_in(shape: _Room) -> RoomFinding:
    return RoomFinding(
        number=shape["number"],
        theme=shape["theme"],
        participants=shape["participants"],
        notes=shape["notes"],
        headlines=tuple(_point_in(point) for point in shape["headlines"]),
        sections=tuple(_section_in(section) for section in shape["sections"]),
    )


def _next_out(later: NextSession) -> _Next:
    return {"question": later.question, "starts_at": _moment_out(later.starts_at), "guest": later.guest}


def _next_in(shape: _Next) -> NextSession:
    return NextSession(shape["question"], _moment_in(shape["starts_at"]), shape["guest"])
