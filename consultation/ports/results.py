"""The port to what makes a poll's results into files."""

from collections.abc import Sequence
from typing import Protocol

from consultation.model.documents import Document
from consultation.results import PollResult, SurveyReport


class ResultMaker(Protocol):
    """Makes the files of a poll's results."""

    async def files(self, result: PollResult) -> Sequence[Document]:
        """A chart with its words, and the rows as CSV and JSON. Never holds up the event loop."""
        ...

    async def survey_files(self, report: SurveyReport) -> Sequence[Document]:
        """All questions of a survey as CSV and JSON."""
        ...
