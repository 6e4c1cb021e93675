"""The intake, in a table: what was delivered, before it is acknowledged."""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.intake import Delivery, Stored
from consultation.ports.clock import Clock
from consultation.ports.intake import AlreadyTaken
from storage import postgres
from storage.database import Database
from storage.errors import StorageError
from storage.group_commit import GroupCommit
from storage.intake_batches import add
from storage.keys import keys_of
from storage.postgres import GONE_SECONDS
from storage.shredding import is_spent, opened_body
from storage.workings import DONE, PARKED, WAITING, intake, processes

KEPT = timedelta(days=2)
"""How long the key of a delivery is kept. Slack repeats one for six minutes, or for a day where Delayed Events is on."""

PROBE_SECONDS = 2.0
"""A storage that takes longer for one row can't keep up with people who wait three seconds."""

SETTLE_SECONDS, SETTLE_LOOKS = 0.1, 50
"""How often it is looked whether presses have taken effect, and for how long: in a burst, votes are counted within a few seconds."""

SETTLE_TRIES = 2
"""What has failed more often is waited for no longer."""

_IN_HAND: ContextVar["InHand | None"] = ContextVar("in_hand", default=None)

_OURS = intake.c.owner == bindparam("owner_is")
_DONE = (
    update(intake)
    .where(intake.c.number.in_(bindparam("numbers", expanding=True)), _OURS, intake.c.state == WAITING)
    .values(state=DONE, body=None)
)
_KNOWN = select(intake.c.number).where(intake.c.key == bindparam("key"))


Taking = tuple[Delivery, Callable[[Stored], None]]
"""A delivery that waits to be stored, and who hears of it."""


def _nothing(_: Stored) -> None:
    pass


_NEWEST = select(func.max(intake.c.number))
_PRESSED = (
    select(intake.c.number)
    .where(
        intake.c.state == WAITING,
        intake.c.tries < SETTLE_TRIES,
        intake.c.kind == "block_actions",
        intake.c.number <= bindparam("newest"),
    )
    .limit(1)
)


@dataclass(slots=True)
class InHand:
    """The deliveries that are being acted on: those stored before by their number, one that isn't by itself."""

    owner: str
    numbers: Sequence[int] = ()
    judged: Mapping[str, object] | None = None
    settled: bool = False


