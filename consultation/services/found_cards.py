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
from consultation.services.digest import digest_of, edition_of, look_back, subject_of
from consultation.services.drafts import room_points


async def digest_card(work: Work, session: Session, row: CardRow) -> DigestCard | None:
    """One message of a published digest."""
    edition, number = edition_of(row.subject)
    part = await work.digests.part(session.id, number, edition)
    if part is None:
        return None
    under = await _message_of(work, session, edition, part.under) if part.under else None
    if part.under and under is None:
        return None  # in no thread it would stand in the channel, where nobody knows what it belongs to
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


async def withdraw_replies(work: Work, row: CardRow) -> None:
    """Post nothing into the thread of a digest's message that could never be shown."""
    if row.kind is not CardKind.DIGEST or row.message is not None:
        return
    edition, number = edition_of(row.subject)
    for card in await work.cards.of(row.session, CardKind.DIGEST):
        version, place = edition_of(card.subject)
        if version == edition and place > number and card.message is None:
            part = await work.digests.part(row.session, place, version)
            if part is not None and part.under == number:
                await work.cards.give_up(card.id, card.wanted)


def what_to_do(row: CardRow) -> str:
    """What an organiser can do about a card that could not be shown, where there is something."""
    if row.kind is not CardKind.DIGEST or row.message is not None:
        return ""
    return " Nothing is posted in its thread either. Once that is mended, /consult correct posts the whole digest anew."


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
