"""The port to what makes files."""

from typing import Protocol

from consultation.model.report import Report, ReportFile


class ReportMaker(Protocol):
    """Makes the files of a report."""

    async def make(self, report: Report) -> tuple[ReportFile, ...]:
        """All files, each whole. Never holds up the event loop, however large the report."""
        ...
