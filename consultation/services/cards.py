"""Cards: bring what is visible up to date, newest state only, within the platform's budget."""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from consultation.cards import Budget, welcomed
from consultation.model.cards import (
    Card,
    CardKind,
    CardRow,
    NoticeCard,
    ProgressCard,
    RoomCard,
    SignUpCard,
    StatementsCard,
    WelcomeCard,
    thread_of,
)
from consultation.model.references import (
    CardId,
    ConversationId,
    MessageRef,
    NoticeId,
    PersonRef,
    PlaceRef,
    RoomId,
    SessionId,
)
from consultation.model.sessions import Session, Theme
from consultation.ports.clock import Clock
from consultation.ports.platform import Platform, PlatformRefusal, PlatformSilence
from consultation.ports.storage import Interrupted, Storage, Work
from consultation.rooms import progress_of
from consultation.services import poll_cards, survey_cards
from consultation.services.found_cards import found_card, what_to_do, withdraw_replies
from consultation.services.notices import Notices
from consultation.services.operations import Operations
from consultation.statements import findings

log = logging.getLogger(__name__)

MOST_TRIES = 5
"""How often a card that fails for no known reason is tried before the others are spared the wait."""


NAMES: Mapping[CardKind, str] = MappingProxyType(
    {
        CardKind.SIGN_UP: "The invitation to sign up",
        CardKind.ROOM: "A room's first message",
        CardKind.POLL: "A poll",
        CardKind.OVERVIEW: "The overview of open polls",
        CardKind.WARNING: "A warning that a poll is about to close",
        CardKind.REMINDER: "A message that reminds somebody of a poll",
        CardKind.STATEMENTS: "A round of statements",
        CardKind.SURVEY: "A survey",
        CardKind.SURVEY_REMINDER: "A reminder of a survey",
        CardKind.SURVEY_WARNING: "A warning that a survey is about to close",
        CardKind.PROGRESS: "How far the rooms are",
        CardKind.DIGEST: "A part of the digest",
        CardKind.POINTS: "The points of a room",
        CardKind.RANKING: "The actions to vote on",
        CardKind.PROGRAMME: "What the programme found",
        CardKind.CREDIT: "A question whether somebody may be named",
        CardKind.MANDATE: "A message that hands somebody an organisation's vote",
        CardKind.WELCOME: "A message that tells somebody their room",
    }
)
"""What an organiser calls a card that could not be shown."""

REST_SECONDS = 3.0
"""Between two repaints of one card: what changes faster than that is shown as it is by then, and leaves room for other cards."""

NEW_AT_ONCE = 4
"""New cards that are shown side by side, so that a slow platform holds up nobody for long."""

RESERVED = 4
"""Repaints that only a final state may use, so that a poll's result is seen at once when it closes: as many as a usual evening has rooms."""

ALL_KINDS = frozenset(CardKind)


