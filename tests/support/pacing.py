"""A poll under a burst of votes, on a clock that only tests move: how often cards are repainted, and how old what they show is."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from consultation.cards import Budget
from consultation.model.cards import PollCard
from consultation.model.polls import Audience, Poll, PollDraft, Vote
from consultation.model.questions import Pressed, QuestionKind
from consultation.services.cards import Cards
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person

ALLOWED, BURST = 50.0, 10
"""What Slack allows of chat.update: 50 a minute for a whole workspace, some of them at once."""


def moments(votes: int, seconds: float, seed: int = 1) -> list[float]:
    """When votes come, in seconds: seven tenths in a burst that dies away, the others evenly."""
    chance = Random(seed)  # noqa: S311 - a made-up crowd, not a secret
    burst = [min(chance.expovariate(6 / seconds), seconds * 0.999) for _ in range(votes * 7 // 10)]
    rest = [chance.uniform(0, seconds) for _ in range(votes - len(burst))]
    return sorted(burst + rest)


@dataclass
class Paced:
    """What came of it: calls, how many of them Slack would have refused, ages of what was not shown, in seconds."""

    calls: int = 0
    refused: int = 0
    ages: list[float] = field(default_factory=list)
    final: float = 0.0

    def age(self, share: float) -> float:
        """The age that so much of the time was not exceeded."""
        return sorted(self.ages)[int(share * (len(self.ages) - 1))] if self.ages else 0.0


async def pace(consultation: Consultation, votes: int, seconds: float = 60.0, tick: float = 0.5) -> Paced:
    """So many votes over the cards of four rooms, through the real use cases, painted as the real card worker does; then the close."""
    session = await consultation.in_rooms(people=40)
    draft = PollDraft("Well?", QuestionKind.CHOICE, Audience.ROOMS, "Yes\nNo\nPerhaps")
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    assert isinstance(poll, Poll)
    await consultation.paint()
    line = deque(moments(votes, seconds))
    cards = replace(consultation.services.cards, budget=Budget(44.0, 5))
    run = _Run(consultation, cards, poll, consultation.clock.at)
    number = 0
    while run.elapsed < seconds:
        consultation.clock.at += timedelta(seconds=tick)
        cast: list[Vote] = []
        while line and line[0] <= run.elapsed:
            run.unseen.append(line.popleft())
            cast.append(Vote(person(f"U{number % 40}"), poll.id, Pressed(number % 3), f"{number:09}"))
            number += 1
        if cast:
            await consultation.services.polls.vote_all(cast)
        await run.paint()
        run.look()
    return await run.close()


@dataclass
class _Run:
    consultation: Consultation
    cards: Cards
    poll: Poll
    began: datetime
    unseen: list[float] = field(default_factory=list)
    paced: Paced = field(default_factory=Paced)
    _next: float = 0.0
    _slack: Budget = field(default_factory=lambda: Budget(ALLOWED, BURST))
    _seen: dict[str, float] = field(default_factory=dict)

    @property
    def elapsed(self) -> float:
        return (self.consultation.clock.at - self.began).total_seconds()

    async def paint(self) -> None:
        """What the card worker does by now: until it is told to wait, and not before that is over."""
        while self.elapsed >= self._next:
            shown = len(self.consultation.platform.showings)
            wait = await self.cards.paint_next()
            for message, _ in self.consultation.platform.showings[shown:]:
                self._count()
                self._seen[message.place] = self.elapsed
            if wait is None:
                return
            self._next = self.elapsed + min(wait, 0.25)
            if wait:
                return

    def _count(self) -> None:
        now = self.consultation.clock.now()
        self.paced.calls += 1
        if self._slack.wait(now):
            self.paced.refused += 1
        else:
            self._slack.spend(now)

    def look(self) -> None:
        """Note how old the oldest vote is that some card does not show."""
        if len(self._seen) < 4:
            oldest = self.unseen[0] if self.unseen else self.elapsed
        else:
            since = min(self._seen.values())
            oldest = next((at for at in self.unseen if at > since), self.elapsed)
        self.paced.ages.append(max(0.0, self.elapsed - oldest))

    async def close(self) -> Paced:
        await self.consultation.services.polls.close(ORGANISER, self.poll.id)
        closed, self._next = self.elapsed, self.elapsed
        while not self._is_final() and self.elapsed < closed + 60:
            await self.paint()
            self.consultation.clock.at += timedelta(seconds=0.1)
        self.paced.final = self.elapsed - closed
        return self.paced

    def _is_final(self) -> bool:
        shown = [card for card in self.consultation.platform.cards(PollCard) if isinstance(card, PollCard)]
        return all(card.poll.closed_at is not None for card in shown)


def one_each(at: Sequence[float], cards: int = 4, seed: int = 1) -> Paced:
    """The same votes with an update for each, as bots do that count every press: refused ones are lost."""
    paced, slack, chance = Paced(), Budget(ALLOWED, BURST), Random(seed)  # noqa: S311 - a made-up crowd, not a secret
    began = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    unseen: dict[int, float] = {}
    for moment in at:
        now, card = began + timedelta(seconds=moment), chance.randrange(cards)
        paced.ages.append(max((moment - since for since in unseen.values()), default=0.0))
        unseen.setdefault(card, moment)
        paced.calls += 1
        if slack.wait(now):
            paced.refused += 1
        else:
            slack.spend(now)
            del unseen[card]
    # What was lost is shown with the next vote, and there is none.
    paced.final = float("inf") if unseen else 0.0
    return paced
