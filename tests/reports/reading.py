"""Reading PDF files back: their words, their tags, and glyphs that no typeface had."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # the package has no types
from pdfua import Severity, validate


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def text_of(content: bytes) -> str:
    """All words, pages one after the other, line ends as spaces."""
    document = pypdfium2.PdfDocument(content)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return " ".join(" ".join(pages).split())


def missing_glyphs(content: bytes) -> int:
    """How often a PDF shows glyph 0, the box that stands for a character which no typeface has."""
    with opened(content) as document:
        shown = [one for page in document.pages for one in _shown(page)]
    return sum(_glyphs(one).count(b"\x00\x00") for one in shown)


def _shown(page: pikepdf.Page) -> Iterator[bytes]:
    for one in pikepdf.parse_content_stream(page):
        if isinstance(one, pikepdf.ContentStreamInstruction) and str(one.operator) in {"Tj", "TJ"}:
            yield from (bytes(string) for string in _strings(one.operands))


def _strings(operands: Iterable[object]) -> Iterator[pikepdf.String]:
    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from _strings(operand.as_list())
        elif isinstance(operand, pikepdf.String):
            yield operand


def _glyphs(shown: bytes) -> list[bytes]:
    """The codes of shown text, two bytes each."""
    return [shown[place : place + 2] for place in range(0, len(shown), 2)]


class Element(NamedTuple):
    """One element of the structure that a screen reader follows."""

    tag: str
    alternative: str
    language: str


def elements(content: bytes) -> list[Element]:
    """Every structure element in reading order."""
    with opened(content) as document:
        return list(_elements(document.Root.StructTreeRoot))


def _elements(node: pikepdf.Object) -> Iterator[Element]:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield Element(str(kid.S)[1:], str(kid.get("/Alt", "")), str(kid.get("/Lang", "")))
            yield from _elements(kid)


def bookmarks(content: bytes) -> list[str]:
    """The titles of the first level of bookmarks."""
    with opened(content).open_outline() as outline:
        return [str(item.title) for item in outline.root]


def findings(content: bytes, folder: Path) -> list[str]:
    """What the offline PDF/UA checker says of a file, informative remarks aside."""
    path = folder / "checked.pdf"
    path.write_bytes(content)
    return [str(one) for one in validate(str(path)).findings if one.severity is not Severity.INFO]
