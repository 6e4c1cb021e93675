"""The report as a DOCX file, for those who edit or annotate: real headings, lists and tables, with language and title set."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from reports.brand import Brand
from reports.document import Bar, Block, Chart, Document, Item, Items, Lead, Paragraph, Section, Table
from reports.words import RIGHT_TO_LEFT, language

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

SMALL = 8.5
BODY_FACE, HEADING_FACE = "Calibri", "Georgia"
"""Faces that a reader's machine has: a DOCX file carries none."""
MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""No moment of making is kept in the file, so that the same report gives the same file."""


LIST_STYLES = ("ListBullet", "ListParagraph")
"""The template's ids of the styles of a list with bullets and of one that we number."""


def docx(document: Document, brand: Brand) -> bytes:
    """The document as DOCX. Blocking: call it in a thread."""
    from docx import Document as Open

    opened = Open()
    _dress(opened, document, brand)
    for line in (document.programme, *document.about, document.organisation):
        if line:
            _line(opened, line)
    _line(opened, " · ".join(f"{figure} {name}" for figure, name in document.facts))
    for section in document.sections:
        _section(opened, section, 1)
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


def _dress(opened: "Opened", document: Document, brand: Brand) -> None:
    """Title, language, faces and colours."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    about = opened.core_properties
    about.title, about.author, about.language = (
        document.title[:255],
        document.organisation[:255],
        document.language,
    )
    about.comments, about.created, about.modified = document.description[:255], MADE, MADE
    accent = RGBColor.from_string(brand.accent[1:].upper())
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        opened.styles[name].font.name = HEADING_FACE
        opened.styles[name].font.color.rgb = accent
    normal = opened.styles["Normal"]
    normal.font.name, normal.font.size = BODY_FACE, Pt(11)
    spoken = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): document.language})
    normal.element.get_or_add_rPr().append(spoken)
    title = opened.add_paragraph(style="Title")
    _say(title, document.title)


def _section(opened: "Opened", section: Section, level: int) -> None:
    heading = opened.add_heading(level=level)
    heading.paragraph_format.page_break_before = section.own_page
    _say(heading, section.title)
    for block in section.blocks:
        _block(opened, block, level + 1)
    for part in section.parts:
        _section(opened, part, level + 1)


def _block(opened: "Opened", block: Block, level: int) -> None:
    match block:
        case Lead(text):
            _line(opened, text, "Intense Quote")
        case Paragraph(text):
            _line(opened, text)
        case Items():
            _items(opened, block, level)
        case Table():
            _line(opened, block.caption, "Caption")
            _table(opened, block.header, block.rows, block.numbers)
        case Chart():
            _chart(opened, block, level)


def _items(opened: "Opened", items: Items, level: int) -> None:
    if items.title:
        _say(opened.add_heading(level=level), items.title)
    for place, item in enumerate(items.items, start=1):
        # Word would go on counting from an earlier list: the number of an action is written out.
        line = opened.add_paragraph()
        # By its id: given a name, python-docx searches all styles for every paragraph.
        line._p.style = LIST_STYLES[items.numbered]  # noqa: SLF001 - likewise
        if items.numbered:
            line.add_run(f"{place}.  ").bold = True
        _item(line, item)


def _item(line: "Line", item: Item) -> None:
    from docx.shared import Pt

    _say(line, item.text)
    if item.ref:
        _ref(line, item)
    if item.detail:
        line.add_run(f"  {item.detail}").font.size = Pt(SMALL)


def _ref(line: "Line", item: Item) -> None:
    """The note's name, linked to where it was said."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = line.add_run(f"  {item.ref}")
    run.font.size = Pt(SMALL)
    if item.link:
        # Named by ourselves: python-docx compares each new address with all earlier ones.
        target = f"note{len(line.part.rels)}"
        line.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, item.link, target, is_external=True)
        link = line._p.makeelement(qn("w:hyperlink"), {qn("r:id"): target})  # noqa: SLF001 - python-docx offers no links
        link.append(run._r)  # noqa: SLF001 - likewise
        line._p.append(link)  # noqa: SLF001 - likewise


def _line(opened: "Opened", text: str, style: str | None = None) -> None:
    _say(opened.add_paragraph(style=style), text)


def _say(line: "Line", text: str) -> None:
    """People's words, with the language and the side that their script tells."""
    from docx.oxml.ns import qn

    run, known = line.add_run(text), language(text)
    if not known:
        return
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx offers no languages
    kind = "w:bidi" if known in RIGHT_TO_LEFT else "w:eastAsia" if known in {"zh", "ja", "ko"} else "w:val"
    if known in RIGHT_TO_LEFT:
        run.font.rtl = True
        paragraph = line._p.get_or_add_pPr()  # noqa: SLF001 - likewise
        paragraph.append(paragraph.makeelement(qn("w:bidi"), {}))
    properties.append(properties.makeelement(qn("w:lang"), {qn(kind): known}))


def _table(
    opened: "Opened", header: Iterable[str], rows: Iterable[Iterable[str]], numbers: frozenset[int]
) -> None:
    from docx.oxml.ns import qn

    heads = list(header)
    table = opened.add_table(rows=0, cols=len(heads), style="Light List Accent 1")
    for row in ([*heads], *rows):
        # Taken whole: asking python-docx for each cell counts all rows again.
        cells: list[_Cell] = list(table.add_row().cells)
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            _say(cell.paragraphs[0], text)
            cell.paragraphs[0].alignment = 2 if place in numbers else None
    first = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx offers no header rows
    first.append(first.makeelement(qn("w:tblHeader"), {}))


def _chart(opened: "Opened", chart: Chart, level: int) -> None:
    _say(opened.add_heading(level=level), chart.title)
    finding = opened.add_paragraph()
    finding.add_run(chart.finding).bold = True
    finding.add_run(f"  {chart.base}")
    if any(bar.share is not None for bar in chart.bars):
        _table(opened, ("Answer", "Answers", "Share"), _rows(chart.bars), frozenset({1, 2}))
    if chart.rooms:
        _line(opened, "Agree or strongly agree, by room", "Caption")
        _table(opened, ("Room", "Answers", "Share"), _rows(chart.rooms), frozenset({1, 2}))
    if chart.note:
        _line(opened, chart.note)


def _rows(bars: Iterable[Bar]) -> Iterator[tuple[str, str, str]]:
    for bar in bars:
        yield bar.label, "not shown" if bar.answers is None else f"{bar.answers:,}", bar.figure
