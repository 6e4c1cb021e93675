"""Who makes files, loaded when the first is asked for: a start waits for nothing that most of a session has no need of."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consultation.model.documents import Document
from reports.brand import Brand

if TYPE_CHECKING:
    from consultation.model.programme import ProgrammeReport
    from consultation.model.report import Report
    from consultation.results import PollResult, SurveyReport


@dataclass(frozen=True, slots=True)
class LateMaker:
    """The ports `ReportMaker` and `ResultMaker`, in one organisation's look, in a thread of their own from loading to the last file."""

    brand: Brand

    async def make(self, report: "Report | ProgrammeReport") -> tuple[Document, ...]:
        """Every file of a report. Raises ReportNotMade."""
        return await asyncio.to_thread(_of_report, report, self.brand)

    async def files(self, result: "PollResult") -> Sequence[Document]:
        """The files of a poll's results. Raises ReportNotMade."""
        return await asyncio.to_thread(_of_poll, result, self.brand)

    async def survey_files(self, report: "SurveyReport") -> Sequence[Document]:
        """The data of all questions of a survey. Raises ReportNotMade."""
        return await asyncio.to_thread(_of_survey, report)


def _of_report(report: "Report | ProgrammeReport", brand: Brand) -> tuple[Document, ...]:
    from reports.files import all_files

    return all_files(report, brand)


def _of_poll(result: "PollResult", brand: Brand) -> Sequence[Document]:
    from reports.poll_files import poll_files

    return poll_files(result, brand)


def _of_survey(report: "SurveyReport") -> Sequence[Document]:
    from reports.survey_files import survey_files

    return survey_files(report)
