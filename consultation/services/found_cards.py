"""What the cards of notes and findings show, read just before they are shown."""

from consultation.model.cards import CardRow, CreditCard, DigestCard
from consultation.model.digest import PartKind
from consultation.model.references import NoteId
from consultation.model.sessions import Session
from consultation.ports.storage import Work


async def digest_card(work: Work, session: Session, row: CardRow) -> DigestCard | None:
    """One message of a published digest."""
    part = await work.digests.part(session.id, int(row.subject))
    if part is None:
        return None
    files = await work.handouts.links(session.id, 1) if part.kind is PartKind.OVERVIEW else ()
    return DigestCard(session, part, tuple(files))


async def credit_card(work: Work, session: Session, row: CardRow) -> CreditCard | None:
    """The question whether a note may name who said it."""
    asked = await work.credits.asked(NoteId(row.subject))
    return CreditCard(session, asked) if asked else None
