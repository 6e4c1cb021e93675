"""Files in memory: a maker that only remembers, and a courier that only carries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from consultation.model.documents import Document, DocumentLink
from consultation.model.programme import ProgrammeReport
from consultation.model.references import MessageRef, PlaceRef
from consultation.model.report import Report
from consultation.ports.platform import PlatformRefusal, PlatformSilence
from consultation.ports.reports import ReportNotMade
from consultation.results import PollResult, SurveyReport


@dataclass
class FakeMaker:
    """Remembers what it was asked to make, and makes one file for everybody and one for organisers."""

    asked: list[Report] = field(default_factory=list)
    looked_back: list[ProgrammeReport] = field(default_factory=list)
    fails: int = 0
    cannot: bool = False

    async def make(self, report: Report | ProgrammeReport) -> tuple[Document, ...]:
        if self.cannot:
            raise ReportNotMade("no paper")
        if self.fails:
            self.fails -= 1
            raise OSError("no disk")
        if isinstance(report, ProgrammeReport):
            self.looked_back.append(report)
            return (Document("programme.pdf", "Report", report.found.name, b"pages"),)
        self.asked.append(report)
        return (
            Document("report.pdf", "Report", report.question, b"pages"),
            Document("report.docx", "The report to edit", report.question, b"words"),
        )


@dataclass
class ReportCourier:
    """Remembers what it carried where."""

    carried: list[tuple[PlaceRef, tuple[str, ...], str]] = field(default_factory=list)
    refuses: bool = False
    loses: int = 0

    async def deliver(
        self, place: PlaceRef, documents: Sequence[Document], words: str, *, under: MessageRef | None = None
    ) -> Sequence[str]:
        if self.refuses:
            raise PlatformRefusal("Slack took the file but did not show it.")
        self.carried.append((place, tuple(one.name for one in documents), words))
        if self.loses:
            self.loses -= 1
            raise PlatformSilence("deliver")
        return [f"F-{one.name}" for one in documents]

    async def delivered(self, place: PlaceRef, names: Collection[str], since: datetime) -> Sequence[str]:
        there = any(where == place and set(names) == set(carried) for where, carried, _ in self.carried)
        return [f"F-{name}" for name in names] if there else []

    async def links(self, names: Sequence[str]) -> Sequence[DocumentLink]:
        return [DocumentLink(name.removeprefix("F-"), f"https://files.test/{name}") for name in names]

    async def fetch(self, reference: str, bytes_most: int) -> bytes:
        raise PlatformRefusal(f"{reference} is not there, and no {bytes_most} bytes either.")


@dataclass
class FakeResultMaker:
    """Makes one file that says what there is to tell, and remembers what it was made from."""

    asked: list[PollResult | SurveyReport] = field(default_factory=list)

    async def files(self, result: PollResult) -> Sequence[Document]:
        self.asked.append(result)
        rows = "\n".join(f"{row.place}|{row.answer}|{row.people}|{row.base}" for row in result.rows)
        return [Document("poll.csv", "Results", "Rows", rows.encode())]

    async def survey_files(self, report: SurveyReport) -> Sequence[Document]:
        self.asked.append(report)
        rows = "\n".join(str(report.rows(place)) for place in range(len(report.questions)))
        return [Document("survey.csv", "Results", "Rows", rows.encode())]
