"""The port to what makes files."""

from typing import Protocol

from consultation.model.documents import Document
from consultation.model.programme import ProgrammeReport
from consultation.model.report import Report


class ReportNotMade(RuntimeError):
    """A file can't be made, whatever is tried: its words say why, to whoever runs the program."""


class ReportMaker(Protocol):
    """Makes the files of a report, of one session or of a programme."""

    async def make(self, report: Report | ProgrammeReport) -> tuple[Document, ...]:
        """All files, each whole. Never holds up the event loop, however large the report. Raises ReportNotMade."""
        ...
