"""Reminders: whoever has not answered is written to once, and nobody is told who that is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from consultation.cards import new_card
from consultation.model.cards import CardKind
from consultation.model.references import PersonRef, SessionId
from consultation.ports.platform import Platform
from consultation.ports.storage import Work


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many who have not answered are written to `now`, and how many were `before`."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """What people are reminded of: a poll or a survey of this session, by the kind of its reminders and its id."""

    session: SessionId
    kind: CardKind
    subject: str


async def remind_once(
    work: Work, new_id: Callable[[], str], platform: Platform, of: Reminder, silent: Collection[PersonRef]
) -> Reminded:
    """Write to each of them who has not been reminded of this yet, in a unit of work under way."""
    known = {card.place for card in await work.cards.of(of.session, of.kind) if card.subject == of.subject}
    anew = [desk for person in silent if (desk := platform.desk(person)) not in known]
    for desk in anew:
        await work.cards.add(new_card(new_id, of.session, of.kind, desk, of.subject))
    return Reminded(len(anew), len(silent) - len(anew))
