"""The card worker: one task that keeps everything visible up to date."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from bot import attempts
from consultation.model.cards import CardKind
from consultation.services.cards import ALL_KINDS, Cards

GATHER_SECONDS = 0.3
"""How long the first change waits for others, so that a burst of votes is one repaint (performance.md, section 6)."""

LETTERS = frozenset({CardKind.SURVEY_REMINDER, CardKind.REMINDER, CardKind.WELCOME})
"""Cards that many people get at once, one each: painted beside the others, so that nothing that people look at waits for them."""


@dataclass(frozen=True, slots=True)
class CardWorker:
    """Paints stale cards of these kinds as long as there are any, then sleeps until `stale` is set."""

    cards: Cards
    stale: asyncio.Event
    kinds: Collection[CardKind] = ALL_KINDS

    async def run(self) -> None:
        """Paint until cancelled. A failure is logged and tried again: no card is forgotten, since its row stays stale."""
        self.stale.set()
        while True:
            await self.stale.wait()
            self.stale.clear()
            await asyncio.sleep(GATHER_SECONDS)
            with attempts.attempt("painting") as this:
                await self._paint_all()
            if this.failed:
                await asyncio.sleep(attempts.PAUSE_SECONDS)
                self.stale.set()

    async def _paint_all(self) -> None:
        while True:
            wait = await self.cards.paint_next(self.kinds)
            if wait is None:
                return
            if wait:
                await self._wait(wait)

    async def _wait(self, seconds: float) -> None:
        """Wait for so long, or until something else is to be shown: that may be new, and need not wait."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.stale.wait()
                self.stale.clear()
                await asyncio.sleep(GATHER_SECONDS)
