"""The report as DOCX: real headings, lists and tables."""

from dataclasses import replace
from io import BytesIO

from docx import Document as Open

from reports.compose import compose
from reports.document import Chart, Document
from reports.docx import docx
from tests.reports.conftest import TEAM
from tests.reports.golden import golden_report, points_of


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
    links = {
        link.text.strip(): link.address
        for line in opened.paragraphs
        for link in line.hyperlinks
        if link.address
    }
    assert links == {"R1-01": first.permalink}


def test_each_chart_is_a_picture_told_in_words_beside_its_table(golden: Document) -> None:
    opened = Open(BytesIO(docx(golden, TEAM)))
    told = [one.get("descr") for one in opened.element.xpath(".//wp:docPr")]
    charts = [block for section in golden.sections for block in section.blocks if isinstance(block, Chart)]
    assert told == [chart.summary for chart in charts]
    assert len(opened.inline_shapes) == len(charts) == 3


def test_a_line_written_from_the_right_has_its_bullet_there() -> None:
    golden = golden_report()
    note = replace(golden.rooms[0].notes[0], text="نحتاج إلى وقت محمي")
    room = replace(golden.rooms[0], notes=(note,), points=tuple(points_of([note])))
    opened = Open(BytesIO(docx(compose(replace(golden, rooms=(room,)), TEAM), TEAM)))
    (line,) = (line for line in opened.paragraphs if note.text in line.text)
    assert line.style is not None
    assert line.style.name == "List Bullet"
    assert line._p.xpath("w:pPr/w:bidi")


def test_contents_lead_to_the_headings(golden: Document) -> None:
    body = Open(BytesIO(docx(golden, TEAM))).element.body
    wanted = [section.anchor.replace("-", "_") for section in golden.sections]
    assert [name for name in body.xpath(".//w:hyperlink/@w:anchor") if name] == wanted
    assert set(wanted) <= set(body.xpath(".//w:bookmarkStart/@w:name"))


def test_anything_that_people_write_makes_a_file_that_opens_with_no_link_of_theirs(hostile: Document) -> None:
    opened = Open(BytesIO(docx(hostile, TEAM)))
    assert "<script>alert(1)</script>" in "\n".join(line.text for line in opened.paragraphs)
    assert not [one for one in opened.part.rels.values() if one.is_external]
    assert "w:bidi=" in opened.element.xml or "<w:bidi/>" in opened.element.xml
