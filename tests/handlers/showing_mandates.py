"""Everything about mandates that Plenary shows."""

from collections.abc import Iterator

from consultation.model.cards import MandateCard
from consultation.model.mandates import Mandate
from consultation.model.references import PersonRef, PlaceRef
from consultation.model.sessions import Session
from consultation.services.mandates import Holding
from handlers.slack.blocks import Message, View
from handlers.slack.views import mandates

PLACE, WHO = PlaceRef("C0PLENARY"), PersonRef("U0PAR")


def mandating(session: Session, text: str) -> Iterator[tuple[str, Message | View]]:
    """Every view about mandates, by a name that says which."""
    some = tuple(Mandate(session.id, f"{number} {text[:90]}", WHO, WHO) for number in range(300))
    yield "organisations", mandates.mandate_form(Holding(session, some, None), PLACE)
    yield "no organisations", mandates.mandate_form(Holding(session, (), None), PLACE)
    yield "holder", mandates.mandate_form(Holding(session, (), some[0]), PLACE)
    yield "roster", mandates.roster(some)
    yield "handed over", mandates.handed_over(some[0])
    for holder in (WHO, PersonRef("U0OTHER")):
        card = MandateCard(session, some[0], holder)
        yield f"told of a mandate, {holder}", mandates.mandate_card(card)