@dataclass(frozen=True, slots=True)
class Cards:
    """Paints stale cards. What a card shows is read just before it is shown, so that only the newest state is ever sent."""

    storage: Storage
    platform: Platform
    clock: Clock
    budget: Budget
    operations: Operations
    notices: Notices
    _failures: Counter[CardId] = field(default_factory=Counter)
    _repainted: dict[CardId, datetime] = field(default_factory=dict)

    async def paint_next(self, kinds: Collection[CardKind] = ALL_KINDS) -> float | None:
        """Bring the cards of these kinds up to date that are longest behind, if the budget allows.

        Answers the seconds to wait before there is more to do, or None when nothing is behind. Not to be called for the same kinds
        twice at once.
        """
        async with self.storage.look() as work:
            stale = self._in_turn([card for card in await work.cards.stale() if card.kind in kinds])
        if not stale:
            return None
        # A card's first showing is a post and has a budget of its own at the platform; only repaints share this one.
        last = [card for card in stale if card.first and card.message is not None]
        if not last and (new := [card for card in stale if card.message is None]):
            await self._paint_all(new[:NEW_AT_ONCE])
            return 0.0
        wait, first = min((self._rest(card), place) for place, card in enumerate(last or stale))
        if wait := wait or self._owed(0 if last else RESERVED):
            return wait
        await self._paint_all([(last or stale)[first]])
        return 0.0

    def _rest(self, card: CardRow) -> float:
        """Seconds until this card may be repainted again; a final state waits for nothing."""
        at = None if card.first else self._repainted.get(card.id)
        return max(0.0, REST_SECONDS - (self.clock.now() - at).total_seconds()) if at else 0.0

    def _owed(self, reserved: int) -> float:
        """Seconds until the next repaint is allowed that leaves so many; takes it from the budget when that is now."""
        reserved = min(reserved, self.budget.burst - 1)
        wait = self.budget.wait(self.clock.now(), reserved).total_seconds()
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

    async def _paint_all(self, rows: Sequence[CardRow]) -> None:
        outcomes = await asyncio.gather(*(self._paint(row) for row in rows), return_exceptions=True)
        for outcome in outcomes:
            if outcome is not None:
                raise outcome

    async def _paint(self, row: CardRow) -> None:
        async with self.storage.look() as work:
            card = await compose(work, row)
        try:
            message = await self._show(row, card)
        except PlatformRefusal as refusal:
            await self._give_up(row, refusal.reason)
        except (PlatformSilence, Interrupted):
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
                await work.operations.finish(row.id, message.stamp)

    async def _give_up(self, row: CardRow, reason: str) -> None:
        log.warning("card %s of session %s can't be shown: %s", row.id, row.session, reason)
        del self._failures[row.id]
        async with self.storage.work() as work:
            await work.cards.give_up(row.id, row.wanted)
            await withdraw_replies(work, row)
        if row.kind is not CardKind.NOTICE:  # nobody is told that they can't be told
            await self.notices.raise_for(
                row.session, f"{NAMES[row.kind]} can't be shown. {reason}{what_to_do(row)}"
            )

    async def _show(self, row: CardRow, card: Card | None) -> MessageRef:
        if card is None:
            raise PlatformRefusal("What it shows is not there any more.")
        if row.message is not None:
            if await self.platform.repaint(row.message, card):
                self._note_repaint(row)
                return row.message
            async with self.storage.work() as work:
                await work.cards.lost(row.id)
                await work.operations.withdraw(row.id)
        return await self._show_anew(row, card)

    def _note_repaint(self, row: CardRow) -> None:
        now = self.clock.now()
        for card, at in list(self._repainted.items()):
            if (now - at).total_seconds() >= REST_SECONDS:
                del self._repainted[card]
        self._repainted[row.id] = now

    async def _show_anew(self, row: CardRow, card: Card) -> MessageRef:
        async def call() -> str:
            return _written(await self.platform.show(row.place, card, row.id))

        async def find(since: datetime) -> str | None:
            found = await self.platform.find(row.place, row.id, since, thread_of(card))
            return _written(found) if found else None

        return _read(await self.operations.make(row.id, call, find))


def _written(message: MessageRef) -> str:
    return f"{message.place} {message.stamp}"


def _read(written: str) -> MessageRef:
    place, stamp = written.split(" ")
    return MessageRef(PlaceRef(place), stamp)


async def compose(work: Work, row: CardRow) -> Card | None:  # noqa: C901, PLR0911 - one line for each kind of card
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
    if row.kind in poll_cards.KINDS:
        return await poll_cards.compose_poll(work, session, row)
    if row.kind is CardKind.STATEMENTS:
        return await _statements_card(work, session, ConversationId(row.subject))
    if row.kind in survey_cards.KINDS:
        return await survey_cards.compose_survey(work, session, row)
    if row.kind is CardKind.WELCOME:
        return await _welcome_card(work, session, welcomed(row.subject))
    if row.kind is CardKind.NOTICE:
        text = await work.notices.text(NoticeId(row.subject))
        return NoticeCard(session, text) if text else None
    return await found_card(work, session, row)


async def _room_card(work: Work, session: Session, row: CardRow) -> RoomCard | None:
    room = await work.rooms.get(RoomId(row.subject))
    if room is None:
        return None
    seats = [
        seat for seat in await work.rooms.seats(session.id) if seat.room == room.id and not seat.observes
    ]
    theme, legend = session.theme(room.theme) or Theme(room.theme, "Room"), await work.legends.of(session)
    return RoomCard(session, room, theme, len(seats), legend)


async def _statements_card(
    work: Work, session: Session, conversation_id: ConversationId
) -> StatementsCard | None:
    conversation = await work.statements.conversation(session.tenant, conversation_id)
    if conversation is None:
        return None
    turnout = await work.statements.turnout(conversation_id)
    # Nothing is shown before the close: what others say of a statement would be what people answer to.
    over = conversation.closed_at is not None
    found = findings(await work.statements.receptions(conversation_id)) if over else None
    return StatementsCard(session, conversation, turnout, found)


async def _welcome_card(work: Work, session: Session, person: PersonRef) -> WelcomeCard | None:
    rooms = await work.rooms.all(session.id)
    seat = await work.rooms.seat_of(session.id, person)
    for room in rooms:
        leads = room.facilitator == person
        if leads or (seat is not None and seat.room == room.id):
            theme = session.theme(room.theme) or Theme(room.theme, "Room")
            reason = room.reason if leads else seat.reason if seat else ""
            number = await work.placements.round(session.id)
            return WelcomeCard(session, room, theme, reason, leads, number)
    return None
