"""Everything about statements that Plenary shows, made from one text and some sizes."""

from collections.abc import Iterator
from datetime import UTC, datetime

from consultation.model.cards import StatementsCard
from consultation.model.panel import Talk
from consultation.model.references import ConversationId, PersonRef, PlaceRef, StatementId
from consultation.model.sessions import Session
from consultation.model.statements import (
    Answered,
    Conversation,
    Findings,
    Opinion,
    Reception,
    Standing,
    Statement,
    Turnout,
    Walk,
)
from consultation.services.moderation import Queue
from handlers.slack.blocks import Message, View
from handlers.slack.views import moderation, statements

WHEN = datetime(2026, 12, 2, 19, 30, tzinfo=UTC)
PLACE = PlaceRef("C0PLENARY")


def conversation(session: Session, number: int = 0, *, reviewed: bool = True) -> Conversation:
    return Conversation(
        ConversationId(f"c{number}"), session.id, session.question, reviewed, PersonRef("U0ORG"), WHEN
    )


def statement(text: str, number: int, standing: Standing = Standing.SHOWN) -> Statement:
    proposer = PersonRef("U0PAR")
    return Statement(
        StatementId(f"st{number}"), ConversationId("c0"), text[:200], standing, proposer, WHEN, text[:200]
    )


def talks(session: Session, many: int) -> tuple[Talk, ...]:
    return tuple(Talk(conversation(session, number), Turnout(9, 80, 12, number)) for number in range(many))


def saying(session: Session, text: str) -> Iterator[tuple[str, Message | View]]:
    """Every view about statements, by a name that says which."""
    one = conversation(session)
    some = [statement(text, number) for number in range(45)]
    received = tuple(Reception(each, 90, 9, 1) for each in some[:5])
    yield "gather statements", statements.statements_form(session, PLACE, text[:300])
    for reviewed in (True, False):
        asked = conversation(session, reviewed=reviewed)
        yield f"propose, reviewed {reviewed}", statements.proposal_form(asked, PLACE, text[:200])
    yield "hide", moderation.hide_form(some[0], PLACE)
    for name, found in (
        ("open", None),
        ("closed", Findings(received, received, 5)),
        ("closed, few answers", Findings((), (), 0)),
    ):
        yield (
            f"statements card, {name}",
            statements.statements_card(StatementsCard(session, one, Turnout(1921, 49443, 119, 3), found)),
        )
    yield (
        "statements card, new",
        statements.statements_card(StatementsCard(session, one, Turnout(0, 0, 0, 0))),
    )
    last = (some[0], Opinion.PASSED)
    yield "walk", statements.walk(Walk(one, some[1], 3, 45, last))
    yield "walk, again", statements.walk(Walk(one, some[1], 3, 45, last, Opinion.AGREE))
    yield "walk, first", statements.walk(Walk(one, some[1], 0, 45))
    yield "walk, end", statements.walk(Walk(one, None, 45, 45, last))
    yield "walk, empty", statements.walk(Walk(one, None, 0, 0))
    answered = Answered(one, tuple((each, Opinion.DISAGREE) for each in some))
    for page in range(3):
        yield f"my answers {page}", statements.mine(answered, page)
    for standing in (Standing.WAITING, Standing.SHOWN):
        yield f"proposed, {standing}", statements.proposed(statement(text, 1, standing))
    for number in (0, 1, 45):
        yield f"queue of {number}", moderation.queue(Queue(one, tuple(some[:number])))
