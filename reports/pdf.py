"""The report as PDF: tagged, PDF/UA-1, with bookmarks, language and alternative texts."""

from reports.brand import Brand
from reports.document import Bar, Block, Chart, Document, Item, Items, Lead, Paragraph, Section, Table
from reports.typesetting import said, typeset
from reports.words import bound, cut, timed

TITLE_SIZES = ((60, 34), (120, 27), (240, 21))
"""How large a title of up to so many characters is set on the cover, in points; the smallest for longer ones."""
RUNNING_MOST = 90
LINE = 80
"""Letters of a line, roughly."""
TOGETHER_MOST = 26
"""Lines that are kept together on one page, of some 45."""
FIGURE, WIDE = 1.4, 9
"""Of what a line holds, a column of figures, and at most one of words."""
NARROW = 40
"""Letters of a cell that may be parted at any space."""


def pdf(document: Document, brand: Brand) -> bytes:
    """The document as PDF/UA-1. Blocking: call it in a thread. Raises ReportNotMade."""
    return typeset("report.typ", _data(document), brand, "pdf")


def _data(document: Document) -> dict[str, object]:
    language, _, region = document.language.partition("-")
    return {
        "title": said(document.title),
        "title_size": next((size for most, size in TITLE_SIZES if len(document.title) <= most), 16),
        "description": document.description,
        "organisation": document.organisation,
        "organisation_shown": said(document.organisation),
        "programme": said(document.programme),
        "about": list(map(said, document.about)),
        "facts": [{"figure": figure, "name": name} for figure, name in document.facts],
        "running": said(cut(document.title, RUNNING_MOST)),
        "language": language,
        "region": region or None,
        "contents": True,
        "sections": list(map(_section, document.sections)),
    }


def _section(section: Section) -> dict[str, object]:
    short = _lines(section) <= TOGETHER_MOST
    return {
        "title": said(section.title),
        "own_page": section.own_page or (section.whole and not short),
        "together": section.whole and short,
        "blocks": list(map(_block, section.blocks)),
        "parts": list(map(_section, section.parts)),
    }


def _lines(section: Section) -> int:
    """About how many lines a section has, its headings counted as two."""
    return 2 + sum(map(_lines_of, section.blocks)) + sum(map(_lines, section.parts))


def _lines_of(block: Block) -> int:
    match block:
        case Lead(text) | Paragraph(text):
            return _wrapped(text)
        case Items(items):
            return 2 + sum(_wrapped(one.text) + bool(one.detail and not one.ref) for one in items)
        case Table():
            return 2 + sum(max(map(_wrapped, row)) for row in block.rows)
        case Chart():
            return 6 + len(block.bars) + len(block.rooms)


def _wrapped(text: str) -> int:
    return 1 + len(text) // LINE


def _block(block: Block) -> dict[str, object]:
    match block:
        case Lead(text):
            return {"kind": "lead", "text": said(bound(text))}
        case Paragraph(text, quiet):
            return {"kind": "paragraph", "text": said(bound(text)), "quiet": quiet}
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)


def _items(items: Items) -> dict[str, object]:
    return {
        "kind": "items",
        "title": said(items.title),
        "numbered": items.numbered,
        "items": list(map(_item, items.items)),
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "text": said(bound(item.text)),
        "ref": item.ref,
        "link": item.link,
        "detail": said(item.detail),
        "below": not item.ref,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "kind": "table",
        "caption": table.caption,
        "header": list(table.header),
        "numbers": sorted(table.numbers),
        "widths": [
            FIGURE if place in table.numbers else _width(table, place) for place in range(len(table.header))
        ],
        "rows": [[said(_held(cell)) for cell in row] for row in table.rows],
    }


def _held(cell: str) -> str:
    """A cell whose line breaks nowhere that it need not: a short one may, since its column is narrow."""
    return timed(bound(cell) if len(cell) > NARROW else cell)


def _width(table: Table, place: int) -> float:
    longest = max((len(row[place]) for row in table.rows), default=1)
    return min(max(longest / 6, 1.6), WIDE)


def _chart(chart: Chart) -> dict[str, object]:
    return {
        "kind": "chart",
        "title": said(chart.title),
        "scale": str(chart.scale),
        "share": chart.share,
        "finding": said(chart.finding),
        "claim": "agree or strongly agree",
        "base": chart.base,
        "summary": chart.summary,
        "note": chart.note,
        "drawn": any(bar.share is not None for bar in chart.bars),
        "bars": [_bar(bar) for bar in chart.bars],
        "rooms": [_bar(bar) for bar in chart.rooms],
    }


def _bar(bar: Bar) -> dict[str, object]:
    return {
        "label": said(bar.label),
        "share": bar.share,
        "figure": bar.figure,
        "answers": _number(bar.answers),
    }


def _number(answers: int | None) -> str:
    return "not shown" if answers is None else f"{answers:,}"
