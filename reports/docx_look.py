"""How a DOCX file looks: the page, its running lines, and the styles of its lines in a brand's colour."""

from typing import TYPE_CHECKING

from reports.brand import Brand
from reports.document import Document
from reports.wordml import SMALL, WIDTH, element, paragraph, run, tab
from reports.words import cut

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

BODY, HEADING = "Calibri", "Georgia"
"""Faces that a reader's machine has: a DOCX file carries none."""
INK, QUIET = "1C2730", "55626D"
LEAD, LIST = "IntenseQuote", "ListBullet"
MARGIN_CM = 2.6
RUNNING_MOST = 90
TITLE_ABOVE, TITLE_SHORT = 200, 70
"""Points above a title on the cover, where it has at most so many letters: with a longer one the contents need the place."""


def dress(opened: "Opened", document: Document, brand: Brand) -> None:
    """Give an empty file its page, its running lines and its styles."""
    accent = brand.accent[1:].upper()
    _page(opened, document)
    known = {style.get(_q("styleId")): style for style in opened.styles.element}
    for style_id, name, letters, lines in _styles(
        accent, TITLE_ABOVE if len(document.title) <= TITLE_SHORT else 0
    ):
        style = known.get(style_id)
        if style is None:
            kind = "character" if lines is None else "paragraph"
            style = element(
                "w:style", element("w:name", val=name), type=kind, styleId=style_id, customStyle="1"
            )
            opened.styles.element.append(style)
        _restyle(style, letters, lines)
    normal = known["Normal"]
    normal.find(_q("rPr")).append(element("w:lang", val=document.language))


def _restyle(style: "Element", letters: "Element", lines: "Element | None") -> None:
    """New letters and lines for a style; the list that it makes stays."""
    for old in style.findall(_q("rPr")):
        style.remove(old)
    if lines is not None:
        for old in style.findall(_q("pPr")):
            numbering = old.find(_q("numPr"))
            if numbering is not None:
                lines.insert(0, numbering)
            style.remove(old)
        style.append(lines)
    style.append(letters)


def _styles(accent: str, above: float) -> "list[tuple[str, str, Element, Element | None]]":
    """Each style: its id, its name, its letters, and its lines; None where it is one of letters alone."""
    return [
        ("Normal", "Normal", _letters(10.5), _lines(after=6)),
        ("Title", "Title", _letters(30, HEADING, accent, bold=True), _lines(above, 12, 1.05)),
        ("Subtitle", "Subtitle", _letters(12, colour=QUIET), _lines(after=3)),
        ("Heading1", "heading 1", _letters(21, HEADING, accent, bold=True), _lines(18, 8, 1.05, keep=True)),
        ("Heading2", "heading 2", _letters(13.5, HEADING, bold=True), _lines(16, 6, 1.05, keep=True)),
        ("Heading3", "heading 3", _letters(11.5, HEADING, bold=True), _lines(12, 4, 1.05, keep=True)),
        ("Heading4", "heading 4", _letters(10.5, HEADING, bold=True), _lines(10, 4, 1.05, keep=True)),
        (LIST, "List Bullet", _letters(10.5), _lines(after=3)),
        ("ListParagraph", "List Paragraph", _letters(10.5), _lines(after=5)),
        (LEAD, "Intense Quote", _letters(13.5, HEADING), _lead(accent)),
        ("Caption", "caption", _letters(10.5, bold=True), _lines(12, 4, keep=True)),
        ("PlenaryProgramme", "Programme", _letters(11.5, colour=accent, bold=True), _lines()),
        ("PlenaryFacts", "Facts", _letters(10, colour=QUIET), _lines(18)),
        ("PlenaryContents", "Contents title", _letters(13.5, HEADING, accent, bold=True), _lines(36, 6)),
        ("PlenaryClaim", "Claim", _letters(10.5), _lines(after=4, keep=True)),
        ("PlenaryCell", "Cell", _letters(10), _lines(2, 2, 1.0)),
        (
            "PlenaryHead",
            "Cell of a header",
            _letters(8.5, colour=QUIET, bold=True),
            _lines(2, 2, 1.0, keep=True),
        ),
        ("PlenaryRunning", "Running line", _letters(8.5, colour=QUIET), _running()),
        ("PlenaryFigure", "Figure", _letters(22, HEADING, accent, bold=True), None),
        ("PlenaryNumber", "Number", _letters(10.5, HEADING, accent, bold=True), None),
        (SMALL, "Small", _letters(8.5, colour=QUIET), None),
    ]


def _letters(size: float, face: str = BODY, colour: str = INK, *, bold: bool = False) -> "Element":
    faces = element("w:rFonts", ascii=face, hAnsi=face, cs=face)
    half = str(round(size * 2))
    told = [faces, *([element("w:b"), element("w:bCs")] if bold else []), element("w:color", val=colour)]
    return element("w:rPr", *told, element("w:sz", val=half), element("w:szCs", val=half))


def _lines(before: float = 0, after: float = 0, height: float = 1.15, *, keep: bool = False) -> "Element":
    """Space before and after in points, lines of so many times their letters' height; `keep` holds a line to the next."""
    kept = [element("w:keepNext"), element("w:keepLines")] if keep else []
    space = {
        "before": _twips(before),
        "after": _twips(after),
        "line": str(round(240 * height)),
        "lineRule": "auto",
    }
    return element("w:pPr", *kept, element("w:spacing", **space))


def _lead(accent: str) -> "Element":
    lines = _lines(10, 10, 1.1)
    edge = element("w:left", val="single", sz="24", space="10", color=accent)
    lines.insert(0, element("w:pBdr", edge))
    lines.append(element("w:ind", left="240"))
    return lines


def _running() -> "Element":
    lines = _lines()
    lines.insert(0, element("w:tabs", element("w:tab", val="right", pos=str(WIDTH))))
    return lines


def _page(opened: "Opened", document: Document) -> None:
    """A4, with the question above and the programme and the page's number below; none of them on the cover."""
    from docx.shared import Cm

    page = opened.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    page.different_first_page_header_footer = True
    title = cut(document.title, RUNNING_MOST)
    for part, inside in (
        (page.header, [run(title)]),
        (page.footer, [run(document.programme), tab(), _field("PAGE"), run(" / "), _field("NUMPAGES")]),
    ):
        part.is_linked_to_previous = False
        whole = part._element  # noqa: SLF001 - python-docx offers no fields
        for old in list(whole):
            whole.remove(old)
        whole.append(paragraph("", *inside, style="PlenaryRunning"))


def _field(name: str) -> "Element":
    return element("w:fldSimple", run("1"), instr=name)


def _twips(points: float) -> str:
    return str(round(points * 20))


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
