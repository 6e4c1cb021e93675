"""Paragraphs and tables as Word keeps them, made one by one from XML: python-docx looks around for each and takes ten times as long."""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING

from reports.words import RIGHT_TO_LEFT, language, timed

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

WIDTH = 8958
"""Of a line in twentieths of a point: A4 between margins of 2.6 cm."""
RULE, RULE_HEAD = "D5DBE0", "55626D"
SMALL = "PlenarySmall"
"""The style of references and of what is said beside a point."""
NUMBER_INDENT = "425"
FIGURE, MARKED = WIDTH // 6, "120"
"""How wide a column of figures is, and how far words stand from the mark of their row."""
LETTERS_LEAST, LETTERS_MOST = 12, 45


def element(tag: str, *inside: "Element", **attributes: str) -> "Element":
    """An element of Word's own names (`w:p`) with others inside; its attributes are Word's, too."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Element = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    for one in inside:
        made.append(one)
    return made


def run(text: str, style: str = "") -> "Element":
    """Words in one style of letters, with the language and the side that their script tells."""
    known, told = language(text), list["Element"]()
    if style:
        told.append(element("w:rStyle", val=style))
    if known in RIGHT_TO_LEFT:
        told += [element("w:rtl"), element("w:lang", bidi=known)]
    elif known:
        told.append(element("w:lang", **{"eastAsia" if known in {"zh", "ja", "ko"} else "val": known}))
    words = element("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("w:r", *([element("w:rPr", *told)] if told else []), words)


def unparted(words: "Element") -> "Element":
    """A run whose hyphens are no places to end a line, and are hyphens still to who searches or copies."""
    for text in words.findall(words[-1].tag):
        for part in (text.text or "").split("-")[1:]:
            words.append(element("w:noBreakHyphen"))
            after = element("w:t")
            after.text = part
            words.append(after)
        text.text = (text.text or "").partition("-")[0]
    return words


def tab() -> "Element":
    """A step to the next stop of the line."""
    return element("w:r", element("w:tab"))


def paragraph(
    text: str, *inside: "Element", style: str = "", page: bool = False, right: bool = False, number: str = ""
) -> "Element":
    """A paragraph that reads from the side of `text`. `page` begins a new one; `number` stands before it in the margin."""
    told = [element("w:pStyle", val=style)] if style else []
    told += [element("w:pageBreakBefore")] if page else []
    told += [element("w:bidi")] if language(text) in RIGHT_TO_LEFT else []
    told += [element("w:ind", left=NUMBER_INDENT, hanging=NUMBER_INDENT)] if number else []
    told += [element("w:jc", val="right")] if right else []
    before = (run(number, "PlenaryNumber"), tab()) if number else ()
    return element("w:p", *([element("w:pPr", *told)] if told else []), *before, *inside)


def keep(elements: Sequence["Element"]) -> None:
    """Have all of these stand on one page, as far as one holds them."""
    from docx.oxml.ns import qn

    lines = [line for one in elements[:-1] for line in (one, *one.iter(qn("w:p"))) if line.tag == qn("w:p")]
    for line in lines:
        if line.find(qn("w:pPr")) is None:
            line.insert(0, element("w:pPr"))
        told = line.find(qn("w:pPr"))
        if told.find(qn("w:keepNext")) is None:
            told.insert(int(told.find(qn("w:pStyle")) is not None), element("w:keepNext"))


def table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: frozenset[int],
    colours: Sequence[str] = (),
) -> "Element":
    """A table with lines between its rows and a header that is repeated; `colours` mark the rows of a chart."""
    held = list(rows)
    widths = _widths([header, *held], numbers)
    grid = element("w:tblGrid", *(element("w:gridCol", w=str(width)) for width in widths))
    head = _row(header, widths, numbers, heading=True)
    marked = zip(held, chain(colours, repeat("")), strict=False)
    body = (_row(row, widths, numbers, mark=mark) for row, mark in marked)
    about = element(
        "w:tblPr",
        element("w:tblW", w=str(WIDTH), type="dxa"),
        # Told from where the words of the first cell begin.
        element("w:tblInd", w=MARKED if colours else "0", type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", element("w:left", w=MARKED if colours else "0", type="dxa")),
        element("w:tblLook", firstRow="1", firstColumn="1"),
        element("w:tblCaption", val=caption),
    )
    return element("w:tbl", about, grid, head, *body)


def _widths(rows: Sequence[Sequence[str]], numbers: frozenset[int]) -> list[int]:
    """Columns of words as wide as their longest cell asks for, within reason; those of figures all the same."""
    columns = range(len(rows[0]))
    longest = {place: max(len(row[place]) for row in rows) for place in columns if place not in numbers}
    asked = {place: min(max(most, LETTERS_LEAST), LETTERS_MOST) for place, most in longest.items()}
    room = WIDTH - FIGURE * len(numbers)
    return [FIGURE if place in numbers else room * asked[place] // sum(asked.values()) for place in columns]


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    numbers: frozenset[int],
    *,
    heading: bool = False,
    mark: str = "",
) -> "Element":
    told = [element("w:cantSplit"), *([element("w:tblHeader")] if heading else [])]
    made = (
        _cell(text, width, heading=heading, right=place in numbers, mark="" if place else mark)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return element("w:tr", element("w:trPr", *told), *made)


def _cell(text: str, width: int, *, heading: bool, right: bool, mark: str) -> "Element":
    line = element("w:bottom", val="single", sz="4", color=RULE_HEAD if heading else RULE)
    left = [element("w:left", val="single", sz="48", color=mark)] if mark else []
    about = element("w:tcPr", element("w:tcW", w=str(width), type="dxa"), element("w:tcBorders", *left, line))
    style = "PlenaryHead" if heading else "PlenaryCell"
    return element("w:tc", about, paragraph(text, run(timed(text)), style=style, right=right))
