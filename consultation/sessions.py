"""Rules for making, changing and finding a session."""

from collections.abc import Callable, Sequence
from datetime import datetime

from consultation.errors import InvalidField, InvalidFields
from consultation.model.references import Actor, PersonRef
from consultation.model.sessions import Phase, Session, SessionDraft, Theme
from consultation.texts import clean, one_line
from consultation.themes import parse_themes

MOST_QUESTION = 300
MOST_SHORT = 100


PRECEDENCE = (Phase.IN_ROOMS, Phase.WRAP_UP, Phase.PLACED, Phase.SIGN_UP, Phase.CLOSED)


def judge_draft(
    draft: SessionDraft, now: datetime, existing: Sequence[Theme], new_id: Callable[[], str]
) -> tuple[SessionDraft, tuple[Theme, ...]]:
    """The draft with its texts cleaned, and its themes.

    `existing` are the themes the session has now, whose ids stay with their names. Raises InvalidFields naming every field that
    can't be taken.
    """
    tidy = _tidy(draft)
    problems = [*_texts(tidy), *_date(tidy, now)]
    themes: tuple[Theme, ...] = ()
    try:
        themes = parse_themes(clean(draft.themes), tuple(existing), new_id)
    except InvalidField as problem:
        problems.append(problem)
    if problems:
        raise InvalidFields(tuple(problems))
    return tidy, themes


def _tidy(draft: SessionDraft) -> SessionDraft:
    return SessionDraft(
        question=one_line(draft.question),
        place=draft.place,
        themes=draft.themes,
        programme=one_line(draft.programme),
        guest=one_line(draft.guest),
        starts_at=draft.starts_at,
        co_organisers=draft.co_organisers,
    )


def _texts(draft: SessionDraft) -> list[InvalidField]:
    problems = []
    if not draft.question:
        problems.append(InvalidField("question", "Write the question that the session is about."))
    for field, value, most in (
        ("question", draft.question, MOST_QUESTION),
        ("programme", draft.programme, MOST_SHORT),
        ("guest", draft.guest, MOST_SHORT),
    ):
        if len(value) > most:
            problems.append(
                InvalidField(field, f"Please keep this within {most} characters; it has {len(value)} now.")
            )
    return problems


def _date(draft: SessionDraft, now: datetime) -> list[InvalidField]:
    if draft.starts_at is not None and draft.starts_at < now:
        return [
            InvalidField(
                "starts_at", "This date has passed. Choose one to come, or leave it out until you know it."
            )
        ]
    return []


def require_ready_for_sign_up(session: Session, now: datetime) -> None:
    """Raise InvalidField unless the session has what people need to sign up: themes, and no date gone by."""
    if not session.themes:
        raise InvalidField(
            "themes",
            "This session has no themes yet. Add at least one with /consult edit, then open sign-up.",
        )
    if session.starts_at is not None and session.starts_at < now:
        raise InvalidField(
            "starts_at",
            "The date of this session has passed. Change it with /consult edit, then open sign-up.",
        )


def organisers(creator: PersonRef, others: Sequence[PersonRef]) -> tuple[PersonRef, ...]:
    """The creator first, then the others, each once."""
    return tuple(dict.fromkeys((creator, *others)))


def current(sessions: Sequence[Session]) -> Session | None:
    """Of the sessions in one place, the one that is meant when nobody says which.

    What is under way comes first, the furthest on before the others; then the draft with the earliest date (undated last); then
    the session published last.
    """
    for phase in PRECEDENCE:
        under_way = [session for session in sessions if session.phase is phase]
        if under_way:
            return under_way[-1]
    drafts = [session for session in sessions if session.phase is Phase.DRAFT]
    if drafts:
        return min(drafts, key=_by_date)
    return sessions[-1] if sessions else None


def meant(sessions: Sequence[Session], actor: Actor) -> Session | None:
    """Of the sessions in one place, the one that this person means: one of their own that isn't over, else the current one."""
    own = [
        session
        for session in sessions
        if actor.person in session.organisers and session.phase is not Phase.PUBLISHED
    ]
    return current(own) or current(sessions)


def _by_date(session: Session) -> tuple[bool, float, datetime]:
    starts = session.starts_at.timestamp() if session.starts_at else 0.0
    return session.starts_at is None, starts, session.created_at
