"""The report's files: for organisers, from what was published."""

from dataclasses import dataclass, field

import pytest

from consultation.errors import NotAnOrganiser
from consultation.model.notes import Tag
from consultation.model.references import PlaceRef
from consultation.model.report import Report, ReportFile
from consultation.services.reports import Reports
from reports.brand import Brand
from reports.files import Maker
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person

ROOM = PlaceRef("R1")


@dataclass
class FakeMaker:
    """Remembers what it was asked to make."""

    asked: list[Report] = field(default_factory=list)

    async def make(self, report: Report) -> tuple[ReportFile, ...]:
        self.asked.append(report)
        return (ReportFile("report.txt", "Report", report.question, b"words"),)


async def test_the_files_are_of_what_was_published_also_after_a_note_has_changed(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    said = consultation.says(ROOM, "A worry.")
    await consultation.tags(ORGANISER, said, Tag.CONCERN)
    maker = FakeMaker()
    reports = Reports(consultation.services.digests.storage, maker)
    await reports.files(ORGANISER, session.id)
    await consultation.services.digests.publish(ORGANISER, session.id)
    (file,) = await reports.files(ORGANISER, session.id)
    assert file.alternative == session.question
    assert [[note.text for note in report.rooms[0].notes] for report in maker.asked] == [["A worry."]] * 2


async def test_nobody_but_an_organiser_gets_the_files(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    reports = Reports(consultation.services.digests.storage, FakeMaker())
    with pytest.raises(NotAnOrganiser):
        await reports.files(person("Pat"), session.id)


async def test_a_real_session_becomes_real_files_with_nobodys_id_in_them(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    made = await Reports(consultation.services.digests.storage, Maker(Brand(name="Hub"))).files(
        ORGANISER, session.id
    )
    page = next(file.content.decode() for file in made if file.name == "report.html")
    assert "A worry." in page
    assert ORGANISER.person not in page
