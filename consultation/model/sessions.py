"""Programmes, sessions, their phases and themes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultation.model.references import PersonRef, PlaceRef, ProgrammeId, SessionId, Tenant, ThemeId


class Phase(StrEnum):
    """Where a session stands. The order of the members is the order of an evening."""

    DRAFT = "draft"
    SIGN_UP = "sign-up"
    PLACED = "placed"
    IN_ROOMS = "in rooms"
    WRAP_UP = "wrap-up"
    CLOSED = "closed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Programme:
    """A series of sessions under one name, in one workspace."""

    id: ProgrammeId
    tenant: Tenant
    name: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a room talks about: a name, the prompts that start the talk, and a meeting link where one was given."""

    id: ThemeId
    name: str
    prompts: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One event: a question put to people at one time in one place.

    `starts_at` is UTC, or None while the date is to be announced. `place` is the plenary channel. `seed` decides what is a
    tie in placement. `organisers` begins with the person who made the session.
    """

    id: SessionId
    tenant: Tenant
    question: str
    place: PlaceRef
    organisers: tuple[PersonRef, ...]
    phase: Phase
    seed: int
    created_at: datetime
    programme: Programme | None = None
    starts_at: datetime | None = None
    guest: str | None = None
    themes: tuple[Theme, ...] = ()

    def theme(self, theme_id: ThemeId) -> Theme | None:
        """The theme of this id, or None when this session has no such theme."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """What an organiser typed to make or change a session, not judged yet.

    `themes` is the text as typed: a theme a line, its prompts under it with a leading dash, a link among them if any.
    """

    question: str
    place: PlaceRef
    themes: str = ""
    programme: str = ""
    guest: str = ""
    starts_at: datetime | None = None
    co_organisers: tuple[PersonRef, ...] = ()
