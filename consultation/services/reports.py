"""The report: what a session found, as files."""

from dataclasses import dataclass

from consultation.digest import compile_digest
from consultation.model.panel import Act
from consultation.model.references import Actor, SessionId
from consultation.model.report import Report, ReportFile
from consultation.ports.reports import ReportMaker
from consultation.ports.storage import Storage
from consultation.report import report_of
from consultation.rights import require_organiser
from consultation.services.access import session_of
from consultation.services.digest import findings_of


@dataclass(frozen=True, slots=True)
class Reports:
    """The use cases of the report."""

    storage: Storage
    maker: ReportMaker

    async def files(self, actor: Actor, session_id: SessionId) -> tuple[ReportFile, ...]:
        """The files of a session: of its digest as published, or as it would be now. Raises NoSession, NotAnOrganiser.

        They are made after the unit of work has ended: nothing is held while pages are set.
        """
        return await self.maker.make(await self.report(actor, session_id))

    async def report(self, actor: Actor, session_id: SessionId) -> Report:
        """What the files are made from. Raises NoSession, NotAnOrganiser."""
        async with self.storage.look() as work:
            session = await session_of(work, actor, session_id)
            require_organiser(session, actor, Act.DIGEST)
            published = await work.digests.get(session_id)
            return report_of(published or compile_digest(await findings_of(work, session)))
