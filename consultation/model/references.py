"""References: who, where and which. Platform ids are opaque here; nothing in the core reads meaning from them."""

from dataclasses import dataclass
from typing import NewType

Tenant = NewType("Tenant", str)
"""One organisation's workspace on one platform, such as `slack:T0123`. Nothing crosses from one to another."""

PersonRef = NewType("PersonRef", str)
"""A person as the platform names them."""

NOBODY = "anonymous:"
"""How a name begins that leads to nobody: of whoever answered anonymously, or was forgotten. No platform's begins so."""

PlaceRef = NewType("PlaceRef", str)
"""Where people talk: a channel or a direct conversation."""

ProgrammeId = NewType("ProgrammeId", str)
SessionId = NewType("SessionId", str)
ThemeId = NewType("ThemeId", str)
RoomId = NewType("RoomId", str)
PollId = NewType("PollId", str)
QuestionId = NewType("QuestionId", str)
SuggestionId = NewType("SuggestionId", str)
NoteId = NewType("NoteId", str)
SurveyId = NewType("SurveyId", str)
ConversationId = NewType("ConversationId", str)
StatementId = NewType("StatementId", str)
TemplateId = NewType("TemplateId", str)
CardId = NewType("CardId", str)
StepId = NewType("StepId", str)
NoticeId = NewType("NoticeId", str)
HandoutId = NewType("HandoutId", str)


@dataclass(frozen=True, slots=True)
class MessageRef:
    """One message in one place; `stamp` is the platform's own name for it, unique in that place."""

    place: PlaceRef
    stamp: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks for something, in their workspace. Rights are judged for them at the moment of effect."""

    tenant: Tenant
    person: PersonRef
