"""Where cards are, and which of them are behind, in tables."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Executable, ScalarSelect, bindparam, case, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.cards import CardKind, CardRow
from consultation.model.references import CardId, MessageRef, PlaceRef, SessionId
from consultation.model.sessions import Session
from storage import database
from storage.database import Found
from storage.poll_tables import polls
from storage.schema import cards, sessions
from storage.session_rows import load


def _end_of_line() -> ScalarSelect[int]:
    waiting = cards.alias("waiting")
    return select(func.coalesce(func.max(waiting.c.queued), 0) + 1).scalar_subquery()


# Put together once, since every vote touches a card. A card that waits already keeps its place in the line.
_TOUCH_ALL = (
    update(cards)
    .where(cards.c.session_id == bindparam("of_session"), cards.c.kind == bindparam("of_kind"))
    .values(wanted=cards.c.wanted + 1, queued=func.coalesce(cards.c.queued, _end_of_line()))
)
_TOUCH = _TOUCH_ALL.where(cards.c.subject == bindparam("of_subject"))
FIRST = -1
"""The place in the line of a card whose state is final: before all others."""
_TOUCH_FIRST = _TOUCH.values(queued=FIRST)
_LIVE_POLLS = (
    select(func.count())
    .select_from(cards)
    .join(polls, polls.c.id == cards.c.subject)
    .where(
        cards.c.session_id == bindparam("of_session"),
        cards.c.kind == CardKind.POLL,
        polls.c.closed_at.is_(None),
    )
)


class CardStore:
    """Implements the port of the same name. `queued` keeps the line of waiting cards: a card joins at the end."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.grew_stale = False
        """Whether a card was added or touched through this store."""

    async def add(self, card: CardRow) -> None:
        statement = database.insert(self._connection, cards).values(
            id=card.id,
            session_id=card.session,
            kind=card.kind,
            subject=card.subject,
            place=card.place,
            wanted=card.wanted,
            shown=card.shown,
            queued=None if card.wanted == card.shown else _end_of_line(),
            message_place=card.message.place if card.message else None,
            message_stamp=card.message.stamp if card.message else None,
        )
        once = statement.on_conflict_do_nothing(index_elements=["session_id", "kind", "subject", "place"])
        await self._make_stale(once)

    async def touch(
        self, session_id: SessionId, kind: CardKind, subject: str | None = None, *, first: bool = False
    ) -> None:
        which = {"of_session": session_id, "of_kind": kind}
        if subject is None:
            await self._make_stale(_TOUCH_ALL, which)
        else:
            await self._make_stale(_TOUCH_FIRST if first else _TOUCH, {**which, "of_subject": subject})

    async def live_polls(self, session_id: SessionId) -> int:
        counted = await self._connection.execute(_LIVE_POLLS, {"of_session": session_id})
        return counted.scalar_one()

    async def stale(self) -> Sequence[CardRow]:
        return await self._cards(cards.c.queued.is_not(None), order=cards.c.queued)

    async def get(self, card_id: CardId) -> CardRow | None:
        found = await self._cards(cards.c.id == card_id)
        return found[0] if found else None

    async def lost(self, card_id: CardId) -> None:
        gone = update(cards).where(cards.c.id == card_id).values(message_place=None, message_stamp=None)
        await self._connection.execute(gone)

    async def shown(self, card_id: CardId, version: int, message: MessageRef) -> None:
        await self._reach(card_id, version, message_place=message.place, message_stamp=message.stamp)

    async def give_up(self, card_id: CardId, version: int) -> None:
        await self._reach(card_id, version)

    async def session_of(self, card_id: CardId) -> Session | None:
        shown_for = select(cards.c.session_id).where(cards.c.id == card_id)
        found = await load(self._connection, sessions.c.id.in_(shown_for))
        return found[0] if found else None

    async def of(self, session_id: SessionId, kind: CardKind) -> Sequence[CardRow]:
        return await self._cards(cards.c.session_id == session_id, cards.c.kind == kind)

    async def _make_stale(self, statement: Executable, which: Mapping[str, object] | None = None) -> None:
        if (await self._connection.execute(statement, which)).rowcount:
            self.grew_stale = True

    async def _reach(self, card_id: CardId, version: int, **message: str) -> None:
        """Note the version that the platform has; an answer that comes late doesn't undo a newer one."""
        still_behind = case((cards.c.wanted > version, _end_of_line()), else_=null())
        statement = update(cards).where(cards.c.id == card_id, cards.c.shown <= version)
        await self._connection.execute(statement.values(shown=version, queued=still_behind, **message))

    async def _cards(
        self, *conditions: ColumnElement[bool], order: ColumnElement[int] = cards.c.number
    ) -> list[CardRow]:
        statement = select(cards).where(*conditions).order_by(order, cards.c.number)
        return [_card(row) for row in await self._connection.execute(statement)]


def _card(row: Found) -> CardRow:
    at = MessageRef(PlaceRef(row.message_place), row.message_stamp) if row.message_stamp is not None else None
    return CardRow(
        id=CardId(row.id),
        session=SessionId(row.session_id),
        kind=CardKind(row.kind),
        subject=row.subject,
        place=PlaceRef(row.place),
        wanted=row.wanted,
        shown=row.shown,
        message=at,
        first=row.queued == FIRST,
    )
