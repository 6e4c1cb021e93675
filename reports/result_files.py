"""What polls and surveys came to, as files."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from consultation.model.documents import Document
from consultation.results import PollResult, SurveyReport
from reports.brand import Brand
from reports.poll_files import poll_files
from reports.survey_files import survey_files


@dataclass(frozen=True, slots=True)
class ResultFiles:
    """The port `ResultMaker`, in one organisation's look, each in a thread of its own."""

    brand: Brand

    async def files(self, result: PollResult) -> Sequence[Document]:
        """A chart where there is something to draw, and the data. Raises ReportNotMade."""
        return await asyncio.to_thread(poll_files, result, self.brand)

    async def survey_files(self, report: SurveyReport) -> Sequence[Document]:
        """The data of all questions of a survey."""
        return await asyncio.to_thread(survey_files, report)
