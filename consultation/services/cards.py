"""Cards: bring what is visible up to date, newest state only, within the platform's budget."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from consultation.cards import Budget
from consultation.model.cards import (
    Card,
    CardKind,
    CardRow,
    DigestCard,
    PollCard,
    ProgressCard,
    RoomCard,
    SignUpCard,
)
from consultation.model.polls import Audience
from consultation.model.references import CardId, MessageRef, PollId, RoomId, SessionId
from consultation.model.sessions import Session, Theme
from consultation.ports.clock import Clock
from consultation.ports.platform import Platform, PlatformRefusal, PlatformSilence
from consultation.ports.storage import Storage, Work
from consultation.rooms import progress_of

log = logging.getLogger(__name__)

MOST_TRIES = 5
"""How often a card that fails for no known reason is tried before the others are spared the wait."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Paints stale cards. What a card shows is read just before it is shown, so that only the newest state is ever sent."""

    storage: Storage
    platform: Platform
    clock: Clock
    budget: Budget
    _failures: Counter[CardId] = field(default_factory=Counter)

    async def paint_next(self) -> float | None:
        """Bring the card up to date that is longest behind, if the budget allows.

        Answers the seconds to wait before there is more to do, or None when nothing is behind.
        """
        async with self.storage.look() as work:
            stale = self._in_turn(await work.cards.stale())
        if not stale:
            return None
        # A card's first showing is a post and has a budget of its own at the platform; only repaints share this one.
        new = [card for card in stale if card.message is None]
        if not new and (wait := self._owed()):
            return wait
        await self._paint((new or stale)[0])
        return 0.0

    def _owed(self) -> float:
        """Seconds until the next repaint is allowed; takes it from the budget when that is now."""
        wait = self.budget.wait(self.clock.now()).total_seconds()
        if wait <= 0:
            self.budget.spend(self.clock.now())
        return wait

    def _in_turn(self, stale: Sequence[CardRow]) -> list[CardRow]:
        """Cards that may be shown now: of a digest only its first part left, and what has failed goes behind the rest."""
        seen: set[SessionId] = set()
        in_turn = []
        for card in stale:
            if card.kind is CardKind.DIGEST:
                if card.session in seen:
                    continue
                seen.add(card.session)
            in_turn.append(card)
        return sorted(in_turn, key=lambda card: self._failures[card.id])

    async def _paint(self, row: CardRow) -> None:
        async with self.storage.look() as work:
            card = await compose(work, row)
        try:
            message = await self._show(row, card)
        except PlatformRefusal as refusal:
            await self._give_up(row, refusal.reason)
        except PlatformSilence:
            raise  # however long it lasts, no card is at fault
        except Exception as failure:
            self._failures[row.id] += 1
            if self._failures[row.id] < MOST_TRIES:
                raise
            await self._give_up(row, type(failure).__name__)
        else:
            del self._failures[row.id]
            async with self.storage.work() as work:
                await work.cards.shown(row.id, row.wanted, message)

    async def _give_up(self, row: CardRow, reason: str) -> None:
        log.warning("card %s of session %s can't be shown: %s", row.id, row.session, reason)
        del self._failures[row.id]
        async with self.storage.work() as work:
            await work.cards.give_up(row.id, row.wanted)

    async def _show(self, row: CardRow, card: Card | None) -> MessageRef:
        if card is None:
            raise PlatformRefusal("What this card shows is not there any more.")
        return await self.platform.show(row.place, card, row.message)


async def compose(work: Work, row: CardRow) -> Card | None:
    """What a card shows now; None when its subject is gone."""
    session = await work.cards.session_of(row.id)
    if session is None:
        return None
    if row.kind is CardKind.SIGN_UP:
        return SignUpCard(session, await work.people.count(session.id))
    if row.kind is CardKind.PROGRESS:
        progress = progress_of(await work.rooms.all(session.id), await work.rooms.steps(session.id))
        return ProgressCard(session, progress)
    if row.kind is CardKind.ROOM:
        return await _room_card(work, session, row)
    if row.kind is CardKind.POLL:
        return await _poll_card(work, session, row)
    part = await work.digests.part(session.id, int(row.subject))
    return DigestCard(session, part) if part else None


async def _room_card(work: Work, session: Session, row: CardRow) -> RoomCard | None:
    room = await work.rooms.get(RoomId(row.subject))
    if room is None:
        return None
    seats = [seat for seat in await work.rooms.seats(session.id) if seat.room == room.id]
    return RoomCard(session, room, session.theme(room.theme) or Theme(room.theme, "Room"), len(seats))


async def _poll_card(work: Work, session: Session, row: CardRow) -> PollCard | None:
    poll = await work.polls.get(session.tenant, PollId(row.subject))
    if poll is None:
        return None
    room = await work.rooms.at(session.tenant, row.place) if poll.audience is Audience.ROOMS else None
    return PollCard(session, poll, await work.polls.tally(poll, room.id if room else None), room)
