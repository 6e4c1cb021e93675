"""Names that the tests share: who, where and when."""

from datetime import UTC, datetime

from consultation.model.references import Actor, PersonRef, PlaceRef, SessionId, Tenant, ThemeId
from consultation.model.sessions import Phase, Session, SessionDraft, Theme

TENANT = Tenant("slack:T1")
ELSEWHERE = Tenant("slack:T2")
PLENARY = PlaceRef("C1")
ORGANISER = Actor(TENANT, PersonRef("UORG"))
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 2, 19, 30, tzinfo=UTC)

THEMES_TEXT = """\
Integrated care
- What would help your patients most?
- What stands in the way?
Future models
- What has to stay?
Networks
Additional roles
- https://meet.example/roles
"""


def person(name: str) -> Actor:
    """Somebody in the tests' workspace."""
    return Actor(TENANT, PersonRef(name))


def draft(**changes: object) -> SessionDraft:
    """What the organiser typed for an ordinary session, with these fields changed."""
    fields: dict[str, object] = {
        "question": "What is the role of the GP?",
        "place": PLENARY,
        "themes": THEMES_TEXT,
        "programme": "The Big GP Consultation",
        "starts_at": LATER,
    }
    return SessionDraft(**{**fields, **changes})  # type: ignore[arg-type]  # the tests name the fields


def session(**changes: object) -> Session:
    """An ordinary session as it is stored, with these fields changed."""
    fields: dict[str, object] = {
        "id": SessionId("s1"),
        "tenant": TENANT,
        "question": "What is the role of the GP?",
        "place": PLENARY,
        "organisers": (ORGANISER.person,),
        "phase": Phase.DRAFT,
        "seed": 7,
        "created_at": NOW,
        "starts_at": LATER,
        "themes": (Theme(ThemeId("t1"), "Integrated care"), Theme(ThemeId("t2"), "Future models")),
    }
    return Session(**{**fields, **changes})  # type: ignore[arg-type]  # the tests name the fields
