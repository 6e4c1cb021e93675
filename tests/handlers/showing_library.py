"""Everything about the library that Plenary shows, made from one text and some sizes."""

from collections.abc import Iterator
from datetime import UTC, datetime

from consultation.model.library import Shelf, Template
from consultation.model.polls import Asking, Audience, PollDraft
from consultation.model.questions import QuestionKind
from consultation.model.references import PersonRef, PlaceRef, TemplateId
from consultation.model.sessions import Session
from consultation.model.surveys import SurveyDraft
from handlers.slack.blocks import Message, View
from handlers.slack.views import library, poll_forms, surveys

WHEN = datetime(2026, 12, 2, 19, 30, tzinfo=UTC)
PLACE = PlaceRef("C0PLENARY")


def keeping(session: Session, text: str) -> Iterator[tuple[str, Message | View]]:
    """Every view of the library, by a name that says which."""
    poll = PollDraft(text[:300], QuestionKind.CHOICE, Audience.PLENARY, text[:3000])
    survey = SurveyDraft(text[:150], text[:3000])
    many = tuple(
        Template(TemplateId(f"t{n}"), f"{n} {text[:70]}", survey if n % 2 else poll, PersonRef("U0ORG"), WHEN)
        for n in range(30)
    )
    yield "library, empty", library.shelf(Shelf(session, ()))
    yield "library", library.shelf(Shelf(session, many))
    yield "keep as template", library.keep_form(session, PLACE, text[:75], "poll p1")
    yield "kept as template", library.kept(many[0])
    named = tuple((one.id, one.name) for one in many)
    yield "ask from a template", poll_forms.poll_form(Asking(session, templates=named), PLACE, poll, "t2")
    yield "put a survey from a template", surveys.survey_form(Shelf(session, many), PLACE, survey, "t3")
