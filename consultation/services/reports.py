"""The report: what a session found, as files that reach people."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from consultation.model.cards import CardKind
from consultation.model.documents import WHOLE_PROGRAMME, Document, Handout, HandoutState
from consultation.model.panel import Act
from consultation.model.programme import ProgrammeReport
from consultation.model.references import Actor, HandoutId, SessionId
from consultation.model.report import Report
from consultation.model.sessions import Session
from consultation.ports.clock import Clock, Identity
from consultation.ports.documents import Courier
from consultation.ports.platform import Platform, PlatformRefusal, PlatformSilence
from consultation.ports.reports import ReportMaker, ReportNotMade
from consultation.ports.storage import Interrupted, Storage, Work
from consultation.report import report_of
from consultation.services.access import session_for
from consultation.services.digest import digest_of, look_back, subject_of
from consultation.services.notices import Notices
from consultation.services.operations import Operations

log = logging.getLogger(__name__)

FOR_EVERYBODY = frozenset(
    {
        "report.pdf",
        "report.html",
        "infographic.png",
        "infographic.txt",
        "data.zip",
        "programme.pdf",
        "programme.html",
    }
)
"""Files that follow the digest. Organisers get the others too, to edit and to pass on."""

MOST_TRIES = 3
"""How often files are tried that fail for no known reason."""

NOT_MADE = "The files of the report could not be made. Please tell whoever runs Plenary; /consult report tries again."
NOT_HANDED_OUT = "The files of the report could not be handed out. {reason} /consult report tries again."


@dataclass(frozen=True, slots=True)
class Reports:
    """The use cases of the report. Times are told in `zone`."""

    storage: Storage
    platform: Platform
    courier: Courier
    maker: ReportMaker
    clock: Clock
    identity: Identity
    operations: Operations
    notices: Notices
    zone: tzinfo = UTC
    _failures: Counter[HandoutId] = field(default_factory=Counter)

    async def ask(self, actor: Actor, session_id: SessionId) -> Session:
        """Have all files handed to this organiser in private: of what was published, or as it would be now.

        Raises NoSession, NotAnOrganiser, WrongPhase.
        """
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.REPORT)
            published = await work.digests.get(session_id)
            version = published.version if published else 0
            desk, new_id = self.platform.desk(actor.person), HandoutId(self.identity.new())
            asked = Handout(new_id, session_id, desk, version, public=False, asked_at=self.clock.now())
            await work.handouts.add(asked)
        return session

    async def files(self, actor: Actor, session_id: SessionId) -> tuple[Document, ...]:
        """The files of a session: of its digest as published, or as it would be now. Raises as `ask` does.

        They are made after the unit of work has ended: nothing is held while pages are set.
        """
        return await self.maker.make(await self.report(actor, session_id))

    async def report(self, actor: Actor, session_id: SessionId) -> Report:
        """What the files are made from. Raises NoSession, NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            return await self._report(work, await session_for(work, actor, session_id, Act.REPORT))

    async def hand_out(self) -> bool:
        """Make and hand out what was asked for, one after the other. Answers whether something still waits.

        Raises PlatformSilence: what isn't handed out then is later. Not to be called twice at once.
        """
        async with self.storage.look() as work:
            pending = await work.handouts.pending()
        return any([await self._waits(handout) for handout in pending])

    async def _waits(self, handout: Handout) -> bool:
        async with self.storage.look() as work:
            session = await work.sessions.any(handout.session)
            if session is None or (handout.public and await _digest_is_on_its_way(work, handout)):
                return session is not None
            whole = handout.version == WHOLE_PROGRAMME
            report = await (
                self._programme(work, session) if whole else self._report(work, session, handout.version)
            )
        try:
            await self._deliver(handout, session, report)
        except (PlatformSilence, Interrupted):
            raise
        except PlatformRefusal as refusal:
            await self._give_up(handout, NOT_HANDED_OUT.format(reason=refusal.reason))
        except Exception as failure:
            self._failures[handout.id] += 1
            if self._failures[handout.id] < MOST_TRIES and not isinstance(failure, ReportNotMade):
                raise
            log.exception("the files of session %s can't be made", handout.session)
            await self._give_up(handout, NOT_MADE)
        return False

    async def _deliver(self, handout: Handout, session: Session, report: Report | ProgrammeReport) -> None:
        made = await self.maker.make(report)
        documents = [one for one in made if one.name in FOR_EVERYBODY or not handout.public]
        names = [one.name for one in documents]

        async def call() -> str:
            return _written(await self.courier.deliver(handout.place, documents, _words(handout, session)))

        async def find(since: datetime) -> str | None:
            return _written(await self.courier.delivered(handout.place, names, since)) or None

        delivered = await self.operations.make(handout.id, call, find)
        links = await self.courier.links(delivered.split()) if handout.public else ()
        async with self.storage.work() as work:
            await work.handouts.settle(handout.id, HandoutState.DONE, links)
            await work.operations.finish(handout.id, delivered)
            if handout.version > 0 and handout.public:
                await work.cards.touch(handout.session, CardKind.DIGEST, subject_of(handout.version, 1))

    async def _programme(self, work: Work, session: Session) -> ProgrammeReport:
        return ProgrammeReport(await look_back(work, session), self.zone)

    async def _report(self, work: Work, session: Session, version: int = 0) -> Report:
        published = await work.digests.get(session.id, version or None)
        return await asyncio.to_thread(report_of, published or await digest_of(work, session), self.zone)

    async def _give_up(self, handout: Handout, sentence: str) -> None:
        async with self.storage.work() as work:
            await work.handouts.settle(handout.id, HandoutState.FAILED)
        await self.notices.raise_for(handout.session, sentence)


async def _digest_is_on_its_way(work: Work, handout: Handout) -> bool:
    """Whether a message of the digest is still to be posted: the files come after the last one."""
    kind = CardKind.PROGRAMME if handout.version == WHOLE_PROGRAMME else CardKind.DIGEST
    cards = await work.cards.of(handout.session, kind)
    return any(card.message is None and card.shown < card.wanted for card in cards)


def _words(handout: Handout, session: Session) -> str:
    if handout.version == WHOLE_PROGRAMME:
        return (
            f"What the programme found: {session.programme.name if session.programme else session.question}"
        )
    if handout.version:
        what = "The report" if handout.public else "The report, as it was published"
    else:
        what = "The report as it would be now; nothing is published yet"
    return f"{what}: {session.question}"


def _written(names: Sequence[str]) -> str:
    return " ".join(names)
