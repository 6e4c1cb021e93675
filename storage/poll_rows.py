"""Polls, to and from rows."""

from collections.abc import Sequence

from consultation.model.mandates import Hurdle, Majority
from consultation.model.polls import Audience, Electorate, Poll, Secrecy, Shows
from consultation.model.questions import Question, QuestionKind
from consultation.model.references import PersonRef, PollId, QuestionId, RoomId, SessionId
from storage.database import Found


def poll_fields(poll: Poll) -> dict[str, object]:
    """A poll as a row, without its question."""
    return {
        "id": poll.id,
        "session_id": poll.session,
        "audience": poll.audience,
        "opened_by": poll.opened_by,
        "opened_at": poll.opened_at,
        "closed_at": poll.closed_at,
        "room_id": poll.room,
        "shows": poll.shows,
        "secrecy": poll.secrecy,
        "electorate": poll.electorate,
        "quorum": poll.hurdle.quorum if poll.hurdle else None,
        "majority": poll.hurdle.majority if poll.hurdle else None,
        "is_open_to_options": poll.is_open_to_options,
    }


def question_fields(question: Question) -> dict[str, object]:
    """A question as a row, without its options."""
    return {
        "id": question.id,
        "kind": question.kind,
        "wording": question.wording,
        "least": question.least,
        "most": question.most,
        "unsure": question.unsure,
        "version": question.version,
    }


def poll_of(row: Found, known: Sequence[Found]) -> Poll:
    """The poll in a row that has its question's columns beside it, as `q_…`; `known` are the options."""
    return Poll(
        id=PollId(row.id),
        session=SessionId(row.session_id),
        question=_question(row, known),
        audience=Audience(row.audience),
        opened_by=PersonRef(row.opened_by),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        room=RoomId(row.room_id) if row.room_id else None,
        shows=Shows(row.shows),
        secrecy=Secrecy(row.secrecy),
        electorate=Electorate(row.electorate),
        hurdle=None if row.majority is None else Hurdle(row.quorum, Majority(row.majority)),
        is_open_to_options=row.is_open_to_options,
    )


def _question(row: Found, known: Sequence[Found]) -> Question:
    since = tuple(option.since for option in known)
    return Question(
        id=QuestionId(row.q_id),
        kind=QuestionKind(row.q_kind),
        wording=row.q_wording,
        options=tuple(option.text for option in known),
        least=row.q_least,
        most=row.q_most,
        unsure=row.q_unsure,
        version=row.q_version,
        since=since if any(version > 1 for version in since) else (),
    )
