"""The report as a DOCX file, for those who edit or annotate: real headings, lists and tables, with language and title set."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from reports.brand import Brand, tint
from reports.document import (
    Bar,
    Block,
    Chart,
    Document,
    Item,
    Items,
    Lead,
    Paragraph,
    Scale,
    Section,
    Table,
)
from reports.docx_look import LEAD, LIST, dress
from reports.strips import HEIGHT, WIDTH, strip_png
from reports.typesetting import GRAPHIC_CONTRAST, SCALE_REST
from reports.wordml import SMALL, element, keep, paragraph, run, table, unparted
from reports.words import cut, whole_parts

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""No moment of making is kept in the file, so that the same report gives the same file."""
PROPERTY_MOST = 255
STRIP_CM = 15.8


def docx(document: Document, brand: Brand) -> bytes:
    """The document as DOCX. Blocking: call it in a thread."""
    from docx import Document as Open

    opened = Open()
    dress(opened, document, brand)
    _about(opened, document)
    body = opened.element.body
    end = body[-1]  # what tells the page's size stays last
    for one in (*_cover(document), *_contents(document), *_sections(opened, document, brand)):
        end.addprevious(one)
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


def _about(opened: "Opened", document: Document) -> None:
    about = opened.core_properties
    about.title, about.author = cut(document.title, PROPERTY_MOST), cut(document.organisation, PROPERTY_MOST)
    about.comments, about.language = cut(document.description, PROPERTY_MOST), document.language
    about.created, about.modified = MADE, MADE


def _cover(document: Document) -> Iterator["Element"]:
    yield _line(document.programme, "PlenaryProgramme")
    yield _line(document.title, "Title")
    for line in filter(None, (*document.about, document.organisation)):
        yield _line(line, "Subtitle")
    facts = [
        part
        for figure, name in document.facts
        for part in (run(figure, "PlenaryFigure"), run(f" {name}     "))
    ]
    yield paragraph("", *facts, style="PlenaryFacts")


def _contents(document: Document) -> Iterator["Element"]:
    yield _line("Contents", "PlenaryContents")
    for section in document.sections:
        link = element("w:hyperlink", run(section.title), anchor=_mark(section), history="1")
        yield paragraph(section.title, link, style="PlenaryCell")


def _sections(opened: "Opened", document: Document, brand: Brand) -> Iterator["Element"]:
    marks = iter(range(1, 1_000_000))
    for place, section in enumerate(document.sections):
        # The first begins the page after the cover.
        made = list(_section(opened, section, 1, brand, marks, page=section.own_page or not place))
        if section.whole:
            keep(made)
        yield from made


def _section(
    opened: "Opened", section: Section, level: int, brand: Brand, marks: Iterator[int], *, page: bool = False
) -> Iterator["Element"]:
    mark = str(next(marks))
    start, end = element("w:bookmarkStart", id=mark, name=_mark(section)), element("w:bookmarkEnd", id=mark)
    yield paragraph(section.title, start, run(section.title), end, style=f"Heading{level}", page=page)
    for block in section.blocks:
        yield from _block(opened, block, level + 1, brand)
    for part in section.parts:
        yield from _section(opened, part, level + 1, brand, marks)


def _block(opened: "Opened", block: Block, level: int, brand: Brand) -> Iterator["Element"]:
    match block:
        case Lead(text):
            yield _line(text, LEAD)
        case Paragraph(text, quiet):
            yield paragraph(text, run(text, SMALL if quiet else ""))
        case Items():
            yield from _items(opened, block, level)
        case Table():
            yield _line(block.caption, "Caption")
            yield table(block.caption, block.header, block.rows, block.numbers)
            yield element("w:p")  # two tables that touch become one
        case Chart():
            yield from _chart(opened, block, level, brand)


def _items(opened: "Opened", items: Items, level: int) -> Iterator["Element"]:
    if items.title:
        yield _line(items.title, f"Heading{level}")
    for place, item in enumerate(items.items, start=1):
        # Word would go on counting from an earlier list: the number of an action is written out.
        inside = list(_item(opened, item))
        if items.numbered:
            yield paragraph(item.text, *inside, style="ListParagraph", number=f"{place}.")
        else:
            yield paragraph(item.text, *inside, style=LIST)


def _item(opened: "Opened", item: Item) -> Iterator["Element"]:
    yield run(item.text)
    if item.ref:
        yield _ref(opened, item)
    if item.detail:
        yield run(f"  {whole_parts(item.detail)}", SMALL)


def _ref(opened: "Opened", item: Item) -> "Element":
    """The note's name, linked to where it was said."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    name = unparted(run(f"\u00a0\u00a0{item.ref}", SMALL))
    if not item.link:
        return name
    # Named by ourselves: python-docx compares each new address with all earlier ones.
    target = f"note{len(opened.part.rels)}"
    opened.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, item.link, target, is_external=True)
    link = element("w:hyperlink", name)
    link.set(qn("r:id"), target)
    return link


def _chart(opened: "Opened", chart: Chart, level: int, brand: Brand) -> Iterator["Element"]:
    yield _line(chart.title, f"Heading{level}")
    yield _claim(chart)
    colours = (brand.accent, tint(brand.accent, GRAPHIC_CONTRAST), *SCALE_REST)
    own = [colours[min(place, len(colours) - 1)] for place in range(len(chart.bars))]
    if any(bar.share is not None for bar in chart.bars):
        marked = own if chart.scale is Scale.AGREEMENT else []
        if marked:
            yield _picture(opened, chart, marked)
        yield _bars("Answer", chart.title, chart.bars, [colour[1:].upper() for colour in marked])
    if chart.rooms:
        yield _line("Agree or strongly agree, by room", "Caption")
        yield _bars("Room", f"{chart.title}: by room", chart.rooms)
    yield paragraph(chart.note, *([run(chart.note, SMALL)] if chart.note else []))


def _claim(chart: Chart) -> "Element":
    if chart.share is None:
        parts = [run(chart.finding, "Strong")]
    else:
        parts = [run(f"{chart.share} %", "PlenaryFigure"), run(" agree or strongly agree")]
    return paragraph(chart.finding, *parts, run(f"   {chart.base}", SMALL), style="PlenaryClaim")


def _picture(opened: "Opened", chart: Chart, colours: list[str]) -> "Element":
    """The bars as one, told in words to those who don't see it."""
    from docx.shared import Cm

    parts = ((bar.share, colour) for bar, colour in zip(chart.bars, colours, strict=True))
    size = Cm(STRIP_CM), Cm(STRIP_CM * HEIGHT / WIDTH)
    inline = opened.part.new_pic_inline(BytesIO(strip_png(parts)), *size)
    inline.docPr.set("descr", chart.summary)
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    return paragraph("", element("w:r", element("w:drawing", inline)), style="PlenaryClaim")


def _bars(name: str, about: str, bars: Iterable[Bar], colours: Iterable[str] = ()) -> "Element":
    rows = [
        (bar.label, "not shown" if bar.answers is None else f"{bar.answers:,}", bar.figure) for bar in bars
    ]
    return table(about, (name, "Answers", "Share"), rows, frozenset({1, 2}), tuple(colours))


def _line(text: str, style: str = "") -> "Element":
    return paragraph(text, run(text), style=style)


def _mark(section: Section) -> str:
    """A section's name as Word takes it: letters, digits and low lines."""
    return section.anchor.replace("-", "_")
