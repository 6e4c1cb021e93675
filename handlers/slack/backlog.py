"""What was taken in and is still to be acted on: in the order of arrival, votes in batches, the rest side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from consultation.model.intake import Stored
from consultation.ports.intake import Intake as IntakeStore
from consultation.ports.storage import Interrupted
from handlers.slack import raw
from handlers.slack.background import BackgroundTasks
from handlers.slack.idle import IdleDetector
from handlers.slack.outline import outline
from handlers.slack.pacer import Time
from handlers.slack.payloads import is_vote
from handlers.slack.raw import Json
from handlers.slack.statement_payloads import is_opinion

log = logging.getLogger(__name__)

TAKEN = "taken"
"""Marks a payload, in Bolt's context, that is stored already."""

TRIES_MOST = 5
"""After as many failures a delivery is parked: it is kept, an organiser is told, and it is not tried again."""

STARTS_MOST = 20
"""After as many starts, each of which counts as a try, a delivery is parked that never came to its end."""

PAUSES = (0.5, 2.0, 4.0, 8.0)
"""Seconds between the tries."""

TELL_AT = 2
"""After so many failures its sender is told that it takes longer: what goes well a moment later is nobody's concern."""

SIDE_BY_SIDE = 32
"""Deliveries acted on at the same moment."""

GATHER_SECONDS = 0.03
"""How long a vote waits for others to be counted with: the acknowledgement of the next one goes first, and a transaction costs the same
for one as for twenty."""

VOTES_AT_ONCE, VOTES_IN_A_BURST = 50, 12
"""Votes counted in one transaction: what comes in meanwhile waits for it, so they are fewer while much comes in."""

PAUSE_MOST = 0.25
"""Seconds left at most for what comes in after votes were counted: whoever waited for a database that was away has waited enough, and so
has the close of a poll that comes meanwhile."""


class Acts(Protocol):
    """What is done about deliveries."""

    async def carry_out(self, body: Json) -> bool:
        """Act on one; False when something went wrong that may go away."""
        ...

    async def count(self, votes: Sequence[Json]) -> None:
        """Count votes, or opinions, all in one transaction."""
        ...

    async def late(self, body: Json) -> None:
        """Say to whoever sent this that it takes longer."""
        ...

    async def parked(self, body: Json) -> None:
        """Say to its sender and to an organiser that this can't be done."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery with its payload, read once."""

    stored: Stored
    body: Json
    vote: bool


