"""Polls and surveys that are not asked yet: kept in the library to be asked again, or planned to open by themselves."""

from dataclasses import dataclass
from datetime import datetime

from consultation.model.polls import PollDraft
from consultation.model.references import PersonRef, PollId, SessionId, TemplateId
from consultation.model.sessions import Session
from consultation.model.surveys import SurveyDraft


@dataclass(frozen=True, slots=True)
class Template:
    """A poll or a survey as it was drafted, under a name. It says what is asked and how, not where or when."""

    id: TemplateId
    name: str
    draft: PollDraft | SurveyDraft
    kept_by: PersonRef
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library that a session uses: that of its programme, or its own where it is in none. By name."""

    session: Session
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A poll or survey that opens by itself, in the phase or at the time that its draft says. `id` is what it bears once it is open."""

    id: PollId
    session: SessionId
    draft: PollDraft | SurveyDraft
    asked_by: PersonRef
