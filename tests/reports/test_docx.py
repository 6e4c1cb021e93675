"""The report as DOCX: real headings, lists and tables."""

from dataclasses import replace
from io import BytesIO

from docx import Document as Open

from reports.compose import compose
from reports.document import Document
from reports.docx import docx
from tests.reports.conftest import TEAM
from tests.reports.golden import golden_report


def test_every_section_is_a_heading_and_every_note_a_line(golden: Document) -> None:
    opened = Open(BytesIO(docx(golden, TEAM)))
    headings = [line.text for line in opened.paragraphs if line.style and line.style.name == "Heading 1"]
    assert headings == [section.title for section in golden.sections]
    text = "\n".join(line.text for line in opened.paragraphs)
    for note in (note for room in golden_report().rooms for note in room.notes):
        assert note.text in text


def test_tables_have_header_rows_and_the_figures(golden: Document) -> None:
    opened = Open(BytesIO(docx(golden, TEAM)))
    assert len(opened.tables) == 9
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in opened.tables)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert {"58", "39", "120", "36 %"} <= set(cells)


def test_title_language_and_organisation_are_set(golden: Document) -> None:
    about = Open(BytesIO(docx(golden, TEAM))).core_properties
    assert (about.title, about.language, about.author) == (golden.title, "en-GB", TEAM.name)


def test_a_note_leads_to_where_it_was_said() -> None:
    golden = golden_report()
    first = replace(golden.rooms[0].notes[0], permalink="https://example.org/archives/C1/p1")
    room = replace(golden.rooms[0], notes=(first, *golden.rooms[0].notes[1:]))
    opened = Open(BytesIO(docx(compose(replace(golden, rooms=(room,)), TEAM), TEAM)))
    links = {link.text.strip(): link.address for line in opened.paragraphs for link in line.hyperlinks}
    assert links == {"R1-01": first.permalink}


def test_anything_that_people_write_makes_a_file_that_opens_with_no_link_of_theirs(hostile: Document) -> None:
    opened = Open(BytesIO(docx(hostile, TEAM)))
    assert "<script>alert(1)</script>" in "\n".join(line.text for line in opened.paragraphs)
    assert not [one for one in opened.part.rels.values() if one.is_external]
    assert "w:bidi=" in opened.element.xml or "<w:bidi/>" in opened.element.xml