@dataclass(slots=True)
class Backlog:
    """Works through what is stored. What a stop or a crash leaves undone, the next start finds and does."""

    store: IntakeStore
    acts: Acts
    background: BackgroundTasks
    time: Time
    idle: IdleDetector = field(default_factory=IdleDetector)
    _line: deque[Waiting] = field(default_factory=deque)
    _others: int = 0
    _side_by_side: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SIDE_BY_SIDE))
    _at_work: bool = False

    def add(self, stored: Stored, body: Json, *, vote: bool) -> None:
        """Join the end of the line. `vote`: `is_vote` says so of it."""
        waiting = Waiting(stored, body, vote)
        self._line.append(waiting)
        self._others += not waiting.vote
        if not self._at_work:
            self._at_work = True
            self.background.start(self._work())

    async def resume(self) -> None:
        """After a start: take up what an earlier run left undone.

        What several starts have left undone may be what ended them: that is tried alone, and parked only if it is found out.
        """
        suspects: list[Waiting] = []
        for stored in await self.store.undone():
            body = raw.mapping(raw.parsed(stored.delivery.body))
            waiting = Waiting(stored, body, is_vote(body))
            if stored.tries >= STARTS_MOST:
                self.background.start(self._park(waiting))  # whatever becomes of it, the start goes on
            elif stored.tries >= TRIES_MOST:
                suspects.append(waiting)
            else:
                self.add(stored, body, vote=waiting.vote)
        if suspects:
            self.background.start(self._one_by_one(suspects))

    async def _one_by_one(self, suspects: Sequence[Waiting]) -> None:
        for one in suspects:
            # Noted before it begins: the one that ends us is the only one that counts double at the next start.
            await self.store.failed(one.stored.number)
            await self._carry_out(one)

    @property
    def behind(self) -> int:
        """How many deliveries wait for their turn."""
        return len(self._line)

    async def _work(self) -> None:
        # A vote is counted before anything that came after it begins: who was quicker than the close of a poll is counted.
        try:
            while self._line:
                if self._line[0].vote:
                    await self.time.sleep(GATHER_SECONDS)
                    await self.idle.wait(or_once=lambda: self._others > 0)
                    await self._count_all(self._votes_in_front())
                else:
                    await self._side_by_side.acquire()
                    self._others -= 1
                    self.background.start(self._beside(self._line.popleft()))
        finally:
            self._at_work = False

    async def _count_in_turn(self, votes: Sequence[Waiting]) -> None:
        """Count them; in a burst, leave what comes in as much time as that took, unless something waits behind the votes."""
        began = self.idle.clock()
        await self._count(votes)
        if self._makes_way:
            await self.time.sleep(min(self.idle.clock() - began, PAUSE_MOST))

    @property
    def _makes_way(self) -> bool:
        return self.idle.coming_in and not self._others

    def _votes_in_front(self) -> list[Waiting]:
        votes: list[Waiting] = []
        while self._line and self._line[0].vote:
            votes.append(self._line.popleft())
        return votes

    async def _count_all(self, votes: Sequence[Waiting]) -> None:
        with ExitStack() as meanwhile:
            if len(votes) > VOTES_AT_ONCE:
                # Telling one voter costs more than counting four: many are told once all are counted.
                meanwhile.enter_context(self.idle.put_off())
            for some in batches(votes, lambda: VOTES_IN_A_BURST if self._makes_way else VOTES_AT_ONCE):
                await self._count_in_turn(some)

    async def _beside(self, waiting: Waiting) -> None:
        try:
            await self._carry_out(waiting)
        finally:
            self._side_by_side.release()

    async def _count(self, votes: Sequence[Waiting]) -> None:
        while (settled := await self._counted(votes)) is None:
            await self.time.sleep(PAUSES[0])
        if settled:
            return
        if len(votes) == 1:
            await self._carry_out(votes[0])
            return
        # One that can't be counted is found in a few steps, and holds up the others for none of theirs.
        for half in (votes[: len(votes) // 2], votes[len(votes) // 2 :]):
            await self._count(half)

    async def _counted(self, votes: Sequence[Waiting]) -> bool | None:
        """Whether all of them could be counted together; None while the database is away."""
        with self.store.acting_on([one.stored.number for one in votes]) as receipt:
            try:
                await self.acts.count([one.body for one in votes])
            except Interrupted as trouble:
                log.warning("%s votes wait for the database: %s", len(votes), trouble)
                return receipt.settled or None
            except Exception as error:  # noqa: BLE001 - found out below, in halves
                log.warning("%s votes can't be counted together: %s", len(votes), outline(error))
        return receipt.settled

    async def _carry_out(self, waiting: Waiting) -> None:
        number = waiting.stored.number
        with self.store.acting_on([number]) as receipt:
            well = await self._acted(waiting)
        try:
            if receipt.settled:
                return  # its effect is there; what may have gone wrong afterwards must not make it happen twice
            if well:
                await self.store.done(number)
            else:
                await self._failed(waiting)
        except Exception as error:  # noqa: BLE001 - a database that can't write counts no failure and loses nothing
            log.error("delivery %s waits for the database: %s", waiting.stored.delivery.key, outline(error))  # noqa: TRY400 - a traceback may quote texts
            self.background.start(self._again(waiting, PAUSES[-1]))

    async def _acted(self, waiting: Waiting) -> bool:
        try:
            return await self.acts.carry_out(waiting.body)
        except Exception as error:  # noqa: BLE001 - what else waits in the line is not to wait for the next start with it
            log.error("delivery %s failed: %s", waiting.stored.delivery.key, outline(error))  # noqa: TRY400 - a traceback may quote texts
            return False

    async def _failed(self, waiting: Waiting) -> None:
        tries = await self.store.failed(waiting.stored.number)
        if tries >= TRIES_MOST:
            await self._park(waiting)
            return
        if tries == TELL_AT:
            await self.acts.late(waiting.body)
        self.background.start(self._again(waiting, PAUSES[min(tries, len(PAUSES)) - 1]))

    async def _again(self, waiting: Waiting, pause: float) -> None:
        await self.time.sleep(pause)
        await self._carry_out(waiting)

    async def _park(self, waiting: Waiting) -> None:
        log.error("delivery %s is parked after %s tries", waiting.stored.delivery.key, TRIES_MOST)
        await self.store.park(waiting.stored.number)
        await self.acts.parked(waiting.body)


def batches(votes: Sequence[Waiting], at_once: Callable[[], int]) -> Iterator[Sequence[Waiting]]:
    """Votes in their order, as many as are counted in one transaction (asked anew for each); opinions by themselves, which are counted in another.

    Together, the first transaction would mark them all as done.
    """
    for opinions in (False, True):
        alike = deque(one for one in votes if is_opinion(one.body) is opinions)
        while alike:
            yield [alike.popleft() for _ in range(min(at_once(), len(alike)))]