class IntakeStore:
    """Implements the port Intake. `clock` says when something was received."""

    def __init__(self, storage: Database, clock: Clock) -> None:
        self._database, self._clock, self._keys = storage, clock, keys_of(storage)
        # Of the process, and of this store: one made anew in the same process takes up what the former left.
        self._owner = f"{storage.process}/{secrets.token_hex(4)}"
        self._taking = GroupCommit(self._take)
        self._finishing = GroupCommit(self._finish)
        self._swept: datetime | None = None

    async def take(self, delivery: Delivery, then: Callable[[Stored], None] = _nothing) -> int | None:
        number = await self._taking.add((delivery, then))
        await self._forget_old()
        return number

    async def is_known(self, key: str) -> bool:
        async with self._database.reading() as connection:
            return (await connection.execute(_KNOWN, {"key": key})).first() is not None

    def is_over(self, poll: str) -> bool:
        return poll in self._database.spent

    async def can_write(self) -> bool:
        """Whether something could be stored now: a row is written, and taken out again before anybody sees it."""
        probe = self._fields(Delivery(f"probe:{secrets.token_hex(8)}", "probe", ""), DONE)
        try:
            async with asyncio.timeout(PROBE_SECONDS), self._database.writing(urgent=True) as connection:
                await connection.execute(insert(intake), probe)
                await connection.execute(delete(intake).where(intake.c.key == probe["key"]))
        except (SQLAlchemyError, StorageError, OSError, TimeoutError):
            return False
        return True

    @contextmanager
    def acting_on(self, numbers: Sequence[int]) -> Iterator[InHand]:
        with _in_hand(InHand(self._owner, numbers)) as receipt:
            yield receipt

    @contextmanager
    def judging(self, delivery: Delivery) -> Iterator[InHand]:
        with _in_hand(InHand(self._owner, judged=self._fields(delivery, DONE))) as receipt:
            yield receipt

    async def sent_back(self, key: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(intake).where(intake.c.key == key, intake.c.state == DONE))

    async def done(self, number: int) -> None:
        await self._finishing.add(number)

    async def settled(self) -> None:
        """Implements the port Arrivals. Those of other processes are waited for as well."""
        async with self._database.reading() as connection:
            newest = (await connection.execute(_NEWEST)).scalar()
        for _ in range(SETTLE_LOOKS):
            async with self._database.reading() as connection:
                if (await connection.execute(_PRESSED, {"newest": newest})).first() is None:
                    return
            await asyncio.sleep(SETTLE_SECONDS)

    async def failed(self, number: int) -> int:
        ours = update(intake).where(intake.c.number == number, intake.c.owner == self._owner)
        more = ours.values(tries=intake.c.tries + 1).returning(intake.c.tries)
        async with self._database.writing() as connection:
            tries: int | None = (await connection.execute(more)).scalar()
        return tries or 0

    async def park(self, number: int) -> None:
        this = intake.c.number == number
        async with self._database.writing() as connection:
            await connection.execute(update(intake).where(this).values(state=PARKED))
            kept = await connection.scalar(select(intake.c.body).where(this))
            body = await opened_body(connection, self._keys, kept) if kept else None
            if body is not None and await is_spent(connection, body):
                await connection.execute(update(intake).where(this).values(body=None))

    async def undone(self) -> Sequence[Stored]:
        # Whoever else takes them up at the same moment takes others.
        left = select(intake.c.number).where(intake.c.state == WAITING, self._is_left())
        claimed = intake.c.number.in_(left.with_for_update(skip_locked=True))
        taken = update(intake).where(claimed).values(tries=intake.c.tries + 1, owner=self._owner)
        async with self._database.writing() as connection:
            found = (await connection.execute(taken.returning(intake))).all()
            stored = [await self._stored(connection, row) for row in found]
            return sorted(filter(None, stored), key=lambda one: one.number)

    async def _stored(self, connection: AsyncConnection, row: Row[*tuple[object, ...]]) -> Stored | None:
        """A delivery as it came; None, and done, where nobody can read it any more, or its words went with the close of its poll."""
        body = await opened_body(connection, self._keys, row.body) if row.body else None
        if body is None:
            await _mark_done(connection, [row.number], self._owner)
            return None
        return Stored(row.number, Delivery(row.key, row.kind, body), row.tries)

    async def _take(self, group: Sequence[Taking]) -> Sequence[int | None]:
        rows = {one.key: self._fields(one, WAITING) for one, _ in group}
        tries = count()
        numbers = await postgres.retried(
            lambda: add(self._database, self._keys, list(rows.values()), again=next(tries) > 0)
        )
        # Of two that came together, the first is the delivery and the second its repetition.
        answers = [numbers.pop(one.key, None) for one, _ in group]
        for (one, then), number in zip(group, answers, strict=True):
            if number is not None:
                then(Stored(number, one))
        return answers

    async def _finish(self, numbers: Sequence[int]) -> Sequence[None]:
        async with self._database.writing() as connection:
            await _mark_done(connection, numbers, self._owner)
        return [None] * len(numbers)

    async def _forget_old(self) -> None:
        now = self._clock.now()
        if self._swept is not None and now - self._swept < KEPT / 2:
            return
        self._swept = now
        async with self._database.writing() as connection:
            old = (intake.c.received_at < now - KEPT, intake.c.state == DONE)
            await connection.execute(delete(intake).where(*old))

    def _fields(self, delivery: Delivery, state: str) -> dict[str, object]:
        return {
            "key": delivery.key,
            "kind": delivery.kind,
            "body": delivery.body if state == WAITING else None,
            "received_at": self._clock.now(),
            "tries": 0,
            "state": state,
            "owner": self._owner,
        }

    def _is_left(self) -> ColumnElement[bool]:
        """Whether nobody acts on a delivery any more: it is not ours, and its process is gone."""
        others = or_(intake.c.owner.is_(None), intake.c.owner != self._owner)
        if self._database.presence is None:
            return others
        gone = func.clock_timestamp() - timedelta(seconds=GONE_SECONDS)
        here = select(processes.c.id).where(
            processes.c.seen_at > gone, processes.c.id != self._database.process
        )
        return others & func.coalesce(func.split_part(intake.c.owner, "/", 1), "").not_in(here)


async def settle(connection: AsyncConnection) -> InHand | None:
    """Mark what is in hand as done, in the transaction of its effect. Raises AlreadyTaken.

    Called at the end of each unit of work; answers the receipt, which is settled once the transaction is committed.
    """
    receipt = _IN_HAND.get()
    if receipt is None or receipt.settled:
        return None
    if receipt.judged is not None:
        try:
            await connection.execute(insert(intake), receipt.judged)
        except IntegrityError as error:
            raise AlreadyTaken from error
    if await _mark_done(connection, receipt.numbers, receipt.owner) != len(receipt.numbers):
        # One of many is found out by taking them one by one.
        receipt.settled = len(receipt.numbers) == 1
        raise AlreadyTaken
    return receipt


@contextmanager
def _in_hand(receipt: InHand) -> Iterator[InHand]:
    token = _IN_HAND.set(receipt)
    try:
        yield receipt
    finally:
        _IN_HAND.reset(token)


async def _mark_done(connection: AsyncConnection, numbers: Sequence[int], owner: str) -> int:
    """Mark those that are still ours; how many there were. Another process may have taken them up while this one was frozen."""
    if not numbers:
        return 0
    return (await connection.execute(_DONE, {"numbers": list(numbers), "owner_is": owner})).rowcount
