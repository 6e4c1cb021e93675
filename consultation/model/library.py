"""The library: polls and surveys that are kept to be asked again."""

from dataclasses import dataclass
from datetime import datetime

from consultation.model.polls import PollDraft
from consultation.model.references import PersonRef, TemplateId
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
