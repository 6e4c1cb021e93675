"""The rules of PDF/UA-1 that a machine can check and that matter to readers, as veraPDF numbers them (clause of ISO 14289-1)."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pikepdf

from tests.reports.reading import opened

SHOWING = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
"""Operators that put something on the page: each stands inside marked content, read or an artefact (7.1)."""

KNOWN = frozenset(
    [
        "Document",
        "Part",
        "Sect",
        "Div",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Caption",
        "Figure",
        "Formula",
        "Link",
        "Span",
        "TOC",
        "TOCI",
        "Quote",
        "BlockQuote",
        "Note",
        "Reference",
        "Code",
        "Title",
        "Annot",
        "Artifact",
        "Aside",
        "Strong",
        "Em",
        "NonStruct",
    ]
)


NONE = pikepdf.Dictionary()
"""Where there is no such part."""


def problems(content: bytes) -> list[str]:
    """Every rule that a file breaks, each with its clause; none for a file that keeps them all."""
    with opened(content) as document:
        return [problem for rule in RULES for problem in rule(document)]


def _whole_document(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    with document.open_metadata() as metadata:
        said, title = metadata.get("pdfuaid:part"), metadata.get("dc:title")
    marks, shown = root.get("/MarkInfo", NONE), root.get("/ViewerPreferences", NONE)
    kept = (
        ("5: it does not say that it is PDF/UA-1", said == "1"),
        ("7.1-9: no title in its metadata", bool(title)),
        ("6.2: it is not marked as tagged", bool(marks.get("/Marked", False))),
        ("7.1-11: its tags are suspects", not marks.get("/Suspects", False) and "/StructTreeRoot" in root),
        ("7.1-10: its title is not shown", bool(shown.get("/DisplayDocTitle", False))),
        ("7.2-34: no language", bool(str(root.get("/Lang", "")))),
        ("7.17: no bookmarks", "/Outlines" in root or len(document.pages) == 1),
        ("7.15: forms of another kind", "/XFA" not in root.get("/AcroForm", NONE)),
        ("7.16: a lock", not document.is_encrypted),
    )
    yield from (problem for problem, holds in kept if not holds)


def _content(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, start=1):
        if not isinstance(page.get("/StructParents"), int):
            yield f"7.1: page {number} leads to no structure"
        if page.get("/Annots") and str(page.get("/Tabs", "")) != "/S":
            yield f"7.18.3: page {number} is not walked in the order of its structure"
        depth = 0
        for one in pikepdf.parse_content_stream(page):
            operator = str(one.operator)
            depth += (operator in {"BDC", "BMC"}) - (operator == "EMC")
            if operator in SHOWING and not depth:
                yield f"7.1-3: something on page {number} is neither read nor an artefact"
                break


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for page in document.pages:
        for name, font in page.Resources.get("/Font", NONE).items():
            if "/ToUnicode" not in font:
                yield f"7.21.7: {name} tells no characters"
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            described = inner.get("/FontDescriptor", NONE)
            if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"7.21.4.1: {name} is not embedded"


def _structure(document: pikepdf.Pdf) -> Iterator[str]:
    roles = dict(document.Root.StructTreeRoot.get("/RoleMap", {}).items())
    levels: list[int] = []
    for element, parent in _walk(document.Root.get("/StructTreeRoot", pikepdf.Dictionary()), ""):
        tag = str(element.S)[1:]
        if tag not in KNOWN and f"/{tag}" not in roles:
            yield f"7.1-5: the tag {tag} means nothing"
        yield from _element(element, tag, parent)
        if tag[0] == "H" and tag[1:].isdigit():
            levels.append(int(tag[1:]))
    if any(below > above + 1 for above, below in pairwise([0, *levels])):
        yield "7.4.2: a heading skips a step"


def _element(element: pikepdf.Object, tag: str, parent: str) -> Iterator[str]:
    if tag in {"Figure", "Formula"} and not str(element.get("/Alt", element.get("/ActualText", ""))):
        yield f"7.3: a {tag} without words"
    wanted = {
        "LI": {"L"},
        "LBody": {"LI"},
        "TR": {"Table", "THead", "TBody", "TFoot"},
        "TD": {"TR"},
        "TH": {"TR"},
    }
    if parent not in wanted.get(tag, {parent}):
        yield f"7.2: {tag} stands in {parent}"
    if tag == "TH" and not _attribute(element, "/Scope"):
        yield "7.5: a header cell that doesn't say of what"


def _attribute(element: pikepdf.Object, name: str) -> bool:
    given = element.get("/A", NONE)
    return any(name in one for one in (given if isinstance(given, pikepdf.Array) else [given]))


def _links(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, start=1):
        for one in page.get("/Annots", []):
            if str(one.get("/Subtype")) == "/Link" and not (one.get("/Contents") or "/StructParent" in one):
                yield f"7.18.5: a link on page {number} is not told"


def _walk(node: pikepdf.Object, parent: str) -> Iterator[tuple[pikepdf.Object, str]]:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, parent
            yield from _walk(kid, str(kid.S)[1:])


RULES: tuple[Callable[[pikepdf.Pdf], Iterator[str]], ...] = (
    _whole_document,
    _content,
    _fonts,
    _structure,
    _links,
)
