"""Erasures: a person is forgotten."""

from dataclasses import dataclass

from consultation.erasures import LastOrganiser, judge_erasure
from consultation.model.cards import CardKind
from consultation.model.erasures import AskedBy, Erasure
from consultation.model.references import Actor, PersonRef
from consultation.ports.clock import Clock
from consultation.ports.storage import Storage, Work

DRAWN_ANEW = (CardKind.SIGN_UP, CardKind.ROOM, CardKind.POLL, CardKind.SURVEY, CardKind.STATEMENTS)
"""Cards that may count or name the person."""


@dataclass(frozen=True, slots=True)
class Erasures:
    """The use cases of forgetting."""

    storage: Storage
    clock: Clock

    async def may_name_others(self, actor: Actor) -> bool:
        """Whether the actor organises something, and so may have others forgotten there."""
        async with self.storage.look() as work:
            return bool(await work.sessions.organised_by(actor))

    async def forget(self, actor: Actor, person: PersonRef) -> int:
        """Forget the actor in the whole workspace, or somebody else in the sessions that the actor organises; how many rows told of them.

        Raises NotAnOrganiser, LastOrganiser.
        """
        async with self.storage.work() as work:
            erasure = judge_erasure(actor, person, await work.sessions.organised_by(actor))
            return await self._forget(work, erasure, person)

    async def forget_everywhere(self, person: PersonRef) -> int:
        """The same in all workspaces, at the word of whoever runs the program. Raises LastOrganiser."""
        async with self.storage.work() as work:
            return await self._forget(work, Erasure(AskedBy.HOST), person)

    async def _forget(self, work: Work, erasure: Erasure, person: PersonRef) -> int:
        alone = await work.erasures.led_alone(erasure, person)
        if alone:
            raise LastOrganiser(alone[0], themselves=erasure.asked_by is AskedBy.THEMSELVES)
        rows = await work.erasures.erase(erasure, person, self.clock.now())
        for session in await work.sessions.under_way(erasure.tenant):
            for kind in DRAWN_ANEW:
                await work.cards.touch(session.id, kind)
        return rows
