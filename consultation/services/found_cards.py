"""What the cards of notes and findings show, read just before they are shown."""

from consultation.model.cards import (
    Card,
    CardKind,
    CardRow,
    CreditCard,
    DigestCard,
    PointsCard,
    ProgrammeCard,
    RankingCard,
)
from consultation.model.digest import PartKind
from consultation.model.references import MessageRef, NoteId, RoomId
from consultation.model.revisions import Verdict
from consultation.model.sessions import Session, Theme
from consultation.ports.storage import Work
from consultation.services.digest import digest_of, look_back, subject_of
from consultation.services.drafts import room_points


async def digest_card(work: Work, session: Session, row: CardRow) -> DigestCard | None:
    """One message of a published digest."""
    version, _, number = row.subject.rpartition(".")
    edition = int(version or 1)
    part = await work.digests.part(session.id, int(number), edition)
    if part is None:
        return None
    under = await _message_of(work, session, edition, part.under) if part.under else None
    if part.kind is not PartKind.OVERVIEW:
        return DigestCard(session, part, under=under)
    latest = await work.digests.get(session.id)
    files = tuple(await work.handouts.links(session.id, edition))
    return DigestCard(session, part, files, superseded=latest is not None and latest.version > edition)


async def _message_of(work: Work, session: Session, version: int, number: int) -> MessageRef | None:
    """Where a message of a digest stands, once it does."""
    subject = subject_of(version, number)
    cards = await work.cards.of(session.id, CardKind.DIGEST)
    return next((card.message for card in cards if card.subject == subject), None)


async def credit_card(work: Work, session: Session, row: CardRow) -> CreditCard | None:
    """The question whether a note may name who said it."""
    asked = await work.credits.asked(NoteId(row.subject))
    return CreditCard(session, asked) if asked else None


async def points_card(work: Work, session: Session, row: CardRow) -> PointsCard | None:
    """A room's draft points."""
    room = await work.rooms.get(RoomId(row.subject))
    if room is None:
        return None
    digest = await digest_of(work, session)
    points = tuple(point for _, point in room_points(digest, room.number))
    reviews = [one for one in await work.revisions.reviews(session.id) if one.room == room.id]
    agree = sum(one.verdict is Verdict.AGREE for one in reviews)
    theme = session.theme(room.theme) or Theme(room.theme, "Room")
    confirmed = bool(points) and all(point.confirmed for point in points)
    return PointsCard(session, room, theme, points, agree, len(reviews) - agree, confirmed)


async def ranking_card(work: Work, session: Session) -> RankingCard:
    """The actions to vote on."""
    digest = await digest_of(work, session)
    return RankingCard(session, digest.actions, await work.revisions.voters(session.id))


async def programme_card(work: Work, session: Session) -> ProgrammeCard:
    """What the programme found."""
    return ProgrammeCard(session, await look_back(work, session))


async def found_card(work: Work, session: Session, row: CardRow) -> Card | None:
    """A card of notes and findings."""
    if row.kind is CardKind.CREDIT:
        return await credit_card(work, session, row)
    if row.kind is CardKind.POINTS:
        return await points_card(work, session, row)
    if row.kind is CardKind.RANKING:
        return await ranking_card(work, session)
    if row.kind is CardKind.PROGRAMME:
        return await programme_card(work, session)
    return await digest_card(work, session, row)
